"""Megabytes a second of a run on one core, stage by stage, and as a multiple of the floor: reading and parsing alone.

    python benchmarks/throughput.py FOLDER [--every N]

Times are the processor's, medians of interleaved repetitions: other programs on the machine disturb them little.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pyromark

import healthlint
from healthlint import files, markdown
from healthlint.core.source import Source
from healthlint.engine.pipeline import Pipeline

REPETITIONS = 5


def main() -> int:
    """Prints a table; 2 when the folder holds no posts."""
    parser = argparse.ArgumentParser(description="Measures throughput on one core.")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--every", type=int, default=1, metavar="N", help="take every Nth post")
    options = parser.parse_args()
    paths = sorted(options.folder.rglob("*.md"))[:: options.every]
    if not paths:
        print(f"{options.folder} holds no Markdown posts", file=sys.stderr)
        return 2
    size = sum(path.stat().st_size for path in paths)
    pipeline = Pipeline(healthlint.load_rules())
    extensions = pyromark.Options.ENABLE_TABLES | pyromark.Options.ENABLE_FOOTNOTES | pyromark.Options.ENABLE_GFM
    parser = pyromark.Markdown(options=extensions)
    stages: dict[str, Callable[[Path], object]] = {
        "read, decode, parse (the floor)": lambda path: parser.events_with_range(_source(path).text),
        "read, document": lambda path: markdown.parse(_source(path)),
        "whole run, default rules": lambda path: pipeline.check(_source(path)),
    }
    times: dict[str, list[float]] = {name: [] for name in stages}
    for _ in range(REPETITIONS):
        for name, stage in stages.items():
            start = time.process_time()
            for path in paths:
                _drain(stage(path))
            times[name].append(time.process_time() - start)
    print(f"{len(paths)} posts, {size / 1e6:.1f} MB, medians of {REPETITIONS}")
    floor = statistics.median(next(iter(times.values())))
    for name, taken in times.items():
        median = statistics.median(taken)
        spread = (max(taken) - min(taken)) / median
        print(f"{name:34} {size / median / 1e6:6.2f} MB/s  {median / floor:5.1f}x the floor  spread {spread:.0%}")
    return 0


def _source(path: Path) -> Source:
    return files.read(str(path))


def _drain(result: object) -> None:
    if hasattr(result, "__iter__") and not isinstance(result, (str, tuple)):
        for _ in result:
            pass


if __name__ == "__main__":
    sys.exit(main())
