"""What ``git diff`` says about lines: which of a file's lines are new or were edited."""

from __future__ import annotations

import os
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from healthlint.core import later
from healthlint.core.record import record

OPTIONS = (
    "--unified=0",
    "--inter-hunk-context=0",
    "--find-renames",
    "--no-relative",
    "--no-color",
    "--no-ext-diff",
    "--no-textconv",
    "--text",
    "--submodule=short",
    "--src-prefix=a/",
    "--dst-prefix=b/",
)
"""The options of ``git diff`` by which ``parse`` can read it, whatever the user has configured."""

_HUNK = later.pattern(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_ESCAPE = later.pattern(rb"\\([0-7]{3}|.)")
_ESCAPED = {b"a": b"\a", b"b": b"\b", b"t": b"\t", b"n": b"\n", b"v": b"\v", b"f": b"\f", b"r": b"\r"}


@record
class Change:
    """A file that is not what it was."""

    old: str | None
    """What it was called, relative to the top of the repository; None when it is new."""
    lines: tuple[range, ...] = ()
    """Its new and edited lines, from 1, in order. A new file has none: all of it is new."""

    @property
    def is_new(self) -> bool:
        """True when no part of it was there before."""
        return self.old is None

    def touches(self, first: int, last: int) -> bool:
        """True when a line from ``first`` to ``last`` is new or was edited."""
        if self.is_new:
            return True
        before = bisect_right(self.lines, last, key=lambda lines: lines.start)
        return before > 0 and self.lines[before - 1].stop > first

    @property
    def count(self) -> int:
        """How many lines are new or were edited; 0 of a new file."""
        return sum(len(lines) for lines in self.lines)


def parse(diff: bytes) -> dict[str, Change]:
    """The files that are there after a change, by their paths relative to the top of the repository.

    Args:
        diff: What ``git diff`` printed with ``OPTIONS``.
    """
    found: dict[str, Change] = {}
    for header, lines in _sections(diff):
        old, new = _names(header)
        if new is not None:
            found[new] = Change(old, () if old is None else tuple(lines))
    return found


def _sections(diff: bytes) -> Iterator[tuple[list[bytes], list[range]]]:
    """Of each file, the lines of its header, and its new and edited lines."""
    header: list[bytes] = []
    changed: list[range] = []
    lines = iter(diff.split(b"\n"))
    for line in lines:
        if line.startswith(b"diff --git "):
            if header:
                yield header, changed
            header, changed = [line], []
        elif hunk := _HUNK.match(line):
            removed, start, added = (1 if number is None else int(number) for number in hunk.groups())
            if added:
                changed.append(range(start, start + added))
            for _ in range(removed + added):  # they may look like a header themselves
                next(lines, None)
        else:
            header.append(line)
    if header:
        yield header, changed


def _names(header: Iterable[bytes]) -> tuple[str | None, str | None]:
    """What a file was called and what it is called; None where it is not there."""
    old: str | None = None
    new: str | None = None
    for line in header:
        words, _, name = line.partition(b" ")
        if words == b"diff":
            # All there is of a file without changed lines: both names are alike, or come below.
            old = new = _twice(name.removeprefix(b"--git "))
        elif words == b"---":
            old = _path(name)
        elif words == b"+++":
            new = _path(name)
        elif line.startswith(b"rename from "):
            old = _name(line.removeprefix(b"rename from "))
        elif line.startswith(b"rename to "):
            new = _name(line.removeprefix(b"rename to "))
        elif line.startswith(b"new file mode "):
            old = None
        elif line.startswith(b"deleted file mode "):
            new = None
    return old, new


def _path(written: bytes) -> str | None:
    """The path behind ``---`` or ``+++``; None for no file."""
    name = _name(written.removesuffix(b"\t"))
    return None if name == "/dev/null" else name[2:]


def _twice(written: bytes) -> str | None:
    """The path in ``a/PATH b/PATH``; None where the two differ."""
    half = len(written) // 2
    first, second = _name(written[:half]), _name(written[half + 1 :])
    return first[2:] if first[2:] == second[2:] and written[half : half + 1] == b" " else None


def _name(written: bytes) -> str:
    """A name as git writes it: in quotes, with escapes, where it has unusual characters."""
    if written.startswith(b'"') and written.endswith(b'"'):
        written = _ESCAPE.sub(_unescaped, written[1:-1])
    return os.fsdecode(written)


def _unescaped(found: re.Match[bytes]) -> bytes:
    escape = found[1]
    return bytes([int(escape, 8)]) if len(escape) == 3 else _ESCAPED.get(escape, escape)
