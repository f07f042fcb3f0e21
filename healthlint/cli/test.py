"""``healthlint test``: runs the examples in rule files and the pairs beside them, for those who write rules."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from healthlint import packs
from healthlint.cli import options
from healthlint.cli.output import complain
from healthlint.config.schema import Name
from healthlint.config.select import Selector
from healthlint.core.printable import printable
from healthlint.core.problem import HealthlintError
from healthlint.core.rule import Rule, RuleSet
from healthlint.engine.pairs import try_pair
from healthlint.engine.trial import each, try_rule
from healthlint.formats.words import counted
from healthlint.packs.pairs import Pair, pairs


@click.command()
@click.argument("names", nargs=-1, metavar="[PACK|RULE]...", shell_complete=options.completing("rule"))
@click.option("--coverage", is_flag=True, help="Also fail patterns that no example needs: each is dropped in turn.")
@click.option(
    "--against",
    "posts",
    multiple=True,
    type=click.Path(path_type=Path),
    metavar="POSTS",
    help="Show what the rules find in these posts that they did not find before, and the other way round.",
)
@click.option(
    "--base",
    type=click.Path(path_type=Path),
    metavar="FOLDER",
    help="With --against: what was before; the last commit of git by default.",
)
@options.configured
@options.color
def test(
    *,
    names: tuple[str, ...],
    coverage: bool,
    posts: tuple[Path, ...],
    base: Path | None,
    config: Path | None,
    no_config: bool,
    color: str,
) -> int:
    """Runs the examples of rules, and the pairs beside them: of all, or of the packs and rules that are named.

    Exit code: 0 when every example behaves, 1 when one does not, 2 when a rule file has mistakes. With --coverage it is
    also 1 when a pattern is not proven by them. What --against shows does not change it.
    """
    if base is not None and not posts:
        raise click.UsageError("--base needs --against.")
    found = options.chosen(config, no_config)
    rules, broken = packs.load_sound(*found.folders)
    complain(broken, color)
    if rules is None:
        return 2
    selector = Selector(rules)
    chosen = selector.rules(map(Name, names or ("ALL",)), "healthlint test")
    if selector.problems and not broken:
        raise HealthlintError(selector.problems)
    wrong = {rule.id: try_rule(rule, rules) for rule in chosen.values()}
    failed = [problem for problems in wrong.values() for problem in problems]
    # The pairs of a rule that cannot be read cannot be tried.
    beside = [] if broken else [pair for folder in found.folders for pair in pairs(folder, rules)]
    tried = [pair for pair in beside if pair.rule in chosen]
    failed += [problem for pair in tried for problem in try_pair(pair, rules)]
    for problem in failed:
        sys.stdout.write(f"{printable(str(problem))}\n")
    examples = sum(1 for rule in chosen.values() for _ in each(rule))
    verdict = f"{counted(len(failed), 'mistake')}" if failed else "all as they should be"
    and_pairs = f" and {counted(len(tried), 'pair')}" if tried else ""
    sys.stdout.write(f"{counted(examples, 'example')}{and_pairs} of {counted(len(chosen), 'rule')}: {verdict}.\n")
    unproven = coverage and not _covered([rule for rule in chosen.values() if not wrong[rule.id]], rules, tried)
    if posts and not broken:
        from healthlint.cli.against import show  # noqa: PLC0415 - few ask for it

        show(posts, found, rules, names, base)
    if broken:
        return 2
    return int(bool(failed) or unproven)


def _covered(chosen: Iterable[Rule], rules: RuleSet, tried: Iterable[Pair]) -> bool:
    """Prints the patterns that no example needs; True when there are none."""
    from healthlint.engine.coverage import coverage  # noqa: PLC0415 - few ask for it

    patterns = bare = 0
    in_rules = set()
    for rule in chosen:
        found = coverage(rule, rules, [pair for pair in tried if pair.rule == rule.id])
        patterns += found.patterns
        for problem in found.problems:
            sys.stdout.write(f"{problem}\n")
            bare += 1
            in_rules.add(rule.id)
    said = f"{bare} of them are not, in {counted(len(in_rules), 'rule')}" if bare else "all of them are"
    sys.stdout.write(f"{counted(patterns, 'pattern')} to be proven by examples: {said}.\n")
    return not bare
