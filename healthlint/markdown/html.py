"""Raw HTML: its text is prose, its tags are not. A tokenizer of tags, and what the elements mean for the text."""

from __future__ import annotations

import re
from collections import Counter

from healthlint.core.document import BlockKind, Comment, Link, LinkKind
from healthlint.core.span import Span
from healthlint.markdown.attribute_words import IRREGULAR, decode, pieces
from healthlint.markdown.builder import Context, DocumentBuilder
from healthlint.markdown.elements import (
    CELLS,
    CONTAINERS,
    HEADINGS,
    HIDDEN,
    INLINE,
    KNOWN,
    LISTS,
    STRONG,
    OpenAnchor,
    OpenElement,
    SpokenElement,
)
from healthlint.markdown.entities import is_entity, unescape
from healthlint.markdown.page import Landmarks
from healthlint.markdown.tags import TagFinder, attributes, match_tag


class HtmlReader:
    """Reads stretches of HTML into a builder. Elements may begin in one stretch and end in another."""

    def __init__(self, builder: DocumentBuilder) -> None:
        self.builder = builder
        self.skipping = ""
        """The element whose inside is left out, such as ``script``."""
        self.list_depth = 0
        self.landmarks = Landmarks()
        self.containers = 0
        """How many elements such as ``div`` are open."""
        self._skipped_from = 0
        self._elements: list[OpenElement] = []
        self._numbers: list[int] = []
        self._anchor: OpenAnchor | None = None
        self._superscripts: list[tuple[int, int]] = []
        self._strong: list[int] = []
        self._tags = TagFinder()
        self._has_languages = "lang=" in builder.masked
        self._spoken: list[SpokenElement] = []
        self._lower = ""
        self._unclosed: set[str] = set()
        self._closed: dict[str, int] = {}
        """By name, where an element was last seen to end."""
        self._open_names: Counter[str] = Counter()

    def read(self, base: int, segment: str) -> None:
        """Reads a stretch of HTML that begins at a source offset."""
        done = at = 0
        while True:
            at = segment.find("<", at)
            if at < 0:
                break
            if self.skipping and segment[at + 2 : at + 2 + len(self.skipping)].lower() != self.skipping:
                at += 1
                continue
            end = self._tags.markup_end(segment, at)
            if not end:
                at += 1
                continue
            if not self.skipping:
                self._text(base, segment, done, at)
            self._markup(base, segment, at, end)
            done = at = end
        if not self.skipping:
            self._text(base, segment, done, len(segment))

    @property
    def is_within(self) -> bool:
        """True inside of an element that ends with a paragraph of Markdown, or whose inside is left out."""
        return bool(self.skipping or self._superscripts or self._strong)

    def end_paragraph(self) -> None:
        """A paragraph of Markdown ends."""
        if self.skipping == "code":
            self.skipping = ""
        if self._superscripts or self._strong:
            self._superscripts.clear()
            self._strong.clear()
        self.builder.flush()

    def leave(self, depth: int) -> None:
        """A list, quote or cell of Markdown ends, and with it the elements that began inside."""
        while self._elements and self._elements[-1].depth > depth:
            self._close_last()

    def finish(self) -> None:
        """The document ends."""
        self.leave(-1)
        for spoken in self._spoken:
            self.builder.languages.append((spoken.language, Span(spoken.start, self.builder.position)))
        self._end_anchor(len(self.builder.text))
        self.end_paragraph()

    def image(self, target: str, title: str, source: Span, alt: list[tuple[int, int, str]]) -> None:
        """Adds an image: an opaque character in the text, and its alternative text as a block after it."""
        builder = self.builder
        builder.opaque(*source)
        span = Span(builder.position - 1, builder.position)
        builder.links.append(Link(LinkKind.IMAGE, span, target, source, title))
        builder.alternative(alt)

    # Text

    def _text(self, base: int, segment: str, start: int, end: int) -> None:
        builder = self.builder
        if builder.start < 0:
            while start < end and segment[start] in " \t\r\n":
                start += 1
        elif segment[start:end][:1] == " " and builder.parts[-1].endswith((" ", "\n")):
            start += 1
        for found in IRREGULAR.finditer(segment, start, end):
            at = found.start()
            if at > start:
                builder.words(base + start, base + at, builder.text[base + start : base + at])
            start = found.end()
            kind = found.lastgroup
            if kind == "space":
                self.space(base + at, base + start)
            elif kind == "hole":
                builder.opaque(base + at, base + start)
            elif kind == "entity" and is_entity(found[0]):
                builder.entity(base + at, base + start, unescape(found[0]))
            elif kind != "nothing":
                builder.words(base + at, base + start, builder.text[base + at : base + start])
        if end > start:
            builder.words(base + start, base + end, builder.text[base + start : base + end])

    def space(self, start: int, end: int) -> None:
        """Reads several white characters, or a line end: as one space."""
        if self.builder.start >= 0 and not self.builder.parts[-1].endswith((" ", "\n")):
            self.builder.atomic(start, end, " ")

    def _markup(self, base: int, segment: str, at: int, end: int) -> None:
        builder = self.builder
        source = Span(base + at, base + end)
        tag = match_tag(segment, at)
        if not tag:
            if segment.startswith("<!--", at):
                builder.comments.append(
                    Comment(builder.text[source.start + 4 : max(source.start + 4, source.end - 3)], source)
                )
            return
        written = tag[1]
        name = written.lower()
        closing = segment[at + 1] == "/"
        if self.skipping:
            if closing and name == self.skipping:
                self._end_skipping(source.end)
            return
        if name not in KNOWN:
            if not closing and (written[0].isupper() or "-" in written):
                builder.components.append((written, source))
            return
        self.landmarks.meet(name, source, closing=closing)
        if self._has_languages:
            self._language(name, tag, base, closing=closing)
        if name in INLINE or name in STRONG:
            self._inline(name, tag, base, source, closing=closing)
        elif name in HIDDEN:
            builder.flush()
            if not closing and not tag[2].endswith("/") and self._is_closed(name, source.end):
                self.skipping, self._skipped_from = name, source.start
        elif closing:
            self._end_block(name)
        else:
            self._start_block(name)

    def _language(self, name: str, tag: re.Match[str], base: int, *, closing: bool) -> None:
        """Keeps track of elements that say which language is inside of them."""
        spoken = self._spoken
        if spoken and spoken[-1].name == name:
            spoken[-1] = last = spoken[-1]._replace(depth=spoken[-1].depth + (-1 if closing else 1))
            if not last.depth:
                spoken.pop()
                self.builder.languages.append((last.language, Span(last.start, self.builder.position)))
        if not closing and name not in ("img", "br", "hr", "input", "link", "meta"):
            language = self._value(attributes(tag, base), "lang")
            if language:
                spoken.append(SpokenElement(name, 1, language, self.builder.position))

    def _end_skipping(self, end: int) -> None:
        builder = self.builder
        if self.skipping in ("code", "pre"):
            source = Span(self._skipped_from, end)
            builder.code.append(source)
            if self.skipping == "code":
                builder.opaque(*source)
        self.skipping = ""

    def _is_closed(self, name: str, at: int) -> bool:
        """True when the element ends somewhere later, so that one forgotten end tag hides or moves nothing."""
        if name in self._unclosed:
            return False
        if self._closed.get(name, -1) >= at:
            return True
        if not self._lower:
            self._lower = self.builder.masked.lower()
        end = self._lower.find("</" + name, at)
        if end >= 0:
            self._closed[name] = end
            return True
        self._unclosed.add(name)
        return False

    # Inline elements

    def _inline(self, name: str, tag: re.Match[str], base: int, source: Span, *, closing: bool) -> None:
        builder = self.builder
        if name == "br":
            builder.line_break(*source, "\n")
        elif name in STRONG:
            if not closing:
                self._strong.append(builder.position)
            elif self._strong:
                builder.strong = (self._strong.pop(), builder.position)
        elif name == "sup":
            if not closing:
                self._superscripts.append((builder.position, source.start))
            elif self._superscripts:
                position, start = self._superscripts.pop()
                builder.superscript(position, Span(start, source.end))
        elif name == "a":
            self._end_anchor(source.end)
            if not closing:
                values = attributes(tag, base)
                if "href" in values:
                    target, title = self._value(values, "href"), self._value(values, "title")
                    self._anchor = OpenAnchor(target, title, builder.position, source.start)
        elif name == "img":
            values = attributes(tag, base)
            alt = values.get("alt")
            self.image(
                self._value(values, "src"),
                self._value(values, "title"),
                source,
                pieces(builder.text, builder.masked, alt) if alt else [],
            )
        elif name == "code" and not closing and self._is_closed("code", source.end):
            self.skipping, self._skipped_from = "code", source.start

    def _end_anchor(self, end: int) -> None:
        anchor, self._anchor = self._anchor, None
        if anchor:
            builder = self.builder
            span = Span(anchor.position, max(anchor.position, builder.position))
            if builder.start < 0:
                span = Span(anchor.position, max(anchor.position, builder.end))
            builder.links.append(Link(LinkKind.INLINE, span, anchor.target, Span(anchor.start, end), anchor.title))

    def _value(self, values: dict[str, Span], name: str) -> str:
        span = values.get(name)
        return decode(self.builder.text[span.start : span.end]).strip() if span else ""

    # Block elements

    def _start_block(self, name: str) -> None:
        builder = self.builder
        builder.flush()
        if name in CONTAINERS:
            self.containers += 1
        elif name == "li":
            self._end_within("li", LISTS)
            number = ""
            if self._numbers and self._numbers[-1]:
                number = str(self._numbers[-1])
                self._numbers[-1] += 1
            self._open(name, Context(BlockKind.ITEM, max(1, self.list_depth), number))
        elif name in CELLS:
            self._end_within("td", {"table"})
            self._open("td", Context(BlockKind.CELL))
        elif not self._is_closed(name, 0):
            return
        elif name in LISTS:
            self._open(name, None)
            self.list_depth += 1
            self._numbers.append(1 if name == "ol" else 0)
            builder.open_group()
        elif name in HEADINGS:
            self._end_within(name, KNOWN)
            self._open(name, Context(BlockKind.HEADING, int(name[1])))
        elif name == "table":
            self._open(name, None)
            builder.open_group()
        elif name == "blockquote":
            self._open(name, Context(BlockKind.QUOTE))
            builder.quotes += 1
            builder.open_group()

    def _end_block(self, name: str) -> None:
        self.builder.flush()
        if name in CONTAINERS:
            self.containers = max(0, self.containers - 1)
            return
        name = "td" if name in CELLS else name
        if self._open_names[name]:
            while self._close_last() != name:
                pass
        elif name == "tr":
            self._end_within("td", {"table"})

    def _end_within(self, name: str, limits: frozenset[str] | set[str]) -> None:
        """Ends an element whose end tag may be left out, unless it belongs to an outer list or table."""
        for element in reversed(self._elements) if self._open_names[name] else ():
            if element.name == name:
                while self._close_last() != name:
                    pass
                return
            if element.name in limits:
                return

    def _open(self, name: str, context: Context | None) -> None:
        builder = self.builder
        depth = builder.enter(context) if context else len(builder.contexts)
        self._elements.append(OpenElement(name, depth))
        self._open_names[name] += 1

    def _close_last(self) -> str:
        element = self._elements.pop()
        self._open_names[element.name] -= 1
        self._close(element)
        return element.name

    def _close(self, element: OpenElement) -> None:
        builder = self.builder
        builder.leave(element.depth)
        if element.name in LISTS:
            self.list_depth -= 1
            self._numbers.pop()
            builder.close_group()
        elif element.name == "table":
            builder.close_group()
        elif element.name == "blockquote":
            builder.quotes -= 1
            builder.close_group()
