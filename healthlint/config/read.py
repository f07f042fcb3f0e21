"""Reads a configuration; every mistake in it is an error with its place."""

from __future__ import annotations

from pathlib import Path

from healthlint.config.schema import Config, Name, Options
from healthlint.core.problem import HealthlintError, Problem
from healthlint.strict import Decoder, Node, Scalar, decode, noun, read_yaml


def read(path: Path) -> Config:
    """The configuration in a file.

    Raises:
        HealthlintError: it cannot be read, or with every mistake in it.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise HealthlintError([Problem(str(path), "is not UTF-8", hint="save it as UTF-8")]) from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise HealthlintError([Problem(str(path), f"cannot be read: {reason}", hint="check the path")]) from error
    return decode(read_yaml(str(path), text), Config, {Name: _name, Options: _options})


def _name(node: Node, decoder: Decoder) -> Name:
    if not isinstance(node, Scalar) or node.is_null:
        hint = "put a glob that begins with '*' in quotes" if not isinstance(node, Scalar) else "give it a value"
        decoder.report(node.place, f"expected a name, found {noun(node)}", hint)
        return Name("")
    return Name(node.value, node.place)


def _options(node: Node, decoder: Decoder) -> Options:  # noqa: ARG001 - decoded when the rule is known
    return Options(node)
