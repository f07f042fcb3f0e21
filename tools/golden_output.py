"""Writes what healthlint prints for ``examples/posts/`` to ``tests/golden/``; with ``--check`` only compares.

The whole output is kept, so that a change of a rule or a format shows as a difference to read.
"""

from __future__ import annotations

import difflib
import os
import sys
from dataclasses import replace
from pathlib import Path

import healthlint
from healthlint.formats import FORMATS, Style

ROOT = Path(__file__).parents[1]
GOLDEN = ROOT / "tests" / "golden"


def main() -> int:
    """0 when the files are written or fresh, 1 when they differ."""
    os.chdir(ROOT)
    report = healthlint.lint_paths(["examples/posts"])
    # SARIF declares every rule that ran; here those that found something are enough to read.
    broken = {found.rule for found in report.diagnostics()}
    fired = tuple(rule for rule in report.rules if rule.id in broken)
    report = replace(report, rules=replace(report.rules, rules=fired))
    stale = False
    for name in FORMATS:
        path = GOLDEN / f"examples.{name}"
        new = FORMATS[name].render(report, Style())
        old = path.read_text(encoding="utf-8") if path.exists() else ""
        if "--check" in sys.argv[1:]:
            changes = difflib.unified_diff(old.splitlines(), new.splitlines(), str(path), "now", lineterm="", n=1)
            for line in changes:
                print(line, file=sys.stderr)
                stale = True
        else:
            GOLDEN.mkdir(exist_ok=True)
            path.write_text(new, encoding="utf-8", newline="\n")
    return int(stale)


if __name__ == "__main__":
    sys.exit(main())
