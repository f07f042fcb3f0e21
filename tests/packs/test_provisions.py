"""Law packs name provisions for the rules of other packs, and every mistake in them has a place."""

from __future__ import annotations

from pathlib import Path

import pytest

from healthlint import packs
from healthlint.core.problem import HealthlintError
from healthlint.core.rule import Authority, Severity
from healthlint.packs import describe

PROVISIONS = """\
- title: Leech Act
  section: s. 4
  url: https://example.org/leeches
  severity: error
  rules: [house/cure]
- title: Code of Teas
  rules: ["house/*"]
"""


def law(rulebook: Path, provisions: str) -> Path:
    """Adds the law pack ``xx-law``."""
    folder = rulebook / "xx-law"
    folder.mkdir()
    (folder / "pack.yaml").write_text("title: A law\npurpose: For these tests.\n", encoding="utf-8")
    (folder / "provisions.yaml").write_text(provisions, encoding="utf-8")
    return folder


def problems(rulebook: Path) -> list[str]:
    with pytest.raises(HealthlintError) as caught:
        packs.load(rulebook)
    return [str(problem).partition("provisions.yaml:")[2] for problem in caught.value.problems]


def test_a_law_pack_needs_no_rules_of_its_own(rulebook: Path) -> None:
    law(rulebook, PROVISIONS)

    rules = packs.load(rulebook)

    assert [rule.id for rule in rules] == ["house/cure"]
    pack = next(pack for pack in rules.packs if pack.name == "xx-law")
    act, code = pack.provisions
    assert act.authority == Authority("Leech Act", "https://example.org/leeches", "s. 4")
    assert (act.pack, act.rules, act.severity) == ("xx-law", {"house/cure"}, Severity.ERROR)
    assert (code.rules, code.severity) == ({"house/cure"}, None)


@pytest.mark.parametrize(
    ("provisions", "expected"),
    [
        ("- title: T\n  rules: [house/cur]\n", "2:11: unknown rule 'house/cur' (did you mean 'house/cure'?)"),
        ("- title: T\n  rules: [cure]\n", "2:11: unknown rule 'cure' (did you mean 'house/cure'?)"),
        ("- title: T\n  rules: [leeches/x]\n", "2:11: unknown rule 'leeches/x' (see 'healthlint rules'; "),
        ("- title: T\n  rules: ['leeches/*']\n", "2:11: no rule fits 'leeches/*' (see "),
        ("- title: T\n  rules: []\n", "1:3: a provision without rules (name the rules whose findings bear on it)"),
        ("- title: T\n", "1:3: the key 'rules' is missing (expected a list)"),
        ("- titel: T\n  rules: [house/cure]\n", "1:3: unknown key 'titel' (did you mean 'title'?)"),
        ("- title: T\n  rules: [house/cure]\n  severity: eror\n", "3:13: expected one of: error, warning, info; "),
        ("[]\n", "1:1: no provision (list some, or remove the file)"),
        ("title: T\n", "1:1: expected a list, found a mapping"),
    ],
)
def test_a_mistake_has_its_place(rulebook: Path, provisions: str, expected: str) -> None:
    law(rulebook, provisions)

    (problem,) = problems(rulebook)

    assert problem.startswith(expected)


def test_explaining_a_rule_names_the_provisions_of_all_law_packs(rulebook: Path) -> None:
    law(rulebook, PROVISIONS.replace("severity: error\n  rules", "severity: warning\n  rules"))
    rules = packs.load(rulebook)

    text = describe.explanation(rules.rules[0], rules.packs, {}, str)

    assert "  xx-law: Leech Act, s. 4\n  https://example.org/leeches\n  xx-law: Code of Teas\n" in text
    assert "not legal advice" in text
    assert "(at least" not in text, "a law pack never lowers a severity"


def test_explaining_a_rule_says_what_a_law_pack_raises(rulebook: Path) -> None:
    law(rulebook, PROVISIONS)
    path = rulebook / "house" / "cure.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace("severity: error", "severity: info"), encoding="utf-8")
    rules = packs.load(rulebook)

    text = describe.explanation(rules.rules[0], rules.packs, {}, str)

    assert "  xx-law: Leech Act, s. 4 (at least error)\n" in text


@pytest.mark.parametrize("name", ["us-ftc", "us-fda", "uk-cap", "eu", "au-tga", "ca"])
def test_builtin_law_packs_point_to_other_packs_and_promise_nothing(name: str) -> None:
    pack = next(pack for pack in packs.load(packs.builtin()).packs if pack.name == name)

    assert any(not rule.startswith(f"{name}/") for law in pack.provisions for rule in law.rules)
    assert "no legal advice" in pack.purpose


def test_no_rule_claims_to_settle_a_question_of_law() -> None:
    rules = packs.load(packs.builtin())
    laws = {pack.name for pack in rules.packs if pack.provisions}

    for rule in rules:
        if rule.pack in laws:
            words = f"{rule.message} {rule.why} {rule.do}".lower()
            assert "compliant" not in words
            assert "illegal" not in words
