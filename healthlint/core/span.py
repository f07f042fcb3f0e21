"""Where something is: character spans inside the program, lines and columns at its edge."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of characters, ``start <= i < end``, in Python code points."""

    start: int
    end: int

    def overlaps(self, other: Span) -> bool:
        """True when the two spans share at least one character."""
        return self.start < other.end and other.start < self.end

    def distance(self, other: Span) -> int:
        """The characters between two spans; 0 where they touch or overlap."""
        return max(other.start - self.end, self.start - other.end, 0)

    def covers(self, other: Span) -> bool:
        """True when the other span lies wholly inside this one."""
        return self.start <= other.start and other.end <= self.end


class Position(NamedTuple):
    """A place as editors show it: 1-based line, 1-based column in code points."""

    line: int
    column: int


class LineIndex:
    r"""Turns character offsets of one text into positions.

    Lines end at ``\n``, ``\r\n`` or a lone ``\r``, as CommonMark 0.31.2 (section 2.1) says.

    Args:
        text: The text.
        line: The line of the file in which it begins.
        column: The column of that line.
    """

    __slots__ = ("_column", "_starts", "_text", "first")

    def __init__(self, text: str, line: int = 1, column: int = 1) -> None:
        self.first = line
        """The line in which the text begins."""
        self._column = column
        starts = [0]
        if "\r" in text:
            i, length = 0, len(text)
            while i < length:
                if text[i] == "\n" or (text[i] == "\r" and text[i + 1 : i + 2] != "\n"):
                    starts.append(i + 1)
                i += 1
        else:
            starts += accumulate(len(line) + 1 for line in text.split("\n")[:-1])
        self._starts = starts
        self._text = text

    def position(self, offset: int) -> Position:
        """The line and column of a character offset; an offset at the end of the text is allowed."""
        line = bisect_right(self._starts, offset)
        column = offset - self._starts[line - 1] + (1 if line > 1 else self._column)
        return Position(line + self.first - 1, column)

    def offset(self, line: int, column: int) -> int:
        """The character offset of a position; positions outside of the text give its start or its end."""
        line -= self.first - 1
        if line > len(self._starts):
            return len(self._text)
        if line < 1:
            return 0
        before = 1 if line > 1 else self._column
        return min(max(self._starts[line - 1] + column - before, 0), len(self._text))

    def line_text(self, line: int) -> str:
        """The text of a 1-based line, without its line ending; of the first one, what belongs to the text."""
        line -= self.first - 1
        start = self._starts[line - 1]
        end = self._starts[line] if line < len(self._starts) else len(self._text)
        return self._text[start:end].rstrip("\r\n")
