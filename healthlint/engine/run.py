"""A whole run: paths in, a report out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from healthlint import __version__, files
from healthlint.core.problem import HealthlintError
from healthlint.core.report import Report
from healthlint.core.rule import RuleSet
from healthlint.core.source import Source
from healthlint.engine.pipeline import Pipeline


def run(paths: Sequence[Path], rules: RuleSet, *, excludes: Iterable[str] = (), root: Path | None = None) -> Report:
    """Lints files and folders.

    Args:
        paths: Files, or folders that are searched for posts.
        rules: The rules that run.
        excludes: Globs of files that are left out, relative to ``root``.
        root: The folder of the configuration; the current one by default.
    """
    discovery = files.discover([str(path) for path in paths], excludes=tuple(excludes), root=str(root or "."))
    unread = list(discovery.problems)
    results = []
    pipeline = Pipeline(rules)
    for path in discovery.files:
        try:
            source = files.read(path)
        except HealthlintError as error:
            unread += error.problems
        else:
            results.append(pipeline.check(source))
    return Report(tuple(results), rules, __version__, tuple(unread), discovery.notices)


def run_sources(sources: Iterable[Source], rules: RuleSet) -> Report:
    """Lints posts that are in memory already."""
    pipeline = Pipeline(rules)
    return Report(tuple(pipeline.check(source) for source in sources), rules, __version__)
