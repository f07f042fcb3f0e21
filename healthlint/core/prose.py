"""Readable words, and the one way back from them to the file."""

from __future__ import annotations

from bisect import bisect_right

from healthlint.core.span import Span
from healthlint.core.tuples import NamedTuple


class Run(NamedTuple):
    """A stretch of prose and the stretch of source that it was read from.

    Where the two are equally long they agree character by character, but for a line end that reads as a space;
    otherwise the run is atomic (an entity, an escaped character, a soft line break) and every part of it maps to the
    whole source stretch.
    """

    start: int
    end: int
    source_start: int
    source_end: int


class Prose:
    """Text as a reader sees it, with its map to the source.

    ``runs`` are in order, do not overlap, and may leave gaps: characters in a gap (separators between blocks)
    were never in the file, and no finding begins or ends there.
    """

    __slots__ = ("_starts", "runs", "text")

    def __init__(self, text: str, runs: tuple[Run, ...]) -> None:
        self.text = text
        self.runs = runs
        self._starts = [run.start for run in runs]

    def to_source(self, span: Span) -> Span:
        """The source span of a span of ``text``: from the first character that was read to the last.

        Raises:
            ValueError: the span is empty or holds no character that was read.
        """
        first = self._run_from(span.start)
        last = bisect_right(self._starts, span.end - 1) - 1
        if span.start >= span.end or first > last or first >= len(self.runs):
            raise ValueError(f"nothing of {span} was read from the source")
        head, tail = self.runs[first], self.runs[last]
        if head.end - head.start == head.source_end - head.source_start:
            start = head.source_start + max(0, span.start - head.start)
        else:
            start = head.source_start
        if tail.end - tail.start == tail.source_end - tail.source_start:
            end = tail.source_start + min(tail.end, span.end) - tail.start
        else:
            end = tail.source_end
        return Span(start, end)

    def _run_from(self, offset: int) -> int:
        """The index of the run that holds the offset, or of the next one."""
        index = bisect_right(self._starts, offset) - 1
        if index >= 0 and offset < self.runs[index].end:
            return index
        return index + 1
