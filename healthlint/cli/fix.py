"""``--fix`` and ``--diff``: the safe fixes, made or shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from healthlint import files
from healthlint.cli.output import remark, write
from healthlint.core.problem import HealthlintError, Problem
from healthlint.core.report import Report
from healthlint.core.rule import RuleSet
from healthlint.core.source import Source
from healthlint.engine.pipeline import ready
from healthlint.formats.words import counted

if TYPE_CHECKING:
    from healthlint.engine.fix import Fixed


class Change(NamedTuple):
    """A file and what becomes of it."""

    path: str
    old: bytes
    text: str
    fixed: Fixed


def options_of_check(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds ``--fix`` and ``--diff``."""
    fix = click.option("--fix", is_flag=True, help="Make the safe fixes: words whose replacement is exact.")
    diff = click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
    return fix(diff(command))


def changes(report: Report, rules: RuleSet) -> list[Change]:
    """The files of a report that have safe fixes.

    Raises:
        HealthlintError: a file cannot be read any more.
    """
    from healthlint.engine.fix import fixable, fixed  # noqa: PLC0415 - few runs fix anything

    found = []
    for result in report.results:
        if not fixable(result, rules.of(result.path)):
            continue
        try:
            old = Path(result.path).read_bytes()
        except OSError as error:
            raise HealthlintError([Problem(result.path, f"cannot be read: {error.strerror}")]) from error
        text = files.decode(result.path, old)
        done = fixed(Source(result.path, text), ready(rules))
        if done.source.text != text:
            found.append(Change(result.path, old, text, done))
    return found


def make(report: Report, rules: RuleSet) -> Report:
    """Makes the fixes, and says how many: the report of what is left.

    A file that cannot be fixed stays as it is, and is a problem of the run.
    """
    done: dict[str, Fixed] = {}
    problems: list[Problem] = []
    for change in changes(report, rules):
        try:
            files.rewrite(change.path, change.fixed.source.text, change.old)
        except HealthlintError as error:
            problems += error.problems
        else:
            done[change.path] = change.fixed
    if done:
        made = sum(one.edits for one in done.values())
        remark(f"{counted(made, 'finding')} fixed in {counted(len(done), 'file')}.")
    results = tuple(done[one.path].result if one.path in done else one for one in report.results)
    return replace(report, results=results, unread=(*report.unread, *problems))


def show(report: Report, rules: RuleSet) -> int:
    """Prints what the fixes would change as a unified diff: 1 when there is something, as an exit code."""
    import difflib  # noqa: PLC0415

    found = changes(report, rules)
    for change in found:
        old, new = (text.splitlines(keepends=True) for text in (change.text, change.fixed.source.text))
        lines = difflib.unified_diff(old, new, change.path, change.path)
        write("".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines))
    return int(bool(found))
