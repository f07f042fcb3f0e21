"""How fast healthlint is, beside the floor, its peers and itself: ratios within one run, medians of interleaved rounds.

    python benchmarks/speed [FOLDER] [--rounds N] [--quick] [--plot FILE.svg]

FOLDER holds Markdown posts; without it own ones are made. Times are of whole processes. Peers are measured when they
are installed: ``pip install proselint``, ``npm install -g write-good alex textlint markdownlint-cli2``. The plot needs
``pip install matplotlib``.
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
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import corpus

PYTHON = sys.executable
HEALTHLINT = [PYTHON, "-c", "from healthlint.cli import program; program()", "check"]
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
    parser.add_argument("--plot", type=Path, metavar="FILE.svg", help="where to draw throughput and growth")
    options = parser.parse_args()
    if options.plot and not find_spec("matplotlib"):
        print("--plot needs matplotlib: pip install matplotlib", file=sys.stderr)
        return 2
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
        speeds = throughput(posts, place, options.rounds, peers=not options.quick)
        grown = growth(paths, place, options.rounds)
    if options.plot:
        plot(options.plot, speeds, grown)
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


def throughput(folder: Path, place: Path, rounds: int, *, peers: bool) -> dict[str, float]:
    """Many posts. Gives the megabytes in a second."""
    speeds: dict[str, float] = {}
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
        speeds[name] = size / median
        print(f"| {name} | {median:.2f} | {size / median:.2f} | {median / floor:.1f}x | {memory:.0f} | {spread:.0%} |")
    for name, command in found_peers() if peers else ():
        few = paths[:: max(1, len(paths) // 60)]
        part = sum(path.stat().st_size for path in few) / 1e6
        took = measured({name: lambda command=command, few=few: run([*command, *map(str, few)])}, rounds)[name]
        speeds[name] = part / took[0]
        print(f"| {name}, {len(few)} posts | {took[0]:.2f} | {part / took[0]:.3f} | | {took[2]:.0f} | {took[1]:.0%} |")
    return speeds


def growth(paths: Sequence[Path], place: Path, rounds: int) -> dict[str, list[tuple[float, float]]]:
    """More files, larger files, more rules. Gives how much more there is, and how many times the time."""
    some = paths[:: max(1, len(paths) // 250)]
    print("\n| growth | s | of the first |\n|---|---|---|")
    alone = ["--quiet", "--fail-on", "never", "-f", "json", "--no-cache", "--jobs", "1"]
    folders = {times: _copies(some, place / f"files-{times}", times) for times in (1, 2, 4, 8, 10)}
    files = {
        (times, f"{times}x the files"): [*HEALTHLINT, str(folder), *alone, "--no-config"]
        for times, folder in folders.items()
    }
    large = place / "large.yaml"
    large.write_text("max-file-size: 20 MB\n", encoding="utf-8")
    sizes = {}
    for size in (10_000, 100_000, 1_000_000, 10_000_000):
        post = corpus.write(place / f"size-{size}", 1, size)[0]
        command = [*HEALTHLINT, str(post), *alone, "--config", str(large)]
        sizes[size // 10_000, f"{size / 1000:,.0f} KB in one file"] = command
    rules = {}
    for times in (1, 4, 16):
        pack, config = place / "silent" / str(times), place / f"silent-{times}.yaml"
        _silent_rules(pack, 60 * (times - 1))
        config.write_text(f"packs: [{pack}]\nselect: [recommended]\n", encoding="utf-8")
        command = [*HEALTHLINT, str(folders[1]), *alone, "--config", str(config)]
        run(command)  # the rules are checked here
        rules[times, f"{times}x the rules"] = command
    return {"files": _grown(files, rounds), "size of one file": _grown(sizes, rounds), "rules": _grown(rules, rounds)}


def _grown(commands: dict[tuple[int, str], list[str]], rounds: int) -> list[tuple[float, float]]:
    times = measured({name: lambda command=command: run(command) for (_, name), command in commands.items()}, rounds)
    first = next(iter(times.values()))[0]
    for name, (median, _, _) in times.items():
        print(f"| {name} | {median:.2f} | {median / first:.2f}x |")
    return [(factor, times[name][0] / first) for factor, name in commands]


def plot(file: Path, speeds: dict[str, float], grown: dict[str, list[tuple[float, float]]]) -> None:
    """Draws both."""
    import matplotlib as mpl  # noqa: PLC0415 - an option that few use

    mpl.use("svg")
    mpl.rcParams["svg.fonttype"] = "none"  # words, not outlines
    from matplotlib import pyplot as plt  # noqa: PLC0415

    figure, (left, right) = plt.subplots(1, 2, figsize=(11, 4), layout="constrained")
    names = list(speeds)[::-1]
    left.barh(names, [speeds[name] for name in names], color="#4477aa")
    left.set(xscale="log", title="Throughput", xlabel="megabytes in a second")
    left.bar_label(left.containers[0], fmt="%.3g", padding=3)
    left.margins(x=0.15)
    for name, points in grown.items():
        right.plot(*zip(*points, strict=True), marker="o", label=name)
    right.plot((1, 1000), (1, 1000), color="grey", linestyle=":", label="proportional")
    right.set(xscale="log", yscale="log", title="Growth", xlabel="times as much", ylabel="times as long")
    right.legend()
    figure.savefig(file)


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
