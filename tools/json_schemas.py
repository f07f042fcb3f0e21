"""Writes ``healthlint/schemas``, which editors check YAML with, from the types that read it; ``--check`` compares.

Descriptions are the docstrings of the fields, and the tables of ``rules/README.md``.
"""

from __future__ import annotations

import ast
import collections.abc
import enum
import inspect
import itertools
import json
import re
import sys
import textwrap
import types
import typing
from pathlib import Path
from typing import Any, Literal

from healthlint.config.schema import Config, Extends, Globs, Name, Options, Size
from healthlint.core.rule import Authority, Examples, Kind
from healthlint.kinds import KINDS
from healthlint.packs.examples import FEWEST
from healthlint.packs.loader import PackFile, RuleFile
from healthlint.prose.patterns import Patterns
from healthlint.strict import fields_of

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / "healthlint" / "schemas"
HOME = "https://raw.githubusercontent.com/healthlint/healthlint/main/healthlint/schemas"
FILES = {
    "config": (Config, "The configuration of healthlint: .healthlint.yaml"),
    "rule": (RuleFile, "A rule of healthlint: <pack>/<rule>.yaml"),
    "pack": (PackFile, "A pack of healthlint: <pack>/pack.yaml"),
}

TEXT: dict[str, Any] = {"type": ["string", "number", "boolean"]}
"""What YAML takes for a number is a text where a text is wanted."""
TEXTS: dict[str, Any] = {"type": "array", "items": TEXT}
SIMPLE: dict[Any, dict[str, Any]] = {
    str: TEXT,
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    Name: TEXT,
    Options: {"type": "object", "additionalProperties": {"type": ["string", "number", "boolean"]}},
    Extends: {"anyOf": [TEXT, TEXTS]},
    Size: {"type": ["integer", "string"], "pattern": "^[0-9]+(\\.[0-9]+)? ?([KkMm]?[Bb]?)$"},
    Globs: {"anyOf": [TEXT, {**TEXTS, "minItems": 1}]},
    Patterns: {"anyOf": [TEXT, TEXTS]},
    Examples: {
        "type": "object",
        "properties": {
            "invalid": {
                **TEXTS,
                "minItems": FEWEST,
                "description": "What must be found, with «marks» around the words.",
            },
            "valid": {**TEXTS, "minItems": FEWEST, "description": "What must pass."},
        },
        "required": ["invalid", "valid"],
        "additionalProperties": False,
    },
}


def schema(found: Any) -> dict[str, Any]:
    """The JSON Schema of a type that ``strict.decode`` reads."""
    if found in SIMPLE:
        return SIMPLE[found]
    if found is Kind:
        kinds = {name: schema(kind) for name, kind in KINDS.items()}
        return {
            "type": "object",
            "properties": kinds,
            "additionalProperties": False,
            "minProperties": 1,
            "maxProperties": 1,
        }
    origin, arguments = typing.get_origin(found), typing.get_args(found)
    if origin in (typing.Union, types.UnionType):
        return {"anyOf": [{"type": "null"} if one is types.NoneType else schema(one) for one in arguments]}
    if origin is Literal:
        return {"enum": [form for choice in arguments for form in _forms(choice)]}
    if origin in (tuple, frozenset):
        least = {"minItems": 1} if arguments[0] is Authority else {}
        return {"type": "array", "items": schema(arguments[0]), **least}
    if origin is collections.abc.Mapping:
        return {"type": "object", "additionalProperties": schema(arguments[1])}
    if isinstance(found, type) and issubclass(found, enum.Enum):
        return {"enum": [member.value for member in found]}
    return _object(found)


def _object(found: Any) -> dict[str, Any]:
    fields, texts = fields_of(found), _descriptions(found)
    properties = {}
    for key, field in fields.items():
        text = texts.get(key, "")
        properties[key] = schema(field.type) | ({"description": text} if text else {})
    required = [key for key, field in fields.items() if field.required]
    whole = {
        "type": "object" if required else ["object", "null"],
        "properties": properties,
        "additionalProperties": False,
    }
    return whole | ({"required": required} if required else {})


def _forms(choice: Any) -> list[Any]:
    """A choice as YAML may read it: ``2026.1`` without quotes is a number."""
    try:
        return [choice, float(choice)] if isinstance(choice, str) else [choice]
    except ValueError:
        return [choice]


def _descriptions(found: Any) -> dict[str, str]:
    """Texts by key: from the table about a kind or a rule in the page on rules, else the docstrings of the fields."""
    names = {field.name: key for key, field in fields_of(found).items()}
    texts = {names[name]: text for name, text in _docstrings(found).items() if name in names}
    page = (ROOT / "rules" / "README.md").read_text(encoding="utf-8")
    kind = next((name for name, one in KINDS.items() if one is found), None)
    if kind or found is RuleFile:
        part = page.partition(f"**`{kind}`**" if kind else "## Keys")[2]
        part = re.split(r"^(?:\*\*`|#)", part.lstrip("\n"), maxsplit=1, flags=re.MULTILINE)[0]
        for cell, text in re.findall(r"^\| (`[^|]*`) \| (.*) \|$", part, re.MULTILINE):
            texts.update(dict.fromkeys(re.findall(r"`(\w+)`", cell), text))
    return {key: re.sub(r"`|,? ?\(?(see )?below\)?(?=\.)", "", text) for key, text in texts.items()}


def _docstrings(found: Any) -> dict[str, str]:
    body: list[Any] = getattr(ast.parse(textwrap.dedent(inspect.getsource(found))).body[0], "body", [])
    return {
        field.target.id: " ".join(below.value.value.split())
        for field, below in itertools.pairwise(body)
        if isinstance(field, ast.AnnAssign) and isinstance(below, ast.Expr) and isinstance(below.value, ast.Constant)
    }


def made(name: str) -> str:
    """The text of a schema file."""
    found, title = FILES[name]
    head = {"$schema": "http://json-schema.org/draft-07/schema#", "$id": f"{HOME}/{name}.schema.json", "title": title}
    return f"{json.dumps(head | schema(found), indent=2, ensure_ascii=False)}\n"


def main(argv: list[str]) -> int:
    """Returns 1 when ``--check`` finds a file out of date."""
    stale = 0
    for name in FILES:
        path = FOLDER / f"{name}.schema.json"
        if "--check" not in argv:
            path.write_text(made(name), encoding="utf-8", newline="\n")
        elif not path.exists() or path.read_text(encoding="utf-8") != made(name):
            sys.stderr.write(f"{path}: out of date: run tools/json_schemas.py\n")
            stale = 1
    return stale


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
