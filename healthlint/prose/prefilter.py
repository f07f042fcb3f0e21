"""Which of many patterns could match in a text, and where, by the literal words that they need: one pass for all."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple, TypeAlias

import ahocorasick_rs

from healthlint.prose import literals
from healthlint.prose.patterns import Patterns

Places: TypeAlias = Mapping[int, list[Patterns]]
"""By the index of a stretch, the patterns that may match there."""


class Candidates:
    """The groups that may match in one text; the others do not."""

    def __init__(self, prefilter: Prefilter, places: dict[int, dict[int, list[Patterns]]], hits: Iterable[int]) -> None:
        self._prefilter = prefilter
        self._places_of = places
        """By group, and the index of a stretch, the patterns whose parts all stand there."""
        self._hits = hits

    def __contains__(self, group: Patterns) -> bool:
        number = self._prefilter.numbers.get(group)
        if number is None:
            return group in self._prefilter.always
        return number in self._places_of or number in self._prefilter.open

    @cached_property
    def groups(self) -> set[int]:
        """The groups with literals that may match, by their numbers in the prefilter."""
        return self._places_of.keys() | self._prefilter.open

    @cached_property
    def _counts(self) -> Counter[int]:
        """How often each literal stands in the text."""
        return Counter(self._hits)

    def at_most(self, group: Patterns) -> int | None:
        """How many matches of a group there may be; None when that cannot be told."""
        number = self._prefilter.numbers.get(group)
        if number not in self._prefilter.counted:
            return None
        counts = self._counts
        return sum([counts[literal] for literal in self._prefilter.counted[number] & counts.keys()])

    def rest(self, group: Patterns) -> Patterns | None:
        """The patterns of a group that need no literal and are looked for everywhere, if there are any."""
        number = self._prefilter.numbers.get(group)
        return group if number is None else self._prefilter.rests.get(number)

    def places(self, group: Patterns) -> Places:
        """Where the other patterns of a group may match, in order."""
        number = self._prefilter.numbers.get(group)
        return _NOWHERE if number is None else self._places_of.get(number, _NOWHERE)


class Member(NamedTuple):
    """Patterns of a group that are looked for together."""

    group: int
    patterns: Patterns
    others: frozenset[int]
    """The parts that must stand beside the first."""


class Prefilter:
    """The literals of many pattern groups, ready to be looked for together."""

    def __init__(self, groups: Iterable[Patterns], counted: Iterable[Patterns] = ()) -> None:
        """Takes groups that are looked for, and among them those of which it matters how many matches there are."""
        counted = frozenset(counted)
        always: set[Patterns] = set()
        self.numbers: dict[Patterns, int] = {}
        """The groups that have patterns with literals."""
        self.rests: dict[int, Patterns] = {}
        """By group, its patterns without literals."""
        numbers: dict[bytes, int] = {literals.BREAK: 0}
        parts: dict[frozenset[str], int] = {}
        members: dict[int, list[Member]] = {}
        owned: dict[int, set[int]] = {}
        for group in dict.fromkeys(group for group in (*groups, *counted) if group.items):
            found = group.members(counted=group in counted)
            rest = tuple(item for member in found if not member.needs for item in member.patterns.items)
            if len(rest) == sum(len(member.patterns.items) for member in found):
                always.add(group)
                continue
            number = self.numbers[group] = len(self.numbers)
            if rest:
                self.rests[number] = Patterns(rest)
            for member in found:
                if member.needs:
                    first, *others = (parts.setdefault(part, len(parts)) for part in member.needs)
                    members.setdefault(first, []).append(Member(number, member.patterns, frozenset(others)))
                    owned.setdefault(number, set()).update((first, *others))
        self._members = [tuple(members.get(part, ())) for part in range(len(parts))]
        """The members by the first of their parts."""
        self.always = frozenset(always)
        """Groups without literals: they may match in any text."""
        self.open = frozenset(self.rests)
        """The groups with some patterns without literals."""
        literals_of = [
            frozenset(numbers.setdefault(literal.encode("ascii"), len(numbers)) for literal in part) for part in parts
        ]
        holding: list[list[int]] = [[] for _ in numbers]
        for part, found_literals in enumerate(literals_of):
            for literal in found_literals:
                holding[literal].append(part)
        self._parts = [tuple(found_parts) for found_parts in holding]
        """The parts that hold a literal."""
        self.counted: dict[int | None, frozenset[int]] = {}
        """The literals of groups of which it matters how many matches there are."""
        for group in counted & self.numbers.keys():
            number = self.numbers[group]
            if number not in self.rests:
                self.counted[number] = frozenset().union(*(literals_of[part] for part in owned[number]))
        contiguous = ahocorasick_rs.Implementation.ContiguousNFA
        self._literals = ahocorasick_rs.BytesAhoCorasick(list(numbers), implementation=contiguous)

    def __contains__(self, group: Patterns) -> bool:
        return group in self.numbers or group in self.always

    def candidates(self, data: bytes, stretches: Iterable[tuple[int, int]] | None = None) -> Candidates:
        """The groups that may match in folded text.

        Args:
            data: The text.
            stretches: Parts of it that no match crosses, such as sentences; the whole of it by default.
        """
        text = literals.normal(data, ((0, len(data)),) if stretches is None else stretches)
        hits = [literal for literal, _, _ in self._literals.find_matches_as_indexes(text, overlapping=True)]
        places: dict[int, dict[int, list[Patterns]]] = {}
        parts_of = self._parts
        parts: set[int] = set()
        stretch = 0
        for literal in (*hits, _LAST):
            if literal > 0:
                parts.update(parts_of[literal])
                continue
            if parts:
                self._place(parts, stretch, places)
                parts = set()
            stretch += 1
        return Candidates(self, places, hits)

    def _place(self, parts: set[int], stretch: int, places: dict[int, dict[int, list[Patterns]]]) -> None:
        """Adds what may match in a stretch that holds literals of these parts."""
        members = self._members
        for part in parts:
            for number, patterns, others in members[part]:
                if others and not others <= parts:
                    continue
                place = places.get(number)
                if place is None:
                    places[number] = {stretch: [patterns]}
                elif stretch in place:
                    place[stretch].append(patterns)
                else:
                    place[stretch] = [patterns]


_LAST = -1
"""After the last literal."""
_NOWHERE: Places = {}
