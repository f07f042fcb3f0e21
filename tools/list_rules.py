"""Writes the list of packs and rules into ``rules/README.md``, or with ``--check`` says whether it is up to date."""

from __future__ import annotations

import sys
from pathlib import Path

from healthlint import packs
from healthlint.packs.describe import catalogue

README = Path(__file__).parents[1] / "rules" / "README.md"
MARK = "<!-- This list is made by tools/list_rules.py. -->\n"


def main(argv: list[str]) -> int:
    """Returns 1 when ``--check`` finds the list out of date."""
    before = README.read_text(encoding="utf-8")
    head, mark, _ = before.partition(MARK)
    if not mark:
        sys.stderr.write(f"{README}: the line '{MARK.strip()}' is missing\n")
        return 2
    after = f"{head}{mark}\n{catalogue(packs.load(packs.builtin()), packs.measured())}"
    if "--check" in argv:
        if before != after:
            sys.stderr.write(f"{README}: the list of rules is out of date: run tools/list_rules.py\n")
        return int(before != after)
    README.write_text(after, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
