"""Which of many patterns could match in a text, and where, by the literal words that they need: one pass for all."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from operator import itemgetter
from typing import Generic, NamedTuple, TypeAlias, TypeVar

from healthlint.core import later, pieces
from healthlint.core.span import Span
from healthlint.prose import compiled, patterns
from healthlint.prose.matchers import Matchers
from healthlint.prose.patterns import Patterns, name_of

Places: TypeAlias = Mapping[int, list[Patterns]]
"""By the index of a stretch, the patterns that may match there."""
Steps: TypeAlias = dict[int, patterns.Stretch]
"""By the index of a stretch or block, where it stands and what is looked for there."""
Place: TypeAlias = tuple[int, int, int]
"""Where a match starts and ends, and the index of its stretch or block."""


T = TypeVar("T")


class Count(NamedTuple):
    """How many matches of a group there are."""

    at_least: int
    at_most: int
    literals: int
    """Different literals."""


class Candidates:
    """The groups that may match in one text; the others do not.

    Args:
        prefilter: Over all groups.
        data: The text.
        starts: Of its stretches.
        ends: Of its stretches.
    """

    def __init__(self, prefilter: Prefilter, data: bytes, starts: Sequence[int], ends: Sequence[int]) -> None:
        self._prefilter = prefilter
        self._data = data
        self._starts, self._ends = starts, ends
        self._hits = prefilter.scan.find(data, starts, ends)
        self._present = self._hits.groups
        self._places: dict[int, Places] = {}

    def __contains__(self, group: Patterns) -> bool:
        number = self._prefilter.numbers[group]
        if number is None:
            return self._prefilter.always[group] is not None
        return number in self._present or number in self._prefilter.open

    @cached_property
    def groups(self) -> set[int]:
        """The groups with literals that may match, by their numbers in the prefilter."""
        return self._present | self._prefilter.open

    def count(self, group: Patterns) -> Count | None:
        """How many matches of a group there may be; None when that cannot be told."""
        place = self._prefilter.counted[group]
        return None if place is None else self._counts[place]

    @cached_property
    def _counts(self) -> list[Count]:
        """Of all groups that are counted."""
        return list(map(Count, *self._hits.counts()))

    def rest(self, group: Patterns) -> Patterns | None:
        """The patterns of a group that need no literal and are looked for everywhere, if there are any."""
        number = self._prefilter.numbers[group]
        return group if number is None else self._prefilter.rests.get(number)

    def matches(self, group: Patterns) -> Iterator[Place]:
        """The matches of the other patterns of a group, as far as they are asked for, each with its stretch."""
        number, hits = self._number(group), self._hits
        if number is None:
            return iter(())
        found = hits.matches(number, self._prefilter.matcher) if compiled.is_searched(hits) else None
        return self._searched(lambda: self._stretches(group), found)

    def filling(self, group: Patterns, firsts: list[int]) -> Iterator[Place]:
        """The same, in blocks of which no other stretch has letters.

        Args:
            group: The group.
            firsts: By block, its first stretch; and one more, where the last block ends.
        """
        number, hits = self._number(group), self._hits
        if number is None:
            return iter(())
        found = hits.filling(number, self._prefilter.matcher, firsts) if compiled.is_searched(hits) else None
        return self._searched(lambda: self._fillable(group, firsts), found)

    def everywhere(self, group: Patterns, firsts: list[int], blocks: list[Span]) -> Iterator[Place]:
        """The same in each block with a stretch where they may match, across its stretches, with the block's index.

        Args:
            group: The group.
            firsts: As of ``filling``.
            blocks: Where each stands.
        """
        number, hits = self._number(group), self._hits
        if number is None:
            return iter(())
        matcher = self._prefilter.matcher
        found = hits.everywhere(number, matcher, firsts, blocks) if compiled.is_searched(hits) else None
        return self._searched(lambda: self._in_blocks(group, firsts, blocks), found)

    def opens(self, group: Patterns, openings: dict[int, tuple[int, int]]) -> bool:
        """True when a stretch begins with a match.

        Args:
            group: The group.
            openings: By stretches that count, where they start and end.
        """
        number, hits = self._number(group), self._hits
        if number is None:
            return False
        if compiled.is_searched(hits):
            found = hits.opens(number, self._prefilter.matcher, openings)
            if found is not None:
                return found
        where: dict[Patterns, list[tuple[int, int]]] = {}
        for place, members in self.places(group).items():
            if place in openings:
                for member in members:
                    where.setdefault(member, []).append(openings[place])
        return any(patterns.begins(member, self._data, stretches) for member, stretches in where.items())

    def _number(self, group: Patterns) -> int | None:
        """Of a group with literals that may match here."""
        number = self._prefilter.numbers[group]
        return number if number in self._present else None

    def _searched(self, steps: Callable[[], Steps], found: Iterable[Place] | None) -> Iterator[Place]:
        """The matches in some stretches, or those that the compiled core finds; what it cannot is done here."""
        if found is None:
            known = steps()
            order = list(known)
            for start, end, index in patterns.find_each(self._data, list(known.values())):
                yield start, end, order[index]
            return
        for start, end, place in found:
            if end:
                yield start, end, place
                continue
            for begin, last, _ in patterns.find_each(self._data, [steps()[place]]):
                yield begin, last, place

    def _stretches(self, group: Patterns) -> Steps:
        places, starts, ends = self.places(group), self._starts, self._ends
        return {place: (starts[place], ends[place], places[place]) for place in sorted(places)}

    def _fillable(self, group: Patterns, firsts: list[int]) -> Steps:
        found = self._stretches(group)
        kept = {}
        for place, step in found.items():
            block = bisect_right(firsts, place) - 1
            beside = (other for other in range(firsts[block], firsts[block + 1]) if other not in found)
            if not any(_LETTER.search(self._data, self._starts[other], self._ends[other]) for other in beside):
                kept[place] = step
        return kept

    def _in_blocks(self, group: Patterns, firsts: list[int], blocks: list[Span]) -> Steps:
        # Only the patterns that may match there: all of them together may be many times larger.
        found: dict[int, dict[Patterns, None]] = {}
        for place, members in sorted(self.places(group).items(), key=itemgetter(0)):
            found.setdefault(bisect_right(firsts, place) - 1, {}).update(dict.fromkeys(members))
        return {block: (*blocks[block], list(members)) for block, members in found.items()}

    def places(self, group: Patterns) -> Places:
        """Where the other patterns of a group may match."""
        number = self._number(group)
        if number is None:
            return _NOWHERE
        places = self._places.get(number)
        if places is None:
            member = self._prefilter.members.__getitem__
            places = {stretch: list(map(member, found)) for stretch, found in self._hits.places(number).items()}
            self._places[number] = places
        return places


class Prefilter:
    """The literals of many pattern groups, ready to be looked for together.

    Args:
        groups: All that are looked for.
        counted: Those among them of which it matters how many matches there are.
    """

    def __init__(self, groups: Iterable[Patterns], counted: Iterable[Patterns] = ()) -> None:
        plan = _Plan(groups, dict.fromkeys(counted))
        self.numbers = Named(plan.numbers)
        """The groups that have patterns with literals."""
        self.rests: Mapping[int, Patterns] = plan.rests
        """By group, the patterns that are looked for in the whole text."""
        self.counted = Named(plan.counted)
        """The groups of which it can be told how many matches there are, numbered."""
        self.members: dict[int, Patterns] = dict(enumerate(plan.members))
        """Patterns of a group that are looked for together, numbered."""
        self.always = Named(dict.fromkeys(plan.always, True))
        """Groups without literals: they may match in any text."""
        self.open = frozenset(self.rests)
        """The groups of which some patterns may match in any text."""
        self.size = len(plan.members)
        self._matchers = Matchers({}, (), memoryview(b""))
        self.scan = compiled.scan_of(list(plan.parts), plan.needs, plan.counting)

    @classmethod
    def read(cls, written: Sequence[memoryview], matchers: Matchers) -> Prefilter:
        """As it was ``written``, with matchers of its members by their numbers. Raises ValueError for anything else."""
        plain, members, tables = written
        numbers, counted, always, rests, ends = json.loads(bytes(plain))
        found = cls.__new__(cls)
        found.numbers, found.counted = Named({}, numbers), Named({}, counted)
        found.always = Named({}, dict.fromkeys(always, True))
        found.rests = {number: Patterns(tuple(items)) for number, items in rests}
        found.members, found.size = _Members(members, ends), len(ends)
        found._matchers = matchers  # noqa: SLF001 - of this class
        found.open = frozenset(found.rests)
        found.scan = compiled.scan_read(bytes(tables))
        return found

    def written(self) -> list[bytes] | None:
        """Three pieces, of which ``read`` makes the same with the same core; None where that would save nothing."""
        tables = compiled.written(self.scan)
        if tables is None:
            return None
        rests = [[number, rest.items] for number, rest in self.rests.items()]
        members, ends = pieces.pack(json.dumps(self.members[number].items).encode() for number in range(self.size))
        names = [self.numbers.names(), self.counted.names(), list(self.always.names()), rests]
        return [json.dumps([*names, ends]).encode(), members, tables]

    def __contains__(self, group: Patterns) -> bool:
        return self.numbers[group] is not None or self.always[group] is not None

    def candidates(
        self, data: bytes, starts: Sequence[int] | None = None, ends: Sequence[int] | None = None
    ) -> Candidates:
        """The groups that may match in folded text.

        Args:
            data: The text.
            starts: Where parts of it start that no match crosses, such as sentences; the whole of it by default.
            ends: Where they end.
        """
        return Candidates(self, data, starts if starts is not None else [0], ends if ends is not None else [len(data)])

    def matcher(self, number: int) -> compiled.Matcher | None:
        """What the compiled core looks for a member with."""
        return self._matchers.get(number) or self.members[number].matcher


class _Plan:
    """What a prefilter looks for, numbered."""

    def __init__(self, groups: Iterable[Patterns], counted: Mapping[Patterns, None]) -> None:
        self.always: set[Patterns] = set()
        self.numbers: dict[Patterns, int] = {}
        self.rests: dict[int, Patterns] = {}
        self.counted: dict[Patterns, int] = {}
        self.members: list[Patterns] = []
        self.needs: list[tuple[int, tuple[int, ...]]] = []
        """By member, its group and its parts."""
        self.parts: dict[frozenset[str], int] = {}
        self.counting: list[dict[str, bool]] = []
        for group in dict.fromkeys(group for group in (*groups, *counted) if group.items):
            self._add(group, group.members(counted=group in counted), is_counted=group in counted)

    def _add(self, group: Patterns, found: Sequence[patterns.Member], *, is_counted: bool) -> None:
        rest = tuple(item for member in found if not member.needs for item in member.patterns.items)
        if len(rest) == sum(len(member.patterns.items) for member in found):
            self.always.add(group)
            return
        number = self.numbers[group] = len(self.numbers)
        if is_counted:
            self.rests[number] = group
            if not rest:
                self.counted[group] = len(self.counting)
                self.counting.append(_counting(found))
            return
        if rest:
            self.rests[number] = Patterns(rest)
        for member in found:
            if member.needs:
                self.members.append(member.patterns)
                needs = tuple([self.parts.setdefault(part, len(self.parts)) for part in member.needs])
                self.needs.append((number, needs))


class Named(dict[Patterns, "T | None"], Generic[T]):
    """By groups, what is known of them, None for nothing; of those kept by their names, when it is asked for."""

    def __init__(self, known: Mapping[Patterns, T], named: Mapping[str, T] | None = None) -> None:
        super().__init__(known)
        self._named = named or {}

    def __missing__(self, group: Patterns) -> T | None:
        """What is known under the name of a group. It is kept, so that it is looked up by the dictionary alone."""
        found = self[group] = self._named.get(name_of(group)) if self._named else None
        return found

    def names(self) -> dict[str, T]:
        """The same by names."""
        return {**self._named, **{name_of(group): it for group, it in self.items() if it is not None}}


class _Members(dict[int, Patterns]):
    """Members that are read when they are asked for: few are, of those that there are."""

    def __init__(self, data: memoryview, ends: list[int]) -> None:
        super().__init__()
        self._data, self._ends = data, ends

    def __missing__(self, number: int) -> Patterns:
        """Reads one."""
        start = self._ends[number - 1] if number else 0
        written = pieces.unpack(self._data[start : self._ends[number]])
        found = self[number] = Patterns(tuple(json.loads(written)))
        return found


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
_LETTER = later.pattern(rb"[A-Za-z]")
