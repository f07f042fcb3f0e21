"""``healthlint baseline``: accepts what there is, so that later runs report only what is new."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection
from pathlib import Path
from typing import Any

import click

from healthlint.cli import options
from healthlint.cli.output import complain, remark, write
from healthlint.core.report import Diagnostic, Report
from healthlint.engine import baseline as baselines
from healthlint.engine.baseline import Baseline
from healthlint.engine.run import run
from healthlint.formats.words import counted

LISTED = 10
"""Findings that are named when the baseline must not grow."""


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--grow", is_flag=True, help="Accept new findings too: without it, an existing baseline only shrinks.")
@click.option("--prune", is_flag=True, help="Only remove what is not found any more.")
@click.option(
    "--file",
    "file",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help=f"The baseline; {baselines.NAME} beside the configuration by default.",
)
@options.configured
def baseline(
    *, paths: tuple[Path, ...], grow: bool, prune: bool, file: Path | None, config: Path | None, no_config: bool
) -> int:
    """Accepts the findings that there are: 'healthlint check' then reports only new ones.

    Findings are known by the words of their sentence, so a baseline survives moved and re-wrapped text and edits
    elsewhere; an edited sentence is reported again. A baseline that exists may only shrink: when there are findings
    that it does not hold, they are shown and nothing is written, unless you say '--grow'.

    Exit code: 0 done, 1 there are new findings and nothing was written, 2 wrong usage, configuration, rules or files.
    """
    if grow and prune:
        raise click.UsageError("--grow and --prune exclude each other.")
    found = options.chosen(config, no_config, paths)
    every_rule = found.load()
    rules = found.apply(every_rule)
    path = file or _near(found.root)
    root = path.absolute().parent
    report = run(paths, rules, excludes=found.config.excludes, root=found.root)
    old = baselines.read(path) if path.exists() else None
    names = {rule.id for rule in every_rule}
    compared = baselines.compared(report, old or Baseline(), root, names)
    complain(report.problems())
    for notice in report.notices:
        remark(notice)
    fresh = list(compared.report.diagnostics())
    if old is None and prune:
        raise click.UsageError(f"There is no baseline to prune: {path}")
    if prune:
        new = baselines.without(old or Baseline(), compared.stale)
    elif old is not None and fresh and not grow:
        _refuse(fresh, path)
        return 2 if any(report.problems()) else 1
    else:
        kept = baselines.without(baselines.elsewhere(old or Baseline(), report, root), compared.stale)
        new = baselines.joined(kept, baselines.taken(report, root))
    write(new.text(), path)
    remark(_said(old, new, path))
    return 2 if any(report.problems()) else 0


def _near(root: Path) -> Path:
    """The baseline in a folder, as one would write it from here."""
    path = root / baselines.NAME
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _refuse(fresh: list[Diagnostic], path: Path) -> None:
    remark(f"{counted(len(fresh), 'finding')} not in {path}, which may only shrink; nothing was written:")
    for found in fresh[:LISTED]:
        remark(f"  {found.path}:{found.start.line}:{found.start.column}: {found.rule} {found.message}")
    if len(fresh) > LISTED:
        rest = Counter(found.rule for found in fresh[LISTED:])
        remark(
            f"  and {len(fresh) - LISTED} more: {', '.join(f'{rule} {count}' for rule, count in rest.most_common())}"
        )
    remark("Mend them, or accept them with '--grow'.")


def _said(old: Baseline | None, new: Baseline, path: Path) -> str:
    posts = len({entry.path for entry in new.entries})
    held = f"{path} holds {counted(new.count, 'finding')} in {counted(posts, 'post')}"
    if old is None:
        return f"{held}."
    return f"{held}; there were {old.count} before."


def options_of_check(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds ``--baseline`` and ``--no-baseline``."""
    file = click.option(
        "--baseline",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help=f"Report only what is not in this baseline; {baselines.NAME} beside the configuration by default.",
    )
    none = click.option("--no-baseline", is_flag=True, help="Report everything.")
    return file(none(command))


def held_by(file: Path | None, *, none: bool, root: Path) -> Path | None:
    """The baseline of a run, if it has one.

    Args:
        file: As given with ``--baseline``.
        none: ``--no-baseline`` was given.
        root: The folder of the configuration.

    Raises:
        click.UsageError: both options were given.
    """
    if file is not None and none:
        raise click.UsageError("--baseline and --no-baseline exclude each other.")
    path = file or _near(root)
    return None if none or (file is None and not path.exists()) else path


def beside(report: Report, path: Path, *, rules: Collection[str], quiet: bool) -> Report:
    """The report without what the baseline holds; what is stale in it is said.

    Args:
        report: The run.
        path: The baseline.
        rules: The ids of all rules that there are.
        quiet: Say nothing.

    Raises:
        HealthlintError: the baseline cannot be read.
    """
    compared = baselines.compared(report, baselines.read(path), path.absolute().parent, rules)
    stale = sum(entry.count for entry in compared.stale)
    if not quiet and compared.report.known:
        remark(f"{counted(len(compared.report.known), 'finding')} in {path.name} not shown.")
    if not quiet and stale:
        remark(f"{counted(stale, 'finding')} in {path.name} no longer found: run 'healthlint baseline --prune PATHS'.")
    return compared.report
