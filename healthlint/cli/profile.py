"""``--profile`` of ``healthlint check``: where the time goes."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from healthlint.formats.words import counted

if TYPE_CHECKING:
    from healthlint.engine.profile import Profile


def started(*, wanted: bool, from_stdin: bool, jobs: int | None) -> Profile | None:
    """What measures the run; None when that is not asked for.

    Raises:
        click.UsageError: it cannot be measured.
    """
    if not wanted:
        return None
    if from_stdin:
        raise click.UsageError("--profile needs files.")
    if jobs is not None and jobs > 1:
        raise click.UsageError("--profile measures one process: leave --jobs out.")
    from healthlint.engine.profile import Profile  # noqa: PLC0415 - few runs need it

    return Profile()


def show(profile: Profile | None, rules: int) -> None:
    """The table on standard error, what took longest first.

    Args:
        profile: What was measured, if anything.
        rules: How many rules there are to run.
    """
    if profile is None or not profile.costs:
        return
    rows = sorted(profile.costs.items(), key=lambda row: (-row[1].seconds, row[0]))
    whole = profile.seconds or 1.0
    lines = ["", "   seconds  share  posts   found  what"]
    for name, cost in rows:
        found = "" if name.startswith("(") else f"{cost.found:,}"
        lines.append(f"{cost.seconds:>10.4f} {cost.seconds / whole:>6.1%} {cost.posts:>6,} {found:>7}  {name}")
    ran = sum(not name.startswith("(") for name in profile.costs)
    idle = rules - ran
    lines.append(f"{profile.seconds:>10.4f} 100.0%                 {counted(ran, 'rule')} ran")
    if idle:
        lines.append(f"{'':>34}{counted(idle, 'rule')} had nothing to do: no post has words that they look for")
    sys.stderr.write("".join(f"{line}\n" for line in lines))
