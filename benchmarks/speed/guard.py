"""Fails when a run has become slower: its time as a multiple of the floor, which only reads and parses the same posts.

    python benchmarks/speed/guard.py

Both are timed in one process, in turns, by processor time; the least of several rounds counts, because other programs
only ever add to it. ``LIMIT`` is a quarter above the most that was measured, with the compiled core or without; who
makes healthlint faster lowers it.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import corpus
import pyromark

import healthlint
from healthlint import files
from healthlint.engine.pipeline import Pipeline
from healthlint.prose import compiled

LIMIT = 43.0 if compiled.is_used else 62.0
ROUNDS = 9


def main() -> int:
    """1 when the multiple is above the limit."""
    with tempfile.TemporaryDirectory() as name:
        posts = list(map(str, corpus.write(Path(name), 60)))
        pipeline = Pipeline(healthlint.load_rules())
        parse = pyromark.Markdown().events_with_range
        whole: Callable[[], object] = lambda: pipeline.check_all(list(map(files.read, posts)))  # noqa: E731
        floor: Callable[[], object] = lambda: [list(parse(files.read(path).text)) for path in posts]  # noqa: E731
        least = {whole: 1e9, floor: 1e9}
        for _ in range(ROUNDS):
            for work in (whole, floor):
                begin = time.process_time()
                work()
                least[work] = min(least[work], time.process_time() - begin)
    ratio = least[whole] / least[floor]
    print(f"a run takes {ratio:.1f} times the floor; {LIMIT:.0f} are allowed")
    return int(ratio > LIMIT)


if __name__ == "__main__":
    sys.exit(main())
