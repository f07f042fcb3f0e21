"""An editor's list of findings against what healthlint finds, row by row.

    python benchmarks/accuracy/editor.py CATALOG POSTS [--select RULES]

CATALOG holds ``EDITOR-FINDINGS.md`` (the list: exact words of posts, and the rules of a catalogue that should or should
not fire on them) and ``catalog.yaml`` (the catalogue, with the severity of each rule); POSTS holds the posts.
``editor.yaml`` says which of our rules answer for which rule of the catalogue. Exit 1 when a row that must be found is
missed, or one that must pass is flagged.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

import healthlint

HERE = Path(__file__).parent
_POST = re.compile(r"^## post (\S+)")
_ROW = re.compile(r'^\| \d+ \| "(.*)" \| (.*?) \| (.*) \|$')
_MISSING = re.compile(r"^- ([A-Z]{3}\d{3})((?: [A-Z]{3}\d{3})*)(.*)$")
_ID = re.compile(r"(pass )?([A-Z]{3}\d{3})(\*| trap)?")


@dataclass(frozen=True)
class Row:
    """One rule of the catalogue at one place of a post."""

    post: str
    words: str
    """Empty for a finding about the post as a whole."""
    rule: str
    silent: bool
    """True when nothing may be found here."""
    weak: bool
    """An opinion that nobody has to share."""


def main() -> int:
    """Prints each row and the counts."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0] if __doc__ else None)
    parser.add_argument("catalog", type=Path)
    parser.add_argument("posts", type=Path)
    parser.add_argument("--select", nargs="*", default=[], help="rules that run; the recommended ones by default")
    options = parser.parse_args()
    for needed in (options.catalog / "EDITOR-FINDINGS.md", options.catalog / "catalog.yaml", options.posts):
        if not needed.exists():
            print(f"{needed} is missing: give the folder of the catalogue and that of the posts", file=sys.stderr)
            return 2
    packs = yaml.safe_load((options.catalog / "catalog.yaml").read_text(encoding="utf-8"))["packs"]
    severities = {rule["id"]: rule["severity"] for pack in packs for rule in pack["rules"]}
    ours = yaml.safe_load((HERE / "editor.yaml").read_text(encoding="utf-8"))
    rules = healthlint.load_rules(select=options.select)
    found = {}
    counts: Counter[tuple[str, str]] = Counter()
    for row in _rows((options.catalog / "EDITOR-FINDINGS.md").read_text(encoding="utf-8").splitlines()):
        if row.post not in found:
            path = options.posts / f"{row.post}.md"
            text = path.read_text(encoding="utf-8")
            found[row.post] = text, healthlint.lint_text(text, path=str(path), rules=rules)
        verdict, place = _judge(row, *found[row.post], ours)
        group = "pass" if row.silent else "weak" if row.weak else severities.get(row.rule, "unknown")
        counts[group, verdict] += 1
        print(f"{row.post:10} {place:>8}  {row.rule} {group:10} {verdict}")
    for (group, verdict), number in sorted(counts.items()):
        print(f"{group:10} {verdict:12} {number}")
    return int(bool(counts["error", "missed"] or counts["pass", "false alarm"]))


def _rows(lines: Sequence[str]) -> Iterator[Row]:
    post = ""
    for line in lines:
        if heading := _POST.match(line):
            post = heading[1]
        elif line.startswith("## "):
            post = ""
        elif post and (row := _ROW.match(line)):
            for passes, rule, mark in _ID.findall(row[2]):
                yield Row(post, row[1], rule, silent=bool(passes), weak=bool(mark))
        elif post and (row := _MISSING.match(line)):
            for rule in (row[1], *row[2].split()):
                yield Row(post, "", rule, silent="pass" in row[3], weak="suggest" in row[3])


def _judge(
    row: Row, text: str, diagnostics: Sequence[healthlint.Diagnostic], ours: Mapping[str, Sequence[str]]
) -> tuple[str, str]:
    """The verdict on a row, and the line of its words."""
    wanted = set(ours.get(row.rule, ()))
    if not wanted:
        return "no rule", ""
    start = text.find(row.words)
    if start < 0:
        return "not in post", ""
    end = start + len(row.words)
    line = text.count("\n", 0, start) + 1
    place = str(line) if row.words else "post"
    starts = [0]
    for piece in text.split("\n"):
        starts.append(starts[-1] + len(piece) + 1)

    def here(found: healthlint.Diagnostic) -> bool:
        if found.scope is healthlint.Scope.DOCUMENT and str(line) in re.findall(r"\d+", found.note):
            return True
        first = starts[found.start.line - 1] + found.start.column - 1
        last = starts[found.end.line - 1] + found.end.column - 1
        return not row.words or (first < end and start < last)

    hits = any(here(found) for found in diagnostics if wanted & {found.rule, *found.related})
    if row.silent:
        return ("false alarm" if hits else "silent"), place
    return ("found" if hits else "missed"), place


if __name__ == "__main__":
    sys.exit(main())
