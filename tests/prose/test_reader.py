"""What rule kinds ask of a post."""

from __future__ import annotations

import pytest

from healthlint import markdown
from healthlint.core.source import Source
from healthlint.prose import patterns
from healthlint.prose.english import English
from healthlint.prose.patterns import Patterns
from healthlint.prose.prefilter import Prefilter
from healthlint.prose.reader import Reader


def reader(text: str, english: English, prefilter: Prefilter | None = None) -> Reader:
    return Reader(markdown.parse(Source("post.md", text)), english, prefilter)


@pytest.mark.parametrize(
    ("text", "pattern", "found"),
    [
        ("No side effects.", "no side effects", ["No side effects"]),
        ("no **side**\neffects", "no side effects", ["no side effects"]),
        ("It’s café-made — isn’t it?", "cafe-made - isn't", ["café-made — isn’t"]),
        ("side\u00a0effects and side&nbsp;effects", "side effects", ["side\u00a0effects", "side\u00a0effects"]),
        ("mir\u200bacle cure", "miracle", ["miracle"]),
        ("`no side effects`", "no side effects", []),
        ("no `x` side effects", "no side effects", []),
        ("Take no side. Effects vary.", "side effects", []),
        ("No side\n\neffects", "no side effects", []),
        ("secure cures cured", "cure(s)?", ["cures"]),
        ("cure rates, cure", "cure( rates?)?", ["cure rates", "cure"]),
        ("It cures. All of it cures all", "cures( all)?", ["cures", "cures all"]),
    ],
)
def test_matches(text: str, pattern: str, found: list[str], english: English) -> None:
    assert found == [match.words for match in reader(text, english).matches(Patterns((pattern,)))]


def test_matches_are_looked_for_as_far_as_they_are_asked_for(english: English, monkeypatch: pytest.MonkeyPatch) -> None:
    post = reader("It cures. That cures. These cure. All cure.", english)
    searched = []
    first = patterns.first
    monkeypatch.setattr(patterns, "first", lambda *where: searched.append(where) or first(*where))
    cures = post.matches(Patterns(("cures?",)))
    assert [match.words for match, _ in zip(cures, range(2), strict=False)] == ["cures", "cures"]
    asked = len(searched)
    assert [match.words for match in cures] == ["cures", "cures", "cure", "cure"]
    assert len(searched) > asked
    assert len(list(cures)) == 4


def test_a_match_that_runs_into_the_next_sentence_is_shortened(english: English) -> None:
    found = reader("It is safe. And sound.", english).matches(Patterns((r"safe(\W+and sound)?",)))

    assert [match.words for match in found] == ["safe"]


def test_only_blocks_that_may_be_filled_are_looked_at(english: English) -> None:
    share = Patterns(("share this",))
    text = "Share this. Share this!\n\nShare this. We sleep.\n\n- Share this."
    everywhere = reader(text, english).filling(share)
    told = reader(text, english, Prefilter([share])).filling(share)

    assert [match.sentence.block for match in everywhere] == [0, 0, 1, 2]
    assert [match.sentence.block for match in told] == [0, 0, 2]


def test_the_prefilter_lets_nothing_slip(english: English) -> None:
    groups = (Patterns(("miracle",)), Patterns((r"\d+ ?%",)), Patterns(("[a-z]+n't",)), Patterns(("unheard of",)))
    text = "A Miracle: 5 % don’t care."
    plain, filtered = reader(text, english), reader(text, english, Prefilter(groups))

    for group in groups:
        assert list(plain.matches(group)) == list(filtered.matches(group))


def test_reference_lists_are_not_prose(english: English) -> None:
    text = "# Naps\n\nNaps are good for us.\n\n**References**\n\n1. Lind T. 2019.\n\n## More\n\nSleep well tonight all."
    read = reader(text, english)
    blocks = read.document.blocks

    prose = [read.document.text[slice(*blocks[index].span)] for index in read.prose_blocks()]

    assert prose == ["Naps are good for us.", "Sleep well tonight all."]


def test_menus_and_labels_are_not_prose(english: English) -> None:
    text = "[Home](/) | [Our blog and shop](/blog) | [Contact](/contact)\n\nPosted by Ana\n\nThis is for all readers."
    read = reader(text, english)

    assert len(list(read.prose_blocks())) == 1


def test_the_lead_of_a_list(english: English) -> None:
    read = reader("Hello. Avoid these:\n\n- tea\n  - green:\n    - matcha\n- milk\n\nDone.", english)
    text = read.document.text

    leads = {text[slice(*block.span)]: read.lead(index) for index, block in enumerate(read.document.blocks)}

    assert {words: text[slice(*lead)] for words, lead in leads.items() if lead is not None} == {
        "tea": "Avoid these:",
        "green:": "Avoid these:",
        "matcha": "green:",
        "milk": "Avoid these:",
    }


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("# Asthma\n\nAn inhaler relieves the symptoms of asthma. Ask your doctor about side effects.", True),
        ("Depression is an illness. Treatment, therapy and medication can help patients to recover.", True),
        ("# Carrot soup\n\nChop the carrots and cook them in the stock for twenty minutes.", False),
        (
            "# Release notes\n\n" + "The parser is faster, its cache smaller. " * 9 + "It has no side effects.",
            False,
        ),
        (
            "# The Cure: Disintegration\n\n"
            + "The band plays on, song after song, for fans of gloom. " * 8
            + "Painful.",
            False,
        ),
        ("Our tea cures diabetes.", True),
    ],
)
def test_is_about_health(text: str, about: bool, english: English) -> None:
    assert about == reader(text, english).is_about("health")
