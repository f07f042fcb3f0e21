"""Where a report goes: to standard output or a file in one format, and to more files in others."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

import click

from healthlint.cli.output import write
from healthlint.core.report import Report
from healthlint.engine.run import Run
from healthlint.formats import FORMATS, Style, automatic
from healthlint.formats.summary import summary

AUTO = "auto"


class Target(NamedTuple):
    """A file that gets the report, in a format of its own."""

    format: str
    path: Path


def targets(ctx: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[Target, ...]:
    """Each ``FORMAT:FILE`` as its two parts; the file name may hold colons."""
    found = []
    for value in values:
        name, _, path = value.partition(":")
        if name not in FORMATS:
            message = f"'{name}' is no output format. Choose from: {', '.join(FORMATS)}."
            raise click.BadParameter(message, ctx, parameter)
        if not path:
            raise click.BadParameter(f"'{value}' names no file. Write it as '{name}:FILE'.", ctx, parameter)
        found.append(Target(name, Path(path)))
    return tuple(found)


def write_report(
    report: Report | Run,
    main: Target | str,
    dress: Style,
    more: Sequence[Target] = (),
    *,
    counts: bool = False,
    quiet: bool = False,
) -> None:
    """Writes the report, every file at once or not at all.

    Args:
        report: What the run found. A run that still goes on is enough for one format that streams.
        main: The format for standard output, or a file with its format.
        dress: The colours of the main one; files that are named beside it have none.
        more: The other files.
        counts: How often each rule was broken, instead of the findings; in the main one only.
        quiet: No summary below formats for people.

    Raises:
        HealthlintError: a file cannot be written.
    """
    name, path = main if isinstance(main, Target) else (main, None)
    for target in more:
        write(_pieces(report, target.format, Style(), quiet=quiet), target.path)
    if counts and isinstance(report, Report):
        from healthlint.formats.statistics import statistics  # noqa: PLC0415 - few runs count

        text = statistics(report, dress, machine=name == "json")
        write([text, *_below(report, name, dress, quiet=quiet, after=bool(text))], path)
    else:
        write(_pieces(report, name, dress, quiet=quiet), path)


def chosen(name: str, path: Path | None, more: Sequence[Target]) -> Target | str:
    """The main format; ``auto`` becomes the one that it stands for here.

    Raises:
        click.UsageError: two reports go to one file.
    """
    paths = [target.path for target in more] + ([path] if path else [])
    files = [os.path.abspath(file) for file in paths]  # noqa: PTH100 - resolves '..' without following links
    if twice := next((file for file in files if files.count(file) > 1), None):
        raise click.UsageError(f"Two reports cannot go to one file: {twice}")
    name = automatic(os.environ) if name == AUTO else name
    return name if path is None else Target(name, path)


def _pieces(report: Report | Run, name: str, dress: Style, *, quiet: bool) -> Iterator[str]:
    """The findings; for people, a summary below."""
    found = False
    for piece in FORMATS[name].pieces(report, dress):
        found = found or bool(piece)
        yield piece
    yield from _below(report, name, dress, quiet=quiet, after=found)


def _below(report: Report | Run, name: str, dress: Style, *, quiet: bool, after: bool) -> Iterator[str]:
    """The summary, an empty line above when it comes after something."""
    if quiet or FORMATS[name].machine:
        return
    tally = report.tally() if isinstance(report, Report) else report.tally
    if tally.files:
        yield "\n" if after else ""
        yield f"{dress.bold(summary(tally))}\n"
