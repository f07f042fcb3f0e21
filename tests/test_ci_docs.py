"""The snippets of docs/ci.md are what they say they are, and healthlint understands every command in them."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import jsonschema
import pytest
import yaml

import healthlint
from healthlint.cli.app import program

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "ci.md").read_text("utf-8")
SNIPPETS = re.findall(r"^```(\w+)\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
ACTION: dict[str, Any] = yaml.safe_load((ROOT / "action.yml").read_text("utf-8"))
SCHEMAS = {
    ".github/workflows/healthlint.yml": "schemastore-github-workflow.json",
    ".pre-commit-config.yaml": "schemastore-pre-commit-config.json",
}
PLACES = (*SCHEMAS, ".gitlab-ci.yml", "azure-pipelines.yml", "Jenkinsfile")


def place(code: str) -> str:
    """The file that a snippet says it is."""
    found = re.match(r"(?:#|//) (\S+)\n", code)
    return found[1] if found else ""


def snippets(name: str) -> list[str]:
    found = [code for _, code in SNIPPETS if place(code) == name]
    assert found, f"docs/ci.md has no {name}"
    return found


def strings(node: Any) -> Iterator[str]:
    """All texts in a YAML document."""
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for value in node.values():
            yield from strings(value)
    elif isinstance(node, list):
        for value in node:
            yield from strings(value)


def scripts(language: str, code: str) -> list[str]:
    """The pieces of shell in a snippet."""
    if language == "yaml":
        return list(strings(yaml.safe_load(code)))
    if language == "groovy":
        return re.findall(r"\bsh '([^']*)'", code)
    return [code]


def commands(script: str) -> Iterator[list[str]]:
    """The arguments of every call of healthlint."""
    for line in script.splitlines():
        if "healthlint " not in line:
            continue
        lexer = shlex.shlex(line, posix=True, punctuation_chars="|&;")
        lexer.whitespace_split = True
        words: list[str] = []
        for word in [*lexer, "|"]:
            if set(word) <= set("|&;"):
                if words and words[0].rpartition("/")[2] == "healthlint":
                    yield words[1:]
                words = []
            else:
                words.append(word)


def accept(arguments: list[str]) -> click.Context:
    """Lets the real command line read arguments, without running anything."""
    context = click.Context(program)
    known = program.get_command(context, arguments[0])
    command = known or program.get_command(context, "check")
    assert command is not None
    return command.make_context(command.name, arguments[1:] if known else list(arguments))


def test_options_that_do_not_exist_would_be_noticed() -> None:
    accept(["content", "-f", "sarif"])
    with pytest.raises(click.UsageError):
        accept(["content", "--diff-bass", "main"])
    with pytest.raises(click.UsageError):
        accept(["content", "-f", "sarifs"])
    assert list(commands('a && .venv/bin/healthlint x "y z" | b; healthlint w')) == [["x", "y z"], ["w"]]


@pytest.mark.parametrize(("language", "code"), SNIPPETS)
def test_every_command_is_understood(language: str, code: str) -> None:
    for script in scripts(language, code):
        for arguments in commands(script):
            accept(arguments)


def test_there_are_commands_to_understand() -> None:
    found = {
        place(code) or language: [found for script in scripts(language, code) for found in commands(script)]
        for language, code in SNIPPETS
    }
    assert [name for name, calls in found.items() if calls] == [
        ".gitlab-ci.yml", "azure-pipelines.yml", "Jenkinsfile", "sh"]  # fmt: skip


@pytest.mark.parametrize("name", PLACES)
def test_every_system_has_its_snippet(name: str) -> None:
    assert all(healthlint.__version__ in code for code in snippets(name))


@pytest.mark.parametrize("name", SCHEMAS)
def test_files_are_valid_under_their_schemas(name: str, shared: Path) -> None:
    schema = json.loads((shared / "external" / "formats" / SCHEMAS[name]).read_text("utf-8"))

    for code in snippets(name):
        document = yaml.safe_load(code)
        # YAML 1.1 takes the key 'on' for true.
        jsonschema.validate({("on" if key is True else key): value for key, value in document.items()}, schema)


def test_the_action_is_given_inputs_that_it_has() -> None:
    for code in snippets(".github/workflows/healthlint.yml"):
        steps = yaml.safe_load(code)["jobs"]["healthlint"]["steps"]
        (step,) = [step for step in steps if step["uses"].startswith("healthlint/healthlint@")]
        assert step["uses"] == f"healthlint/healthlint@v{healthlint.__version__}"
        given = step["with"]
        assert set(given) <= set(ACTION["inputs"])
        accept([*shlex.split(given.get("args", "")), "--fail-on", given.get("fail-on", "warning"), given["paths"]])
        if "--diff-base" in given.get("args", ""):
            assert steps[0]["with"]["fetch-depth"] == 0


def test_the_table_of_inputs_is_complete() -> None:
    rows = re.findall(r"^\| `([\w-]+)` \|.*\|.*\|$", TEXT, re.MULTILINE)
    assert rows == list(ACTION["inputs"])


def test_the_hooks_are_there() -> None:
    known = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}
    for code in snippets(".pre-commit-config.yaml"):
        for hook in yaml.safe_load(code)["repos"][0]["hooks"]:
            assert hook["id"] in known
            accept([*hook.get("args", []), "post.md"])


def test_azure_and_gitlab_fetch_the_history() -> None:
    (gitlab,) = snippets(".gitlab-ci.yml")
    assert yaml.safe_load(gitlab)["healthlint"]["variables"]["GIT_DEPTH"] == "0"
    (azure,) = snippets("azure-pipelines.yml")
    assert yaml.safe_load(azure)["steps"][0]["fetchDepth"] == 0
