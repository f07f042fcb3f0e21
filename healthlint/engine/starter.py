"""The files that a repository starts with: configuration, hook and workflow."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping as Entries
from typing import NamedTuple

from healthlint import __version__
from healthlint.core import later
from healthlint.core.problem import HealthlintError, Problem
from healthlint.core.rule import EDITIONS
from healthlint.files.site import Site
from healthlint.strict import Mapping, Node, Scalar, Sequence, read_yaml

CONFIG = ".healthlint.yaml"
HOOKS = ".pre-commit-config.yaml"
WORKFLOW = ".github/workflows/healthlint.yml"
REPOSITORY = "https://github.com/healthlint/healthlint"
CI_DOCS = f"{REPOSITORY}/blob/main/docs/ci.md"

_SCHEMA = "https://raw.githubusercontent.com/healthlint/healthlint/main/healthlint/schemas/config.schema.json"
_OUR_HOOKS = frozenset({"healthlint", "healthlint-fix"})
_PLAIN = later.pattern(r"[A-Za-z_./][\w./-]*(/\*\*)?")


class Starter(NamedTuple):
    """A file to be written."""

    path: str
    """Relative to the repository."""
    text: str


def config(site: Site, provided: Entries[str, str]) -> Starter:
    """The configuration.

    Args:
        site: What was found.
        provided: Rules whose demand the templates meet, each with the template.
    """
    lines = [
        f"# yaml-language-server: $schema={_SCHEMA}",
        f"# What each key means: {REPOSITORY}#make-it-yours",
        "",
        "# An upgrade adds no findings until the next edition is named here.",
        f'rules: "{EDITIONS[-1]}"',
        "",
        "# More to add: strict, or the law pack of your readers: us-ftc, us-fda, uk-cap, eu, au-tga, ca.",
        "select: [recommended]",
        "",
    ]
    if site.others:
        lines += ["# Markdown that is no post.", "excludes:", *(f"  - {_scalar(name)}" for name in site.others), ""]
    lines += ["site:"]
    if provided:
        lines += ["  # What every page prints, by its template: posts need not."]
        lines += ["  provides:", *(f"    - {rule} # {template}" for rule, template in provided.items())]
    else:
        lines += ["  # Rules whose demand every page meets by its template, such as disclaimer/medical-advice."]
        lines += ["  provides: []"]
    lines += ["  # Your own hosts: links to them are no citations."]
    lines += [f"  hosts: [{', '.join(map(_scalar, site.hosts))}]"]
    return Starter(CONFIG, _joined(lines))


def workflow(site: Site) -> Starter:
    """A workflow of GitHub Actions: pull requests answer for what they change."""
    return Starter(
        WORKFLOW,
        _joined(
            [
                f"# Other CI systems: {CI_DOCS}",
                "name: healthlint",
                "on: pull_request",
                "permissions:",
                "  contents: read",
                "jobs:",
                "  healthlint:",
                "    runs-on: ubuntu-latest",
                "    steps:",
                "      - uses: actions/checkout@v4",
                "        with:",
                "          fetch-depth: 0 # --diff-base needs the history",
                "      - uses: actions/setup-python@v5",
                "        with:",
                '          python-version: "3.13"',
                f"      - uses: healthlint/healthlint@v{__version__}",
                "        with:",
                f"          paths: {_scalar(' '.join(map(_word, site.posts)))}",
                "          args: --diff-base origin/${{ github.base_ref }}",
            ]
        ),
    )


def hooks(site: Site, old: str | None) -> Starter | None:
    """The configuration of pre-commit, with the hook added; None when it has it already.

    Args:
        site: What was found.
        old: The file as it is; None when there is none.

    Raises:
        HealthlintError: the hook cannot be added without a person.
    """
    if old is None or not old.strip():
        return Starter(HOOKS, f"repos:\n{entry(site)}")
    try:
        before = read_yaml(HOOKS, old)
    except HealthlintError as error:
        wrong = error.problems[0]
        raise _cannot(f"the hook cannot be added to it: {wrong.message}", wrong.line, wrong.column) from error
    repos = before.get("repos") if isinstance(before, Mapping) else None
    if _has_hook(repos):
        return None
    if not isinstance(repos, Sequence):
        raise _cannot("has no list 'repos'")
    if not repos.items:
        raise _cannot("has an empty list 'repos'")
    lines = old.splitlines(keepends=True)
    first = lines[repos.items[0].place.line - 1]
    dash = len(first) - len(first.lstrip())
    ends = "\r\n" if first.endswith("\r\n") else "\n"
    kept = old[: repos.span.end].rstrip()
    # A comment behind the last item belongs to it.
    rest = old[len(kept) :]
    behind, line_end, after = rest.partition("\n")
    new = f"{kept}{behind.rstrip()}{ends}{ends.join(_entry(site, dash))}{ends}{after if line_end else ''}"
    if not _only_added(before, new):
        raise _cannot("is written in a way that the hook cannot be added to")
    return Starter(HOOKS, new)


def _entry(site: Site, indent: int) -> list[str]:
    lines = [f"- repo: {REPOSITORY}", f"  rev: v{__version__}", "  hooks:", "    - id: healthlint"]
    if site.posts != (".",):
        places = "|".join(re.escape(name) for name in site.posts)
        files = f"^{places}/" if len(site.posts) == 1 else f"^({places})/"
        lines.append(f"      files: {files if re.fullmatch(r'[^:#]*', files) else json.dumps(files)}")
    return [" " * indent + line for line in lines]


def _has_hook(repos: Node | None) -> bool:
    for repo in repos.items if isinstance(repos, Sequence) else ():
        found = repo.get("hooks") if isinstance(repo, Mapping) else None
        for hook in found.items if isinstance(found, Sequence) else ():
            name = hook.get("id") if isinstance(hook, Mapping) else None
            if isinstance(name, Scalar) and name.value in _OUR_HOOKS:
                return True
    return False


def _only_added(before: Node, text: str) -> bool:
    """True when a text says what was said before, and one hook more at the end."""
    try:
        after = _content(read_yaml(HOOKS, text))
    except HealthlintError:
        return False
    known = _content(before)
    if not isinstance(after, dict) or not isinstance(known, dict) or not isinstance(after.get("repos"), list):
        return False
    repos = after["repos"]
    return bool(repos[-1].get("repo") == REPOSITORY) and after | {"repos": repos[:-1]} == known


def _content(node: Node) -> object:
    if isinstance(node, Mapping):
        return {entry.key.value: _content(entry.value) for entry in node.entries}
    if isinstance(node, Sequence):
        return [_content(item) for item in node.items]
    return node.value


def _cannot(message: str, line: int = 0, column: int = 0) -> HealthlintError:
    return HealthlintError([Problem(HOOKS, message, line, column, "add the entry below to its 'repos' yourself")])


def entry(site: Site) -> str:
    """The entry of the hook, as it stands in a usual file."""
    return _joined(_entry(site, 2))


def _scalar(text: str) -> str:
    """As YAML writes a text: in quotes where it must be."""
    return text if _PLAIN.fullmatch(text) else json.dumps(text, ensure_ascii=False)


def _word(text: str) -> str:
    """As a shell reads one word."""
    return text if re.fullmatch(r"[\w./-]+", text) else "'" + text.replace("'", "'\"'\"'") + "'"


def _joined(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)
