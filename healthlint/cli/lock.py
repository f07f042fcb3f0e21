"""``healthlint lock``: pins the packs of the configuration to what they hold now."""

from __future__ import annotations

from pathlib import Path

import click

from healthlint.cli import options
from healthlint.cli.output import remark, write
from healthlint.core.problem import HealthlintError, Problem
from healthlint.engine.setup import LOCK
from healthlint.formats.words import counted
from healthlint.packs import load
from healthlint.packs import lock as locks


@click.command()
@options.configured
def lock(config: Path | None, no_config: bool) -> int:
    """Pins the packs under 'packs' of the configuration to what they hold now, in healthlint.lock beside it.

    From then on a run with other rules in them ends with exit code 2, until this command is run again. Commit the file.
    """
    found = options.chosen(config, no_config)
    if not found.config.packs:
        message = "there is no pack to lock" if found.file else "there is no configuration"
        hint = "built-in rules come with healthlint: pin its version; own packs are named under 'packs'"
        raise HealthlintError([Problem(str(found.file or Path.cwd()), message, hint=hint)])
    load(*found.folders)
    path, packs = found.root / LOCK, found.locked()
    new = locks.text(packs)
    if path.is_file() and path.read_text(encoding="utf-8") == new:
        remark(f"{LOCK} is as it was: {counted(len(packs), 'pack')}.")
        return 0
    write(new, path)
    remark(f"{LOCK} pins {counted(len(packs), 'pack')}: {', '.join(packs)}. Commit it.")
    return 0
