"""How fast healthlint is, beside the floor, its peers and itself: ratios within one run, medians of interleaved rounds.

    python benchmarks/speed [FOLDER] [--rounds N] [--quick]

FOLDER holds Markdown posts; without it own ones are made. Times are of whole processes. Peers are measured when they
are installed: ``pip install proselint``, ``npm install -g write-good alex textlint markdownlint-cli2``.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

import corpus

PYTHON = sys.executable
HEALTHLINT = [PYTHON, "-c", "import sys; from healthlint.cli import main; sys.exit(main())", "check"]
QUIET = ["--quiet", "--no-config", "--fail-on", "never", "-f", "json"]
FLOOR = """
import sys, pyromark
parse = pyromark.Markdown().events_with_range
for path in open(sys.argv[1], encoding="utf-8").read().split("\\n"):
    for _ in parse(open(path, "rb").read().decode("utf-8", "replace")): pass
"""
HASH = """
import sys, hashlib
for path in open(sys.argv[1], encoding="utf-8").read().split("\\n"):
    hashlib.blake2b(open(path, "rb").read()).digest()
"""


class Run(NamedTuple):
    """What one process took."""

    seconds: float
    megabytes: float
    """Of memory, at its peak; the largest process of several."""


def main() -> int:
    """Prints the tables."""
    parser = argparse.ArgumentParser(prog="benchmarks/speed")
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--quick", action="store_true", help="a tenth of the posts, without peers")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="healthlint-speed-") as name:
        place = Path(name)
        os.environ["HEALTHLINT_CACHE_DIR"] = str(place / "cache")
        paths = sorted(options.folder.rglob("*.md")) if options.folder else corpus.write(place / "made", 3000)
        if not paths:
            print(f"{options.folder} holds no Markdown posts", file=sys.stderr)
            return 2
        paths = paths[:: 10 if options.quick else 1]
        posts = _copies(paths, place / "posts", 1)
        run([*HEALTHLINT, str(paths[0]), *QUIET, "--no-cache"])  # the rules are checked here
        start(paths[0], options.rounds)
        throughput(posts, place, options.rounds, peers=not options.quick)
        growth(paths, place, options.rounds)
    return 0


def start(post: Path, rounds: int) -> None:
    """One post."""
    commands = {
        "python -c pass": [PYTHON, "-c", "pass"],
        'python -c "import click"': [PYTHON, "-c", "import click"],
        "healthlint, one post": [*HEALTHLINT, str(post), *QUIET, "--no-cache"],
        "healthlint, the same post again": [*HEALTHLINT, str(post), *QUIET],
    }
    times = measured({name: lambda command=command: run(command) for name, command in commands.items()}, 4 * rounds)
    base = times['python -c "import click"'][0]
    print("\n| start | ms | of `import click` | spread |\n|---|---|---|---|")
    for name, (median, spread, _) in times.items():
        print(f"| {name} | {median * 1000:.0f} | {median / base:.1f}x | {spread:.0%} |")


def throughput(folder: Path, place: Path, rounds: int, *, peers: bool) -> None:
    """Many posts."""
    paths = sorted(folder.rglob("*.md"))
    size = sum(path.stat().st_size for path in paths) / 1e6
    listed = place / "list"
    listed.write_text("\n".join(map(str, paths)), encoding="utf-8")
    anew = [*HEALTHLINT, str(folder), *QUIET, "--no-cache", "--jobs"]
    commands: dict[str, Callable[[], Run]] = {
        "read, decode, parse (the floor)": lambda: run([PYTHON, "-c", FLOOR, str(listed)]),
        "read and hash": lambda: run([PYTHON, "-c", HASH, str(listed)]),
        "healthlint --jobs 1": lambda: run([*anew, "1"]),
        "healthlint --jobs 2": lambda: run([*anew, "2"]),
        "healthlint, warm": lambda: run([*HEALTHLINT, str(folder), *QUIET]),
    }
    run([*HEALTHLINT, str(folder), *QUIET])
    times = measured(commands, rounds)
    floor = times["read, decode, parse (the floor)"][0]
    print(f"\n{len(paths):,} posts, {size:.1f} MB\n")
    print("| run | s | MB/s | of the floor | peak MB | spread |\n|---|---|---|---|---|---|")
    for name, (median, spread, memory) in times.items():
        print(f"| {name} | {median:.2f} | {size / median:.2f} | {median / floor:.1f}x | {memory:.0f} | {spread:.0%} |")
    for name, command in found_peers() if peers else ():
        few = paths[:: max(1, len(paths) // 60)]
        part = sum(path.stat().st_size for path in few) / 1e6
        took = measured({name: lambda command=command, few=few: run([*command, *map(str, few)])}, rounds)[name]
        print(f"| {name}, {len(few)} posts | {took[0]:.2f} | {part / took[0]:.3f} | | {took[2]:.0f} | {took[1]:.0%} |")


def growth(paths: Sequence[Path], place: Path, rounds: int) -> None:
    """More files, larger files, more rules."""
    some = paths[:: max(1, len(paths) // 250)]
    print("\n| growth | s | of the first |\n|---|---|---|")
    folders = {f"{times}x the files": _copies(some, place / f"files-{times}", times) for times in (1, 2, 4, 8)}
    _growth(folders, rounds, [])
    sizes = {}
    for size in (10_000, 100_000, 1_000_000):
        sizes[f"{size / 1000:,.0f} KB in one file"] = corpus.write(place / f"size-{size}", 1, size)[0]
    _growth(sizes, rounds, [])
    silent = place / "silent"
    for times in (1, 4, 16):
        _silent_rules(silent / str(times), 60 * (times - 1))
    for times in (1, 4, 16):
        config = silent / f"{times}.yaml"
        config.write_text(f"packs: [{silent / str(times)}]\nselect: [recommended]\n", encoding="utf-8")
    commands = {
        f"{times}x the rules": lambda times=times: run(
            [
                *HEALTHLINT,
                str(folders["1x the files"]),
                "--quiet",
                "--fail-on",
                "never",
                "-f",
                "json",
                "--no-cache",
                "--jobs",
                "1",
                "--config",
                str(silent / f"{times}.yaml"),
            ]
        )
        for times in (1, 4, 16)
    }
    for command in commands.values():
        command()
    _rows(measured(commands, rounds))


def _growth(targets: dict[str, Path], rounds: int, more: list[str]) -> None:
    commands = {
        name: lambda path=path: run([*HEALTHLINT, str(path), *QUIET, "--no-cache", "--jobs", "1", *more])
        for name, path in targets.items()
    }
    _rows(measured(commands, rounds))


def _rows(times: dict[str, tuple[float, float, float]]) -> None:
    first = next(iter(times.values()))[0]
    for name, (median, _, _) in times.items():
        print(f"| {name} | {median:.2f} | {median / first:.2f}x |")


def measured(commands: dict[str, Callable[[], Run]], rounds: int) -> dict[str, tuple[float, float, float]]:
    """Of each: the median of the seconds, their spread as a share of it, and the peak of memory."""
    taken: dict[str, list[Run]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            taken[name].append(command())
    found = {}
    for name, runs in taken.items():
        seconds = [one.seconds for one in runs]
        median = statistics.median(seconds)
        found[name] = (median, (max(seconds) - min(seconds)) / median, max(one.megabytes for one in runs))
    return found


def run(command: Sequence[str]) -> Run:
    """Runs a command to its end, whatever its exit code."""
    begin = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    if not hasattr(os, "wait4"):
        process.wait()
        return Run(time.perf_counter() - begin, 0.0)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return Run(time.perf_counter() - begin, usage.ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3))


def found_peers() -> Iterable[tuple[str, list[str]]]:
    """The peers that are installed, with the arguments that make them check files."""
    beside = str(Path(PYTHON).parent) + os.pathsep + os.environ.get("PATH", "")
    for name, arguments in (
        ("proselint", ["check"]),
        ("write-good", []),
        ("alex", ["--quiet"]),
        ("textlint", []),
        ("markdownlint-cli2", []),
        ("rumdl", ["check"]),
        ("vale", []),
    ):
        program = shutil.which(name, path=beside)
        if program:
            yield name, [program, *arguments]


def _copies(paths: Sequence[Path], folder: Path, times: int) -> Path:
    """The posts so many times in a folder, each copy with words of its own."""
    for copy in range(times):
        (folder / str(copy)).mkdir(parents=True)
        for number, path in enumerate(paths):
            data = path.read_bytes() + (f"\n\nCopy {copy}.\n".encode() if copy else b"")
            (folder / str(copy) / f"{number:05}.md").write_bytes(data)
    return folder


def _silent_rules(folder: Path, count: int) -> None:
    """A pack of rules whose words stand in no post."""
    pack = folder / "silent"
    pack.mkdir(parents=True)
    (pack / "pack.yaml").write_text("title: Silent\npurpose: To measure.\n", encoding="utf-8")
    for number in range(max(1, count)):
        word = f"zq{number}x"
        (pack / f"rule-{number}.yaml").write_text(
            f"message: \"'{{match}}' is there.\"\nwhy: To measure.\ndo: Nothing.\nseverity: info\nlevel: recommended\n"
            f"sources:\n  - title: None\nfind:\n  pattern:\n    patterns: ['{word} (cure|cures|heal)s? "
            "([a-z]+ ){0,3}pain']\n"
            f"    excuse: [negated, hedged]\nexamples:\n  invalid:\n    - It «{word} cures the pain».\n"
            f"    - So «{word} heals your pain».\n  valid:\n    - It cures the pain.\n    - It heals.\n",
            encoding="utf-8",
        )


if __name__ == "__main__":
    sys.exit(main())
