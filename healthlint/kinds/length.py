"""Sentences and paragraphs that are too long."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from healthlint.core.reading import Reading
from healthlint.core.rule import Finding, Scope
from healthlint.core.span import Span

_BLANK = re.compile(r"[^\S \n]")
_WORD = re.compile(r"[^\W_]\S*")


@dataclass(frozen=True, slots=True)
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
        text = reading.document.text
        blanks = " \n" if text.isascii() and "\t" not in text else f" \n{''.join(set(_BLANK.findall(text)))}"
        for block in reading.prose_blocks():
            span = reading.document.blocks[block].span
            # Most blocks are let go by a count that costs less.
            if not _may_have_more(text, span, self.words, blanks):
                continue
            spans = [sentence.span for sentence in reading.sentences(block)] if self.unit == "sentence" else [span]
            for unit in spans:
                if _may_have_more(text, unit, self.words, blanks):
                    count = len(_WORD.findall(text, unit.start, unit.end))
                    if count > self.words:
                        yield Finding(unit, values={"count": str(count), "limit": str(self.words)})


def _may_have_more(text: str, span: Span, words: int, blanks: str) -> bool:
    """False when a stretch has too few characters, or too little white space, for more than so many words."""
    start, end = span
    if end - start <= 2 * words:
        return False
    return sum([text.count(blank, start, end) for blank in blanks]) >= words
