"""``--diff-base`` of ``healthlint check``: only what a branch, or the work since a commit, is answerable for."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from healthlint.cli.output import remark
from healthlint.config.find import common_folder
from healthlint.core.report import Report
from healthlint.formats.words import counted

if TYPE_CHECKING:
    from healthlint.engine.changed import Changed

_DIGITS = 10
"""Of a commit, as many as git shows in a repository of any size."""


def changed(ref: str | None, paths: Sequence[Path], *, alone: bool) -> Changed | None:
    """What changed; None when that is not asked for.

    Args:
        ref: As given.
        paths: What is linted.
        alone: Files are linted, and none is fixed.

    Raises:
        click.UsageError: that cannot be combined.
        HealthlintError: there is no git repository, or no such commit.
    """
    if ref is None:
        return None
    if not alone:
        raise click.UsageError("--diff-base needs files, and goes without --fix and --diff: they change whole files.")
    if not ref.strip():
        raise click.UsageError("--diff-base needs a branch, tag or commit, such as 'origin/main'.")
    from healthlint.engine.changed import Changed  # noqa: PLC0415 - few runs need it

    folder = common_folder(paths, Path.cwd())
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    return Changed(ref, folder)


def narrowed(report: Report, changed: Changed | None, *, quiet: bool) -> Report:
    """The report with only what a change is answerable for, if there is one; says what was checked.

    Raises:
        HealthlintError: git breaks down.
    """
    if changed is None:
        return report
    since = f"since {changed.ref} (its merge base {changed.base[:_DIGITS]})"
    if not changed.chosen:
        remark(f"warning: of {counted(changed.all, 'file')}, none has changes {since}.")
    elif not quiet:
        parts = [counted(changed.lines, "line")] if changed.chosen > changed.new else []
        parts += [f"all of {counted(changed.new, 'new file')}"] if changed.new else []
        have = "has" if changed.chosen == 1 else "have"
        remark(
            f"{changed.chosen} of {counted(changed.all, 'file')} {have} changes {since}: {' and '.join(parts)} checked."
        )
    if changed.outside:
        files = "1 file was" if changed.outside == 1 else f"{changed.outside} files were"
        remark(f"warning: {files} not checked: git ignores them, or they lie outside of its repository.")
    return changed.narrowed(report)
