"""Whether a post is about a subject of ``lexicon/subjects.yaml``, told by how many of its words belong there."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from typing import Protocol

from healthlint.core.document import Document
from healthlint.core.span import Span
from healthlint.prose.english import Subject
from healthlint.prose.patterns import Patterns
from healthlint.prose.prefilter import Count

_CLEARLY = 2
"""So many times the words of a subject that a post needs show it without a closer look."""
_WORDS_TO_COUNT = 100
"""In a shorter text a single word that only looks like a term decides: it is read."""
_WORDS_FOR_A_TERM = 30
"""A text shorter than a post shows its subject by fewer different terms: one in so many words, beside the first."""
_NONE, _UNKNOWN = Count(0, 0, 0), Count(0, sys.maxsize, 0)
_SOLID = bytes(not bytes((code,)).isspace() for code in range(256))


class Place(Protocol):
    """What is asked of the reader."""

    document: Document

    def finds(self, patterns: Patterns, within: Span) -> Sequence[Span]:
        """Matches inside a span."""
        ...

    def everywhere(self, wanted: Patterns) -> Iterator[tuple[int, int]]:
        """The matches in all blocks, in order, as long as they are asked for."""
        ...

    def block_index(self, offset: int) -> int:
        """The index of the block at an offset."""
        ...

    def is_title(self, block: int) -> bool:
        """True for the title of the post."""
        ...


def words(data: bytes) -> int:
    """How many words a folded text has, at least 1; counted without a list of them."""
    solid = int.from_bytes(data.translate(_SOLID), "little")
    # One for each character that is no white space, but those that follow another.
    return max(1, (solid & ~(solid << 8)).bit_count())


def is_about(subject: Subject, post: Place, length: int, count: Callable[[Patterns], Count | None]) -> bool:
    """True when a post has enough of a subject's terms, less those of a neighbouring subject.

    Args:
        subject: The terms.
        post: The post; it is searched only where counting does not tell.
        length: Of the post, in words.
        count: How many matches of a group it has at least and at most, where that is known.
    """
    fewest = min(subject.distinct, 1 + length // _WORDS_FOR_A_TERM)
    enough = subject.per_thousand * length / 1000
    terms, against = count(subject.terms), (count(subject.unless) or _UNKNOWN) if subject.unless.items else _NONE
    if terms is not None:
        if terms.at_most - against.at_least < enough:
            return False
        clearly = terms.at_most - against.at_most >= _CLEARLY * enough and terms.literals >= fewest
        if clearly and length >= _WORDS_TO_COUNT:
            return True
    text = post.document.text
    weight = -against.at_least
    if against.at_least < against.at_most:
        weight = -len(post.finds(subject.unless, Span(0, len(text))))
    if terms is not None and terms.at_most + weight < enough:
        return False
    distinct: set[str] = set()
    in_title = False
    # Most posts on a subject show it in their first lines.
    for start, end in post.everywhere(subject.terms):
        weight += 1
        distinct.add(text[start:end].lower())
        in_title = in_title or post.is_title(post.block_index(start))
        if weight >= enough and (in_title or len(distinct) >= fewest):
            return True
    return False
