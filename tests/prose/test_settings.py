"""What stands around a match, as far as its stance is concerned."""

from __future__ import annotations

import pytest

from healthlint import markdown
from healthlint.core.reading import Match, Stance
from healthlint.core.source import Source
from healthlint.prose.english import English
from healthlint.prose.folding import fold
from healthlint.prose.patterns import Patterns
from healthlint.prose.reader import Reader
from healthlint.prose.settings import setting
from healthlint.prose.stance import Setting

CURE = Patterns(("cures? acne",))


def read(text: str, english: English) -> tuple[Reader, Match]:
    reader = Reader(markdown.parse(Source("post.md", text)), english)
    return reader, list(reader.matches(CURE))[-1]


def around(text: str, english: English) -> Setting:
    reader, match = read(text, english)
    return setting(reader, fold(reader.document.text), match)


def words(place: Setting, name: str) -> str:
    span = getattr(place, name)
    return place.text[span.start : span.end] if span else ""


def test_a_cell_is_read_under_the_head_of_its_column(english: English) -> None:
    table = "## Beliefs\n\n| Who | Myth |\n|---|---|\n| Ann | Tea cures acne |\n"
    place = around(table, english)

    assert [place.text[span.start : span.end] for span in place.above] == ["Beliefs", "Myth"]


def test_the_head_of_a_column_has_none(english: English) -> None:
    assert around("| Tea cures acne | Myth |\n|---|---|\n| yes | no |\n", english).above == ()


def test_a_row_of_another_width_has_no_heads(english: English) -> None:
    place = around("| Who | Myth | Why |\n|---|---|---|\n| Tea cures acne | | |\n", english)

    assert place.above == ()


def test_what_follows_in_the_paragraph_may_answer(english: English) -> None:
    place = around("Tea cures acne. It does not.\n\nMore.\n", english)

    assert (words(place, "answer"), words(place, "below")) == ("It does not.", "")


def test_what_follows_a_paragraph_may_answer(english: English) -> None:
    assert words(around("Claim: tea cures acne\n\nVerdict: false.\n", english), "answer") == "Verdict: false."


def test_what_stands_below_a_heading_may_answer_it(english: English) -> None:
    place = around("## Tea cures acne\n\nFalse.\n", english)

    assert (words(place, "answer"), words(place, "below")) == ("", "False.")


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("> Tea cures acne.\n>\n> — Ann Lee, 1962\n", True),
        ("The leaflet said:\n\n> Tea cures acne.\n", True),
        ("> Tea cures acne.\n", False),
        ("Tea cures acne.\n", False),
    ],
)
def test_a_block_quote_that_says_whose_words_it_holds(text: str, inside: bool, english: English) -> None:
    assert around(text, english).inside is inside


def test_the_cue_is_told_with_the_stance(english: English) -> None:
    reader, match = read("Tea will never cure acne.\n", english)
    found = reader.stance(match, frozenset(Stance))

    assert found is not None
    assert (found[0], reader.document.text[found[1].start : found[1].end]) == (Stance.NEGATED, "never")
    assert reader.stance(match, frozenset({Stance.QUOTED})) is None
