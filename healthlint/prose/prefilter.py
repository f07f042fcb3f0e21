"""Which of many patterns could match in a text, and where, by the literal words that they need: one pass for all."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple, TypeAlias

import ahocorasick_rs

from healthlint.prose import literals, patterns
from healthlint.prose.patterns import Patterns

Places: TypeAlias = Mapping[int, list[Patterns]]
"""By the index of a stretch, the patterns that may match there."""


class Count(NamedTuple):
    """How many matches of a group there are."""

    at_least: int
    at_most: int
    literals: int
    """Different literals."""


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

    def count(self, group: Patterns) -> Count | None:
        """How many matches of a group there may be; None when that cannot be told."""
        place = self._prefilter.counted.get(group)
        return None if place is None else self._counts[place]

    @cached_property
    def _counts(self) -> list[Count]:
        """Of all groups that are counted."""
        groups = len(self._prefilter.counted)
        at_least, at_most, literals_found = [0] * groups, [0] * groups, [0] * groups
        times = Counter(self._hits)
        counting = self._prefilter.counting
        for literal in counting.keys() & times.keys():
            many = times[literal]
            for group, is_match in counting[literal]:
                at_most[group] += many
                literals_found[group] += 1
                if is_match:
                    at_least[group] += many
        return list(map(Count, at_least, at_most, literals_found))

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
    parts: frozenset[int]
    """All must stand in a stretch."""


class Prefilter:
    """The literals of many pattern groups, ready to be looked for together."""

    def __init__(self, groups: Iterable[Patterns], counted: Iterable[Patterns] = ()) -> None:
        """Takes groups that are looked for, and among them those of which it matters how many matches there are."""
        counted = frozenset(counted)
        always: set[Patterns] = set()
        self.numbers: dict[Patterns, int] = {}
        """The groups that have patterns with literals."""
        self.rests: dict[int, Patterns] = {}
        """By group, the patterns that are looked for in the whole text."""
        self.counted: dict[Patterns, int] = {}
        """The groups of which it can be told how many matches there are, numbered."""
        self.counting: dict[int, list[tuple[int, bool]]] = {}
        """By literal, of which every match of such a group holds one, and hardly two: the groups, by these numbers, and
        whether it is a match by itself."""
        members: list[tuple[int, Patterns, tuple[frozenset[str], ...]]] = []
        numbers: dict[bytes, int] = {literals.BREAK: 0}
        for group in dict.fromkeys(group for group in (*groups, *counted) if group.items):
            found = group.members(counted=group in counted)
            rest = tuple(item for member in found if not member.needs for item in member.patterns.items)
            if len(rest) == sum(len(member.patterns.items) for member in found):
                always.add(group)
                continue
            number = self.numbers[group] = len(self.numbers)
            if group in counted:
                self.rests[number] = group
                if not rest:
                    self._count(group, found, numbers)
                continue
            if rest:
                self.rests[number] = Patterns(rest)
            members += [(number, member.patterns, member.needs) for member in found if member.needs]
        self.always = frozenset(always)
        """Groups without literals: they may match in any text."""
        self.open = frozenset(self.rests)
        """The groups of which some patterns may match in any text."""
        self._alone, self._joint, self._led = _tables(members, numbers)
        contiguous = ahocorasick_rs.Implementation.ContiguousNFA
        self._literals = ahocorasick_rs.BytesAhoCorasick(list(numbers), implementation=contiguous)

    def __contains__(self, group: Patterns) -> bool:
        return group in self.numbers or group in self.always

    def _count(self, group: Patterns, members: Iterable[patterns.Member], numbers: dict[bytes, int]) -> None:
        """Takes a group that is counted; its literals are added to the numbers."""
        place = self.counted[group] = len(self.counted)
        found: dict[str, bool] = {}
        for member in members:
            words = frozenset().union(*map(patterns.words, member.patterns.items))
            for literal in frozenset().union(*member.needs):
                is_match = literal[0] == literal[-1] == " " and literal.strip() in words
                found[literal] = found.get(literal, False) or is_match
        for literal, is_match in found.items():
            number = numbers.setdefault(literal.encode("ascii"), len(numbers))
            self.counting.setdefault(number, []).append((place, is_match))

    def candidates(self, data: bytes, stretches: Iterable[tuple[int, int]] | None = None) -> Candidates:
        """The groups that may match in folded text.

        Args:
            data: The text.
            stretches: Parts of it that no match crosses, such as sentences; the whole of it by default.
        """
        text = literals.normal(data, ((0, len(data)),) if stretches is None else stretches)
        hits = [literal for literal, _, _ in self._literals.find_matches_as_indexes(text, overlapping=True)]
        alone, joint = self._alone, self._joint
        places: defaultdict[int, dict[int, list[Patterns]]] = defaultdict(dict)
        parts: set[int] = set()
        stretch = 0
        for literal in hits:
            if literal:
                for group, wanted in alone[literal]:
                    places[group].setdefault(stretch, []).append(wanted)
                if beside := joint[literal]:
                    parts.update(beside)
                continue
            if parts:
                self._place(parts, stretch, places)
                parts.clear()
            stretch += 1
        self._place(parts, stretch, places)
        return Candidates(self, places, hits)

    def _place(self, parts: set[int], stretch: int, places: dict[int, dict[int, list[Patterns]]]) -> None:
        """Adds what may match in a stretch that holds literals of these parts."""
        led = self._led
        for part in led.keys() & parts:
            for group, wanted, needed in led[part]:
                if needed <= parts:
                    places[group].setdefault(stretch, []).append(wanted)


def _tables(
    members: Iterable[tuple[int, Patterns, tuple[frozenset[str], ...]]], numbers: dict[bytes, int]
) -> tuple[list[tuple[tuple[int, Patterns], ...]], list[tuple[int, ...]], dict[int, tuple[Member, ...]]]:
    """By literal, the members that need nothing else, and the parts of others; by their first part, the others.

    Args:
        members: With their groups and parts.
        numbers: Of literals; those of the parts are added.
    """
    alone: dict[int, list[tuple[int, Patterns]]] = {}
    joint: dict[int, set[int]] = {}
    led: dict[int, list[Member]] = {}
    parts: dict[frozenset[str], int] = {}
    for group, wanted, needs in members:
        found = [[numbers.setdefault(literal.encode("ascii"), len(numbers)) for literal in part] for part in needs]
        if len(found) == 1:
            for literal in found[0]:
                alone.setdefault(literal, []).append((group, wanted))
            continue
        needed = [parts.setdefault(part, len(parts)) for part in needs]
        led.setdefault(needed[0], []).append(Member(group, wanted, frozenset(needed)))
        for part, holding in zip(needed, found, strict=True):
            for literal in holding:
                joint.setdefault(literal, set()).add(part)
    return (
        [tuple(alone.get(literal, ())) for literal in range(len(numbers))],
        [tuple(joint.get(literal, ())) for literal in range(len(numbers))],
        {part: tuple(found) for part, found in led.items()},
    )


_NOWHERE: Places = {}
