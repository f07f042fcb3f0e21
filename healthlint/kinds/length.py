"""Sentences and paragraphs that are too long."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from healthlint.core.reading import Reading
from healthlint.core.rule import Finding, Scope
from healthlint.core.span import Span

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

    def find(self, reading: Reading) -> Iterator[Finding]:
        """Every unit with more words than the limit."""
        text = reading.document.text
        for block in reading.prose_blocks():
            spans: list[Span] = [reading.document.blocks[block].span]
            if self.unit == "sentence":
                spans = [sentence.span for sentence in reading.sentences(block)]
            for span in spans:
                # Most units are let go by counts that cost less: characters, then what stands between spaces.
                if span.end - span.start <= 2 * self.words or len(text[slice(*span)].split()) <= self.words:
                    continue
                count = len(_WORD.findall(text, span.start, span.end))
                if count > self.words:
                    yield Finding(span, values={"count": str(count), "limit": str(self.words)})
