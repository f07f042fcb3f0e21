"""A ``RuleSet`` as JSON, and back: plain data that can do nothing but be read. What is shared stays shared.

Of the rules only what chooses among them is read at once. The rest of a rule is read when it is asked for: a run over
one post needs a few of them. The literals that patterns need are a piece of their own, which is read only when they are
asked for.
"""

from __future__ import annotations

import dataclasses
import enum
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import accumulate
from typing import Any, cast

from healthlint.core import document, pieces, reading, rule, span
from healthlint.core.digest import blake2b
from healthlint.core.pieces import Piece
from healthlint.core.record import deferred, waiting
from healthlint.core.rule import Condition, Kind, Pack, Rule, RuleSet
from healthlint.kinds import KINDS, When
from healthlint.kinds.require import Insertion
from healthlint.prose import english, reader
from healthlint.prose.english import English
from healthlint.prose.patterns import Member, Patterns, name_of

_MODULES = (document, reading, rule, span, english)
_FIRST = ("id", "level", "since", "recommended_since")
"""What is asked of every rule, to choose those that run."""


def write(rules: RuleSet, begins: Sequence[str] = ()) -> bytes:
    """The rules in two pieces, and in a third the literals that their patterns need, which take longest to work out.

    Args:
        rules: All of them.
        begins: What their paths begin with, by folder; these parts are not kept.
    """
    writer = _Writer(rules, begins)
    bodies = [_json(writer.plain(one)) for one in rules]
    names = [field.name for field in dataclasses.fields(rules)]
    others = [writer.plain(getattr(rules, name)) for name in names if name != "rules"]
    firsts = [[*(writer.plain(getattr(one, name)) for name in _FIRST), searches(one)] for one in rules]
    lines = [*map(_json, writer.shared), *bodies]
    head = _json([len(writer.shared), _ends(lines), firsts, others])
    return pieces.join(head, b"".join(lines), _json(writer.needed()))


def read(written: Sequence[Piece], begins: Sequence[str] = ()) -> RuleSet:
    """The rules.

    Args:
        written: The pieces that ``write`` joined. Where the last is broken, what it holds is worked out again.
        begins: What paths begin with now.

    Raises:
        ValueError: they are none that ``write`` made.
    """
    try:
        head, lines, more = written
        return _Reader(head, lines, more, begins).rules()
    except (ValueError, KeyError, IndexError, TypeError, RecursionError) as error:
        raise ValueError(f"not a snapshot of rules: {error}") from error


def searches(one: Rule) -> str:
    """A digest of what a rule looks for through every post. What was read of a snapshot is not made for it."""
    fill = waiting(one)
    if isinstance(fill, _Fill):
        return fill.searches
    waits = [[name_of(group) for group in groups(one.kind, name)] for name in one.kind.waits_for]
    also = [[name_of(group) for group in searched(part)] for part in (one.kind, one.when)]
    return blake2b(_json([waits, also]), digest_size=12).hexdigest()


class _Writer:
    def __init__(self, rules: RuleSet, begins: Sequence[str]) -> None:
        self.shared: list[Any] = []
        self._begins = begins
        self._numbers: dict[Any, int] = {}
        """Of what is shared."""
        found = rules.english
        assert isinstance(found, English)  # noqa: S101 - the only English there is
        self._counted = frozenset(reader.counted(found))
        self._searched = {*reader.searched(found), *self._counted}
        for one in rules:
            self._searched.update(searched(one.kind), searched(one.when))

    def plain(self, value: Any) -> Any:
        """The value as lists, texts and numbers: a list begins with the name of its type."""
        if isinstance(value, enum.Enum):
            return [type(value).__name__, value.value]
        if value is None or isinstance(value, (bool, int, float, str)):
            return value
        if isinstance(value, Patterns):
            return self._share(value, ["Patterns", list(value.items)])
        if isinstance(value, When):
            return self._share(value, self._fields(value))
        if isinstance(value, frozenset):
            return self._share(value, ["frozenset", *map(self.plain, sorted(value))])
        if isinstance(value, list) or type(value) is tuple:
            return [type(value).__name__, *map(self.plain, value)]
        if isinstance(value, Mapping):
            return ["dict", *([self.plain(key), self.plain(item)] for key, item in value.items())]
        if isinstance(value, tuple):
            return [type(value).__name__, *map(self.plain, value)]
        return self._fields(value)

    def needed(self) -> list[Any]:
        """The literals of patterns: sets of them, and by shared number, the members of a group with their sets."""
        sets: dict[frozenset[str], int] = {}
        members: dict[int, Any] = {}
        for group in self._searched & self._numbers.keys():
            counted = group in self._counted
            found = [
                [list(one.patterns.items), *(sets.setdefault(part, len(sets)) for part in one.needs)]
                for one in group.members(counted=counted)
            ]
            members[self._numbers[group]] = [counted, *found]
        return [list(map(sorted, sets)), dict(sorted(members.items()))]

    def _fields(self, value: Any) -> list[Any]:
        if _TYPES.get(type(value).__name__) is not type(value):
            raise TypeError(
                f"{type(value)} cannot be read back: its name is all that a snapshot says, and is not its own"
            )
        fields = [self.plain(getattr(value, field.name)) for field in dataclasses.fields(value)]
        if isinstance(value, (Rule, Pack)):
            number = [field.name for field in dataclasses.fields(value)].index("path")
            fields[number] = self._path(value.path)
        return [type(value).__name__, *fields]

    def _path(self, path: str) -> str | list[Any]:
        fitting = [number for number, begin in enumerate(self._begins) if path.startswith(begin)]
        if not fitting:
            return path
        number = max(fitting, key=lambda number: len(self._begins[number]))
        return ["path", number, path[len(self._begins[number]) :]]

    def _share(self, key: Any, plain: list[Any]) -> list[Any]:
        if key not in self._numbers:
            self._numbers[key] = len(self.shared)
            self.shared.append(plain)
        return ["=", self._numbers[key]]


