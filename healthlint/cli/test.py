"""``healthlint test``: runs the examples in rule files and the pairs beside them, for those who write rules."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from healthlint import packs
from healthlint.cli import complete, options
from healthlint.cli.output import complain
from healthlint.config.schema import Name
from healthlint.config.select import Selector
from healthlint.core.problem import HealthlintError
from healthlint.engine.pairs import try_pair
from healthlint.engine.trial import each, try_rule
from healthlint.formats.words import counted
from healthlint.packs.pairs import pairs


@click.command()
@click.argument("names", nargs=-1, metavar="[PACK|RULE]...", shell_complete=complete.rule)
@options.configured
@options.color
def test(names: tuple[str, ...], config: Path | None, no_config: bool, color: str) -> int:
    """Runs the examples of rules, and the pairs beside them: of all, or of the packs and rules that are named.

    Exit code: 0 when every example behaves, 1 when one does not, 2 when a rule file has mistakes.
    """
    found = options.chosen(config, no_config)
    rules, broken = packs.load_sound(*found.folders)
    complain(broken, color)
    if rules is None:
        return 2
    selector = Selector(rules)
    chosen = selector.rules(map(Name, names or ("ALL",)), "healthlint test")
    if selector.problems and not broken:
        raise HealthlintError(selector.problems)
    failed = [problem for rule in chosen.values() for problem in try_rule(rule, rules)]
    # The pairs of a rule that cannot be read cannot be tried.
    beside = [] if broken else [pair for folder in found.folders for pair in pairs(folder, rules)]
    tried = [pair for pair in beside if pair.rule in chosen]
    failed += [problem for pair in tried for problem in try_pair(pair, rules)]
    for problem in failed:
        sys.stdout.write(f"{problem}\n")
    examples = sum(1 for rule in chosen.values() for _ in each(rule))
    verdict = f"{counted(len(failed), 'mistake')}" if failed else "all as they should be"
    and_pairs = f" and {counted(len(tried), 'pair')}" if tried else ""
    sys.stdout.write(f"{counted(examples, 'example')}{and_pairs} of {counted(len(chosen), 'rule')}: {verdict}.\n")
    if broken:
        return 2
    return int(bool(failed))
