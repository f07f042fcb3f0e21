"""A whole run: paths in, a report out."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from healthlint import __version__, files
from healthlint.core.problem import HealthlintError, Problem
from healthlint.core.report import FileResult, Report
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
    results = [_unreadable(problem) for problem in discovery.problems]
    pipeline = Pipeline(rules)
    for path in discovery.files:
        try:
            source = files.read(path)
        except HealthlintError as error:
            results.append(FileResult(path, problems=error.problems))
        else:
            results.append(pipeline.check(source))
    return Report(tuple(results), rules, __version__, discovery.notices)


def run_sources(sources: Iterable[Source], rules: RuleSet) -> Report:
    """Lints posts that are in memory already."""
    pipeline = Pipeline(rules)
    return Report(tuple(pipeline.check(source) for source in sources), rules, __version__)


def _unreadable(problem: Problem) -> FileResult:
    return FileResult(problem.path, problems=(problem,))
