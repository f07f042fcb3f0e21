"""Reads a configuration and those that it extends; every mistake in them is an error with its place."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from healthlint.config.schema import Config, Extends, Globs, Name, Options, Site
from healthlint.core.problem import HealthlintError, Problem
from healthlint.strict import Decoder, Mapping, Node, Scalar, decode, fields_of, noun, read_yaml
from healthlint.strict import Sequence as ListNode

ADDED = frozenset({"packs", "per-file"})
"""Keys of which all files count, the one that is read first last; of other lists the last one counts alone."""


class Layer(NamedTuple):
    """One file of a configuration."""

    path: Path
    node: Node
    config: Config
    """What it says itself, with the defaults where it says nothing."""

    @property
    def given(self) -> dict[str, Node]:
        """The keys that it has, with their values."""
        return {entry.key.value: entry.value for entry in self.node.entries} if isinstance(self.node, Mapping) else {}


def read(path: Path) -> Config:
    """The configuration in a file, on top of those that it extends.

    Raises:
        HealthlintError: one cannot be read, extends itself, or with every mistake in it.
    """
    return merged(layers(path))


def layers(path: Path) -> list[Layer]:
    """A file and those that it extends, the one that counts most last. Raises as ``read`` does."""
    found: dict[Path, Layer] = {}
    _collect(path, None, [], found)
    return list(found.values())


def _collect(path: Path, named: Name | None, above: Sequence[Path], found: dict[Path, Layer]) -> None:
    """Adds what a file extends, and then the file.

    Args:
        path: The file.
        named: Where another file names it.
        above: The files that led here.
        found: What is known already, by real path.
    """
    real = path.resolve()
    if real in above:
        chain = " > ".join(file.name for file in [*above[above.index(real) :], real])
        raise HealthlintError([_problem(path, named, f"extends itself: {chain}", "remove it from one of them")])
    if real in found:
        return
    node = read_yaml(str(path), _text(path, named))
    config = decode(node, Config, {Name: _name, Options: _options, Extends: _extends, Globs: _globs})
    problems: list[Problem] = []
    for other in config.extend.files:
        try:
            _collect(path.parent / other.text, other, [*above, real], found)
        except HealthlintError as error:
            problems += error.problems
    if problems:
        raise HealthlintError(problems)
    found[real] = Layer(path, node, config)


def merged(found: Iterable[Layer]) -> Config:
    """One configuration of several files, the one that counts most last.

    Mappings are merged entry by entry, packs and what is said per file add up, and of all else the last word counts.
    """
    result = Config()
    for layer in found:
        result = _laid_over(result, layer.config, layer.node)
    return result


def _laid_over(below: Any, above: Any, node: Node) -> Any:
    changes: dict[str, Any] = {}
    for entry in node.entries if isinstance(node, Mapping) else ():
        key = entry.key.value
        schema: Any = type(above)
        name = fields_of(schema)[key].name
        old, new = getattr(below, name), getattr(above, name)
        if key in ADDED:
            new = (*old, *new)
        elif isinstance(new, dict):
            # Names know their places: the same name in two files is two entries, and the last one counts.
            new = {**old, **new}
        elif isinstance(new, Site):
            new = _laid_over(old, new, entry.value)
        changes[name] = new
    return replace(below, **changes)


def _text(path: Path, named: Name | None) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise HealthlintError([_problem(path, named, "is not UTF-8", "save it as UTF-8")]) from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        hint = "paths in 'extend' are relative to the file that names them" if named else "check the path"
        raise HealthlintError([_problem(path, named, f"cannot be read: {reason}", hint)]) from error


def _problem(path: Path, named: Name | None, message: str, hint: str) -> Problem:
    """A problem of a file, at the place where another one names it."""
    if named is None or named.place is None:
        return Problem(str(path), message, hint=hint)
    return Problem(named.place.path, f"'{named.text}' {message}", named.place.line, named.place.column, hint)


def _name(node: Node, decoder: Decoder, expected: str = "a name") -> Name:
    if not isinstance(node, Scalar) or node.is_null:
        hint = "put a glob that begins with '*' in quotes" if not isinstance(node, Scalar) else "give it a value"
        decoder.report(node.place, f"expected {expected}, found {noun(node)}", hint)
        return Name("")
    return Name(node.value, node.place)


def _extends(node: Node, decoder: Decoder) -> Extends:
    """One file, or a list."""
    items = node.items if isinstance(node, ListNode) else (node,)
    return Extends(tuple(_name(item, decoder) for item in items))


def _globs(node: Node, decoder: Decoder) -> Globs:
    """One pattern, or a list."""
    items = node.items if isinstance(node, ListNode) else (node,)
    if not items:
        decoder.report(node.place, "expected patterns of files, found an empty list", "such as 'archive/**'")
    return Globs(tuple(_name(item, decoder, "a pattern of files").text for item in items))


def _options(node: Node, decoder: Decoder) -> Options:  # noqa: ARG001 - decoded when the rule is known
    return Options(node)
