"""Precision and recall on labelled posts, and false alarms on documents that are not about health.

    python benchmarks/accuracy/score.py CORPUS [--misses] [--posts GLOB]

CORPUS holds ``posts/``, ``labels/`` and ``score.py``, which counts; ``not-health/`` is used where it is there.
"""

from __future__ import annotations

import argparse
import fnmatch
import json
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import healthlint
from healthlint.formats import FORMATS, Style

HERE = Path(__file__).parent


def main() -> int:
    """Prints the scores; 2 when the corpus is not there."""
    parser = argparse.ArgumentParser(description="Scores the default rules on labelled posts.")
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--misses", action="store_true", help="list every miss and false alarm")
    parser.add_argument("--posts", default="*", metavar="GLOB", help="only posts whose name fits, such as 'dev-0*'")
    options = parser.parse_args()
    for needed in ("posts", "labels", "score.py"):
        if not (options.corpus / needed).exists():
            print(f"{options.corpus / needed} is missing: give the folder of a labelled corpus", file=sys.stderr)
            return 2
    _labels(options.corpus, options.posts, misses=options.misses)
    if (options.corpus / "not-health").is_dir():
        _false_alarms(options.corpus / "not-health")
    return 0


def _labels(corpus: Path, posts: str, *, misses: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        chosen = Path(folder)
        labels = chosen / "labels"
        labels.mkdir()
        for path in (corpus / "labels").glob("*.json"):
            if fnmatch.fnmatch(path.stem, posts):
                shutil.copy(path, labels)
        report = healthlint.lint_paths([corpus / "posts"])
        found = chosen / "found.json"
        found.write_text(FORMATS["json"].render(report, Style()), encoding="utf-8")
        command = [sys.executable, str(corpus / "score.py"), str(found)]
        command += ["--labels", str(labels), "--map", str(HERE / "labels.yaml")]
        subprocess.run([*command, "--misses"] if misses else command, check=True)


def _false_alarms(folder: Path) -> None:
    report = healthlint.lint_paths([folder])
    words = sum(len(path.read_text(encoding="utf-8", errors="replace").split()) for path in folder.rglob("*.md"))
    counted = [found for found in report.diagnostics() if found.severity is not healthlint.Severity.INFO]
    demands = sum(found.rule == "disclaimer/medical-advice" for found in counted)
    rate = 1000 * len(counted) / words
    print(f"not about health: {len(counted)} errors and warnings in {words:,} words, {rate:.2f} per 1,000;", end=" ")
    print(f"a medical disclaimer is asked of {demands} of {len(report.results)} documents")
    print(json.dumps(dict(sorted(_by_rule(counted).items(), key=lambda item: -item[1])), indent=0))


def _by_rule(found: list[healthlint.Diagnostic]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for diagnostic in found:
        counts[diagnostic.rule] = counts.get(diagnostic.rule, 0) + 1
    return counts


if __name__ == "__main__":
    sys.exit(main())
