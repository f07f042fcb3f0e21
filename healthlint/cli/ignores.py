"""``--add-ignores``: comments that excuse what is found, written into the posts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from healthlint import files
from healthlint.cli.fix import in_files
from healthlint.cli.output import remark
from healthlint.core.problem import HealthlintError, Problem
from healthlint.core.report import FileResult, Report
from healthlint.core.rule import RuleSet
from healthlint.core.source import Source
from healthlint.engine.pipeline import ready
from healthlint.formats.words import counted

if TYPE_CHECKING:
    from healthlint.engine.ignores import Ignored

option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--add-ignores",
    metavar="REASON",
    help="Excuse what is found: write comments with this reason into the posts.",
)


def check(reason: str | None, rules: RuleSet, *, alone: bool) -> None:
    """Refuses what cannot be written, and to write what would have no effect.

    Args:
        reason: Why; None: nothing is to be written.
        rules: The rules that run.
        alone: Files are linted, and nothing else shall change them.

    Raises:
        click.UsageError: always then.
    """
    if reason is None:
        return
    if not alone:
        raise click.UsageError("--add-ignores needs files, and goes without --fix and --diff.")
    from healthlint.engine.ignores import mistake  # noqa: PLC0415 - few runs write any

    if wrong := mistake(reason):
        raise click.UsageError(f"--add-ignores: this reason cannot be written into a comment: {wrong}.")
    if not rules.suppressions:
        message = "--add-ignores has no use where posts may excuse nothing: see --no-inline-config and 'suppressions'."
        raise click.UsageError(message)


def make(report: Report, rules: RuleSet, reason: str | None) -> Report:
    """Writes the comments, if there is a reason, and says how many findings they excuse: the report of what is left.

    A file that cannot be written stays as it is, and is a problem of the run.
    """
    if reason is None:
        return report
    done: dict[str, Ignored] = {}
    problems: list[Problem] = []
    for result in in_files(report.results, "excused"):
        if result.diagnostics:
            try:
                changed = _changed(result, rules, reason)
            except HealthlintError as error:
                problems += error.problems
            else:
                done[result.path] = changed
    count = sum(one.excused for one in done.values())
    posts = sum(one.excused > 0 for one in done.values())
    remark(f"{counted(count, 'finding')} excused in {counted(posts, 'file')}.")
    left = sum(len(one.left) for one in done.values())
    if left:
        remark(f"{counted(left, 'finding')} cannot be excused by a comment: see below.")
    results = tuple(
        replace(one, diagnostics=_left(one, done[one.path]), suppressed=done[one.path].result.suppressed)
        if one.path in done
        else one
        for one in report.results
    )
    return replace(report, results=results, unread=(*report.unread, *problems))


def _left(before: FileResult, after: Ignored) -> tuple[Any, ...]:
    """What is still to be told: what could not be excused, where it stands now, and what is no rule's to excuse."""
    told = {found.fingerprint for found in before.diagnostics}
    return tuple(it for it in after.result.diagnostics if it in after.left or it.fingerprint in told)


def _changed(result: FileResult, rules: RuleSet, reason: str) -> Ignored:
    old = files.read_bytes(result.path, rules.max_file_size)
    text = files.decode(result.path, old)
    from healthlint.engine.ignores import ignored  # noqa: PLC0415

    done = ignored(Source(result.path, text), ready(rules), result.diagnostics, reason)
    if done.source.text != text:
        files.rewrite(result.path, done.source.text, old)
    return done
