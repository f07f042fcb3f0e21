"""A ``RuleSet`` as JSON, and back: plain data that can do nothing but be read. What is shared stays shared."""

from __future__ import annotations

import dataclasses
import enum
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from healthlint.core import document, reading, rule, span
from healthlint.core.rule import Condition, Kind, Pack, Rule, RuleSet
from healthlint.kinds import KINDS, When
from healthlint.kinds.require import Insertion
from healthlint.prose import english, reader
from healthlint.prose.english import English
from healthlint.prose.patterns import Member, Patterns

_MODULES = (document, reading, rule, span, english)


def write(rules: RuleSet, begins: Sequence[str] = ()) -> bytes:
    """The rules with the literals that their patterns need, which take longest to work out.

    Args:
        rules: All of them.
        begins: What their paths begin with, by folder; these parts are not kept.
    """
    writer = _Writer(rules, begins)
    found = writer.plain(rules)
    return json.dumps([writer.shared, found], separators=(",", ":")).encode()


def read(data: bytes, begins: Sequence[str] = ()) -> RuleSet:
    """The rules.

    Args:
        data: What ``write`` made.
        begins: What paths begin with now.

    Raises:
        ValueError: the data is none that ``write`` made.
    """
    try:
        shared, found = json.loads(data)
        reader_ = _Reader(begins)
        for item in shared:
            reader_.shared.append(reader_.value(item))
        rules = reader_.value(found)
    except (ValueError, KeyError, IndexError, TypeError, RecursionError) as error:
        raise ValueError(f"not a snapshot of rules: {error}") from error
    if not isinstance(rules, RuleSet):
        raise ValueError("not a snapshot of rules")  # noqa: TRY004 - a wrong file, not a wrong argument
    return rules


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
            return self._patterns(value)
        if isinstance(value, When):
            return self._share(value, self._fields(value))
        if isinstance(value, (frozenset, list)) or type(value) is tuple:
            items = sorted(value) if isinstance(value, frozenset) else value
            return [type(value).__name__, *map(self.plain, items)]
        if isinstance(value, Mapping):
            return ["dict", *([self.plain(key), self.plain(item)] for key, item in value.items())]
        if isinstance(value, tuple):
            return [type(value).__name__, *map(self.plain, value)]
        return self._fields(value)

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

    def _patterns(self, value: Patterns) -> list[Any]:
        members: list[Any] = []
        if value in self._searched:
            counted = value in self._counted
            found = value.members(counted=counted)
            members = [counted, *([list(one.patterns.items), *self._parts(one)] for one in found)]
        return self._share(value, ["Patterns", list(value.items), *members])

    def _parts(self, member: Member) -> list[Any]:
        return [self._share(part, ["literals", *sorted(part)]) for part in member.needs]

    def _share(self, key: Any, plain: list[Any]) -> list[Any]:
        if key not in self._numbers:
            self._numbers[key] = len(self.shared)
            self.shared.append(plain)
        return ["=", self._numbers[key]]


class _Reader:
    def __init__(self, begins: Sequence[str]) -> None:
        self.shared: list[Any] = []
        self._begins = begins

    def value(self, plain: Any) -> Any:
        """What a plain value stands for."""
        if type(plain) is not list:
            return plain
        name = plain[0]
        if name == "=":
            return self.shared[plain[1]]
        if name == "Patterns":
            return self._patterns(*plain[1:])
        if name == "path":
            return f"{self._begins[plain[1]]}{plain[2]}"
        if name == "literals":
            return frozenset(plain[1:])
        if name == "dict":
            return {self.value(key): self.value(item) for key, item in plain[1:]}
        if name in _COLLECTIONS:
            return _COLLECTIONS[name](map(self.value, plain[1:]))
        return _TYPES[name](*map(self.value, plain[1:]))

    def _patterns(self, items: list[str], counted: bool | None = None, *members: list[Any]) -> Patterns:
        if counted is None:
            return Patterns(tuple(items))
        found = [Member(Patterns(tuple(one)), tuple(map(self.value, needs))) for one, *needs in members]
        return Patterns(tuple(items), {counted: tuple(found)})


def searched(part: Kind | Condition | None) -> Iterable[Patterns]:
    """All patterns that a rule or its condition looks for through every post."""
    for name in part.searched if part is not None else ():
        yield from groups(part, name)


def groups(part: Kind | Condition | None, name: str) -> Iterable[Patterns]:
    """The patterns of an option; those that are replaced, where it gives replacements."""
    value = getattr(part, name)
    return [group for group in (value if isinstance(value, Mapping) else (value,)) if group.items]


_COLLECTIONS: Mapping[str, Any] = {"tuple": tuple, "list": list, "frozenset": frozenset}
_TYPES: Mapping[str, Any] = {
    **{
        name: found
        for module in _MODULES
        for name, found in vars(module).items()
        if isinstance(found, type) and (dataclasses.is_dataclass(found) or issubclass(found, (enum.Enum, tuple)))
    },
    **{kind.__name__: kind for kind in (*KINDS.values(), When, Insertion)},
}
