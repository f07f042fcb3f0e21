"""Which of many patterns could match in a text, and where, by the literal words that they need: one pass for all."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import NamedTuple, TypeAlias

from healthlint.prose import compiled, patterns
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

    def __init__(self, prefilter: Prefilter, hits: compiled.Hits) -> None:
        self._prefilter = prefilter
        self._hits = hits
        self._present = hits.groups
        self._places: dict[int, Places] = {}

    def __contains__(self, group: Patterns) -> bool:
        number = self._prefilter.numbers.get(group)
        if number is None:
            return group in self._prefilter.always
        return number in self._present or number in self._prefilter.open

    @cached_property
    def groups(self) -> set[int]:
        """The groups with literals that may match, by their numbers in the prefilter."""
        return self._present | self._prefilter.open

    def count(self, group: Patterns) -> Count | None:
        """How many matches of a group there may be; None when that cannot be told."""
        place = self._prefilter.counted.get(group)
        return None if place is None else self._counts[place]

    @cached_property
    def _counts(self) -> list[Count]:
        """Of all groups that are counted."""
        return list(map(Count, *self._hits.counts()))

    def rest(self, group: Patterns) -> Patterns | None:
        """The patterns of a group that need no literal and are looked for everywhere, if there are any."""
        number = self._prefilter.numbers.get(group)
        return group if number is None else self._prefilter.rests.get(number)

    def places(self, group: Patterns) -> Places:
        """Where the other patterns of a group may match, in order."""
        number = self._prefilter.numbers.get(group)
        if number not in self._present:
            return _NOWHERE
        places = self._places.get(number)
        if places is None:
            member = self._prefilter.members.__getitem__
            places = {stretch: list(map(member, found)) for stretch, found in self._hits.places(number).items()}
            self._places[number] = places
        return places


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
        self.members: list[Patterns] = []
        """Patterns of a group that are looked for together, numbered."""
        members: list[tuple[int, tuple[int, ...]]] = []
        parts: dict[frozenset[str], int] = {}
        counting: list[dict[str, bool]] = []
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
                    self.counted[group] = len(counting)
                    counting.append(_counting(found))
                continue
            if rest:
                self.rests[number] = Patterns(rest)
            for member in found:
                if member.needs:
                    self.members.append(member.patterns)
                    members.append((number, tuple([parts.setdefault(part, len(parts)) for part in member.needs])))
        self.always = frozenset(always)
        """Groups without literals: they may match in any text."""
        self.open = frozenset(self.rests)
        """The groups of which some patterns may match in any text."""
        self._scan = compiled.scan_of(list(parts), members, counting)

    def __contains__(self, group: Patterns) -> bool:
        return group in self.numbers or group in self.always

    def candidates(self, data: bytes, stretches: Iterable[tuple[int, int]] | None = None) -> Candidates:
        """The groups that may match in folded text.

        Args:
            data: The text.
            stretches: Parts of it that no match crosses, such as sentences; the whole of it by default.
        """
        within = [(0, len(data))] if stretches is None else list(stretches)
        return Candidates(self, self._scan.find(data, within))


def _counting(members: Iterable[patterns.Member]) -> dict[str, bool]:
    """The literals of a group that is counted; true for those that are a match by themselves."""
    found: dict[str, bool] = {}
    for member in members:
        words = frozenset().union(*map(patterns.words, member.patterns.items))
        for literal in frozenset().union(*member.needs):
            is_match = literal[0] == literal[-1] == " " and literal.strip() in words
            found[literal] = found.get(literal, False) or is_match
    return found


_NOWHERE: Places = {}
