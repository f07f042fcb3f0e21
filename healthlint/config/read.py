"""Reads a configuration and those that it extends; every mistake in them is an error with its place."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

from healthlint.config.reach import Reach
from healthlint.config.schema import Config, Extends, Globs, Name, Options, Site, Size
from healthlint.core import later, regular_file
from healthlint.core.problem import HealthlintError, Problem
from healthlint.strict import Decoder, Mapping, Node, Scalar, decode, fields_of, noun, read_yaml
from healthlint.strict import Sequence as ListNode

INSTALLED = "package:"
"""How the name of a pack begins that comes with an installed Python package."""
ADDED = frozenset({"packs", "per-file"})
"""Keys of which all files count, the one that is read first last; of other lists the last one counts alone."""

_SIZE = later.pattern(r"([0-9]{1,15}(?:\.[0-9]{1,3})?) ?((?:[KM]B?|B|))", re.IGNORECASE)
_UNITS = {"": 1, "K": 1_000, "M": 1_000_000}
_LARGEST = 100_000_000
"""Bytes: beyond, a post would take more memory than machines have to spare."""


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


def read(path: Path, trusted: Iterable[Path] = ()) -> Config:
    """The configuration in a file, on top of those that it extends.

    Args:
        path: The file.
        trusted: Folders that it may name beside those of ``Reach``.

    Raises:
        HealthlintError: one cannot be read, extends itself, or with every mistake in it.
    """
    return merged(layers(path, trusted))


def layers(path: Path, trusted: Iterable[Path] = ()) -> list[Layer]:
    """A file and those that it extends, the one that counts most last. Arguments and errors are those of ``read``."""
    found: dict[Path, Layer] = {}
    reach = Reach(path, trusted)
    _collect(path, None, [], found, reach)
    problems = [
        problem
        for layer in found.values()
        for name in layer.config.packs
        if not name.text.startswith(INSTALLED)
        for problem in _outside(layer.path.parent / name.text, name, reach)
    ]
    if problems:
        raise HealthlintError(problems)
    return list(found.values())


def _outside(path: Path, name: Name, reach: Reach) -> Iterator[Problem]:
    if not reach.holds(path):
        hint = "move it there, or allow its folder with '--trust FOLDER'"
        yield _problem(path, name, f"leads out of {reach.home.as_posix()}", hint)


def _collect(path: Path, named: Name | None, above: Sequence[Path], found: dict[Path, Layer], reach: Reach) -> None:
    """Adds what a file extends, and then the file.

    Args:
        path: The file.
        named: Where another file names it.
        above: The files that led here.
        found: What is known already, by real path.
        reach: What may be named.
    """
    if named is not None and (outside := list(_outside(path, named, reach))):
        raise HealthlintError(outside)
    try:
        real = path.resolve()
    except (OSError, RuntimeError):
        real = path  # a link to itself, which cannot be read either
    if real in above:
        chain = " > ".join(file.name for file in [*above[above.index(real) :], real])
        raise HealthlintError([_problem(path, named, f"extends itself: {chain}", "remove it from one of them")])
    if real in found:
        return
    node = read_yaml(str(path), _text(path, named))
    config = decode(node, Config, {Name: _name, Options: _options, Extends: _extends, Globs: _globs, Size: _size})
    problems: list[Problem] = []
    for other in config.extend.files:
        try:
            _collect(path.parent / other.text, other, [*above, real], found, reach)
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
        return regular_file.read_text(path)
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


def _size(node: Node, decoder: Decoder) -> Size:
    """Bytes, or a number with its unit."""
    found = _SIZE.fullmatch(node.value.strip()) if isinstance(node, Scalar) else None
    if found:
        count = round(float(found[1]) * _UNITS[found[2].upper().removesuffix("B")])
        if 0 < count <= _LARGEST:
            return Size(count)
        decoder.report(node.place, f"'{found[0]}' is not between 1 byte and {regular_file.size(_LARGEST)}")
    else:
        shown = f"'{node.value}'" if isinstance(node, Scalar) and not node.is_null else noun(node)
        decoder.report(node.place, f"expected a size, found {shown}", "such as 5 MB, 800 KB, or a number of bytes")
    return Size(regular_file.MOST_BYTES)


def _options(node: Node, decoder: Decoder) -> Options:  # noqa: ARG001 - decoded when the rule is known
    return Options(node)
