"""The JSON Schemas: they take what the reader takes, and refuse misspelt keys as it does."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from healthlint import packs
from healthlint.config.read import layers
from healthlint.core.problem import HealthlintError
from healthlint.kinds import KINDS
from healthlint.packs.files import survey
from healthlint.packs.loader import PackFile, RuleFile, _Loader
from healthlint.strict import Entry, Mapping, Node, Scalar, decode, read_yaml
from tests.cli.conftest import Outcome

Lint = Callable[..., Outcome]
RULES = packs.builtin()
PACK_FILES = sorted(RULES.glob("*/pack.yaml"))
RULE_FILES = sorted(
    path for pack in PACK_FILES for path in pack.parent.glob("*.yaml") if path.stem not in ("pack", "provisions")
)
README = (Path(__file__).parents[2] / "README.md").read_text("utf-8")
CONFIGS = re.findall(r"```yaml\n((?:packs|extend|# yaml-lang).*?)```", README, re.DOTALL)


def validator(name: str) -> jsonschema.protocols.Validator:
    schema = json.loads((Path(packs.__file__).parents[1] / "schemas" / f"{name}.schema.json").read_text("utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    return jsonschema.Draft7Validator(schema)


def core(node: Node) -> Any:
    """As YAML 1.2 types it, and editors do (core schema)."""
    if isinstance(node, Mapping):
        return {entry.key.value: core(entry.value) for entry in node.entries}
    if not isinstance(node, Scalar):
        return [core(item) for item in node.items]
    if node.quoted:
        return node.value
    if node.is_null:
        return None
    if node.value in ("true", "false"):
        return node.value == "true"
    for make, form in ((int, r"[-+]?\d+"), (float, r"[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?")):
        if re.fullmatch(form, node.value):
            return make(node.value)
    return node.value


def node_of(path: Path) -> Node:
    return read_yaml(path.name, path.read_text("utf-8"))


def misspelt(node: Node) -> Iterator[tuple[str, Node]]:
    """The node with each of its keys misspelt in turn, at any depth."""
    if isinstance(node, Mapping):
        for index, entry in enumerate(node.entries):
            key = replace(entry.key, value=f"{entry.key.value}x")
            for name, changed in [
                (entry.key.value, Entry(key, entry.value)),
                *((f"{entry.key.value}.{name}", Entry(entry.key, inner)) for name, inner in misspelt(entry.value)),
            ]:
                yield name, replace(node, entries=(*node.entries[:index], changed, *node.entries[index + 1 :]))
    elif not isinstance(node, Scalar):
        for index, item in enumerate(node.items):
            for name, inner in misspelt(item):
                yield name, replace(node, items=(*node.items[:index], inner, *node.items[index + 1 :]))


@pytest.fixture(scope="module")
def reads() -> Callable[[Node, type], bool]:
    """Whether the reader of rules takes a node."""
    loader = _Loader()
    converters = loader.converters(loader.lexicons([survey(RULES, [])]))

    def check(node: Node, schema: type) -> bool:
        try:
            decode(node, schema, converters)
        except HealthlintError:
            return False
        return True

    return check


@pytest.mark.parametrize(("name", "paths"), [("rule", RULE_FILES), ("pack", PACK_FILES)], ids=["rule", "pack"])
def test_the_files_that_there_are_are_valid(name: str, paths: list[Path]) -> None:
    check = validator(name)
    assert len(paths) > 5
    assert [f"{path}: {error.message}" for path in paths for error in check.iter_errors(core(node_of(path)))] == []


def test_the_configurations_of_the_readme_are_valid() -> None:
    check = validator("config")
    assert len(CONFIGS) >= 2
    assert [error.message for text in CONFIGS for error in check.iter_errors(core(read_yaml("x", text)))] == []


def one_of_each_kind() -> list[Path]:
    found: dict[str, Path] = {}
    for path in RULE_FILES:
        find = core(node_of(path))["find"]
        found.setdefault(next(iter(find)), path)
    assert found.keys() == KINDS.keys()
    return [*found.values(), RULES / "disclaimer" / "affiliate.yaml"]


def test_misspelt_keys_of_rules_are_refused_as_by_the_reader(reads: Callable[[Node, type], bool]) -> None:
    check, differing, count = validator("rule"), [], 0
    for path in one_of_each_kind():
        for name, node in misspelt(node_of(path)):
            count += 1
            if check.is_valid(core(node)) != reads(node, RuleFile):
                differing.append(f"{path.parent.name}/{path.stem}: {name}")
    assert count > 200
    assert differing == []


def test_misspelt_keys_of_packs_are_refused_as_by_the_reader(reads: Callable[[Node, type], bool]) -> None:
    check = validator("pack")
    nodes = [node for path in PACK_FILES for _, node in misspelt(node_of(path))]
    assert {check.is_valid(core(node)) for node in nodes} == {False}
    assert {reads(node, PackFile) for node in nodes} == {False}


def test_misspelt_keys_of_configurations_are_refused_as_by_the_reader(tmp_path: Path) -> None:
    check = validator("config")
    parsed = [read_yaml("x", text) for text in CONFIGS]
    entries = {entry.key.value: entry for node in parsed if isinstance(node, Mapping) for entry in node.entries}
    del entries["extend"]
    whole = replace(parsed[0], entries=tuple(entries.values()))
    path, differing = tmp_path / "config.yaml", []
    names = [name for name, _ in misspelt(whole)]
    for name, node in misspelt(whole):
        path.write_text(json.dumps(core(node)), "utf-8")
        try:
            layers(path)
            read = True
        except HealthlintError:
            read = False
        if read != check.is_valid(core(node)):
            differing.append(name)
    assert {"select", "site.hosts", "per-file.files", "per-file.ignore"} <= set(names)
    assert differing == []


@pytest.mark.parametrize(
    ("config", "valid"),
    [
        ("", True),
        ("rules: 2026.1", True),
        ('rules: "2026.1"', True),
        ('rules: "1999.1"', False),
        ("extend: a.yaml", True),
        ("extend: {a: b}", False),
        ("per-file: [{files: a/**}]", True),
        ("per-file: [{files: []}]", False),
        ("per-file: [{ignore: [a]}]", False),
        ("severity: {claims: fatal}", False),
        ("options: {readability/grade-level: {limit: 9}}", True),
        ("select: claims", False),
        ("suppressions: false", True),
        ("suppressions: never", False),
    ],
)
def test_configurations(tmp_path: Path, config: str, valid: bool) -> None:
    (tmp_path / "a.yaml").write_text("", "utf-8")
    path = tmp_path / "config.yaml"
    path.write_text(config, "utf-8")
    assert validator("config").is_valid(core(read_yaml("x", config))) is valid
    if valid:
        layers(path)
    else:
        with pytest.raises(HealthlintError):
            layers(path)


@pytest.mark.parametrize("name", ["config", "rule", "pack"])
def test_they_are_printed(lint: Lint, name: str) -> None:
    outcome = lint("schema", name)
    assert (outcome.code, json.loads(outcome.out)["$id"].rpartition("/")[2]) == (0, f"{name}.schema.json")
    path = Path(lint("schema", name, "--path").out.strip())
    assert path.read_text("utf-8") == outcome.out
