"""Abbreviations that nobody spelled out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import ClassVar

from healthlint.core import later
from healthlint.core.document import BlockKind
from healthlint.core.reading import Reading
from healthlint.core.record import record
from healthlint.core.rule import Finding, Scope
from healthlint.core.span import Span
from healthlint.kinds.pattern import NONE
from healthlint.prose.patterns import Patterns

# Both begin with a plain set of characters, so that the engine skips to them.
_ABBREVIATION = later.pattern(r"[A-Z](?<![\w./@-][A-Z])(?=[0-9]*+[A-Z])[A-Z0-9]++(?:-\d++)?+s?+(?![\w@]|[./-]\w)")
_SHOUTED = later.pattern(r"[A-Z]{2,}+[A-Z0-9]*+(?:\W++[A-Z]{2,}+[A-Z0-9]*+){2,}+")
_EXPLAINED = later.pattern(r"s?(?:\s*\([^)]*[a-z]{3}|,?\s+(?:or|stands\s+for|means|is\s+short\s+for)\s)")
_ENDS = later.pattern(r"s?\b")
_CLOSED = later.pattern(r"s?\b[^)]*\)")
_OR = later.pattern(r"(?<!\w)(?:or|called|(?:known|abbreviated|referred\s+to)(?:\s+as)?)\s+(?:an?\s+|the\s+)?\Z")
_BRACKET = later.pattern(r"\(\s*(?:[\w-]+\s+or\s+|(?:acute|chronic|primary|secondary)\s+|[^();]*;\s*)?\Z")
_NEAR = 80
"""Characters before an abbreviation in which its meaning is looked for."""
_READ = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE})


@record
class Abbreviation:
    """Capitals whose meaning the post never gives, at their first use."""

    known: Patterns = NONE
    except_: Patterns = NONE
    """Names that only look like abbreviations: one use that overlaps a match speaks for all ("the BRCA gene")."""
    uses: int = 2

    scope: ClassVar[Scope] = Scope.SPAN
    placeholders: ClassVar[frozenset[str]] = frozenset({"count"})
    once: ClassVar[bool] = False
    searched: ClassVar[tuple[str, ...]] = ()
    waits_for: ClassVar[tuple[str, ...]] = ()

    def find(self, reading: Reading) -> Iterator[Finding]:
        """The first use of each abbreviation that occurs often enough and is nowhere spelled out."""
        text = reading.document.text
        places: dict[str, list[Span]] = {}
        for index, found in self._by_block(reading).items():
            block = reading.document.blocks[index]
            if block.kind not in _READ or reading.is_reference(index):
                continue
            shouted = [match.span() for match in _SHOUTED.finditer(text, *block.span)] if len(found) > 2 else []
            for match in found:
                if not any(start <= match.start() < end for start, end in shouted):
                    places.setdefault(_singular(match[0]), []).append(Span(*match.span()))
        for letters, spans in places.items():
            if len(spans) < self.uses or self._is_known(letters, reading) or _spelled_out(letters, text):
                continue
            if not any(self._is_name(span, reading) for span in spans):
                yield Finding(spans[0], subject=letters, values={"count": str(len(spans))})

    @staticmethod
    def _by_block(reading: Reading) -> dict[int, list[re.Match[str]]]:
        starts = reading.document.block_starts
        found: dict[int, list[re.Match[str]]] = {}
        for match in _ABBREVIATION.finditer(reading.document.text):
            found.setdefault(bisect_right(starts, match.start()) - 1, []).append(match)
        return found

    def _is_known(self, letters: str, reading: Reading) -> bool:
        return reading.holds(self.known, letters, whole=True)

    def _is_name(self, span: Span, reading: Reading) -> bool:
        around = reading.block_at(span.start).span
        return any(found.overlaps(span) for found in reading.finds(self.except_, around))


def _singular(letters: str) -> str:
    return letters.removesuffix("s")


def _spelled_out(letters: str, text: str) -> bool:
    """True when the post says "letters (words)", "words (letters)" or "letters, or words" anywhere."""
    start = text.find(letters)
    while start >= 0:
        end = start + len(letters)
        whole = not (start and (text[start - 1].isalnum() or text[start - 1] == "_"))
        if whole and (
            _EXPLAINED.match(text, end) or (_ENDS.match(text, end) and _OR.search(text[max(0, start - _NEAR) : start]))
        ):
            return True
        if _CLOSED.match(text, end) and _BRACKET.search(text[max(0, start - _NEAR) : start]):
            return True
        start = text.find(letters, end)
    return False
