"""Text that stands in a post twice."""

from __future__ import annotations

import operator
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import ClassVar, Literal

from healthlint.core.document import OPAQUE, Block, BlockKind
from healthlint.core.reading import Reading
from healthlint.core.rule import Finding, Scope
from healthlint.core.span import Span

_READ = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE})
_LINES = _READ | {BlockKind.HEADING}
_NO_LETTER = bytes(code for code in range(128) if not chr(code).isalnum())
_PUNCTUATION = 10
"""By so many characters two lines of the same words may differ in length."""


@dataclass(frozen=True, slots=True)
class Repetition:
    """The same words again, whatever their case and punctuation."""

    unit: Literal["sentence", "paragraph", "line"]
    """``paragraph``: with the blocks below it that are repeated too. ``line``: a heading, paragraph or item that
    repeats the one right above it."""
    words: int = 6

    scope: ClassVar[Scope] = Scope.SPAN
    placeholders: ClassVar[frozenset[str]] = frozenset({"line"})
    once: ClassVar[bool] = False
    searched: ClassVar[tuple[str, ...]] = ()
    waits_for: ClassVar[tuple[str, ...]] = ()

    def find(self, reading: Reading) -> Iterator[Finding]:
        """Every unit that has stood before, with the line of its first place."""
        if self.unit == "line":
            yield from self._lines(reading)
            return
        document = reading.document
        seen: dict[str, tuple[Span, int]] = {}
        covered = -1
        for span, block in self._suspects(reading):
            words = _words(reading, span)
            if len(words) < self.words:
                continue
            first, heading = seen.setdefault(" ".join(words), (span, block.heading))
            if first is span or span.start < covered or _are_records(reading, heading, block.heading):
                continue
            line = document.lines.position(document.prose.to_source(first).start).line
            found = self._passage(reading, first, span) if self.unit == "paragraph" else span
            covered = found.end
            yield Finding(found, values={"line": str(line)})

    @staticmethod
    def _passage(reading: Reading, first: Span, again: Span) -> Span:
        """A repeated block with those below it that follow the first one too: a passage is one finding, not ten."""
        blocks = reading.document.blocks
        above, below = reading.block_index(first.start), reading.block_index(again.start)
        last, start = below, below
        while above + 1 < start and below + 1 < len(blocks):
            above, below = above + 1, below + 1
            if _words(reading, blocks[above].span) != _words(reading, blocks[below].span):
                break
            last = below
        return Span(again.start, blocks[last].span.end)

    def _suspects(self, reading: Reading) -> list[tuple[Span, Block]]:
        """The units whose ASCII letters and digits stand twice: few, and only they are read word by word."""
        document = reading.document
        units: dict[bytes, list[tuple[Span, Block]]] = {}
        repeated = False
        for index, block in enumerate(document.blocks):
            start, end = block.span
            if block.kind not in _READ or end - start < 2 * self.words or reading.is_reference(index):
                continue
            spans = [block.span] if self.unit == "paragraph" else [s.span for s in reading.sentences(index)]
            for span in spans:
                start, end = span
                if end - start >= 2 * self.words:
                    key = document.text[start:end].lower().encode("ascii", "ignore").translate(None, _NO_LETTER)
                    if key in units:
                        units[key].append((span, block))
                        repeated = True
                    else:
                        units[key] = [(span, block)]
        if not repeated:
            return []
        found = [unit for same in units.values() if len(same) > 1 for unit in same]
        return sorted(found, key=operator.itemgetter(0))

    def _lines(self, reading: Reading) -> Iterator[Finding]:
        for above, block in pairwise(reading.document.blocks):
            if above.kind not in _LINES or block.kind not in _LINES or not _alike(above.span, block.span):
                continue
            words = _words(reading, block.span)
            if len(words) >= self.words and words == _words(reading, above.span):
                first = reading.document.lines.position(above.source.start)
                yield Finding(block.span, values={"line": str(first.line)})


def _alike(one: Span, other: Span) -> bool:
    """True when two stretches could hold the same words with other punctuation: they are about as long."""
    return abs((one.end - one.start) - (other.end - other.start)) < _PUNCTUATION


def _are_records(reading: Reading, first: int, second: int) -> bool:
    """True for two headings of the same words: entries of a catalogue, which may well give the same answer."""
    blocks = reading.document.blocks
    if first < 0 or second < 0 or first == second:
        return False
    return _words(reading, blocks[first].span) == _words(reading, blocks[second].span)


def _words(reading: Reading, span: Span) -> list[str]:
    """The words of a span; none where something unreadable stands among them, which may well differ."""
    text = reading.document.text[span.start : span.end]
    return [] if OPAQUE in text else re.findall(r"\w+", text.lower())
