"""The patterns of a rule as they stand in its file, one by one, with their places."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, replace
from typing import Any

from healthlint.core import regular_file
from healthlint.core.rule import Rule
from healthlint.core.tuples import NamedTuple
from healthlint.prose.patterns import Patterns
from healthlint.strict import Mapping, Node, Place, Scalar, Sequence, read_yaml

_NO_PART = frozenset({"exact", "file_names", "remove"})
"""Options that no example can show: what a fix may do, and names of files."""


class Written(NamedTuple):
    """One pattern of a rule."""

    option: str
    """The key that it stands under, such as ``patterns`` or ``except``."""
    text: str
    """As it was written."""
    place: Place
    pattern: Patterns
    """It alone, lexicons expanded."""
    without: Rule
    """The rule without it."""


def written(rule: Rule) -> Iterator[Written]:
    """Each pattern under ``find:``, and the rule without it. The file is the one that the rule was loaded from."""
    node = _options(read_yaml(rule.path, regular_file.read_text(rule.path)))
    kind: Any = rule.kind
    for field in fields(kind):
        key, value = field.name.removesuffix("_"), getattr(kind, field.name)
        found = node.get(key) if isinstance(node, Mapping) else None
        if found is None or key in _NO_PART:
            continue
        if isinstance(value, Patterns):
            items = found.items if isinstance(found, Sequence) else (found,)
            for index, (item, pattern) in enumerate(zip(items, value.items, strict=True)):
                rest = Patterns((*value.items[:index], *value.items[index + 1 :]))
                yield _one(key, item, Patterns((pattern,)), replace(rule, kind=replace(kind, **{field.name: rest})))
        elif isinstance(value, dict) and isinstance(found, Mapping) and isinstance(next(iter(value), None), Patterns):
            # Two patterns that are the same in the end are one key.
            for entry, pattern in zip(found.entries, value, strict=False):
                others = {other: better for other, better in value.items() if other is not pattern}
                yield _one(key, entry.key, pattern, replace(rule, kind=replace(kind, **{field.name: others})))


def _one(key: str, node: Node, pattern: Patterns, without: Rule) -> Written:
    return Written(key, node.value if isinstance(node, Scalar) else "", node.place, pattern, without)


def _options(node: Node) -> Node | None:
    find = node.get("find") if isinstance(node, Mapping) else None
    return find.entries[0].value if isinstance(find, Mapping) and find.entries else None
