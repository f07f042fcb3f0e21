"""Paragraphs that break off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar

from healthlint.core.document import BlockKind
from healthlint.core.reading import Reading
from healthlint.core.rule import Finding, Scope
from healthlint.core.span import Span

_DANGLING = re.compile(
    r"\b(?:a|an|the|and|or|but|of|to|for|with|from|by|in|at|as|than|that|which|who|whose|because|if|is|are|was|were"
    r"|be|been|has|have|had|will|can|may|your|our|their|its|this|these|such|more|most|very)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Truncation:
    """A paragraph whose last words call for more, and nothing follows that could be it."""

    words: int = 8

    scope: ClassVar[Scope] = Scope.SPAN
    placeholders: ClassVar[frozenset[str]] = frozenset()
    once: ClassVar[bool] = False

    def find(self, reading: Reading) -> Iterator[Finding]:
        """The last words of every paragraph that ends on a word that cannot end a sentence."""
        document = reading.document
        for index, block in enumerate(document.blocks):
            if block.kind not in (BlockKind.PARAGRAPH, BlockKind.QUOTE) or reading.is_reference(index):
                continue
            text = document.text[block.span.start : block.span.end]
            dangling = _DANGLING.search(text)
            if dangling is None or len(text.split()) < self.words or self._goes_on(reading, index):
                continue
            yield Finding(Span(block.span.start + dangling.start(), block.span.end))

    @staticmethod
    def _goes_on(reading: Reading, index: int) -> bool:
        """True when a list, a table, code or lower-case words follow, so that the sentence may go on there."""
        document = reading.document
        if index + 1 >= len(document.blocks):
            return False
        block, following = document.blocks[index], document.blocks[index + 1]
        if following.kind in (BlockKind.ITEM, BlockKind.CELL, BlockKind.QUOTE, BlockKind.ALT):
            return True
        if any(block.source.end <= code.start < following.source.start for code in document.code):
            return True
        return document.text[following.span.start].islower()
