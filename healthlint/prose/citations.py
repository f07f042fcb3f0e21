"""Every citation of a post, in the order of the text, and why some of them carry nothing.

The forms and the addresses that support nothing are data (``CitationForms``).
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Protocol

from healthlint.core import later
from healthlint.core.document import Document, Link, LinkKind, MarkKind, Value
from healthlint.core.reading import Citation, CitationForm
from healthlint.core.span import Span
from healthlint.prose.english import CitationForms
from healthlint.prose.patterns import Patterns
from healthlint.prose.references import Entries

_HOST = later.pattern(r"(?:https?:)?//(?:[^/?#@]*@)?(?:www\.)?([^/?#:]+)", re.IGNORECASE)
_NOTE_ANCHOR = later.pattern(r"#(?:fn|ref|cite|note|source|bib|r?\d)", re.IGNORECASE)
_NUMBERED = later.pattern(r"[\[(]?\d{1,3}[\])]?")
_YEAR = later.pattern(r"(?:19|20)\d\d")
_SUPERSCRIPT = later.pattern(r"[\[(]?[\d⁰¹²³⁴-⁹]{1,3}(?:\s*[,;–-]\s*\d{1,3})*[\])]?")
_LOOSE_NOTE = later.pattern(r"\[\^[^\]\s]{1,40}\](?!:)")
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_UNIT = later.pattern(r"(?:\d|\b(?:k?m|cm|mm|dm|in|ft|kg/m|g/m|mg/m|x|y|r|R|CO|H|O|B|e|E|10))$")
"""What stands before a superscript that is an exponent."""
_CANONICAL = ("canonical", "canonicalurl", "canonical_url")


class Place(Protocol):
    """What is asked of the reader."""

    document: Document

    def finds(self, patterns: Patterns, within: Span) -> Sequence[Span]:
        """Matches inside a span."""
        ...

    def holds(self, patterns: Patterns, words: str, *, whole: bool = False) -> bool:
        """True when the patterns stand in words from elsewhere."""
        ...

    def block_index(self, offset: int) -> int:
        """The index of the block at an offset."""
        ...

    def is_reference(self, block: int) -> bool:
        """True for blocks of a reference list."""
        ...


class Collector:
    """Finds the citations of one post."""

    def __init__(self, place: Place, forms: CitationForms) -> None:
        self.place = place
        self.forms = forms
        self.document = place.document
        self.entries = Entries(place, forms.reference_entry)

    def find(self, form: CitationForm) -> Iterator[Citation]:
        """The citations of one form. What stands in a reference list is no citation, but the source of one."""
        match form:
            case CitationForm.FOOTNOTE:
                yield from self._footnotes()
                yield from self._loose_notes()
            case CitationForm.SUPERSCRIPT:
                yield from self._superscripts()
            case CitationForm.NUMBER:
                yield from self._numbers()
            case CitationForm.FRONT_MATTER:
                yield from self._front_matter()
            case CitationForm.COMPONENT:
                yield from self._components()
            case CitationForm.LINK | CitationForm.ADDRESS:
                yield from self._links(form)
            case _:
                for span, source, words in self._words(self._patterns[form]):
                    yield Citation(form, span, source, words)

    @property
    def _patterns(self) -> Mapping[CitationForm, Patterns]:
        return {
            CitationForm.IDENTIFIER: self.forms.identifier,
            CitationForm.AUTHOR_YEAR: self.forms.author_year,
            CitationForm.SOURCE_LINE: self.forms.source_line,
            CitationForm.NAMED_SOURCE: self.forms.named_source,
        }

    def _words(self, patterns: Patterns) -> Iterator[tuple[Span, Span, str]]:
        """Where patterns stand, in the text and in the file, and the words."""
        for span in self.place.finds(patterns, Span(0, len(self.document.text))):
            words = self.document.text[span.start : span.end]
            if "\n\n" in words or self._is_entry(span.start) or self._is_no_citation(span):
                continue
            yield span, self.document.prose.to_source(span), words

    def _numbers(self) -> Iterator[Citation]:
        for span, source, words in self._words(self.forms.number):
            yield self._marked(CitationForm.NUMBER, span, source, words)
        if self.entries:
            for span, source, words in self._words(self.forms.number_in_parentheses):
                if self.entries.surely_hold(words) and not self._is_marked(span):
                    yield Citation(CitationForm.NUMBER, span, source, words)

    def _is_no_citation(self, span: Span) -> bool:
        """True for what only looks like one."""
        found = self.place.finds(self.forms.no_citation, Span(0, len(self.document.text)))
        # None overlap: only the last one that begins before the end can reach in.
        last = bisect_left(found, (span.end,)) - 1
        return last >= 0 and found[last].overlaps(span)

    def _is_marked(self, span: Span) -> bool:
        """True for a number that is still a superscript."""
        return any(span.overlaps(mark.span) for mark in self.document.marks)

    def _is_entry(self, offset: int) -> bool:
        block = self.place.block_index(offset)
        return block in self.entries.blocks or self.place.is_reference(block)

    def _marked(self, form: CitationForm, span: Span, source: Span, words: str) -> Citation:
        """A numbered mark, with what it lacks."""
        if not self.entries.missing(words):
            return Citation(form, span, source, words)
        lacks = "points to no entry of the reference list" if self.entries else "points to no reference list"
        return Citation(form, span, source, words, rejected=lacks, broken=True)

    def _links(self, form: CitationForm) -> Iterator[Citation]:
        for link in self.document.links:
            if link.kind is LinkKind.IMAGE or (link.kind is LinkKind.INLINE) is not (form is CitationForm.LINK):
                continue
            words = self.document.text[link.span.start : link.span.end]
            yield Citation(form, link.span, link.source, words, link.target, self._why_not(link, words))

    def _components(self) -> Iterator[Citation]:
        last = len(self.document.text) - 1
        for component in self.document.components:
            if last >= 0 and self.place.holds(self.forms.component, component.name, whole=True):
                # It leaves nothing in the text: the character that it stands before has its place.
                start = min(component.offset, last)
                span = Span(start, start + 1)
                yield Citation(CitationForm.COMPONENT, span, component.source, component.name)

    def _footnotes(self) -> Iterator[Citation]:
        for mark in self.document.marks:
            if mark.kind is MarkKind.FOOTNOTE:
                known = mark.label in self.entries.notes
                rejected = "" if known else "points to no footnote"
                words = f"[^{mark.label}]"
                yield Citation(
                    CitationForm.FOOTNOTE, mark.span, mark.source, words, rejected=rejected, broken=not known
                )

    def _superscripts(self) -> Iterator[Citation]:
        for mark in self.document.marks:
            if mark.kind is MarkKind.FOOTNOTE:
                continue
            words = self.document.text[mark.span.start : mark.span.end]
            if _SUPERSCRIPT.fullmatch(words.strip()) and not self._is_exponent(mark.span.start):
                number = words.translate(_DIGITS)
                found = self._marked(CitationForm.SUPERSCRIPT, mark.span, mark.source, number)
                # Without any list it may be an ion or a trade name as well.
                yield found if self.entries else replace(found, broken=False)

    def _is_exponent(self, offset: int) -> bool:
        return bool(_UNIT.search(self.document.text[max(0, offset - 8) : offset]))

    def _loose_notes(self) -> Iterator[Citation]:
        """Footnote marks that the parser left as words, because nothing defines them."""
        for found in _LOOSE_NOTE.finditer(self.document.text):
            span = Span(*found.span())
            source = self.document.prose.to_source(span)
            yield Citation(CitationForm.FOOTNOTE, span, source, found[0], rejected="points to no footnote", broken=True)

    def _front_matter(self) -> Iterator[Citation]:
        front_matter = self.document.front_matter
        if front_matter is None:
            return
        wanted = {key.lower() for key in self.forms.front_matter}
        for key, value in front_matter.values.items():
            if key.lower() in wanted and _names_sources(value):
                yield Citation(CitationForm.FRONT_MATTER, Span(0, 0), front_matter.source, key)

    @cached_property
    def _own(self) -> tuple[str, ...]:
        """The site's own hosts: as configured, and as the front matter's canonical address tells."""
        values = self.document.front_matter.values if self.document.front_matter else {}
        given = (value for key, value in values.items() if key.lower().replace("-", "_") in _CANONICAL)
        hosts = (host(value) for value in given if isinstance(value, str))
        return (*self.forms.own, *(found for found in hosts if found))

    def _why_not(self, link: Link, words: str) -> str:
        """Why a link supports no claim; empty when it may."""
        target = link.target.strip()
        if target.startswith("#"):
            is_note = _NOTE_ANCHOR.match(target) or _NUMBERED.fullmatch(words)
            return "" if is_note and self.entries else "points into the same post"
        if target.lower().startswith(("mailto:", "tel:", "sms:")):
            return "is a contact, not a source"
        name = host(target)
        if not name or "{" in name or belongs(name, self._own):
            return "is a page of your own site"
        for reason, hosts in self.forms.no_source.items():
            if belongs(name, hosts):
                return reason
        for reason, patterns in self.forms.no_source_address.items():
            if self.place.holds(patterns, target):
                return reason
        for reason, patterns in self.forms.no_source_words.items():
            if self.place.holds(patterns, words, whole=True):
                return reason
        return ""


def host(address: str) -> str:
    """The host of an address, in lower case and without ``www.``; empty for a relative one."""
    found = _HOST.match(address.strip())
    return found[1].lower() if found else ""


def belongs(name: str, domains: Sequence[str]) -> bool:
    """True when a host is one of the domains, or below one: ``.gov`` holds all of them."""
    return any(name == domain or name.endswith(f".{domain.lstrip('.')}") for domain in domains)


def _names_sources(value: Value) -> bool:
    """True for a list of sources or an address; a mere count or category is none."""
    if isinstance(value, str):
        return "://" in value or len(value.split()) > 2
    return bool(value)


def names_work(citation: Citation, scholarly: Sequence[str]) -> bool:
    """False for a link that may lead anywhere: the name of a product is no name of a study.

    Args:
        citation: Any.
        scholarly: Hosts of journals, registries and public bodies.
    """
    return not citation.target or bool(_YEAR.search(citation.words)) or belongs(host(citation.target), scholarly)


def between(citations: list[Citation], start: int, end: int) -> list[Citation]:
    """Those that begin between two offsets, the second included."""
    return citations[bisect_left(citations, start, key=begins) : bisect_right(citations, end, key=begins)]


def begins(citation: Citation) -> int:
    """Where one begins, in the text."""
    return citation.span.start
