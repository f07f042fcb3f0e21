"""Syllables of English words, as textstat counts them: the CMU Pronouncing Dictionary, else hyphenation.

textstat parses both dictionaries whole, 0.6 s before the first word. Here the CMU dictionary is a table on disk that
is mapped, not read, and of the hyphenation patterns only those that a word meets are parsed.

The table ``syllables.bin`` (made by ``tools/make_syllables.py``; licence in ``LICENSE-cmudict``) has ``BUCKETS + 1``
little-endian 32-bit offsets, then the buckets. A word is in bucket ``crc32(word) % BUCKETS``, written as a line feed,
the word, a tab and one byte: ``COUNT_ZERO`` plus its syllables.

Hyphenation (Liang 1983) is a poor guide to syllables: "ketamine" and "naloxone" get 2 and not 3, "bupropion" 3 and
not 4. It is what textstat does, and grades here are to be textstat's.
"""

from __future__ import annotations

import mmap
import re
from collections.abc import Callable
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from zlib import crc32

from healthlint.core.problem import HealthlintError, Problem

BUCKETS = 1 << 15
COUNT_ZERO = 0x30

_MEMO_SIZE = 500_000
_MARGIN = 2
"""pyphen breaks no word before its second letter or after its last but one."""


def bucket(word: bytes) -> int:
    """The bucket of the table that a word belongs to."""
    return crc32(word) % BUCKETS


class SyllableCounts(dict[bytes, int]):
    """Syllables by word (UTF-8, without punctuation, ASCII letters in lower case), worked out when first asked for."""

    def __missing__(self, word: bytes) -> int:
        """Looks a word up in the table, then hyphenates it; the count is kept."""
        if len(self) >= _MEMO_SIZE:
            self.clear()
        found = self[word] = count(word, hyphenated)
        return found


def count(word: bytes, hyphenated: Callable[[str], int]) -> int:
    """Syllables of a word, by the dictionary; of one that it does not have, by what counts where it is broken."""
    found = in_dictionary(word)
    return hyphenated(word.decode().lower()) if found is None else found


def in_dictionary(word: bytes) -> int | None:
    """Syllables by the CMU dictionary, its first pronunciation; None for a word that it does not have."""
    table = _table()
    at = 4 * bucket(word)
    start = int.from_bytes(table[at : at + 4], "little")
    end = int.from_bytes(table[at + 4 : at + 8], "little")
    found = table.find(b"\n%b\t" % word, start, end)
    return None if found < 0 else table[found + len(word) + 2] - COUNT_ZERO


def hyphenated(word: str) -> int:
    """Syllables by the American patterns of pyphen: one more than the places where it would break the word."""
    patterns, longest = _patterns()
    dotted = f".{word}."
    points = bytearray(len(dotted) + 1)
    for start in range(len(dotted) - 1):
        for end in range(start + 1, min(start + longest, len(dotted)) + 1):
            at = start
            for character in patterns.get(dotted[start:end], ""):
                if "0" <= character <= "9":
                    points[at] = max(points[at], int(character))
                else:
                    at += 1
    return 1 + sum(point % 2 for point in points[_MARGIN + 1 : len(word) - _MARGIN + 2])


@cache
def _table() -> mmap.mmap:
    with Path(__file__).with_name("syllables.bin").open("rb") as file:
        return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)


@cache
def _patterns() -> tuple[dict[str, str], int]:
    """The hyphenation patterns by their letters, and the length of the longest; digits are parsed at each use."""
    lines = written()
    letters = re.sub("[0-9]", "", lines).split("\n")
    patterns = dict(zip(letters, lines.split("\n"), strict=True))
    return patterns, max(map(len, patterns))


def written() -> str:
    """The hyphenation patterns as pyphen has them, one on each line.

    Raises:
        HealthlintError: they cannot be read.
    """
    package = find_spec("pyphen")
    folders = (package and package.submodule_search_locations) or [""]
    path = Path(folders[0], "dictionaries", "hyph_en_US.dic")
    try:
        return path.read_text("utf-8").partition("\n")[2]
    except OSError as error:
        problem = Problem(str(path), f"cannot read the hyphenation patterns: {error.strerror}", hint="reinstall pyphen")
        raise HealthlintError([problem]) from error
