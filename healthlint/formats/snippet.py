"""The source lines of a finding, with carets under exactly the words that were found."""

from __future__ import annotations

from collections.abc import Iterator

from healthlint.core import later
from healthlint.core.report import Diagnostic
from healthlint.formats.style import Style
from healthlint.formats.words import columns, is_plain, safe

WIDTH = 100
"""Source lines wider than this are shown in part, around the words: many editors write a paragraph on one line."""

TAB = 4
"""Columns from one tab stop to the next."""

SHOWN_LINES = 4
"""Of findings with more lines, the first and the last are shown."""

_SNAP = 12
"""A cut moves at most this far to fall between two words."""

_LINE_END = later.pattern(r"\r\n|\n|\r")


def snippet(found: Diagnostic, style: Style) -> Iterator[str]:
    """A gutter with line numbers, the lines, and carets below each."""
    several = found.end.line > found.start.line
    lines = _LINE_END.split(found.excerpt)[: found.end.line - found.start.line + 1] if several else [found.excerpt]
    gutter = len(str(found.end.line))
    bar = style.gutter(f"{'':{gutter}} |")
    yield bar
    for index, line in enumerate(lines):
        if len(lines) > SHOWN_LINES and SHOWN_LINES - 2 <= index < len(lines) - 1:
            if index == SHOWN_LINES - 2:
                yield style.gutter("...")
            continue
        start = found.start.column - 1 if index == 0 else len(line) - len(line.lstrip())
        end = found.end.column - 1 if index == len(lines) - 1 else len(line.rstrip())
        shown, before, marked = underline(line, start, end)
        number = style.gutter(f"{found.start.line + index:>{gutter}} |")
        yield f"{number} {shown}".rstrip()
        if marked:
            yield f"{bar} {' ' * before}{style.severity(found.severity, '^' * marked)}"
    yield bar


def underline(line: str, start: int, end: int) -> tuple[str, int, int]:
    """A line as it is shown, the columns before the marked characters, and the columns that they take.

    The marked characters are ``line[start:end]``; an empty range marks the place where it stands.
    """
    # No character that is further off is shown, whether it takes one column or two.
    is_simple = is_plain(line[max(0, start - WIDTH) : min(end, start + WIDTH) + WIDTH])
    first, last = _window(line, start, end, is_simple=is_simple)
    if is_simple:
        lead, tail = "…" if first > 0 else "", "…" if last < len(line) else ""
        before = len(lead) + min(max(start, first), last) - first
        marked = max(len(lead) + min(max(end, first), last) - first - before, 0)
        return f"{lead}{line[first:last]}{tail}", before, marked or int(start == end)
    shown, column = ("…", 1) if first > 0 else ("", 0)
    before = after = column
    for index in range(first, last):
        if index == start:
            before = column
        piece = " " * (TAB - column % TAB) if line[index] == "\t" else safe(line[index])
        shown += piece
        column += columns(piece)
        if index < end:
            after = column
    if start >= last:
        before = column
    marked = max(after - before, 0)
    if last < len(line):
        shown += "…"
    return shown, before, marked or int(start == end)


def _window(line: str, start: int, end: int, *, is_simple: bool) -> tuple[int, int]:
    """The part of the line to show: all of it, or about ``WIDTH`` columns with the marked characters inside."""
    if len(line) <= WIDTH and columns(line) <= WIDTH:
        return 0, len(line)
    if is_simple:
        return _snap(line, *_plain_window(len(line), start, end), start, end)
    first = last = start
    room = WIDTH
    while last < min(end, len(line)) and room > 0:
        room -= columns(line[last])
        last += 1
    while room > 0 and (first > 0 or last < len(line)):
        if first > 0:
            first -= 1
            room -= columns(line[first])
        if last < len(line):
            room -= columns(line[last])
            last += 1
    return _snap(line, first, last, start, end)


def _plain_window(length: int, start: int, end: int) -> tuple[int, int]:
    """The window in a line of which each character takes one column: both sides grow by turns, the left one first."""
    last = max(start, min(start + WIDTH, end, length))
    room = WIDTH - (last - start)
    turns = (room + 1) // 2
    before, after = min(start, turns), min(length - last, turns)
    if before < turns:
        after = min(length - last, room - before)
    elif after < turns:
        before = min(start, room - after)
    return start - before, last + after


def _snap(line: str, first: int, last: int, start: int, end: int) -> tuple[int, int]:
    """The window, its cuts moved inwards to the nearest space."""
    if first > 0:
        space = line.find(" ", first, min(first + _SNAP, start))
        first = space + 1 if space >= 0 else first
    if last < len(line):
        space = line.rfind(" ", max(last - _SNAP, end), last)
        last = space if space >= 0 else last
    return first, last
