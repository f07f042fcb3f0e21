"""A whole run: paths in, a report out."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

from healthlint import __version__, files
from healthlint.core.report import FileResult, Report
from healthlint.core.rule import RuleSet
from healthlint.core.source import Source
from healthlint.engine import workers
from healthlint.engine.cache import Cache
from healthlint.engine.pipeline import Pipeline


def run(
    paths: Sequence[Path],
    rules: RuleSet,
    *,
    excludes: Iterable[str] = (),
    root: Path | None = None,
    jobs: int | None = 1,
    cache: Cache | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Lints files and folders.

    Args:
        paths: Files, or folders that are searched for posts.
        rules: The rules that run.
        excludes: Globs of files that are left out, relative to ``root``.
        root: The folder of the configuration; the current one by default.
        jobs: So many processes; None for as many as are worth it.
        cache: Results of earlier runs, and where those of this one go.
        progress: Is told how many files are done, and of how many.
    """
    discovery = files.discover([str(path) for path in paths], excludes=tuple(excludes), root=str(root or "."))
    unread = list(discovery.problems)
    keys = _keys(discovery.files, cache, rules) if cache is not None else {}
    known = cache.find(keys.values()) if cache is not None else {}
    done: dict[str, FileResult] = {path: known[key] for path, key in keys.items() if key in known}
    missing = [path for path in discovery.files if path not in done]
    fresh: list[tuple[bytes, FileResult]] = []
    try:
        for checked in workers.check(missing, rules, jobs) if missing else ():
            unread += checked.problems
            if checked.result is not None:
                done[checked.path] = checked.result
                if checked.path in keys:
                    fresh.append((keys[checked.path], checked.result))
            if progress is not None:
                progress(len(done), len(discovery.files))
    finally:
        # What an interrupted run has done is not lost.
        if cache is not None:
            cache.keep(fresh)
    results = tuple(done[path] for path in discovery.files if path in done)
    return Report(results, rules, __version__, tuple(unread), discovery.notices)


def _keys(paths: Iterable[str], cache: Cache, rules: RuleSet) -> dict[str, bytes]:
    keys, by_file = {}, rules.by_file
    for path in paths:
        with contextlib.suppress(OSError, ValueError), open(path, "rb") as file:  # noqa: PTH123
            keys[path] = cache.key(path, file.read(), by_file.settings(path) if by_file else "")
    return keys


def run_sources(sources: Iterable[Source], rules: RuleSet) -> Report:
    """Lints posts that are in memory already."""
    pipeline = Pipeline(rules)
    return Report(tuple(pipeline.check(source) for source in sources), rules, __version__)
