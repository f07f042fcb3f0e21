"""Which of many patterns could match in a text, and where, by the literal words that they need: one pass for all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import TypeAlias

import ahocorasick_rs

from healthlint.prose import literals
from healthlint.prose.patterns import Patterns

Places: TypeAlias = Mapping[int, list[Patterns]]
"""By the index of a stretch, the patterns that may match there."""


class Candidates:
    """The groups that may match in one text; the others do not."""

    def __init__(self, prefilter: Prefilter, hits: dict[int, list[int]]) -> None:
        self._prefilter = prefilter
        self._hits = hits
        """By literal, the stretches in which it stands, once for each time."""
        self._parts: dict[int, frozenset[int]] = {}

    def __contains__(self, group: Patterns) -> bool:
        if group in self._prefilter.numbers:
            return self._prefilter.numbers[group] in self.groups
        return group in self._prefilter.always

    @cached_property
    def _members(self) -> list[int]:
        """Those of whose parts each has a literal in the text."""
        prefilter = self._prefilter
        parts = set().union(*map(prefilter.parts_of.__getitem__, self._hits))
        return [
            member
            for first in parts & prefilter.members_by_part.keys()
            for member in prefilter.members_by_part[first]
            if parts.issuperset(prefilter.needs[member])
        ]

    @cached_property
    def _by_group(self) -> dict[int, list[int]]:
        found: dict[int, list[int]] = {}
        for member in self._members:
            found.setdefault(self._prefilter.group_of[member], []).append(member)
        return found

    @cached_property
    def groups(self) -> set[int]:
        """The groups with literals that may match, by their numbers in the prefilter."""
        return {self._prefilter.group_of[member] for member in self._members} | self._prefilter.open

    def at_most(self, group: Patterns) -> int | None:
        """How many matches of a group there may be; None when that cannot be told."""
        number = self._prefilter.numbers.get(group)
        if number not in self._prefilter.counted:
            return None
        return sum([len(self._hits[one]) for one in self._prefilter.counted[number] & self._hits.keys()])

    def rest(self, group: Patterns) -> Patterns | None:
        """The patterns of a group that need no literal and are looked for everywhere, if there are any."""
        number = self._prefilter.numbers.get(group)
        return group if number is None else self._prefilter.rests.get(number)

    def places(self, group: Patterns) -> Places:
        """Where the other patterns of a group may match, in order."""
        number = self._prefilter.numbers.get(group)
        found: dict[int, list[Patterns]] = {}
        if number is None:
            return found
        prefilter = self._prefilter
        for member in self._by_group.get(number, ()):
            needs = prefilter.needs[member]
            places = self._places(needs[0])
            for part in needs[1:]:
                places = places & self._places(part)
            for place in places:
                found.setdefault(place, []).append(prefilter.members[member])
        return found

    def _places(self, part: int) -> frozenset[int]:
        """The stretches that hold a literal of a part."""
        found = self._parts.get(part)
        if found is None:
            hits = self._hits
            literal = self._prefilter.literals_of[part] & hits.keys()
            found = self._parts[part] = frozenset().union(*map(hits.__getitem__, literal))
        return found


class Prefilter:
    """The literals of many pattern groups, ready to be looked for together."""

    def __init__(self, groups: Iterable[Patterns], counted: Iterable[Patterns] = ()) -> None:
        """Takes groups that are looked for, and among them those of which it matters how many matches there are."""
        counted = frozenset(counted)
        always: set[Patterns] = set()
        self.numbers: dict[Patterns, int] = {}
        """The groups that have patterns with literals."""
        self.members: list[Patterns] = []
        self.group_of: list[int] = []
        """The group of a member."""
        self.needs: list[tuple[int, ...]] = []
        """The parts of a member."""
        self.members_by_part: dict[int, list[int]] = {}
        """The members by the first of their parts."""
        self.rests: dict[int, Patterns] = {}
        """By group, its patterns without literals."""
        numbers: dict[bytes, int] = {literals.BREAK: 0}
        parts: dict[frozenset[str], int] = {}
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
                    needs = tuple(parts.setdefault(part, len(parts)) for part in member.needs)
                    self.members_by_part.setdefault(needs[0], []).append(len(self.members))
                    self.members.append(member.patterns)
                    self.group_of.append(number)
                    self.needs.append(needs)
        self.always = frozenset(always)
        """Groups without literals: they may match in any text."""
        self.open = frozenset(self.rests)
        """The groups with some patterns without literals."""
        self.literals_of: list[frozenset[int]] = [
            frozenset(numbers.setdefault(literal.encode("ascii"), len(numbers)) for literal in part) for part in parts
        ]
        """The literals of a part."""
        holding: list[list[int]] = [[] for _ in numbers]
        for part, found_literals in enumerate(self.literals_of):
            for literal in found_literals:
                holding[literal].append(part)
        self.parts_of = [tuple(found_parts) for found_parts in holding]
        """The parts that hold a literal."""
        self.counted: dict[int | None, frozenset[int]] = {}
        """The literals of groups of which it matters how many matches there are."""
        for group in counted & self.numbers.keys():
            number = self.numbers[group]
            if number not in self.rests:
                mine = (self.needs[member] for member, owner in enumerate(self.group_of) if owner == number)
                self.counted[number] = frozenset().union(*(self.literals_of[part] for needs in mine for part in needs))
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
        hits: dict[int, list[int]] = {}
        stretch = 0
        for index, _, _ in self._literals.find_matches_as_indexes(text, overlapping=True):
            if not index:
                stretch += 1
            elif index in hits:
                hits[index].append(stretch)
            else:
                hits[index] = [stretch]
        return Candidates(self, hits)
