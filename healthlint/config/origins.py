"""Where each value of a configuration comes from: the file that says it last, or a ``per-file`` block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeAlias

from healthlint.config.read import ADDED, Layer
from healthlint.config.schema import Config
from healthlint.core.tuples import NamedTuple
from healthlint.strict import Mapping, Node, Place, Scalar, fields_of
from healthlint.strict import Sequence as ListNode

Value: TypeAlias = "str | int | float | bool"

_APART = frozenset({"extend", "per-file"})
"""What is no value: where others come from."""
_IN_BLOCKS = ("severity", "options")


class Setting(NamedTuple):
    """One value."""

    key: tuple[str, ...]
    """Such as ``("options", "readability/grade-level", "limit")``; the values of a list all have that of the list."""
    value: Value
    place: Place | None = None
    """None for a default."""
    block: int | None = None
    """The ``per-file`` block that says it, counted through all files."""


class Block(NamedTuple):
    """A ``per-file`` block as it was written."""

    node: Mapping
    patterns: tuple[str, ...]


DEFAULTS = (Setting(("select",), "recommended"), Setting(("suppressions",), value=True))


def blocks(layers: Iterable[Layer]) -> list[Block]:
    """All ``per-file`` blocks, in the order in which they count."""
    found = []
    for layer in layers:
        node = layer.given.get("per-file")
        nodes = node.items if isinstance(node, ListNode) else ()
        for item, block in zip(nodes, layer.config.per_file, strict=True):
            assert isinstance(item, Mapping)  # noqa: S101 - it was decoded
            found.append(Block(item, block.files.patterns))
    return found


def settings(layers: Sequence[Layer], fitting: Iterable[int] = ()) -> list[Setting]:
    """Every value that counts, in the order of the schema.

    Args:
        layers: The files of the configuration, the one that counts most last.
        fitting: The numbers of the ``per-file`` blocks that fit the file in question.
    """
    found = _Values(DEFAULTS)
    for layer in layers:
        for key, node in layer.given.items():
            if key not in _APART:
                found.say((key,), node, added=key in ADDED)
    written = blocks(layers)
    for index in fitting:
        given = {entry.key.value: entry.value for entry in written[index].node.entries}
        if "select" in given:
            found.forget(("ignore",))
            found.say(("select",), given["select"], index)
        if "ignore" in given:
            found.say(("ignore",), given["ignore"], index, added=True)
        for key in _IN_BLOCKS:
            if key in given:
                found.say((key,), given[key], index)
    order = list(fields_of(Config))
    return sorted(found.list(), key=lambda setting: order.index(setting.key[0]))


class _Values:
    def __init__(self, defaults: Iterable[Setting]) -> None:
        self._by_key: dict[tuple[str, ...], list[Setting]] = {it.key: [it] for it in defaults}

    def say(self, key: tuple[str, ...], node: Node, block: int | None = None, *, added: bool = False) -> None:
        for inner, values in _leaves(key, node, block):
            old = self._by_key.pop(inner, [])  # what is said again counts last
            self._by_key[inner] = [*old, *values] if added else values

    def forget(self, key: tuple[str, ...]) -> None:
        self._by_key.pop(key, None)

    def list(self) -> list[Setting]:
        return [setting for values in self._by_key.values() for setting in values]


def _leaves(key: tuple[str, ...], node: Node, block: int | None) -> Iterator[tuple[tuple[str, ...], list[Setting]]]:
    if isinstance(node, Mapping):
        for entry in node.entries:
            yield from _leaves((*key, entry.key.value), entry.value, block)
    else:
        items = node.items if isinstance(node, ListNode) else (node,)
        yield key, [Setting(key, _plain(item), item.place, block) for item in items if isinstance(item, Scalar)]


def _plain(node: Scalar) -> Value:
    """What the text stands for; the decoder has found it right."""
    text = node.value
    if node.quoted:
        return text
    if text.lower() in ("true", "false"):
        return text.lower() == "true"
    try:
        return float(text) if "." in text else int(text)
    except ValueError:
        return text
