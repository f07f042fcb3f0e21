"""Posts checked one after another, or by several processes: the same results in the same order."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import islice
from typing import TYPE_CHECKING, Any, NamedTuple

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
_PATIENCE = 5
"""Seconds to wait for the thread that looks after processes that were ended."""
_COLLECTED = 100_000
"""Objects after which garbage is collected."""
CHUNK = 300_000
"""Bytes of the posts that are checked together. Many are checked sooner than one by one: what each step works with is
still in the caches of the processor. They are held in memory, and no process should be busy long after the others."""
MOST = 96
"""Such posts."""
ALONE = 2
"""Times as many of both where there is one process, and no other waits for it."""


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
    sizes = [_size(path) for path in paths]
    if jobs is None:
        jobs = cores() if sum(sizes) >= FEWEST_BYTES else 1
    stretches = list(chunks(paths, sizes, 1 if jobs > 1 else ALONE))
    if jobs > 1 and len(stretches) > 1:
        yield from _in_processes(stretches, rules, min(jobs, len(stretches)))
    elif stretches:
        pipeline = Pipeline(rules)
        for stretch in stretches:
            yield from check_some(pipeline, stretch)


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
            with _signals_wait():
                more = islice(rest, _AHEAD * jobs - len(waiting))
                waiting.extend(executor.submit(_check_all, chunk) for chunk in more)
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
        manager: Any = executor._executor_manager_thread  # noqa: SLF001
        executor.shutdown(wait=not waiting, cancel_futures=True)
        for process in processes if waiting else ():
            process.terminate()
        if manager is not None:
            # The interpreter would wake it up at exit, and complain where it is just closing what it is woken by.
            manager.join(_PATIENCE)
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
                with _signals_wait():
                    future = executor.submit(_check_all, [path])
                yield from future.result()
            except BrokenProcessPool:
                executor.shutdown()
                executor = None
                message = "the process that checked it ended before its time: it was killed, or memory ran out"
                yield Checked(path, (), (Problem(path, message, hint="try again, or leave it out with 'excludes'"),))
    finally:
        if executor is not None:
            executor.shutdown(cancel_futures=True)


@contextmanager
def _signals_wait() -> Iterator[None]:
    """While processes are started: one that is a copy of this one would answer as this one does, until it is ready."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, _SIGNALS)
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def chunks(paths: Sequence[str], sizes: Sequence[int] | None = None, times: int = ALONE) -> Iterator[list[str]]:
    """Stretches of the files that are not too long to be held in memory.

    Args:
        paths: The files.
        sizes: In bytes; they are looked up by default.
        times: So many times ``CHUNK`` and ``MOST``.
    """
    chunk: list[str] = []
    total = 0
    for path, size in zip(paths, map(_size, paths) if sizes is None else sizes, strict=True):
        if chunk and (total + size > times * CHUNK or len(chunk) == times * MOST):
            yield chunk
            chunk, total = [], 0
        chunk.append(path)
        total += size
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
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_UNBLOCK, _SIGNALS)
    settle()
    _pipeline = Pipeline(rules)


def _check_all(paths: list[str]) -> list[Checked]:
    assert _pipeline is not None  # noqa: S101 - the executor has called ``_start``
    return check_some(_pipeline, paths)


def check_some(pipeline: Pipeline, paths: Sequence[str]) -> list[Checked]:
    """Reads files and checks them together; of an export every post."""
    read = [_read(path, pipeline.rules.max_file_size) for path in paths]
    results = iter(pipeline.check_all([one for one in read if isinstance(one, Source)]))
    return [
        Checked(path, (next(results),)) if isinstance(one, Source) else _unread(pipeline, path, one)
        for path, one in zip(paths, read, strict=True)
    ]


def _unread(pipeline: Pipeline, path: str, problems: tuple[Problem, ...] | None) -> Checked:
    if problems is not None:
        return Checked(path, (), problems)
    from healthlint.engine import exports  # noqa: PLC0415 - few runs read any

    return Checked(path, *exports.check(pipeline, path))


def _read(path: str, limit: int) -> Source | tuple[Problem, ...] | None:
    """A file, or why it cannot be read; None for an export."""
    if files.is_export(path):
        return None
    try:
        return files.read(path, limit)
    except HealthlintError as error:
        return error.problems
