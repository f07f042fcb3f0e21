"""Which of many patterns could match in a text, and where, by the literal words that they need: one pass for all."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

import ahocorasick_rs

from healthlint.core.span import Span
from healthlint.prose import literals
from healthlint.prose.patterns import Patterns, encode


class Candidates:
    """The groups that may match in one text; the others do not."""

    def __init__(self, prefilter: Prefilter, text: bytes, hits: dict[int, list[int]]) -> None:
        self._prefilter = prefilter
        self._text = text
        self._hits = hits
        self._breaks: list[int] | None = None
        self._needed: dict[Patterns, list[int]] = {}
        for literal in hits:
            for group in prefilter.groups[literal]:
                self._needed.setdefault(group, []).append(literal)
        self.groups = self._needed.keys()
        """Those with a literal in the text."""

    def __contains__(self, group: Patterns) -> bool:
        return group in self._needed or group in self._prefilter.always

    def at_most(self, group: Patterns) -> int | None:
        """How many matches of a group there may be; None when that cannot be told."""
        if group in self._prefilter.always or group not in self._prefilter:
            return None
        return sum(len(self._hits[literal]) for literal in self._needed.get(group, ()))

    def places(self, group: Patterns) -> Sequence[int] | None:
        """The stretches in which a group may match, by index, in order; None when all must be searched."""
        if group in self._prefilter.always or group not in self._prefilter:
            return None
        if self._breaks is None:
            self._breaks = _offsets(self._text, literals.BREAK)
        starts = (start for literal in self._needed.get(group, ()) for start in self._hits[literal])
        return sorted({bisect_right(self._breaks, start) for start in starts})


class Prefilter:
    """The literals of many pattern groups, ready to be looked for together."""

    def __init__(self, groups: Iterable[Patterns], counted: Iterable[Patterns] = ()) -> None:
        """Takes groups that are looked for, and among them those of which it matters how many matches there are."""
        counted = frozenset(counted)
        self._known = frozenset(group for group in (*groups, *counted) if group.items)
        always: set[Patterns] = set()
        needing: dict[bytes, list[Patterns]] = {}
        for group in self._known:
            expressions = [encode(item).decode("latin-1") for item in group.items]
            needed = literals.literals(expressions, counted=group in counted)
            if needed is None:
                always.add(group)
            for literal in needed or ():
                needing.setdefault(literal.encode("ascii"), []).append(group)
        self.always = frozenset(always)
        """Groups without literals: they may match in any text."""
        self.groups = list(needing.values())
        """The groups that need a literal, by its index."""
        contiguous = ahocorasick_rs.Implementation.ContiguousNFA
        self.names = list(needing)
        self._literals = ahocorasick_rs.BytesAhoCorasick(list(needing), implementation=contiguous)

    def __contains__(self, group: Patterns) -> bool:
        return group in self._known

    def candidates(self, data: bytes, stretches: Iterable[Span] | None = None) -> Candidates:
        """The groups that may match in folded text.

        Args:
            data: The text.
            stretches: Parts of it that no match crosses, such as blocks; the whole of it by default.
        """
        text = literals.normal(data, [Span(0, len(data))] if stretches is None else stretches)
        hits: dict[int, list[int]] = {}
        for index, start, _ in self._literals.find_matches_as_indexes(text, overlapping=True):
            if index in hits:
                hits[index].append(start)
            else:
                hits[index] = [start]
        return Candidates(self, text, hits)


def _offsets(text: bytes, mark: bytes) -> list[int]:
    found = []
    at = text.find(mark)
    while at >= 0:
        found.append(at)
        at = text.find(mark, at + 1)
    return found
