"""Which of many patterns could match in a text, and where, by the literal words that they need: one pass for all."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

import ahocorasick_rs

from healthlint.prose import literals
from healthlint.prose.patterns import Patterns


class Candidates:
    """The groups that may match in one text; the others do not."""

    def __init__(self, prefilter: Prefilter, text: bytes, hits: dict[int, list[int]]) -> None:
        self._prefilter = prefilter
        self._text = text
        self._hits = hits
        self._breaks: list[int] | None = None
        self.groups: set[int] = set().union(*map(prefilter.needing.__getitem__, hits))
        """Those with a literal in the text, by their numbers in the prefilter."""

    def __contains__(self, group: Patterns) -> bool:
        return group in self._prefilter.always or self._prefilter.numbers.get(group) in self.groups

    def at_most(self, group: Patterns) -> int | None:
        """How many matches of a group there may be; None when that cannot be told."""
        number = self._prefilter.numbers.get(group)
        if number is None:
            return None
        return sum([len(self._hits[literal]) for literal in self._prefilter.needs[number] & self._hits.keys()])

    def places(self, group: Patterns) -> Sequence[int] | None:
        """The stretches in which a group may match, by index, in order; None when all must be searched."""
        number = self._prefilter.numbers.get(group)
        if number is None:
            return None
        if number not in self.groups:
            return ()
        if self._breaks is None:
            self._breaks = _offsets(self._text, literals.BREAK)
        breaks, hits = self._breaks, self._hits
        found = {
            bisect_right(breaks, start)
            for literal in self._prefilter.needs[number] & hits.keys()
            for start in hits[literal]
        }
        return sorted(found)


class Prefilter:
    """The literals of many pattern groups, ready to be looked for together."""

    def __init__(self, groups: Iterable[Patterns], counted: Iterable[Patterns] = ()) -> None:
        """Takes groups that are looked for, and among them those of which it matters how many matches there are."""
        counted = frozenset(counted)
        always: set[Patterns] = set()
        self.numbers: dict[Patterns, int] = {}
        """The groups that need a literal."""
        self.needs: list[frozenset[int]] = []
        """The literals of a group."""
        needing: dict[bytes, list[int]] = {}
        numbers: dict[bytes, int] = {}
        for group in dict.fromkeys(group for group in (*groups, *counted) if group.items):
            needed = group.needed(counted=group in counted)
            if needed is None:
                always.add(group)
                continue
            number = self.numbers[group] = len(self.needs)
            written = [literal.encode("ascii") for literal in needed]
            for literal in written:
                needing.setdefault(literal, []).append(number)
            self.needs.append(frozenset(numbers.setdefault(literal, len(numbers)) for literal in written))
        self.always = frozenset(always)
        """Groups without literals: they may match in any text."""
        self.needing = [tuple(needing[literal]) for literal in numbers]
        """The groups that need a literal."""
        contiguous = ahocorasick_rs.Implementation.ContiguousNFA
        self._literals = ahocorasick_rs.BytesAhoCorasick(list(numbers), implementation=contiguous)

    def __contains__(self, group: Patterns) -> bool:
        return group in self.numbers or group in self.always

    def candidates(self, data: bytes, stretches: Iterable[tuple[int, int]] | None = None) -> Candidates:
        """The groups that may match in folded text.

        Args:
            data: The text.
            stretches: Parts of it that no match crosses, such as blocks; the whole of it by default.
        """
        text = literals.normal(data, ((0, len(data)),) if stretches is None else stretches)
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
