"""Marks in the text and the entries that they point to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from healthlint.core.document import BlockKind
from healthlint.core.reading import CitationForm, Reading
from healthlint.core.record import record
from healthlint.core.rule import Finding, Scope
from healthlint.kinds.pattern import NONE
from healthlint.prose.patterns import Patterns

_MARKS = frozenset({CitationForm.NUMBER, CitationForm.SUPERSCRIPT, CitationForm.FOOTNOTE})
_POINTS = _MARKS | {CitationForm.AUTHOR_YEAR}


@record
class Reference:
    """A mark without its entry, or a list of entries without a mark."""

    defect: Literal["broken", "unused"]
    headings: Patterns = NONE
    """``unused``: the whole heading above such a list."""
    entry: Patterns = NONE
    """``unused``: what one of the entries must hold, such as a year."""

    scope: ClassVar[Scope] = Scope.SPAN
    placeholders: ClassVar[frozenset[str]] = frozenset({"label"})
    once: ClassVar[bool] = False
    searched: ClassVar[tuple[str, ...]] = ()
    waits_for: ClassVar[tuple[str, ...]] = ()

    def find(self, reading: Reading) -> Iterator[Finding]:
        """Each broken mark, or the heading of a list that nothing points to."""
        yield from _broken(reading) if self.defect == "broken" else self._unused(reading)

    def _unused(self, reading: Reading) -> Iterator[Finding]:
        document = reading.document
        listed = [index for index in range(len(document.blocks)) if reading.is_reference(index)]
        if not listed:
            return
        cited = [c for c in reading.citations() if not reading.is_reference(reading.block_index(c.span.start))]
        if any(c.form in _POINTS and not c.rejected for c in cited):
            return
        targets = {c.target for c in cited if c.target}
        for index, block in enumerate(document.blocks):
            if block.kind is not BlockKind.HEADING:
                continue
            words = document.text[block.span.start : block.span.end].strip(" :.*#")
            if not reading.holds(self.headings, words, whole=True):
                continue
            below = [document.blocks[i].span for i in listed if document.blocks[i].heading == index]
            linked = {
                link.target for link in document.links for span in below if span.start <= link.span.start <= span.end
            }
            if below and not linked & targets and any(reading.finds(self.entry, span) for span in below):
                yield Finding(block.span)


def _broken(reading: Reading) -> Iterator[Finding]:
    for citation in reading.citations(_MARKS):
        if not citation.broken:
            continue
        values = {"label": citation.words}
        if citation.span.start < citation.span.end:
            yield Finding(citation.span, values=values)
        else:
            yield Finding(source=citation.source, values=values)
