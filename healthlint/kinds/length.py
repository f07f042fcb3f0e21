"""Sentences and paragraphs that are too long."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import ClassVar, Literal

from healthlint.core import later
from healthlint.core.reading import Reading
from healthlint.core.record import record
from healthlint.core.rule import Finding, Scope
from healthlint.core.span import Span

_WORD = later.pattern(r"[^\W_]\S*")


@record
class Length:
    """More words than a reader can hold."""

    unit: Literal["sentence", "paragraph"]
    words: int

    scope: ClassVar[Scope] = Scope.SPAN
    placeholders: ClassVar[frozenset[str]] = frozenset({"count", "limit"})
    once: ClassVar[bool] = False
    searched: ClassVar[tuple[str, ...]] = ()
    waits_for: ClassVar[tuple[str, ...]] = ()

    def find(self, reading: Reading) -> Iterator[Finding]:
        """Every unit with more words than the limit."""
        text, read = reading.document.text, reading.words
        if self.unit == "sentence":
            bounds = zip(read.starts, read.ends, read.counts, strict=True)
            units = [(Span(start, end), count) for start, end, count in bounds if count > self.words]
        else:
            counts = [sum(read.counts[first:last]) for first, last in pairwise(read.firsts)]
            totals = zip(read.blocks, counts, strict=True)
            units = [(reading.document.blocks[block].span, count) for block, count in totals if count > self.words]
        # There, a lone "_" is a word too.
        exact = not read.glued and "_" not in text
        for unit, count in units:
            if count > self.words:
                words = count if exact else len(_WORD.findall(text, unit.start, unit.end))
                if words > self.words:
                    yield Finding(unit, values={"count": str(words), "limit": str(self.words)})
