"""Where patterns could match in a text, told by their literals. The compiled core has the same: ``prose.compiled``."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple, TypeAlias

import ahocorasick_rs

from healthlint.prose import literals

Members: TypeAlias = Sequence[tuple[int, tuple[int, ...]]]
"""Patterns that are looked for together: their group, and the parts that they need."""

_FIRST = 3
"""So many short texts are read before the tables of all literals pay: they take as long as those of four or five."""
_SHORT = 60_000
"""Bytes of a short text."""
_LONG, _SOME = 8, 4
"""Characters at the beginning of a literal by which it is ruled out."""


class Tables(NamedTuple):
    """Literals, ready to be looked for, and what stands where they do."""

    literals: ahocorasick_rs.BytesAhoCorasick
    parts: list[tuple[int, ...]]
    """By literal, the parts that it is of."""
    led: dict[int, list[tuple[int, int, frozenset[int]]]]
    """By part, the members of which it is the first: their groups, numbers and parts."""
    counting: dict[int, list[tuple[int, bool]]]
    """By literal, the groups that are counted by it, and whether it is a match by itself."""


class Hits:
    """What could match in a text."""

    def __init__(
        self,
        places: dict[int, dict[int, list[int]]],
        found: list[int],
        counting: Mapping[int, list[tuple[int, bool]]],
        counted: int,
    ) -> None:
        self._places = places
        self._found = found
        self._counting = counting
        self._counted = counted

    @property
    def groups(self) -> set[int]:
        """The groups with members that could match."""
        return set(self._places)

    def places(self, group: int) -> dict[int, list[int]]:
        """By the index of a stretch, the members of a group that could match there, in no order."""
        return self._places.get(group, {})

    def counts(self) -> tuple[list[int], list[int], list[int]]:
        """By group that is counted: the fewest and the most matches, and how many different literals there are."""
        groups, counting = self._counted, self._counting
        at_least, at_most, different = [0] * groups, [0] * groups, [0] * groups
        times = Counter(self._found)
        for literal in counting.keys() & times.keys():
            many = times[literal]
            for group, is_match in counting[literal]:
                at_most[group] += many
                different[group] += 1
                if is_match:
                    at_least[group] += many
        return at_least, at_most, different


class Scan:
    """The literals of many pattern groups, ready to be looked for together."""

    def __init__(
        self, parts: Sequence[frozenset[str]], members: Members, counted: Sequence[Mapping[str, bool]]
    ) -> None:
        """Takes what is looked for.

        Args:
            parts: Sets of literals.
            members: They could match in a stretch in which a literal of each of their parts stands.
            counted: By group of which matches are counted, the literals of which every match holds one, and hardly two;
                true for those that are a match by themselves.
        """
        self._parts = parts
        self._members = members
        self._counted = counted
        self._asked = 0

    def find(self, data: bytes, starts: Sequence[int], ends: Sequence[int]) -> Hits:
        """What could match in folded text, in stretches of it that no match crosses: where they start and end."""
        text = literals.normal(data, zip(starts, ends, strict=True))
        tables = self._tables(text)
        found = [literal for literal, _, _ in tables.literals.find_matches_as_indexes(text, overlapping=True)]
        by_literal, led = tables.parts, tables.led
        places: defaultdict[int, dict[int, list[int]]] = defaultdict(dict)
        parts: set[int] = set()
        stretch = 0
        for literal in found:
            if literal:
                if own := by_literal[literal]:
                    parts.update(own)
                continue
            if parts:
                _place(parts, led, stretch, places)
                parts.clear()
            stretch += 1
        _place(parts, led, stretch, places)
        return Hits(places, found, tables.counting, len(self._counted))

    def _tables(self, text: bytes) -> Tables:
        """Those of all literals; for the first texts only of those that may stand in them, which is done sooner."""
        if "_all" in vars(self) or self._asked == _FIRST or len(text) > _SHORT:
            return self._all
        self._asked += 1
        present = _standing(text, self._literals)
        return _tables(
            [part & present for part in self._parts],
            self._members,
            [{literal: words[literal] for literal in words.keys() & present} for words in self._counted],
        )

    @cached_property
    def _all(self) -> Tables:
        return _tables(self._parts, self._members, self._counted)

    @cached_property
    def _literals(self) -> frozenset[str]:
        return frozenset().union(*self._counted, *self._parts)


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
    parts: set[int],
    led: Mapping[int, list[tuple[int, int, frozenset[int]]]],
    stretch: int,
    places: dict[int, dict[int, list[int]]],
) -> None:
    """Adds what could match in a stretch that holds literals of these parts."""
    for part in led.keys() & parts:
        for group, member, needed in led[part]:
            if needed <= parts:
                places[group].setdefault(stretch, []).append(member)


def _tables(parts: Iterable[frozenset[str]], members: Members, counted: Iterable[Mapping[str, bool]]) -> Tables:
    numbers: dict[bytes, int] = {literals.BREAK: 0}
    counting: dict[int, list[tuple[int, bool]]] = {}
    for group, words in enumerate(counted):
        for word, is_match in words.items():
            number = numbers.setdefault(word.encode("ascii"), len(numbers))
            counting.setdefault(number, []).append((group, is_match))
    by_literal: dict[int, list[int]] = {}
    for index, part in enumerate(parts):
        for word in part:
            by_literal.setdefault(numbers.setdefault(word.encode("ascii"), len(numbers)), []).append(index)
    led: dict[int, list[tuple[int, int, frozenset[int]]]] = {}
    for member, (group, needed) in enumerate(members):
        led.setdefault(needed[0], []).append((group, member, frozenset(needed)))
    contiguous = ahocorasick_rs.Implementation.ContiguousNFA
    return Tables(
        ahocorasick_rs.BytesAhoCorasick(list(numbers), implementation=contiguous),
        [tuple(by_literal.get(literal, ())) for literal in range(len(numbers))],
        led,
        counting,
    )
