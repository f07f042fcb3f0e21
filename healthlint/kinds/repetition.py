"""Text that stands in a post twice."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import ClassVar, Literal

from healthlint.core.document import BlockKind
from healthlint.core.reading import Reading
from healthlint.core.rule import Finding, Scope
from healthlint.core.span import LineIndex, Span

_READ = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE})


@dataclass(frozen=True, slots=True)
class Repetition:
    """The same sentence or paragraph again, whatever its case and punctuation."""

    unit: Literal["sentence", "paragraph"]
    words: int = 6

    scope: ClassVar[Scope] = Scope.SPAN
    placeholders: ClassVar[frozenset[str]] = frozenset({"line"})
    once: ClassVar[bool] = False

    def find(self, reading: Reading) -> Iterator[Finding]:
        """Every unit that has stood before, with the line of its first place."""
        document = reading.document
        seen: dict[str, Span] = {}
        lines: LineIndex | None = None
        for index, block in enumerate(document.blocks):
            if block.kind not in _READ or reading.is_reference(index):
                continue
            spans = [block.span] if self.unit == "paragraph" else [s.span for s in reading.sentences(index)]
            for span in spans:
                words = re.findall(r"\w+", document.text[span.start : span.end].lower())
                if len(words) < self.words:
                    continue
                first = seen.setdefault(" ".join(words), span)
                if first is not span:
                    lines = lines or LineIndex(document.source.text)
                    line = lines.position(document.prose.to_source(first).start).line
                    yield Finding(span, values={"line": str(line)})
