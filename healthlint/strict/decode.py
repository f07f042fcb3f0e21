"""From YAML nodes to frozen dataclasses: the dataclass is the schema, and every mistake is reported at once.

Types that are understood: ``str``, ``int``, ``float``, ``bool``, enums, ``Literal``, ``X | None``, ``tuple[X, ...]``,
``frozenset[X]``, ``Mapping[K, V]`` and dataclasses of these. A field name's last underscore is dropped:
``except_`` is the key ``except``; ``metadata={"key": ...}`` names another one. Other types, and types with a shorter
way to write them, get a converter.
"""

from __future__ import annotations

import collections.abc
import dataclasses
import enum
import types
import typing
from collections.abc import Callable
from functools import lru_cache
from typing import Any, Literal, TypeAlias, TypeVar

from healthlint.core import later
from healthlint.core.problem import HealthlintError, Problem
from healthlint.strict.names import did_you_mean, near
from healthlint.strict.nodes import Mapping, Node, Place, Scalar, Sequence, noun

T = TypeVar("T")

_MOST_GUESSED = 100
"""Unknown keys for which a near one is looked for, which takes some time."""

Converter: TypeAlias = "Callable[[Node, Decoder], Any]"
"""Turns a node into a value, and reports to the decoder what is wrong with it; then the result does not matter."""

_INT = later.pattern(r"[-+]?\d+")
_FLOAT = later.pattern(r"[-+]?(?:\d+\.?\d*|\.\d+)")
_BOOLS = {"true": True, "True": True, "false": False, "False": False}


def decode(node: Node, schema: type[T], converters: collections.abc.Mapping[Any, Converter] | None = None) -> T:
    """The node as a value of a type.

    Raises:
        HealthlintError: with every mistake in the node.
    """
    decoder = Decoder(converters)
    value = decoder.decode(node, schema)
    decoder.finish()
    return typing.cast("T", value)


