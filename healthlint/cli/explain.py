"""``healthlint explain``: all about one rule."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from healthlint import packs
from healthlint.cli import options
from healthlint.cli.output import style, write
from healthlint.config.schema import Name
from healthlint.config.select import Selector
from healthlint.core.problem import HealthlintError
from healthlint.packs import describe


@click.command()
@click.argument("names", nargs=-1, required=True, metavar="RULE...", shell_complete=options.completing("rule"))
@options.configured
@options.color
def explain(names: tuple[str, ...], config: Path | None, no_config: bool, color: str) -> int:
    """Explains rules: what they find, why it matters, what to do, on whose authority, with examples."""
    rules = options.chosen(config, no_config).load()
    measured = packs.measured()
    selector = Selector(rules)
    chosen = selector.rules(map(Name, names), "healthlint explain")
    if selector.problems:
        raise HealthlintError(selector.problems)
    dress = style(color, sys.stdout).bold
    write("\n".join(describe.explanation(rule, rules.packs, measured, dress) for rule in chosen.values()))
    return 0
