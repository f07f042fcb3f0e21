"""Paragraphs that break off."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar, Literal

from healthlint.core import later
from healthlint.core.document import BlockKind
from healthlint.core.reading import Reading
from healthlint.core.record import record
from healthlint.core.rule import Finding, Scope
from healthlint.core.span import Span

_DANGLING = later.pattern(
    r"(?<![\w-])(?:a|an|the|and|or|but|of|to|for|with|from|by|in|at|as|than|that|which|who|whose|because|if|is|are|was|were"
    r"|be|been|has|have|had|will|can|may|your|our|their|its|this|these|such|more|most|very|my|every|during|whether"
    r"|although|unless|including|upon|towards?|among|regarding|concerning|despite|whereas|nor|via|per)$",
    re.IGNORECASE,
)
_CUT = later.pattern(
    r"(?<![\w-])(?:a|an|the|and|or|but|of|to|for|with|from|by|in|at|as|than|that|which|who|whose|because|your|our|their|its|these"
    r"|this|such|during|whether|including|among)$",
    re.IGNORECASE,
)
"""Words before three dots with which no pause for effect begins."""
_DOTS = later.pattern(r"\s?(?:\.{3,4}|\u2026)[\s\W]*$")
_TEASER = later.pattern(
    r"\W*(?:\(?more\W*$|(?:read|continue|keep|learn|see|view)\s(?:more|reading|on|the\sfull|full)\b)", re.IGNORECASE
)
"""What a list of posts prints after the first words of each."""
_OPEN = later.pattern(r"[\w'\u2019)\]]*(?:[,(\[]|\[(?:\.\.\.|\u2026)\])$")
"""A comma, an open bracket, or what shortens an extract: "and then, [...]"."""
_COMPLETE = later.pattern(
    r"(?:\b(?:it|they|you|we|he|she|I|there|this|that|these|those|what|who)|['\u2019](?:ve|d))"
    r"\s(?:is|are|was|were|be|has|have|had|will|can|may)$"
    r"|(?:\W\W|\b(?:and|or|much|once|any|no|even|read|learn|see|out|know|hear|do|get|want|need|\d+)\s)more$"
    r"|;\s(?:and|or)$",
    re.IGNORECASE,
)
"""Ends that need no more: "how severe it is", "what you have", "... more"."""
_CONTACT = later.pattern(r"\d{3}\W{0,2}\d{3,4}\b|@|\bwww\.|://")
"""A telephone number or an address: a heading that asks to call needs nothing below it."""
_LONGEST_CLAUSE = 14
_LONGEST_WORD = 11
"""No word of the list above is longer, with the character before it."""
_LAST = 5
"""Among so many last characters three dots stand, with a quotation mark or a bracket after them."""
_TAIL = 60
"""So many characters at the end of a block are looked at for three dots."""


@record
class Truncation:
    """A paragraph whose last words call for more, and nothing follows that could be it; or a post that ends so."""

    words: int = 8
    unit: Literal["paragraph", "post"] = "paragraph"
    """``post``: a heading is the last thing in the file."""

    scope: ClassVar[Scope] = Scope.SPAN
    placeholders: ClassVar[frozenset[str]] = frozenset()
    once: ClassVar[bool] = False
    searched: ClassVar[tuple[str, ...]] = ()
    waits_for: ClassVar[tuple[str, ...]] = ()

    def find(self, reading: Reading) -> Iterator[Finding]:
        """The last words of every paragraph that ends on a word that cannot end a sentence, or the last heading."""
        document = reading.document
        if self.unit == "post":
            yield from _last_heading(reading)
            return
        for index, block in enumerate(document.blocks):
            if block.kind not in (BlockKind.PARAGRAPH, BlockKind.QUOTE) or reading.is_reference(index):
                continue
            start, end = block.span
            dangling = _dangling(document.text, start, end)
            if dangling is None:
                dangling = self._trailing(reading, index)
            if dangling is None:
                continue
            if len(document.text[start:end].split()) < self.words or self._goes_on(reading, index):
                continue
            yield Finding(Span(dangling, end))

    @staticmethod
    def _trailing(reading: Reading, index: int) -> int | None:
        """Where the last word before three dots begins, when it calls for more, or "Read more" follows."""
        document = reading.document
        start, end = document.blocks[index].span
        last = document.text[max(start, end - _LAST) : end]
        if "..." not in last and "\u2026" not in last:
            return None
        tail = document.text[max(start, end - _TAIL) : end]
        dots = _DOTS.search(tail)
        if dots is None:
            return None
        words = tail[: dots.start()]
        below = document.blocks[index + 1] if index + 1 < len(document.blocks) else None
        teaser = below is not None and _TEASER.match(document.text, below.span.start, below.span.end)
        if not teaser and not _CUT.search(words):
            return None
        return end - len(tail) + words.rfind(" ") + 1

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


def _dangling(text: str, start: int, end: int) -> int | None:
    """Where the last words begin, when they call for more."""
    if text[end - 1 : end] in ",([]":
        found = _OPEN.search(text, max(start, end - _LONGEST_CLAUSE), end)
        return found.start() if found else None
    # Most blocks end with a stop.
    found = _DANGLING.search(text, max(start, end - _LONGEST_WORD), end) if text[end - 1 : end].isalpha() else None
    if found is None or _COMPLETE.search(text, max(start, end - _LONGEST_CLAUSE), end):
        return None
    return found.start()


def _last_heading(reading: Reading) -> Iterator[Finding]:
    """A heading, or a line in capitals, after which the file holds no more words."""
    document = reading.document
    if len(document.blocks) < 2:
        return
    last = document.blocks[-1]
    words = document.text[last.span.start : last.span.end]
    rest = document.source.text[last.source.end :]
    title = last.kind is BlockKind.HEADING or (words.isupper() and " " in words)
    # A bold line at the end is a closing word or a name as often as a heading, and a heading in sentences is a text.
    bold = document.source.text[max(0, last.source.start - 1) : last.source.start] in ("*", "_")
    if title and not bold and words[-1] not in ".!" and not any(map(str.isalnum, rest)) and not _CONTACT.search(words):
        yield Finding(last.span)