class Decoder:
    """Decodes nodes and collects what is wrong with them."""

    def __init__(self, converters: collections.abc.Mapping[Any, Converter] | None = None) -> None:
        self.converters = converters or {}
        self.problems: list[Problem] = []

    def report(self, place: Place, message: str, hint: str = "") -> None:
        """Notes a mistake."""
        self.problems.append(Problem(place.path, message, place.line, place.column, hint))

    def finish(self) -> None:
        """Raises HealthlintError when anything was reported."""
        if self.problems:
            raise HealthlintError(self.problems)

    def attempt(self, node: Node, schema: type[T]) -> T | None:
        """The node as a value of a type; None when a mistake was reported while it was read."""
        before = len(self.problems)
        value = self.decode(node, schema)
        return value if len(self.problems) == before else None

    def decode(self, node: Node, schema: Any) -> Any:
        """The node as a value of a type; after a mistake a value that only stands in for it."""
        if schema in self.converters:
            return self.converters[schema](node, self)
        origin = typing.get_origin(schema)
        if origin in (typing.Union, types.UnionType):
            return self._optional(node, typing.get_args(schema))
        if origin is Literal:
            return self._choice(node, {str(choice): choice for choice in typing.get_args(schema)})
        if origin in (tuple, frozenset):
            return self._items(node, origin, typing.get_args(schema)[0])
        if origin is collections.abc.Mapping:
            return self._mapping(node, *typing.get_args(schema))
        if dataclasses.is_dataclass(schema):
            return self._dataclass(node, schema)
        return self._scalar(node, schema)

    def _optional(self, node: Node, members: tuple[Any, ...]) -> Any:
        if isinstance(node, Scalar) and node.is_null:
            return None
        (member,) = (member for member in members if member is not types.NoneType)
        return self.decode(node, member)

    def _scalar(self, node: Node, schema: Any) -> Any:
        if isinstance(schema, type) and issubclass(schema, enum.Enum):
            return self._choice(node, {member.value: member for member in schema})
        names = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}
        if schema not in names:
            raise TypeError(f"no converter for {schema}")
        if not isinstance(node, Scalar) or node.is_null:
            return self._wrong(node, names[schema])
        text = node.value
        if schema is str:
            return text.strip()
        if schema is bool and text in _BOOLS:
            return _BOOLS[text]
        if schema is int and _INT.fullmatch(text):
            return int(text)
        if schema is float and _FLOAT.fullmatch(text):
            return float(text)
        self.report(node.place, f"expected {names[schema]}, found '{text}'")
        return None

    def _choice(self, node: Node, choices: dict[str, Any]) -> Any:
        allowed = ", ".join(choices)
        if not isinstance(node, Scalar) or node.is_null:
            return self._wrong(node, f"one of: {allowed}")
        if node.value in choices:
            return choices[node.value]
        meant = near(node.value, choices) if not node.value.isdigit() else ""
        hint = f"did you mean '{meant}'?" if meant else ""
        self.report(node.place, f"expected one of: {allowed}; found '{node.value}'", hint)
        return None

    def _items(self, node: Node, make: Callable[[list[Any]], Any], schema: Any) -> Any:
        if not isinstance(node, Sequence):
            return self._wrong(node, "a list")
        return make([self.decode(item, schema) for item in node.items])

    def _mapping(self, node: Node, key: Any, value: Any) -> Any:
        if not isinstance(node, Mapping):
            return self._wrong(node, "a mapping")
        return {self.decode(entry.key, key): self.decode(entry.value, value) for entry in node.entries}

    def _dataclass(self, node: Node, schema: Any) -> Any:
        fields = fields_of(schema)
        required = [name for name, field in fields.items() if field.required]
        if isinstance(node, Scalar) and node.is_null and not required:
            return schema()
        if not isinstance(node, Mapping):
            return self._wrong(node, "a mapping")
        before = len(self.problems)
        values: dict[str, Any] = {}
        misspelt = set()
        for entry in node.entries:
            field = fields.get(entry.key.value)
            if field is None:
                guesses = len(self.problems) < _MOST_GUESSED
                hint = did_you_mean(entry.key.value, fields, "allowed here") if guesses else ""
                self.report(entry.key.place, f"unknown key '{entry.key.value}'", hint)
                misspelt.add(near(entry.key.value, fields) if guesses else "")
                continue
            values[field.name] = self.decode(entry.value, field.type)
        for name in required:
            if node.get(name) is None and name not in misspelt:
                self.report(node.place, f"the key '{name}' is missing", self._shape(schema, name))
        return schema(**values) if len(self.problems) == before else None

    def _shape(self, schema: Any, name: str) -> str:
        expected = describe(fields_of(schema)[name].type)
        return f"expected {expected}" if expected else ""

    def _wrong(self, node: Node, expected: str) -> None:
        hint = ""
        if isinstance(node, Scalar) and node.is_null:
            hint = "give it a value, or remove the key"
        elif expected == "a list" and isinstance(node, Scalar):
            hint = "begin each item on a line of its own, with '- '"
        elif expected == "a text":
            hint = "put a text that has ': ' in it in quotes" if isinstance(node, Mapping) else ""
        self.report(node.place, f"expected {expected}, found {noun(node)}", hint)


class Field(typing.NamedTuple):
    """A key that a dataclass takes."""

    name: str
    """Of the attribute."""
    type: Any
    required: bool
    default: Any
    """Meaningless for required ones."""


@lru_cache(maxsize=256)
def fields_of(schema: Any) -> dict[str, Field]:
    """The keys of a dataclass in order."""
    hints = typing.get_type_hints(schema)
    found = {}
    for field in dataclasses.fields(schema):
        made = field.default_factory is not dataclasses.MISSING
        required = field.default is dataclasses.MISSING and not made
        default = field.default_factory() if field.default_factory is not dataclasses.MISSING else field.default
        found[field.metadata.get("key") or field.name.removesuffix("_")] = Field(
            field.name, hints[field.name], required, default
        )
    return found


def describe(schema: Any) -> str:
    """A type in the words of an error message or a list of options; empty when there are none for it."""
    origin = typing.get_origin(schema)
    if origin is Literal:
        return "one of: " + ", ".join(map(str, typing.get_args(schema)))
    if origin in (typing.Union, types.UnionType):
        return describe(next(member for member in typing.get_args(schema) if member is not types.NoneType))
    if origin in (tuple, frozenset):
        return "a list"
    if origin is collections.abc.Mapping:
        return "a mapping"
    if isinstance(schema, type) and issubclass(schema, enum.Enum):
        return "one of: " + ", ".join(member.value for member in schema)
    simple = {str: "a text", int: "a whole number", float: "a number", bool: "true or false"}
    return simple.get(schema, "a mapping" if dataclasses.is_dataclass(schema) else "")
