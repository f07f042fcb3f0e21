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
_Needing: TypeAlias = tuple[int, Patterns, tuple[frozenset[str], ...]]
"""A group, patterns of it, and the parts that they need."""
_FIRST = 3
"""So many short texts are read before the tables of all literals pay: they take as long as those of four or five."""
_SHORT = 60_000
"""Bytes of a short text."""
_LONG, _SOME = 8, 4
"""Characters at the beginning of a literal by which it is ruled out."""


class Count(NamedTuple):
    """How many matches of a group there are."""

    at_least: int
    at_most: int
    literals: int
    """Different literals."""


class Candidates:
    """The groups that may match in one text; the others do not."""

    def __init__(
        self,
        prefilter: Prefilter,
        places: dict[int, dict[int, list[Patterns]]],
        hits: Iterable[int],
        counting: Mapping[int, list[tuple[int, bool]]],
    ) -> None:
        self._prefilter = prefilter
        self._counting = counting
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
        counting = self._counting
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


class Tables(NamedTuple):
    """Literals, ready to be looked for, and what stands where they do."""

    literals: ahocorasick_rs.BytesAhoCorasick
    alone: list[tuple[tuple[int, Patterns], ...]]
    """By literal, the patterns that need nothing else, with their groups."""
    joint: list[tuple[int, ...]]
    """By literal, the parts of other patterns."""
    led: dict[int, tuple[Member, ...]]
    """The others, by their first part."""
    counting: dict[int, list[tuple[int, bool]]]
    """By literal, of which every match of a group that is counted holds one, and hardly two: these groups by their
    places, and whether it is a match by itself."""


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
        """The groups of which it can be told how many matches there are, and their places."""
        self._words: list[dict[str, bool]] = []
        """By place, the literals of which every match holds one, and whether they are matches by themselves."""
        self._members: list[_Needing] = []
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
                    self.counted[group] = len(self.counted)
                    self._words.append(_words(found))
                continue
            if rest:
                self.rests[number] = Patterns(rest)
            self._members += [(number, member.patterns, member.needs) for member in found if member.needs]
        self.always = frozenset(always)
        """Groups without literals: they may match in any text."""
        self.open = frozenset(self.rests)
        """The groups of which some patterns may match in any text."""
        self._asked = 0

    def __contains__(self, group: Patterns) -> bool:
        return group in self.numbers or group in self.always

    def candidates(self, data: bytes, stretches: Iterable[tuple[int, int]] | None = None) -> Candidates:
        """The groups that may match in folded text.

        Args:
            data: The text.
            stretches: Parts of it that no match crosses, such as sentences; the whole of it by default.
        """
        text = literals.normal(data, ((0, len(data)),) if stretches is None else stretches)
        tables = self._tables(text)
        hits = [literal for literal, _, _ in tables.literals.find_matches_as_indexes(text, overlapping=True)]
        alone, joint, led = tables.alone, tables.joint, tables.led
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
                _place(parts, led, stretch, places)
                parts.clear()
            stretch += 1
        _place(parts, led, stretch, places)
        return Candidates(self, places, hits, tables.counting)

    def _tables(self, text: bytes) -> Tables:
        """Those of all literals; for the first texts only of those that may stand in them, which is done sooner."""
        if "_all" in vars(self) or self._asked == _FIRST or len(text) > _SHORT:
            return self._all
        self._asked += 1
        present = _standing(text, self._literals)
        members: list[_Needing] = []
        for group, wanted, needs in self._members:
            parts = tuple([part & present for part in needs])
            if all(parts):
                members.append((group, wanted, parts))
        return _tables(
            members, [{literal: words[literal] for literal in words.keys() & present} for words in self._words]
        )

    @cached_property
    def _all(self) -> Tables:
        return _tables(self._members, self._words)

    @cached_property
    def _literals(self) -> frozenset[str]:
        return frozenset().union(*self._words, *[part for _, _, needs in self._members for part in needs])


def _words(members: Iterable[patterns.Member]) -> dict[str, bool]:
    """The literals of patterns, and whether they are matches by themselves."""
    found: dict[str, bool] = {}
    for member in members:
        words = frozenset().union(*map(patterns.words, member.patterns.items))
        for literal in frozenset().union(*member.needs):
            is_match = literal[0] == literal[-1] == " " and literal.strip() in words
            found[literal] = found.get(literal, False) or is_match
    return found


def _standing(text: bytes, wanted: Iterable[str]) -> set[str]:
    """The literals that may stand in a text: all that do, and some of the others."""
    string = text.decode("latin-1")
    begins = {string[i : i + _LONG] for i in range(len(string))}
    some = {begin[:_SOME] for begin in begins}
    return {
        literal
        for literal in wanted
        if (literal[:_LONG] in begins if len(literal) >= _LONG else literal[:_SOME] in some or len(literal) < _SOME)
    }


def _place(
    parts: set[int], led: dict[int, tuple[Member, ...]], stretch: int, places: dict[int, dict[int, list[Patterns]]]
) -> None:
    """Adds what may match in a stretch that holds literals of these parts."""
    for part in led.keys() & parts:
        for group, wanted, needed in led[part]:
            if needed <= parts:
                places[group].setdefault(stretch, []).append(wanted)


def _tables(members: Iterable[_Needing], words: Iterable[dict[str, bool]]) -> Tables:
    """The tables of patterns.

    Args:
        members: With their groups and parts.
        words: Of each group that is counted.
    """
    numbers: dict[bytes, int] = {literals.BREAK: 0}
    counting: dict[int, list[tuple[int, bool]]] = {}
    for place, counted in enumerate(words):
        for word, is_match in counted.items():
            number = numbers.setdefault(word.encode("ascii"), len(numbers))
            counting.setdefault(number, []).append((place, is_match))
    alone: dict[int, list[tuple[int, Patterns]]] = {}
    joint: dict[int, set[int]] = {}
    led: dict[int, list[Member]] = {}
    parts: dict[frozenset[str], int] = {}
    for group, wanted, needs in members:
        found = [[numbers.setdefault(word.encode("ascii"), len(numbers)) for word in part] for part in needs]
        if len(found) == 1:
            for literal in found[0]:
                alone.setdefault(literal, []).append((group, wanted))
            continue
        needed = [parts.setdefault(part, len(parts)) for part in needs]
        led.setdefault(needed[0], []).append(Member(group, wanted, frozenset(needed)))
        for part, holding in zip(needed, found, strict=True):
            for literal in holding:
                joint.setdefault(literal, set()).add(part)
    contiguous = ahocorasick_rs.Implementation.ContiguousNFA
    return Tables(
        ahocorasick_rs.BytesAhoCorasick(list(numbers), implementation=contiguous),
        [tuple(alone.get(literal, ())) for literal in range(len(numbers))],
        [tuple(joint.get(literal, ())) for literal in range(len(numbers))],
        {part: tuple(found) for part, found in led.items()},
        counting,
    )


_NOWHERE: Places = {}
