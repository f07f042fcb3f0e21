"""Errors and warnings on careful texts: a fixed sample of pages of public bodies, where nearly nothing should be found.

    python benchmarks/accuracy/clean.py CORPUS/speed [--show 50]

The sample does not change: each page is drawn by its name in the folder. Trust and readability are left aside, since
these pages lost their bylines, dates and lists on the way into the collection.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import Counter
from pathlib import Path

from sample import SEED, lot, shown

import healthlint

ASIDE = ("trust/", "readability/")


def main() -> int:
    """Prints findings in 1,000 words, rule by rule; 2 when there are no pages."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0] if __doc__ else None)
    parser.add_argument("folder", type=Path, help="pages as Markdown files, in folders or not")
    parser.add_argument("--pages", type=int, default=300, help="how many of them (default 300)")
    parser.add_argument("--show", type=int, default=0, metavar="N", help="print N findings, drawn by lot, to be judged")
    parser.add_argument("--rules", default="recommended", help="rules, packs or levels, separated by commas")
    options = parser.parse_args()
    pages = sorted(options.folder.rglob("*.md"), key=lambda path: _drawn(path.relative_to(options.folder)))
    if not pages:
        print(f"{options.folder} has no Markdown files: give the folder of the pages", file=sys.stderr)
        return 2
    pages = pages[: options.pages]
    rules = healthlint.load_rules(select=options.rules.split(","))
    report = healthlint.lint_paths(pages, rules=rules)
    words = sum(len(path.read_text(encoding="utf-8", errors="replace").split()) for path in pages)
    counted = [
        found
        for found in report.diagnostics()
        if found.severity is not healthlint.Severity.INFO and not found.rule.startswith(ASIDE)
    ]
    rate = 1000 * len(counted) / max(1, words)
    print(f"{len(pages)} pages, {words:,} words: {len(counted)} errors and warnings, {rate:.2f} per 1,000")
    for rule, count in Counter(found.rule for found in counted).most_common():
        print(f"{count:5} {rule}")
    for found in sorted(counted, key=lot)[: options.show]:
        print(f"{lot(found)[:6]} {Path(found.path).name}: {found.rule}: {shown(found)}")
    return 0


def _drawn(path: Path) -> str:
    return hashlib.sha256(f"{SEED}\0{path.as_posix()}".encode()).hexdigest()


if __name__ == "__main__":
    sys.exit(main())
