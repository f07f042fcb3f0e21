"""Packs are loaded whole, or refused with every mistake in them."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from healthlint import packs
from healthlint.core.problem import HealthlintError
from healthlint.core.reading import Stance
from healthlint.core.rule import Authority, Level, Severity
from healthlint.core.span import Span
from healthlint.kinds.pattern import Pattern


def problems(folder: Path, *more: Path) -> list[str]:
    """What is wrong with the folders, without the path to them."""
    with pytest.raises(HealthlintError) as caught:
        packs.load(folder, *more)
    return [str(problem).replace(f"{folder.parent.as_posix()}/", "") for problem in caught.value.problems]


def edit(rulebook: Path, old: str, new: str) -> None:
    """Changes the rule ``house/cure``."""
    path = rulebook / "house" / "cure.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_rule_is_what_its_file_says(rulebook: Path) -> None:
    rules = packs.load(rulebook)

    (rule,) = rules
    assert (rule.id, rule.pack, rule.kind_name) == ("house/cure", "house", "pattern")
    assert (rule.severity, rule.level, rule.family, rule.rank) == (Severity.ERROR, Level.RECOMMENDED, "", 5)
    assert rule.sources == (Authority("A law", "https://example.org/law"),)
    assert isinstance(rule.kind, Pattern)
    assert rule.kind.patterns.items == ("cures? (?:(?:colds?)|(?:flu))",)
    assert rule.kind.excuse == {Stance.NEGATED}
    assert rule.examples.invalid[0].text == "It cures colds fast."
    assert rule.examples.invalid[0].flagged == (Span(3, 14),)
    (pack,) = rules.packs
    assert (pack.name, pack.title, pack.purpose) == ("house", "House rules", "For these tests.")


def test_own_packs_stand_beside_others_and_use_their_lexicons(rulebook: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    shutil.copytree(rulebook / "house", own / "brand")

    rules = packs.load(rulebook, own)

    assert [rule.id for rule in rules] == ["house/cure", "brand/cure"]


def test_a_folder_may_be_one_pack(rulebook: Path, tmp_path: Path) -> None:
    shutil.copytree(rulebook / "house", tmp_path / "brand")

    assert [rule.id for rule in packs.load(rulebook, tmp_path / "brand")] == ["house/cure", "brand/cure"]


def test_the_pack_gives_its_condition_to_rules_that_have_none(rulebook: Path) -> None:
    (rulebook / "house" / "pack.yaml").write_text("title: T\npurpose: P\nwhen: {words: 9}\n", encoding="utf-8")
    (rule,) = packs.load(rulebook)
    assert getattr(rule.when, "words", None) == 9

    edit(rulebook, "find:", "when: {words: 4}\nfind:")
    (rule,) = packs.load(rulebook)
    assert getattr(rule.when, "words", None) == 4


UNICODE = r"\pL" * 21


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("why: Few", "wy: Few", "2:1: unknown key 'wy' (did you mean 'why'?)"),
        ("why: Few treatments cure.\n", "", "1:1: the key 'why' is missing (expected a text)"),
        (
            "severity: error",
            "severity: eror",
            "4:11: expected one of: error, warning, info; found 'eror' (did you mean 'error'?)",
        ),
        (
            "level: recommended",
            "level: on",
            "5:8: expected one of: recommended, strict, preview; found 'on'",
        ),
        ("[{title: A law", "[{titel: A law", "6:12: unknown key 'titel' (did you mean 'title'?)"),
        ('[{title: A law, url: "https://example.org/law"}]', "[]", ("6:10: no source (name the law, guideline or study "
         "that the rule rests on)")),
        ("  pattern:", "  patern:", "8:3: unknown kind 'patern' (did you mean 'pattern'?)"),
        ("    patterns:", "    pattern:", "9:5: unknown key 'pattern' (did you mean 'patterns'?)"),
        ("excuse: [negated]", "excuse: [negatd]", ("10:14: expected one of: negated, hedged, questioned, attributed, "
         "quoted, conditional, rebutted, disclaimed; found 'negatd' (did you mean 'negated'?)")),
        ("{illness}", "{ilness}", "9:24: unknown lexicon '{ilness}' (did you mean 'illness'?)"),
        ("cures? {illness}", "cures? (colds", ("9:16: the pattern 'cures? (colds' cannot be used: missing ): "
         "cures?(?:\\s+)(colds")),
        ("cures? {illness}", "cures?$", ("9:16: the pattern 'cures?$' cannot be used: '^' and '$' are not known here: "
         "a pattern is found anywhere in a sentence (see 'whole')")),
        ("cures? {illness}", "(?=cures)", "9:16: the pattern '(?=cures)' cannot be used: invalid perl operator: (?="),
        ('"cures? {illness}"', rf"'{UNICODE}'", (f"9:16: the pattern '{UNICODE[:59]}…' cannot be used: it has more than 20 "
         r"classes of Unicode (\p); text is read without accents, so write [a-z]")),
        ("cures? {illness}", "a{1000}", "9:16: the pattern 'a{1000}' cannot be used: the repetition {1000} is larger than 200"),
        ("cures? {illness}", "a{3,900}", "9:16: the pattern 'a{3,900}' cannot be used: the repetition {900} is larger than 200"),
        ("cures? {illness}", "a" * 100_001, (f"9:16: the pattern '{'a' * 59}…' cannot be used: the pattern is too long: "
         "100,001 characters with its lexicons, 100,000 allowed")),
        ('["cures? {illness}"]', f"[{'a, ' * 501}]", ("9:15: 501 patterns in one list, 500 allowed (put words into a "
         "lexicon, or make several rules)")),
        ("'{match}'", "'{mach}'", "1:10: nothing fills '{mach}' in this message (did you mean 'match'?)"),
        ("[It «cures colds» fast., We «cure flu».]", "[It «cures colds» fast.]", ("12:3: too few invalid examples: 1 "
         "(give at least 2)")),
        ("It «cures colds» fast.", "It «cures colds fast.", "12:13: a « without its » (write » after the flagged words)"),
        ("It «cures colds» fast.", "It cures colds» fast.", ("12:13: « and » do not come in pairs (write « before and » "
         "after the flagged words)")),
        ("There is nothing.", "There is «nothing».", ("13:11: a valid example with « » marks (move it to 'invalid', or "
         "remove the marks)")),
        ("  valid:", "  vaild:", "13:3: unknown key 'vaild' (did you mean 'valid'?)"),
        ("find:", "rank: 12\nfind:", "7:7: expected one of: 1, 2, 3, 4, 5, 6, 7, 8, 9; found '12'"),
        ("find:", "when: {about: helth}\nfind:", "7:7: unknown subject 'helth' (did you mean 'health'?)"),
        ("find:", "where: [headings]\nfind:", ("7:9: expected one of: heading, paragraph, item, cell, quote, footnote, "
         "alt, field, frame; found 'headings' (did you mean 'heading'?)")),
    ],
)  # fmt: skip
def test_a_mistake_in_a_rule(rulebook: Path, old: str, new: str, expected: str) -> None:
    edit(rulebook, old, new)

    found = problems(rulebook)

    assert found[0] == f"rulebook/house/cure.yaml:{expected}"


def test_lists_of_lists_of_lists_are_no_bomb(rulebook: Path) -> None:
    terms = ["pain"]
    for number in range(12):
        inside = "".join(f"{{bomb{number - 1}}}" * 1_000) if number else terms[0]
        (rulebook / "lexicon" / f"bomb{number}.yaml").write_text(
            f"title: B\nterms: ['{inside}', a]\n", encoding="utf-8"
        )
    edit(rulebook, "{illness}", "{bomb11}")

    found = problems(rulebook)

    assert any("cannot be used: the pattern is too long" in problem for problem in found)
    assert sum(map(len, found)) < 100_000


def test_a_lexicon_may_be_too_long(rulebook: Path) -> None:
    terms = "\n".join(f"- {'a' * 90}{number}" for number in range(2_000))
    (rulebook / "lexicon" / "illness.yaml").write_text(f"title: B\nterms:\n{terms}\n", encoding="utf-8")

    assert "the lexicon '{illness}' is longer than 100,000 characters" in "\n".join(problems(rulebook))


def test_mistakes_in_all_files_are_reported_together(rulebook: Path) -> None:
    edit(rulebook, "severity: error", "severity: bad")
    edit(rulebook, "{illness}", "{tretment}")
    (rulebook / "house" / "other.yaml").write_text("message: x\n  y: z\n", encoding="utf-8")
    (rulebook / "house" / "third.yml").write_text("", encoding="utf-8")
    (rulebook / "lexicon" / "loop.yaml").write_text("title: L\nterms: ['a {loop}']\n", encoding="utf-8")

    assert problems(rulebook) == [
        "rulebook/house/cure.yaml:4:11: expected one of: error, warning, info; found 'bad'",
        "rulebook/house/cure.yaml:9:24: unknown lexicon '{tretment}' (did you mean 'treatment'?)",
        "rulebook/house/other.yaml:2:4: a key that is indented further than the lines above allow "
        "(indent with spaces, the same number for all keys of one mapping)",
        "rulebook/house/third.yml: '.yml' is not read (end its name in '.yaml')",
        "rulebook/lexicon/loop.yaml:2:12: the lexicon '{loop}' contains itself (loop > loop)",
    ]


def test_folders_that_are_no_packs(rulebook: Path, tmp_path: Path) -> None:
    (rulebook / "empty").mkdir()
    (rulebook / "drafts").mkdir()
    (rulebook / "drafts" / "note.md").write_text("Nothing yet.", encoding="utf-8")
    (rulebook / "stray.yaml").write_text("", encoding="utf-8")
    (rulebook / "house" / "deeper").mkdir()
    (rulebook / "house" / "Bad_Name.yaml").write_text((rulebook / "house" / "cure.yaml").read_text("utf-8"), "utf-8")

    assert problems(rulebook, tmp_path / "nowhere") == [
        "nowhere: there is no such folder of rules (check 'packs' and the path)",
        "rulebook/drafts: a folder without a pack.yaml (write one with 'title' and 'purpose')",
        (
            "rulebook/house/Bad_Name.yaml: 'Bad_Name' cannot be part of a rule's id (use small letters, digits and single "
            "hyphens)"
        ),
        "rulebook/house/deeper: a folder inside a pack (packs hold files only: move it up)",
        "rulebook/stray.yaml: a rule outside of a pack (move it into a folder with a pack.yaml)",
    ]


def test_names_that_exist_already(rulebook: Path, tmp_path: Path) -> None:
    own = tmp_path / "own"
    shutil.copytree(rulebook / "house", own / "house")
    (own / "lexicon").mkdir()
    (own / "lexicon" / "illness.yaml").write_text("title: Illnesses\nterms: [gout]\n", encoding="utf-8")

    assert problems(rulebook, own) == [
        "own/house/pack.yaml: a second pack with the name 'house' (give the folder another name)",
        (
            "own/lexicon/illness.yaml: a second lexicon 'illness' (the other one is rulebook/lexicon/illness.yaml; give "
            "this one another name)"
        ),
    ]


def test_the_english_must_be_there(rulebook: Path) -> None:
    (rulebook / "lexicon" / "stance.yaml").unlink()

    assert problems(rulebook) == [
        (
            "lexicon/stance.yaml: 'lexicon/stance.yaml' is missing from the first folder of rules (the built-in rules come "
            "first)"
        )
    ]


def test_sound_rules_survive_the_mistakes_of_others(rulebook: Path) -> None:
    (rulebook / "house" / "other.yaml").write_text("message: x\n", encoding="utf-8")

    rules, found = packs.load_sound(rulebook)

    assert rules is not None
    assert [rule.id for rule in rules] == ["house/cure"]
    assert len(found) == 7


@pytest.mark.parametrize("pattern", [r"\d{2,5} colds", r"\{illness\}", r"\p{Lu}x", r"\x{41}b"])
def test_what_is_no_lexicon(rulebook: Path, pattern: str) -> None:
    edit(rulebook, '"cures? {illness}"', f"'{pattern}'")

    (rule,) = packs.load(rulebook)

    assert isinstance(rule.kind, Pattern)
    assert rule.kind.patterns.items == (pattern,)
