"""Posts checked one after another, or by several processes: the same results in the same order."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from healthlint import files
from healthlint.core.problem import HealthlintError, Problem
from healthlint.core.report import FileResult
from healthlint.core.rule import RuleSet
from healthlint.core.source import Source
from healthlint.engine.pipeline import Pipeline

if TYPE_CHECKING:
    from concurrent.futures import Future
    from multiprocessing.context import BaseContext

FEWEST_BYTES = 3_000_000
"""Below it one process is as fast as several: each must compile the patterns for itself. Between two points that were
measured: 1.5 MB lose time by two processes, 15 MB gain."""
_AHEAD = 4
"""Chunks for each process that are under way or wait to be taken."""
_COLLECTED = 50_000
"""Objects, about 10 MB, after which garbage is collected."""
_CHUNK = 200_000
"""Bytes that a process gets at once: small enough to keep all busy to the end."""


class Checked(NamedTuple):
    """What became of one file."""

    path: str
    results: tuple[FileResult, ...] = ()
    """Of its post, or of its posts when it is an export; none when it could not be read."""
    problems: tuple[Problem, ...] = ()
    """Why it could not be read, or not to its end."""


def cores() -> int:
    """The processors that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def check(paths: Sequence[str], rules: RuleSet, jobs: int | None = None) -> Iterator[Checked]:
    """Checks files, and gives the results in their order, as they come.

    Args:
        paths: The files.
        rules: The rules that run.
        jobs: So many processes; None for as many as are worth it. Where one is killed, the rest is checked one by one.
    """
    if jobs is None or jobs > 1:
        sizes = [_size(path) for path in paths]
        if jobs is None:
            jobs = cores() if sum(sizes) >= FEWEST_BYTES else 1
        chunks = list(_chunks(paths, sizes)) if jobs > 1 else []
        if len(chunks) > 1:
            yield from _in_processes(chunks, rules, min(jobs, len(chunks)))
            return
    if paths:
        pipeline = Pipeline(rules)
        for path in paths:
            yield check_one(pipeline, path)


def settle() -> None:
    """Collects garbage rarely from now on: what was loaded stays to the end, and posts leave nothing behind."""
    gc.freeze()
    gc.set_threshold(_COLLECTED, 20, 100)
    gc.enable()


def _in_processes(chunks: list[list[str]], rules: RuleSet, jobs: int) -> Iterator[Checked]:
    import multiprocessing  # noqa: PLC0415 - not every run needs processes
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415

    # A copy of this process has the rules already, but copying one with threads may hang.
    copies = sys.platform == "linux" and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if copies else "spawn")
    executor = ProcessPoolExecutor(jobs, context, _start, (rules,))
    waiting: deque[Future[list[Checked]]] = deque()
    rest = iter(chunks)
    done = 0
    broken = False
    try:
        while True:
            # Enough to keep all processes busy, and not so much that results of a whole archive wait here.
            waiting.extend(executor.submit(_check_all, chunk) for chunk in islice(rest, _AHEAD * jobs - len(waiting)))
            if not waiting:
                return
            checked = waiting.popleft().result()
            done += 1
            yield from checked
    except BrokenProcessPool:
        broken = True
        waiting.clear()
    finally:
        # Of a run that is broken off nothing goes on: shutting down forgets the processes.
        processes = list((executor._processes or {}).values())  # noqa: SLF001 - there is no public way
        executor.shutdown(wait=not waiting, cancel_futures=True)
        for process in processes if waiting else ():
            process.terminate()
    if broken:
        # One of the posts may be what ended it: each of the rest is checked alone.
        yield from _one_by_one([path for chunk in chunks[done:] for path in chunk], rules, context)


def _one_by_one(paths: Sequence[str], rules: RuleSet, context: BaseContext) -> Iterator[Checked]:
    """Checks files in a process that may end at any of them; then that file is a problem, and the others go on."""
    from concurrent.futures import ProcessPoolExecutor  # noqa: PLC0415
    from concurrent.futures.process import BrokenProcessPool  # noqa: PLC0415

    executor = None
    try:
        for path in paths:
            executor = executor or ProcessPoolExecutor(1, context, _start, (rules,))
            try:
                yield from executor.submit(_check_all, [path]).result()
            except BrokenProcessPool:
                executor.shutdown()
                executor = None
                message = "the process that checked it ended before its time: it was killed, or memory ran out"
                yield Checked(path, (), (Problem(path, message, hint="try again, or leave it out with 'excludes'"),))
    finally:
        if executor is not None:
            executor.shutdown(cancel_futures=True)


def _chunks(paths: Sequence[str], sizes: Sequence[int]) -> Iterator[list[str]]:
    """Stretches of the files, of about the same number of bytes."""
    chunk: list[str] = []
    total = 0
    for path, size in zip(paths, sizes, strict=True):
        chunk.append(path)
        total += size
        if total >= _CHUNK:
            yield chunk
            chunk, total = [], 0
    if chunk:
        yield chunk


def _size(path: str) -> int:
    try:
        return os.stat(path).st_size  # noqa: PTH116
    except OSError:
        return 0


_pipeline: Pipeline | None = None
"""Of a worker process."""


def _start(rules: RuleSet) -> None:
    """Makes a worker ready. An interruption is the parent's to handle."""
    global _pipeline  # noqa: PLW0603 - one for each process
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    settle()
    _pipeline = Pipeline(rules)


def _check_all(paths: list[str]) -> list[Checked]:
    assert _pipeline is not None  # noqa: S101 - the executor has called ``_start``
    return [check_one(_pipeline, path) for path in paths]


def check_one(pipeline: Pipeline, path: str) -> Checked:
    """Reads a file and checks it."""
    if files.is_export(path):
        from healthlint.engine import exports  # noqa: PLC0415 - few runs read any

        return Checked(path, *exports.check(pipeline, path))
    try:
        source: Source = files.read(path, pipeline.rules.max_file_size)
    except HealthlintError as error:
        return Checked(path, (), error.problems)
    return Checked(path, (pipeline.check(source),))
