"""Citations in a post, and which of them carries a claim.

The forms and the addresses that support nothing are data (``CitationForms``). Here stands only how far a citation
reaches: its sentence, the sentence that goes on about it, the paragraph, list, row or table that it closes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Protocol

from healthlint.core.document import BlockKind, Document, Link, LinkKind, MarkKind, Value
from healthlint.core.reading import Citation, CitationForm, Evidence, Match, Sentence
from healthlint.core.span import Span
from healthlint.prose.english import CitationForms
from healthlint.prose.patterns import Patterns

_HOST = re.compile(r"(?:https?:)?//(?:[^/?#@]*@)?(?:www\.)?([^/?#:]+)", re.IGNORECASE)
_NOTE_ANCHOR = re.compile(r"#(?:fn|ref|cite|note|source|bib|r?\d)", re.IGNORECASE)
_NUMBERED = re.compile(r"[\[(]?\d{1,3}[\])]?")
_CLOSING = 4
"""Characters that may follow a citation at the end of a paragraph: a stop, a bracket."""
_STRONG = frozenset(CitationForm) - {CitationForm.NAMED_SOURCE, CitationForm.FRONT_MATTER}


class Place(Protocol):
    """What is asked of the reader."""

    document: Document

    def finds(self, patterns: Patterns, within: Span) -> Sequence[Span]:
        """Matches inside a span."""
        ...

    def holds(self, patterns: Patterns, words: str, *, whole: bool = False) -> bool:
        """True when the patterns stand in words from elsewhere."""
        ...

    def sentences(self, block: int) -> tuple[Sentence, ...]:
        """The sentences of a block."""
        ...

    def block_index(self, offset: int) -> int:
        """The index of the block at an offset."""
        ...

    def is_reference(self, block: int) -> bool:
        """True for blocks of a reference list."""
        ...

    def lead(self, block: int) -> Span | None:
        """The sentence that opens the list of a block."""
        ...


class Citations:
    """The citations of one post."""

    def __init__(self, place: Place, forms: CitationForms) -> None:
        self.place = place
        self.forms = forms
        self.document = place.document
        self.has_list = any(place.is_reference(index) for index in range(len(self.document.blocks)))
        self.all = sorted(self._collect(), key=lambda citation: citation.span)

    def evidence(self, match: Match) -> Evidence:
        """The nearest admissible citation that reaches the match, and the nearest that was turned down."""
        near = [c for c in self.all if c.form is not CitationForm.FRONT_MATTER]
        block = self.document.blocks[match.sentence.block]
        admissible = [citation for citation in near if not citation.rejected]
        rejected = [c for c in near if c.rejected and c.span.start >= block.span.start and c.span.end <= block.span.end]
        turned_down = min(rejected, key=lambda citation: _distance(citation.span, match.span), default=None)
        for reach in (self._sentence, self._neighbours, self._paragraph, self._list, self._row, self._line_below):
            reached = [citation for citation in admissible if reach(match.sentence, citation)]
            if reached:
                return Evidence(min(reached, key=lambda citation: _distance(citation.span, match.span)), turned_down)
        return Evidence(None, turned_down)

    def _sentence(self, sentence: Sentence, citation: Citation) -> bool:
        """The same sentence."""
        return sentence.span.start <= citation.span.start <= sentence.span.end

    def _neighbours(self, sentence: Sentence, citation: Citation) -> bool:
        """The sentence after, or the one before when this one goes on about it."""
        if citation.form not in _STRONG:
            return False
        sentences = self.place.sentences(sentence.block)
        index = sentences.index(sentence)
        following = sentences[index + 1 : index + 2]
        if any(self._sentence(s, citation) and self._continues(s) for s in following):
            return True
        while index > 0 and self._continues(sentences[index]):
            index -= 1
            if self._sentence(sentences[index], citation):
                return True
        return False

    def _continues(self, sentence: Sentence) -> bool:
        """True when a sentence goes on about the source of the one before it, or is little else than a citation."""
        if any(span.start == sentence.span.start for span in self.place.finds(self.forms.follows, sentence.span)):
            return True
        text = self.document.text[sentence.span.start : sentence.span.end]
        return text.startswith(("(", "[", "See ", "Source")) or len(text.split()) < 5

    def _paragraph(self, sentence: Sentence, citation: Citation) -> bool:
        """The end of the paragraph."""
        block = self.document.blocks[sentence.block].span
        closes = block.end - _CLOSING <= citation.span.end <= block.end + 1
        return citation.form in _STRONG and closes and citation.span.start >= sentence.span.start

    def _list(self, sentence: Sentence, citation: Citation) -> bool:
        """The line above a list or the end of its last item."""
        blocks = self.document.blocks
        block = blocks[sentence.block]
        if citation.form not in _STRONG or block.kind is not BlockKind.ITEM:
            return False
        lead = self.place.lead(sentence.block)
        if lead is not None and lead.start <= citation.span.start <= lead.end:
            return True
        last = sentence.block
        while last + 1 < len(blocks) and blocks[last + 1].group == block.group:
            last += 1
        end = blocks[last].span.end
        return block.group > 0 and end - _CLOSING <= citation.span.end <= end + 1

    def _row(self, sentence: Sentence, citation: Citation) -> bool:
        """The same row of a table, by the line in the file."""
        block = self.document.blocks[sentence.block]
        if block.kind is not BlockKind.CELL:
            return False
        start, end = sorted((block.source.start, citation.source.start))
        return "\n" not in self.document.source.text[start:end]

    def _line_below(self, sentence: Sentence, citation: Citation) -> bool:
        """A line below the paragraph, list or table that is a source line, or nothing but links."""
        blocks = self.document.blocks
        block = blocks[sentence.block]
        below = sentence.block + 1
        while block.group and below < len(blocks) and blocks[below].group == block.group:
            below += 1
        if below >= len(blocks) or blocks[below].kind is BlockKind.HEADING or citation.form not in _STRONG:
            return False
        line = blocks[below].span
        if not (line.start <= citation.span.start <= line.end) or line.end - line.start > 400:
            return False
        if citation.form is CitationForm.SOURCE_LINE:
            return citation.span.start - line.start < 3
        bare = self.document.text[line.start : citation.span.start] + self.document.text[citation.span.end : line.end]
        return len(bare.split()) < 4

    def _collect(self) -> Iterator[Citation]:
        taken: list[Span] = []
        for citation in [*self._marks(), *self._links()]:
            taken.append(citation.span)
            yield citation
        found = (
            (CitationForm.IDENTIFIER, self.forms.identifier),
            (CitationForm.AUTHOR_YEAR, self.forms.author_year),
            (CitationForm.NUMBER, self.forms.number),
            (CitationForm.SOURCE_LINE, self.forms.source_line),
            (CitationForm.NAMED_SOURCE, self.forms.named_source),
        )
        whole = Span(0, len(self.document.text))
        for form, patterns in found:
            for span in self.place.finds(patterns, whole):
                block = self.place.block_index(span.start)
                words = self.document.text[span.start : span.end]
                if "\n\n" in words or self.place.is_reference(block):
                    continue
                rejected = ""
                if form is CitationForm.NUMBER and not self.has_list:
                    rejected = "points to no reference list"
                yield Citation(form, span, self.document.prose.to_source(span), words, rejected=rejected)
        yield from self._front_matter()

    def _links(self) -> Iterator[Citation]:
        for link in self.document.links:
            if link.kind is LinkKind.IMAGE:
                continue
            words = self.document.text[link.span.start : link.span.end]
            form = CitationForm.LINK if link.kind is LinkKind.INLINE else CitationForm.ADDRESS
            yield Citation(form, link.span, link.source, words, link.target, self._why_not(link, words))

    def _marks(self) -> Iterator[Citation]:
        notes = {b.label for b in self.document.blocks if b.kind is BlockKind.FOOTNOTE}
        for mark in self.document.marks:
            words = self.document.text[mark.span.start : mark.span.end]
            if mark.kind is MarkKind.FOOTNOTE:
                rejected = "" if mark.label in notes else "points to no footnote"
                yield Citation(CitationForm.FOOTNOTE, mark.span, mark.source, f"[^{mark.label}]", rejected=rejected)
            elif any(character.isdigit() for character in words):
                rejected = "" if self.has_list else "points to no reference list"
                yield Citation(CitationForm.SUPERSCRIPT, mark.span, mark.source, words, rejected=rejected)

    def _front_matter(self) -> Iterator[Citation]:
        front_matter = self.document.front_matter
        if front_matter is None:
            return
        wanted = {key.lower() for key in self.forms.front_matter}
        for key, value in front_matter.values.items():
            if key.lower() in wanted and _names_sources(value):
                yield Citation(CitationForm.FRONT_MATTER, Span(0, 0), front_matter.source, key)

    def _why_not(self, link: Link, words: str) -> str:
        """Why a link supports no claim; empty when it may."""
        target = link.target.strip()
        if target.startswith("#"):
            is_note = _NOTE_ANCHOR.match(target) or _NUMBERED.fullmatch(words)
            return "" if is_note and self.has_list else "points into the same post"
        if target.lower().startswith(("mailto:", "tel:", "sms:")):
            return "is a contact, not a source"
        host = _HOST.match(target)
        if host is None:
            return "is a page of your own site"
        name = host[1].lower()
        if "{" in name or _is_of(name, self.forms.own):
            return "is a page of your own site"
        for reason, hosts in self.forms.no_source.items():
            if _is_of(name, hosts):
                return reason
        for reason, patterns in self.forms.no_source_address.items():
            if self.place.holds(patterns, target):
                return reason
        for reason, patterns in self.forms.no_source_words.items():
            if self.place.holds(patterns, words, whole=True):
                return reason
        return ""


def _is_of(host: str, domains: tuple[str, ...]) -> bool:
    return any(host == domain or host.endswith(f".{domain.lstrip('.')}") for domain in domains)


def _names_sources(value: Value) -> bool:
    """True for a list of sources or an address; a mere count or category is none."""
    if isinstance(value, str):
        return "://" in value or len(value.split()) > 2
    return bool(value)


def _distance(one: Span, other: Span) -> int:
    return max(other.start - one.end, one.start - other.end, 0)
