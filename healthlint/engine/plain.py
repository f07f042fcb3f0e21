"""Results as JSON, and back: for the cache. Plain data that can do nothing but be read."""

from __future__ import annotations

import dataclasses
import enum
import json
from collections.abc import Mapping
from typing import Any

from healthlint.core import problem, report, rule, span
from healthlint.core.report import FileResult


def write(result: FileResult) -> bytes:
    """The result of one file."""
    return json.dumps(_plain(result), separators=(",", ":")).encode()


def read(data: bytes) -> FileResult:
    """The result.

    Raises:
        ValueError: the data is none that ``write`` made.
    """
    try:
        result = _value(json.loads(data))
    except (ValueError, KeyError, IndexError, TypeError, RecursionError) as error:
        raise ValueError(f"not a result: {error}") from error
    if not isinstance(result, FileResult):
        raise ValueError("not a result")  # noqa: TRY004 - a wrong file, not a wrong argument
    return result


def _plain(value: Any) -> Any:
    """A list begins with the name of its type."""
    if isinstance(value, enum.Enum):
        return [type(value).__name__, value.value]
    if value is None or isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, tuple):
        return [type(value).__name__, *map(_plain, value)]
    return [type(value).__name__, *(_plain(getattr(value, field.name)) for field in dataclasses.fields(value))]


def _value(plain: Any) -> Any:
    if type(plain) is not list:
        return plain
    name = plain[0]
    if name == "tuple":
        return tuple(map(_value, plain[1:]))
    return _TYPES[name](*map(_value, plain[1:]))


_TYPES: Mapping[str, Any] = {
    name: found
    for module in (problem, report, rule, span)
    for name, found in vars(module).items()
    if isinstance(found, type) and (dataclasses.is_dataclass(found) or issubclass(found, (enum.Enum, tuple)))
}
