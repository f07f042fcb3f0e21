"""``healthlint clean``: empties the cache."""

from __future__ import annotations

from pathlib import Path

import click

from healthlint.cli.output import write
from healthlint.engine import cache


@click.command()
@click.option("--cache-dir", type=click.Path(path_type=Path), metavar="FOLDER", help="As of 'healthlint check'.")
def clean(cache_dir: Path | None) -> int:
    """Removes the kept results and rules; the next run makes them anew."""
    files, size = cache.clean(str(cache_dir) if cache_dir else None)
    write(f"{files} files removed, {size / 1e6:.1f} MB.\n")
    return 0