class _Reader:
    def __init__(self, head: Piece, lines: Piece, more: Piece, begins: Sequence[str]) -> None:
        shared, self._ends, self._firsts, self._others = json.loads(bytes(head.checked()))
        self._lines = lines.checked()
        self._begins = begins
        self._more = more
        self._shared: list[Any] = [None] * shared
        self._needed: Mapping[int, dict[bool, tuple[Member, ...]]] | None = None

    def rules(self) -> RuleSet:
        """All of them."""
        found = [self._rule(number, *first) for number, first in enumerate(self._firsts)]
        return RuleSet(tuple(found), *map(self.value, self._others))

    def _rule(self, number: int, *first: Any) -> Rule:
        known = dict(zip(_FIRST, map(self.value, first), strict=False))
        return deferred(Rule, _Fill(self, len(self._shared) + number, first[-1]), **known)

    def line(self, number: int) -> Any:
        """What was written in a line."""
        start = self._ends[number - 1] if number else 0
        return json.loads(bytes(self._lines[start : self._ends[number]]))

    def value(self, plain: Any) -> Any:
        """What a plain value stands for."""
        if type(plain) is not list:
            return plain
        name = plain[0]
        if name == "=":
            number = plain[1]
            if self._shared[number] is None:
                found = self.line(number)
                self._shared[number] = self._patterns(number, found[1]) if found[0] == "Patterns" else self.value(found)
            return self._shared[number]
        if name == "path":
            return f"{self._begins[plain[1]]}{plain[2]}"
        if name == "dict":
            return {self.value(key): self.value(item) for key, item in plain[1:]}
        if name in _COLLECTIONS:
            return _COLLECTIONS[name](map(self.value, plain[1:]))
        return _TYPES[name](*map(self.value, plain[1:]))

    def _patterns(self, number: int, items: list[str]) -> Patterns:
        return Patterns(tuple(items), cast("Any", _Members(self, number)))

    def members(self, number: int) -> dict[bool, tuple[Member, ...]]:
        """Of a group, by its shared number; none where they have to be worked out."""
        if self._needed is None:
            try:
                self._needed = _needed(*json.loads(bytes(self._more.checked())))
            except ValueError:
                self._needed = {}
        return self._needed.get(number, {})


class _Fill:
    """Gives the values of a rule."""

    def __init__(self, reader_: _Reader, number: int, searches_: str) -> None:
        self._reader, self._number, self.searches = reader_, number, searches_

    def __call__(self) -> Iterable[Any]:
        return map(self._reader.value, self._reader.line(self._number)[1:])


class _Members:
    """In place of the dictionary in which patterns keep their members: it is read when it is asked for."""

    def __init__(self, reader_: _Reader, number: int) -> None:
        self._reader, self._number = reader_, number
        self._known: dict[bool, tuple[Member, ...]] | None = None

    def _all(self) -> dict[bool, tuple[Member, ...]]:
        if self._known is None:
            self._known = self._reader.members(self._number)
        return self._known

    def __contains__(self, counted: bool) -> bool:
        return counted in self._all()

    def __getitem__(self, counted: bool) -> tuple[Member, ...]:
        return self._all()[counted]

    def __setitem__(self, counted: bool, members: tuple[Member, ...]) -> None:
        self._known = {**self._all(), counted: members}


def _needed(
    sets: list[list[str]], members: Mapping[str, tuple[bool, Any]]
) -> Mapping[int, dict[bool, tuple[Member, ...]]]:
    parts = list(map(frozenset, sets))
    return {
        int(number): {
            counted: tuple(Member(Patterns(tuple(items)), tuple(parts[part] for part in own)) for items, *own in found)
        }
        for number, (counted, *found) in members.items()
    }


def searched(part: Kind | Condition | None) -> Iterable[Patterns]:
    """All patterns that a rule or its condition looks for through every post."""
    for name in part.searched if part is not None else ():
        yield from groups(part, name)


def groups(part: Kind | Condition | None, name: str) -> Iterable[Patterns]:
    """The patterns of an option; those that are replaced, where it gives replacements."""
    value = getattr(part, name)
    return [group for group in (value if isinstance(value, Mapping) else (value,)) if group.items]


def every(value: Any) -> Iterator[Patterns]:
    """All patterns in a value: in those of rules, of lexicons and of what they are made of."""
    if isinstance(value, Patterns):
        yield value
    elif isinstance(value, Mapping):
        yield from every(list(value.values()))
    elif dataclasses.is_dataclass(value):
        yield from every([getattr(value, field.name) for field in dataclasses.fields(value)])
    elif isinstance(value, (list, tuple, frozenset)):
        for one in value:
            yield from every(one)


def _json(plain: Any) -> bytes:
    return json.dumps(plain, separators=(",", ":")).encode()


def _ends(lines: Iterable[bytes]) -> list[int]:
    return list(accumulate(map(len, lines)))


_COLLECTIONS: Mapping[str, Any] = {"tuple": tuple, "list": list, "frozenset": frozenset}
_TYPES: Mapping[str, Any] = {
    **{
        name: found
        for module in _MODULES
        for name, found in vars(module).items()
        if isinstance(found, type) and ("__dataclass_fields__" in vars(found) or issubclass(found, (enum.Enum, tuple)))
    },
    **{kind.__name__: kind for kind in (*KINDS.values(), When, Insertion)},
}
