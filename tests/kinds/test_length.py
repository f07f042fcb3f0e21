"""Sentences and paragraphs of too many words."""

from __future__ import annotations

import pytest

from healthlint.kinds.length import Length
from healthlint.kinds.readability import Readability
from tests.kinds.conftest import Find, Read

FIVE = "Rest is a good cure."
SIX = "Rest is a well-known cure, too."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{FIVE} {SIX}", [SIX]),
        (f"# {SIX}\n\n- {SIX}", [SIX]),
        ("Rest is _ a * good - cure.", []),
        ("Rest\u00a0is\ta\u2003good 20\u202f% cure.", ["Rest\u00a0is\ta\u2003good 20\u202f% cure."]),
        (f"{FIVE}They say so, and they are right.", ["They say so, and they are right."]),
    ],
)
def test_sentences(find: Find, text: str, found: list[str]) -> None:
    assert find(Length("sentence", 5), text) == found


@pytest.mark.parametrize(
    ("text", "words", "found"),
    [
        (f"{FIVE} {SIX}\n\n{SIX}", 10, [f"{FIVE} {SIX}"]),
        (f"{FIVE} {SIX}\n\n{SIX}", 11, []),
        # "cure.They" is one word.
        ("Rest is a good cure.They all say it is.", 9, []),
        ("Rest is a good cure.They all say it is.", 8, ["Rest is a good cure.They all say it is."]),
    ],
)
def test_paragraphs(find: Find, text: str, words: int, found: list[str]) -> None:
    assert find(Length("paragraph", words), text) == found


def test_words_of_a_finding_are_counted_without_lone_marks(read: Read) -> None:
    [finding] = Length("sentence", 3).find(read("Rest is _ a + good cure."))

    assert finding.values == {"count": "5", "limit": "3"}


def test_a_post_is_graded_from_so_many_words_by_white_space(read: Read) -> None:
    text = "Rest + sleep = good cure."

    assert list(Readability("flesch_kincaid_grade", limit=-9, words=7).find(read(text))) == []
    assert len(list(Readability("flesch_kincaid_grade", limit=-9, words=6).find(read(text)))) == 1
