"""Two versions of rules on the same posts: what the newer one finds more, and what it finds no more."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from healthlint import config as configuration
from healthlint.config import Config
from healthlint.config.schema import Site
from healthlint.core.problem import Problem
from healthlint.core.report import Diagnostic
from healthlint.core.rule import Examples, Rule, RuleSet
from healthlint.core.tuples import NamedTuple
from healthlint.engine.run import run
from healthlint.engine.setup import Setup


class Difference(NamedTuple):
    """What the newer rules find otherwise."""

    added: tuple[Diagnostic, ...]
    removed: tuple[Diagnostic, ...]
    same: int
    """How many findings of the rules that differ are as they were."""
    files: int
    """How many posts were read."""
    problems: tuple[Problem, ...]
    """What could not be read."""


def differing(old: RuleSet, new: RuleSet) -> frozenset[str]:
    """The rules that could find something else: those that came, went, or are not the same but for their texts."""
    if old.english != new.english:
        return frozenset({*old.known, *new.known})
    before, after = _by_id(old), _by_id(new)
    return frozenset(name for name in {*before, *after} if before.get(name) != after.get(name))


def difference(
    paths: Iterable[Path], old: RuleSet, new: RuleSet, found: Setup, wanted: Callable[[str], bool]
) -> Difference:
    """Runs both versions of the rules that differ on posts.

    Rules that stand for each other (``family``) run together, so that what is shown is what a run would show.
    Selection and severities of the configuration do not count: the question is what the rules find.

    Args:
        paths: Files, or folders that are searched for posts.
        old: The rules as they were.
        new: The rules as they are.
        found: The configuration: gives excludes and what is known of the site.
        wanted: Tells of the id of a rule whether its findings are asked for.
    """
    names = frozenset(filter(wanted, differing(old, new)))
    config, problems, files = found.config, tuple[Problem, ...](), 0
    results: list[dict[tuple[object, ...], Diagnostic]] = []
    for rules in (old, new):
        families = {rule.family for rule in rules if rule.id in names and rule.family}
        ids = [rule.id for rule in rules if rule.id in names or rule.family in families]
        report = run(list(paths), _only(rules, ids, config), excludes=config.excludes, root=found.root)
        files, problems = len(report.results), tuple(report.problems())
        results.append({_key(one): one for one in report.diagnostics() if one.rule in names})
    before, after = results
    added = tuple(one for key, one in after.items() if key not in before)
    removed = tuple(one for key, one in before.items() if key not in after)
    return Difference(added, removed, len(after) - len(added), files, problems)


def _by_id(rules: RuleSet) -> dict[str, Rule]:
    """The rules without what changes no finding: examples, reasons, the place of the file."""
    nothing = Examples((), ())
    plain = (replace(it, examples=nothing, path="", why="", do="", sources=(), message="") for it in rules)
    return {rule.id: rule for rule in plain}


def _only(rules: RuleSet, ids: list[str], config: Config) -> RuleSet:
    if not ids:
        return replace(rules, rules=())
    site = Site(hosts=config.site.hosts)
    return configuration.apply(rules, Config(site=site, suppressions=config.suppressions), select=ids)


def _key(found: Diagnostic) -> tuple[object, ...]:
    return found.path, found.rule, found.start, found.end
