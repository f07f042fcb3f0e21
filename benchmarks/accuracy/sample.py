"""Prints findings of rules on real texts, drawn by lot with a fixed seed, each with its line, to be judged by hand.

The lot is drawn for each finding by itself, so that most of a sample stays when a rule changes a little.

    python benchmarks/accuracy/sample.py CORPUS --unjudged    # rules that are still to be judged; exit 1 for some
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import defaultdict
from pathlib import Path

import yaml

from healthlint import packs
from healthlint.config import Config, apply
from healthlint.core.report import Diagnostic
from healthlint.core.rule import Scope
from healthlint.engine.run import run

SEED = "2026-11"
_ENOUGH, _PRECISION = 10, 0.9
"""So many findings are judged at least, and this share of them is right, for a rule to be recommended."""
AROUND = 160
"""Characters shown on each side of the words."""


def main() -> int:
    """Prints the sample, 0; or what is not judged, 1 when there is something."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path, metavar="FOLDER", help="Markdown or text files")
    parser.add_argument("--rules", default="recommended", help="rules, packs or levels, separated by commas")
    parser.add_argument("--least", type=int, default=10, help="skip rules with fewer findings (default 10)")
    parser.add_argument("--most", type=int, default=30, help="findings of each rule (default 30)")
    parser.add_argument(
        "--unjudged",
        action="store_true",
        help="only list rules with --least findings or more, of which fewer than ten were judged or nine in ten right",
    )
    chosen = parser.parse_args()
    rules = apply(packs.load(packs.builtin()), Config(), select=chosen.rules.split(","))
    found: defaultdict[str, list[Diagnostic]] = defaultdict(list)
    for diagnostic in run(chosen.folders, rules).diagnostics():
        found[diagnostic.rule].append(diagnostic)
    if chosen.unjudged:
        return _unjudged({rule: len(of) for rule, of in found.items() if len(of) >= chosen.least})
    for rule, diagnostics in sorted(found.items()):
        if len(diagnostics) >= chosen.least:
            sample = sorted(diagnostics, key=lot)[: chosen.most]
            sys.stdout.write(f"\n{rule}: {len(sample)} of {len(diagnostics)}\n")
            for diagnostic in sample:
                sys.stdout.write(f"{lot(diagnostic)[:6]} {Path(diagnostic.path).name}: {shown(diagnostic)}\n")
    return 0


def _unjudged(fired: dict[str, int]) -> int:
    """Lists the rules that fired and whose precision is not known, or too low; 1 when there are some."""
    known = yaml.safe_load((Path(__file__).parent / "precision.yaml").read_text(encoding="utf-8"))
    wanting = 0
    for rule, count in sorted(fired.items()):
        judged, right = known.get(rule, {}).get("judged", 0), known.get(rule, {}).get("right", 0)
        if judged < _ENOUGH or right < _PRECISION * judged:
            wanting += 1
            sys.stdout.write(f"{rule}: {count} findings, {judged} judged, {right} right\n")
    sys.stdout.write(f"{wanting} of {len(fired)} rules are to be judged or mended\n")
    return int(wanting > 0)


def lot(diagnostic: Diagnostic) -> str:
    """The lot of a finding: what it is about, hashed."""
    key = f"{SEED}\0{Path(diagnostic.path).name}\0{diagnostic.fingerprint}"
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).hexdigest()


def shown(diagnostic: Diagnostic) -> str:
    """The words in their line; for a post as a whole, the message."""
    if diagnostic.scope is Scope.DOCUMENT:
        return diagnostic.message
    line = " ".join(diagnostic.excerpt.split())
    words = " ".join(diagnostic.words.split())
    at = line.find(words)
    if at < 0:
        return f"«{words}» | {line[: 2 * AROUND]}"
    return f"{line[max(0, at - AROUND) : at]}«{words}»{line[at + len(words) :][:AROUND]}"


if __name__ == "__main__":
    sys.exit(main())
