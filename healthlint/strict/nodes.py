"""YAML as it was written: texts, lists and mappings, each with its place in the file."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from healthlint.core.record import record
from healthlint.core.span import Span


class Place(NamedTuple):
    """Where a node begins, as editors show it."""

    path: str
    line: int
    """1-based."""
    column: int
    """1-based, in code points."""


@record
class Scalar:
    """A text, a number, a date: always the characters that were written, never a guess at a type."""

    value: str
    """Quotes taken off, escapes and folds resolved. Empty for ``null``, ``~`` and a value that is left out."""
    span: Span
    """With the quotes."""
    place: Place
    quoted: bool = False
    """In quotes, or a block after ``|`` or ``>``: certainly meant as a text."""

    @property
    def is_null(self) -> bool:
        """True when nothing was written, or ``null`` or ``~``."""
        return not self.value and not self.quoted


@record
class Sequence:
    """A list."""

    items: tuple[Node, ...]
    span: Span
    place: Place


@record
class Entry:
    """A key and its value."""

    key: Scalar
    value: Node


@record
class Mapping:
    """Keys with values, in the order of the file; no key stands there twice."""

    entries: tuple[Entry, ...]
    span: Span
    place: Place

    def get(self, key: str) -> Node | None:
        """The value of a key, or None."""
        for entry in self.entries:
            if entry.key.value == key:
                return entry.value
        return None


Node: TypeAlias = Scalar | Sequence | Mapping
"""Anything that YAML can say."""


def noun(node: Node) -> str:
    """What a node is, in the words of an error message."""
    if isinstance(node, Sequence):
        return "a list"
    if isinstance(node, Mapping):
        return "a mapping"
    return "nothing" if node.is_null else "a text"
