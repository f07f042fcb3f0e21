"""``healthlint rules``: lists the rules."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from healthlint import packs
from healthlint.cli import options
from healthlint.cli.output import style, write
from healthlint.packs import describe


@click.command()
@options.configured
@click.option("--output-format", "-f", type=click.Choice(["text", "json"]), default="text", show_default=True)
@options.color
def rules(config: Path | None, no_config: bool, output_format: str, color: str) -> int:
    """Lists all rules by pack, with severity, level and what they find."""
    found = options.chosen(config, no_config).load()
    write(
        describe.listing_json(found, packs.measured())
        if output_format == "json"
        else describe.listing(found, style(color, sys.stdout).bold)
    )
    return 0
