"""``--show-excused`` of ``healthlint check``: what was matched and let go, and why."""

from __future__ import annotations

import contextlib
from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

import click

from healthlint import files
from healthlint.cli.reports import Target
from healthlint.core.problem import HealthlintError
from healthlint.core.report import Report
from healthlint.core.source import Source, file_of

FORMATS = ("full", "concise", "json", "json-lines")

option = click.option(
    "--show-excused", is_flag=True, help="Also list what was matched and let go: negated, asked, cited and so on."
)


def check_format(target: Target | str, *, counts: bool) -> None:
    """Raises UsageError for a format that has no place for what was let go."""
    name = target.format if isinstance(target, Target) else target
    if counts:
        raise click.UsageError("--show-excused cannot be combined with --statistics.")
    if name not in FORMATS:
        raise click.UsageError(f"'{name}' cannot show what was excused. Choose from: {', '.join(FORMATS)}.")


def with_excused(report: Report, piped: Sequence[Source]) -> Report:
    """The report with what its rules let go. The posts are read again: no other run pays for it.

    Args:
        report: Of a run.
        piped: Posts that are in no file.

    Raises:
        HealthlintError: a post cannot be read any more.
    """
    from healthlint.engine.excused import in_all  # noqa: PLC0415 - few runs ask for it

    return replace(report, excused=in_all(_sources(report, piped), report.rules))


def _sources(report: Report, piped: Sequence[Source]) -> Iterator[Source]:
    yield from piped
    known = {source.path for source in piped}
    exports: dict[str, list[str]] = {}
    for result in report.results:
        # What could not be read in the first place has been said.
        if result.path in known or result.problems:
            continue
        file = file_of(result.path)
        if file == result.path:
            yield files.read(result.path, report.rules.max_file_size)
        else:
            exports.setdefault(file, []).append(result.path)
    for file, paths in exports.items():
        yield from _posts(file, set(paths), report.rules.max_file_size)


def _posts(file: str, paths: Container[str], most: int) -> Iterator[Source]:
    """Posts of an export, as far as it can be read: what is wrong with it has been said."""
    from healthlint.engine.exports import posts  # noqa: PLC0415

    with contextlib.suppress(HealthlintError):
        yield from (post for post in posts(file, most) if post.path in paths)
