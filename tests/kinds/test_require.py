"""What a post must have."""

from __future__ import annotations

import pytest

from healthlint.kinds.require import Require
from healthlint.prose.patterns import Patterns
from tests.kinds.conftest import Find

AUTHOR = Require(
    text=Patterns(("written by",)),
    unless_only=Patterns(("poorly written by",)),
    fields=("author", "published_at"),
    values=Patterns((r"\w+",)),
    components=Patterns(("byline",)),
    links=Patterns(("/authors/",)),
    headings=Patterns(("about the author",)),
    openings=Patterns(("by jane",)),
    file_names=Patterns((r"\d{4}-\d{2}-\d{2}",)),
)


@pytest.mark.parametrize(
    "text",
    [
        "Written by Jane.",
        "---\nauthor: Jane\n---\nText.",
        "---\nauthor: {name: Jane}\n---\nText.",
        "---\nPublishedAt: 2024\n---\nText.",
        "Text. {{< byline >}}",
        "[Jane](/authors/jane)",
        "Text.\n\n**About the author**\n\nJane knits.",
        "By Jane.\n\nText.",
    ],
)
def test_present(find: Find, text: str) -> None:
    assert find(AUTHOR, text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Poorly written by Jane.",
        "---\nauthor: TBD\n---\nText.",
        "---\nauthor: ''\n---\nText.",
        "---\nauthor: '?'\n---\nText.",
        "All about the author of a book.",
        "It was made by Jane.",
    ],
)
def test_absent(find: Find, text: str) -> None:
    assert len(find(AUTHOR, text)) == 1


def test_file_name(find: Find) -> None:
    assert find(AUTHOR, "Text.", "posts/2024-05-01-sleep.md") == []


def test_footnotes_are_citations(find: Find) -> None:
    assert find(Require(citations=True), "A fact.[^1]\n\n[^1]: Lind T. Naps. 2019.") == []
    assert len(find(Require(citations=True), "A fact.")) == 1


def test_place_of_what_is_missing(find: Find) -> None:
    assert find(Require(text=Patterns(("never",)), at="end"), "Text.\n") == ["."]
