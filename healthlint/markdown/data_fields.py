"""Fields of front matter in TOML and JSON: where their values stand, which the standard library does not tell.

Both are read here only after the standard library has said that they are right.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Generator, Iterator, Mapping
from typing import NamedTuple

from healthlint.core import later
from healthlint.core.document import Value
from healthlint.markdown.fields import Field, is_read, pieces

_WHITE = later.pattern(r"[ \t\r\n,]*+")
_TOML_WHITE = later.pattern(r"(?:[ \t\r\n,]++|#[^\r\n]*+)*+")
_DECODER = json.JSONDecoder()
_LITERAL = later.pattern(r"[^ \t\r\n,\[\]{}]++")
_COLON = later.pattern(r"[ \t\r\n]*+:")
_TOML_STRING = later.pattern(
    r"\"\"\"(?:\r?\n)?(?P<lines>(?:[^\\\"]++|\\(?s:.)|\"(?!\"\"))*+\"{0,2})\"\"\""
    r"|'''(?:\r?\n)?(?P<raw_lines>(?:[^']++|'(?!''))*+'{0,2})'''"
    r"|\"(?P<line>(?:[^\\\"\r\n]++|\\.)*+)\"|'(?P<raw>[^'\r\n]*+)'"
)
_NAME = r"(?:[\w-]++|\"[^\"\\\r\n]*+\"|'[^'\r\n]*+')"
_NAMES = rf"[ \t]*+(?P<names>{_NAME}(?:[ \t]*+\.[ \t]*+{_NAME})*+)[ \t]*+"
_TOML_KEY = later.pattern(rf"{_NAMES}=[ \t]*+")
_TOML_TABLE = later.pattern(rf"\[(?P<more>\[)?{_NAMES}\]\]?")
_PARTS = later.pattern(_NAME)
_ESCAPES = {"lines": '"', "line": '"', "raw_lines": "", "raw": ""}


class _Text(NamedTuple):
    """A text among the values."""

    path: tuple[str, ...]
    """The keys and numbers that lead to it."""
    value: str
    start: int
    """Without its quotes."""
    end: int
    escapes: str
    """As ``fields.pieces`` wants it."""


def toml_fields(text: str, begin: int, end: int, values: Mapping[str, Value]) -> list[Field]:
    """The texts for readers in TOML, in the order of the file.

    Args:
        text: The file.
        begin: Where the TOML begins.
        end: Where it ends.
        values: What it says: a text that is not among them was read wrongly here, and is left out.
    """
    try:
        said = {" ".join(value.split()) for value in _values(values)}
        return [field for field, value in _fields(_toml(text[:end], begin), text) if " ".join(value.split()) in said]
    except RecursionError:
        return []  # nested so deep that nobody sees it


def json_fields(text: str, start: int) -> list[Field]:
    """The texts for readers in a JSON object, in the order of the file.

    Args:
        text: The file.
        start: Where the object begins.
    """
    try:
        return [field for field, _ in _fields(_json((), text, start), text)]
    except RecursionError:
        return []


def _fields(found: Iterator[_Text], text: str) -> Iterator[tuple[Field, str]]:
    for one in found:
        if is_read(one.path) and (parts := pieces(text, one.start, one.end, one.value, one.escapes)):
            yield Field(".".join(one.path), parts), one.value


def _values(value: Value | Mapping[str, Value]) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    else:
        for inner in value.values() if isinstance(value, Mapping) else value:
            yield from _values(inner)


def _json(path: tuple[str, ...], text: str, at: int) -> Generator[_Text, None, int]:
    """The texts in a value; returns where it ends."""
    if text.startswith('"', at):
        value, end = _json_string(text, at)
        yield _Text(path, value, at + 1, end - 1, '"')
        return end
    if text.startswith(("[", "{"), at):
        number, key = 0, ""
        is_mapping = text.startswith("{", at)
        at = _after(_WHITE, text, at + 1)
        while not text.startswith(("]", "}"), at):
            if is_mapping:
                key, at = _json_string(text, at)
                at = _after(_WHITE, text, _after(_COLON, text, at))
            at = yield from _json((*path, key if is_mapping else str(number)), text, at)
            number += 1
            at = _after(_WHITE, text, at)
        return at + 1
    return _after(_LITERAL, text, at)


def _json_string(text: str, at: int) -> tuple[str, int]:
    """A string, and where it ends."""
    value, end = _DECODER.raw_decode(text, at)
    return str(value), end


def _toml(text: str, at: int) -> Iterator[_Text]:
    """The texts in TOML."""
    table: tuple[str, ...] = ()
    tables: Counter[tuple[str, ...]] = Counter()
    while (at := _after(_TOML_WHITE, text, at)) < len(text):
        if head := _TOML_TABLE.match(text, at):
            table = _keys(head)
            if head["more"]:
                tables[table] += 1
                table = (*table, str(tables[table] - 1))
            at = head.end()
        elif key := _TOML_KEY.match(text, at):
            at = yield from _toml_value((*table, *_keys(key)), text, key.end())
        else:
            return


def _toml_value(path: tuple[str, ...], text: str, at: int) -> Generator[_Text, None, int]:
    """The texts in a value; returns where it ends, which is the end of all where there is something unknown."""
    if string := _TOML_STRING.match(text, at):
        form = string.lastgroup or "raw"
        yield _Text(path, _toml_text(string[0]), *string.span(form), _ESCAPES[form])
        return string.end()
    if text.startswith(("[", "{"), at):
        number = 0
        is_table = text.startswith("{", at)
        at = _after(_TOML_WHITE, text, at + 1)
        while at < len(text) and not text.startswith(("]", "}"), at):
            key = _TOML_KEY.match(text, at) if is_table else None
            if is_table and not key:
                return len(text)
            inner = _keys(key) if key else (str(number),)
            at = yield from _toml_value((*path, *inner), text, key.end() if key else at)
            number += 1
            at = _after(_TOML_WHITE, text, at)
        return at + 1
    literal = _LITERAL.match(text, at)
    return literal.end() if literal else len(text)


def _toml_text(written: str) -> str:
    """What a string with its quotes says."""
    import tomllib  # noqa: PLC0415 - few posts have TOML

    return str(tomllib.loads("text = " + written.replace("\r\n", "\n"))["text"])


def _keys(found: re.Match[str]) -> tuple[str, ...]:
    return tuple(key.strip("\"'") for key in _PARTS.findall(found["names"]))


def _after(what: re.Pattern[str], text: str, at: int) -> int:
    found = what.match(text, at)
    return found.end() if found else len(text)
