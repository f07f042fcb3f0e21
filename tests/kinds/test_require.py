"""What a post must have."""

from __future__ import annotations

import pytest

from healthlint.core.rule import Scope
from healthlint.core.span import Span
from healthlint.kinds.require import Require
from healthlint.prose.patterns import Patterns
from tests.kinds.conftest import Find, Read

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


def test_near_points_at_the_first_place_and_names_the_others(read: Read) -> None:
    kind = Require(text=Patterns(("helpline",)), near=Patterns(("crisis",)))
    (finding,) = kind.find(read("# A title\n\nA **crisis** here.\n\nNo crisis.\n\nA crisis again.\n"))
    assert finding.scope is Scope.DOCUMENT
    assert finding.source == Span(15, 21)
    assert finding.words == "crisis"
    assert finding.note == "Also in lines 5 and 7."


@pytest.mark.parametrize(
    ("places", "note"),
    [
        (1, ""),
        (2, "Also in line 3."),
        (6, "Also in lines 3, 5, 7, 9 and 11."),
        (8, "Also in lines 3, 5, 7, 9, 11 and others."),
    ],
)
def test_near_names_the_other_lines(places: int, note: str, read: Read) -> None:
    (finding,) = Require(text=Patterns(("helpline",)), near=Patterns(("crisis",))).find(read("A crisis.\n\n" * places))
    assert finding.note == note


def test_near_falls_back_to_at(find: Find) -> None:
    assert find(Require(text=Patterns(("helpline",)), near=Patterns(("crisis",)), at="end"), "Calm.") == ["."]


RISKS = Require(text=Patterns(("side effects",)), about=Patterns(("ketamine( infusions?)?", "ssris?", "lithium")))


@pytest.mark.parametrize(
    "risks",
    [
        "Side effects of ketamine are common.",
        "Side effects are common.",
        "The infusions have side effects.",
        "Side effects of ketamine infusions are worse than those of SSRIs.",
    ],
)
def test_said_of_the_topic(find: Find, risks: str) -> None:
    assert find(RISKS, f"# Ketamine\n\nKetamine helps. Some take SSRIs. {risks}\n") == []


@pytest.mark.parametrize("risks", ["SSRIs have side effects.", "Those on an SSRI or lithium report side effects."])
def test_said_of_something_beside_the_topic(find: Find, risks: str) -> None:
    assert find(RISKS, f"# Ketamine\n\nKetamine infusions help. IV ketamine is fast. {risks}\n") == [""]


def test_no_topic_among_many(find: Find) -> None:
    names = Require(text=RISKS.text, about=Patterns(("zinc", "iron", "ginger", "garlic", "kelp", "mint")))
    assert find(names, "Zinc, iron, ginger, garlic, kelp, mint. Side effects of mint are rare.") == []
