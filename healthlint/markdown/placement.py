"""From places in the source back to places in the text."""

from __future__ import annotations

from bisect import bisect_left

from healthlint.core.prose import Prose
from healthlint.core.span import Span


class Placement:
    """From places in the source to places in the text, for things that were found in the source."""

    def __init__(self, prose: Prose) -> None:
        self._runs = sorted(prose.runs, key=lambda run: run.source_start)
        self._ends = [run.source_end for run in self._runs]
        self._length = len(prose.text)

    def offset(self, source: int) -> int:
        """The place in the text of a source offset, or of what is read next after it."""
        index = bisect_left(self._ends, source + 1)
        if index >= len(self._runs):
            return self._length
        run = self._runs[index]
        linear = run.end - run.start == run.source_end - run.source_start
        return run.start + max(0, source - run.source_start) if linear else run.start

    def span(self, source: Span) -> Span | None:
        """The words that were read from a span of the source; None when none were."""
        index = bisect_left(self._ends, source.start + 1)
        if index >= len(self._runs) or self._runs[index].source_start >= source.end:
            return None
        start, end = self.offset(source.start), self.offset(source.end - 1) + 1
        return Span(start, end) if start < end <= self._length else None
