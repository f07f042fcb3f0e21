"""Time and memory of hostile posts, exports, configurations and packs in two sizes: linear, and within the bounds?

    python benchmarks/robustness/hostile.py [--size 500000] [--only WORD]

Every post is checked by all rules, in a process of its own, that has checked a small one before: so what is timed is
the post alone. Memory is the most that the process ever held, with the rules.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import inputs
import setups

TIMES = 10
MOST_SECONDS = 20.0
MOST_MEGABYTES = 1000.0
MOST_GROWTH = 1.5
SMALL_SECONDS = 0.1
"""Below it, growth is noise."""


def measure(name: str, size: int, rules: str) -> None:
    """In a process of its own: prints bytes, seconds and megabytes."""
    import healthlint  # noqa: PLC0415
    from healthlint.engine.pipeline import Pipeline  # noqa: PLC0415
    from healthlint.engine.setup import defaults  # noqa: PLC0415

    assert healthlint
    found = defaults()
    chosen = found.apply(found.load(), [] if rules == "default" else [rules])
    # Every rule looks at every post, whatever it is about.
    pipeline = Pipeline(replace(chosen, rules=tuple(replace(rule, when=None) for rule in chosen)))
    bytes_, run = _prepared(name, 2_000, pipeline)
    run()
    bytes_, run = _prepared(name, size, pipeline)
    begin = time.process_time()
    result = run()
    seconds = time.process_time() - begin
    broken = [problem.message for problem in getattr(result, "problems", ()) if "broke down" in problem.message]
    assert not broken, broken
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(bytes_, seconds, memory)


def _prepared(name: str, size: int, pipeline: Any) -> tuple[int, Callable[[], object]]:
    """How many bytes a class has in a size, and what reads it."""
    from healthlint.core.source import Source  # noqa: PLC0415

    if name not in inputs.POSTS:
        return setups.prepared(name, size, pipeline)
    path, text = inputs.post(name, size)
    return len(text.encode("utf-8", "surrogatepass")), lambda: pipeline.check(Source(path, text))


def apart(name: str, size: int, limit: float, rules: str) -> tuple[int, float, float] | str:
    """Measures in a process of its own; a text when that fails."""
    command = [sys.executable, __file__, "--measure", name, "--size", str(size), "--rules", rules]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit, check=False)
    except subprocess.TimeoutExpired:
        return f"more than {limit:.0f} s"
    if done.returncode:
        return f"exit {done.returncode}: {done.stderr.strip().splitlines()[-1:]}"
    size_, seconds, memory = done.stdout.split()
    return int(size_), float(seconds), float(memory)


def main() -> int:
    """1 when a class is outside of the bounds."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--size", type=int, default=500_000, help="of the small posts; the large ones are ten times that"
    )
    parser.add_argument("--only", default="", help="classes with this in their names")
    parser.add_argument("--limit", type=float, default=120, help="seconds after which a post is given up")
    parser.add_argument("--rules", default="default", help="what runs, as for --select")
    parser.add_argument("--measure")
    chosen = parser.parse_args()
    if chosen.measure:
        measure(chosen.measure, chosen.size, chosen.rules)
        return 0
    os.chdir(Path(__file__).parent)
    failed = 0
    print("| input | bytes | seconds | MB | bytes | seconds | MB | time a byte |\n|---|--:|--:|--:|--:|--:|--:|--:|")
    for name in (*inputs.classes(), *setups.classes()):
        if chosen.only not in name:
            continue
        small, large = (apart(name, size, chosen.limit, chosen.rules) for size in (chosen.size, chosen.size * TIMES))
        if isinstance(small, str) or isinstance(large, str):
            failed += 1
            print(f"| {name} | {small} | | | {large} | | | **fails** |", flush=True)
            continue
        growth = (large[1] / large[0]) / (small[1] / small[0]) if small[1] else 0
        bad = (
            large[1] > MOST_SECONDS or large[2] > MOST_MEGABYTES or (growth > MOST_GROWTH and large[1] > SMALL_SECONDS)
        )
        failed += bad
        cells = [f"{bytes_:,} | {seconds:.2f} | {memory:.0f}" for bytes_, seconds, memory in (small, large)]
        print(f"| {name} | {' | '.join(cells)} | {growth:.2f}{' **fails**' if bad else ''} |", flush=True)
    print(f"\n{failed} outside of the bounds.")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
