"""A form that too many sentences have."""

from __future__ import annotations

from healthlint.kinds.share import Share
from healthlint.prose.patterns import Patterns
from tests.kinds.conftest import Find, Read

PASSIVE = Patterns(("is (given|seen)",))


def test_the_share_counts_sentences(find: Find) -> None:
    half = "It is given. It is seen and is given. We go. They stay."

    assert find(Share(PASSIVE, percent=49, sentences=4), half) == [""]
    assert find(Share(PASSIVE, percent=50, sentences=4), half) == []


def test_short_posts_are_let_go(find: Find) -> None:
    assert find(Share(PASSIVE, percent=10, sentences=3), "It is given. It is seen.") == []


def test_look_alikes_headings_and_references_do_not_count(find: Find) -> None:
    kind = Share(PASSIVE, Patterns(("is seen",)), percent=0, sentences=1)

    assert find(kind, "# It is given\n\nIt is seen. We go.\n") == []


def test_the_first_are_named(read: Read) -> None:
    kind = Share(PASSIVE, percent=20, sentences=2)

    (finding,) = kind.find(read("We go. It is given.\n\nIt is seen. It is given. It is seen."))

    assert finding.values == {"percent": "80", "limit": "20"}
    assert finding.note == "the first: 1:11 'is given', 3:4 'is seen', 3:16 'is given'"
