"""A whole run: paths in, results out, one after another."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from healthlint import __version__, files
from healthlint.core import regular_file
from healthlint.core.report import Excused, FileResult, Report, Tally
from healthlint.core.rule import RuleSet
from healthlint.core.source import Source
from healthlint.engine import workers
from healthlint.engine.cache import Cache
from healthlint.engine.pipeline import Pipeline
from healthlint.engine.workers import Checked

if TYPE_CHECKING:
    from healthlint.engine.profile import Profile

_BATCH = 200
"""So many results are kept, or looked up, at once."""


class Run:
    """A run over files and folders.

    Args:
        paths: Files, or folders that are searched for posts.
        rules: The rules that run.
        excludes: Globs of files that are left out, relative to ``root``.
        root: The folder of the configuration; the current one by default.
        jobs: So many processes; None for as many as are worth it.
        cache: Results of earlier runs, and where those of this one go.
        progress: Is told how many files are done, and of how many.
        among: Chooses among the files that were found.
        profile: Measures the run: in one process, and without a cache.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        rules: RuleSet,
        *,
        excludes: Iterable[str] = (),
        root: Path | None = None,
        jobs: int | None = 1,
        cache: Cache | None = None,
        progress: Callable[[int, int], None] | None = None,
        among: Callable[[Sequence[str]], Sequence[str]] | None = None,
        profile: Profile | None = None,
    ) -> None:
        found = files.discover([str(path) for path in paths], excludes=tuple(excludes), root=str(root or "."))
        self.rules = rules
        self.excused: tuple[Excused, ...] = ()
        self.tally = Tally(list(found.problems), found.notices)
        """What has come so far; complete at the end."""
        self._paths = found.files if among is None else among(found.files)
        self._jobs, self._cache, self._progress = jobs, cache, progress
        self._profile = profile

    @property
    def results(self) -> Iterator[FileResult]:
        """The results as they come, in the order of the files: to be gone through once.

        Memory does not grow with the number of files unless the caller keeps them.
        """
        for number, one in enumerate(self._checked(), 1):
            self.tally.unread += one.problems
            if self._progress is not None:
                self._progress(number, len(self._paths))
            for result in one.results:
                self.tally.add(result)
                yield result

    def report(self) -> Report:
        """All of it at once."""
        results = tuple(self.results)
        return Report(results, self.rules, __version__, tuple(self.tally.unread), self.tally.notices)

    def _checked(self) -> Iterator[Checked]:
        if self._profile is not None:
            return self._profile.check(self._paths, self.rules)
        if self._cache is not None:
            return self._kept(self._cache)
        return workers.check(self._paths, self.rules, self._jobs)

    def _kept(self, cache: Cache) -> Iterator[Checked]:
        """From the cache, what it knows; the rest is checked, and kept."""
        keys, times = _keys(self._paths, cache, self.rules)
        known = cache.known(keys.values())
        new = workers.check([path for path in self._paths if keys.get(path) not in known], self.rules, self._jobs)
        fresh: list[tuple[bytes, FileResult]] = []
        paths = iter(self._paths)
        try:
            while some := list(islice(paths, _BATCH)):
                found = cache.find(key for path in some if (key := keys.get(path)) in known and key is not None)
                # What is known and not found was removed by another run meanwhile, or cannot be read.
                lost = [path for path in some if keys.get(path) in known and keys[path] not in found]
                anew = workers.check(lost, self.rules, 1)
                for path in some:
                    key = keys.get(path)
                    if key in found:
                        yield Checked(path, (found[key],))
                        continue
                    one = next(anew if key in known else new)
                    # What was found in a file that changed meanwhile must not stand under what it held before.
                    if key is not None and one.results and _changed(path) == times[path]:
                        fresh.append((key, one.results[0]))
                    yield one
                if len(fresh) >= _BATCH:
                    cache.keep(fresh)
                    fresh.clear()
        finally:
            # What an interrupted run has done is not lost.
            cache.keep(fresh)


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
    """Lints files and folders; the arguments are those of ``Run``."""
    return Run(paths, rules, excludes=excludes, root=root, jobs=jobs, cache=cache, progress=progress).report()


def _keys(paths: Iterable[str], cache: Cache, rules: RuleSet) -> tuple[Mapping[str, bytes], Mapping[str, float]]:
    """Of the files that can be read: the keys of what they hold now, and when they were changed.

    Exports have none: a key stands for one result.
    """
    keys: dict[str, bytes] = {}
    times: dict[str, float] = {}
    by_file = rules.by_file
    for path in paths:
        if files.is_export(path):
            continue
        with contextlib.suppress(OSError, ValueError):
            time = os.stat(path).st_mtime  # noqa: PTH116
            data = regular_file.read(path, rules.max_file_size)
            times[path] = time
            keys[path] = cache.key(path, data, by_file.settings(path) if by_file else "")
    return keys, times


def _changed(path: str) -> float:
    try:
        return os.stat(path).st_mtime  # noqa: PTH116
    except OSError:
        return 0


def run_sources(sources: Iterable[Source], rules: RuleSet) -> Report:
    """Lints posts that are in memory already."""
    pipeline = Pipeline(rules)
    return Report(tuple(pipeline.check_all(list(sources))), rules, __version__)
