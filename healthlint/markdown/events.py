"""Reads the parser's events into a builder."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import Any

import pyromark

from healthlint.core.document import BlockKind, Link, LinkKind, Mark, MarkKind
from healthlint.core.span import Span
from healthlint.markdown.builder import Context, DocumentBuilder
from healthlint.markdown.html import HtmlReader, decode
from healthlint.markdown.offsets import byte_map
from healthlint.markdown.placeholders import HOLE
from healthlint.markdown.quirks import blank

_OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_FOOTNOTES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
    | pyromark.Options.ENABLE_HEADING_ATTRIBUTES
    | pyromark.Options.ENABLE_DEFINITION_LIST
    | pyromark.Options.ENABLE_GFM
)
"""No metadata blocks (the parser takes them anywhere in a file), no mathematics (it takes prices for formulas)."""


class EventReader:
    """The state that the events of one document need beside the builder's."""

    def __init__(self, builder: DocumentBuilder) -> None:
        self.builder = builder
        self.html = HtmlReader(builder)
        self.indented_html = False
        self.mute = 0
        """How many code blocks and the like are open: their text is not read."""
        self.images: list[tuple[str, str, int, int]] = []
        self.alt: list[tuple[int, int, str]] = []
        self.links: list[tuple[LinkKind, str, str, int, Span]] = []
        self.depths: list[int] = []
        self.lists: list[list[int | None]] = []
        self.strong: list[int] = []
        self.html_lines: list[tuple[int, int]] = []
        flush = builder.flush
        self.starts: dict[str, Callable[[Any, int, int], None]] = {
            "Paragraph": lambda *_: flush(),
            "Heading": self.start_heading,
            "Item": self.start_item,
            "List": self.start_list,
            "BlockQuote": self.start_quote,
            "CodeBlock": self.start_code,
            "FootnoteDefinition": self.start_footnote,
            "Table": self.start_table,
            "TableCell": self.start_cell,
            "DefinitionListTitle": lambda *_: flush(),
            "DefinitionListDefinition": lambda *_: flush(),
            "HtmlBlock": lambda *_: self.html_lines.clear(),
            "Strong": self.start_strong,
            "Link": self.start_link,
            "Image": self.start_image,
        }
        self.ends: dict[str, Callable[[Any, int, int], None]] = {
            "Paragraph": lambda *_: self.html.end_paragraph(),
            "Heading": self.leave,
            "Item": self.leave,
            "List": self.end_list,
            "BlockQuote": self.end_quote,
            "CodeBlock": self.end_code,
            "FootnoteDefinition": self.leave,
            "Table": self.end_table,
            "TableCell": self.leave,
            "DefinitionListTitle": lambda *_: self.html.end_paragraph(),
            "DefinitionListDefinition": lambda *_: self.html.end_paragraph(),
            "HtmlBlock": self.end_html,
            "Strong": self.end_strong,
            "Link": self.end_link,
            "Image": self.end_image,
        }
        self.leaves: dict[str, Callable[[Any, int, int], None]] = {
            "Code": self.code,
            "InlineHtml": self.inline_html,
            "Html": lambda _, start, end: self.html_lines.append((start, end)),
            "FootnoteReference": self.footnote_reference,
        }

    def read(self, body: int = 0) -> None:
        """Reads the masked text from an offset."""
        builder = self.builder
        masked, special = builder.masked, builder.special
        add = builder.special_words if special else None
        words, starts, ends, leaves = builder.words, self.starts, self.ends, self.leaves
        parsed = blank(masked[:body]) + masked[body:] if body else masked
        bytes_at, extras = byte_map(parsed)
        html = self.html
        event: Any
        for event, place in pyromark.events_with_range(parsed, options=_OPTIONS):
            start, end = place["start"], place["end"]
            if bytes_at:
                start -= extras[bisect_right(bytes_at, start)]
                end -= extras[bisect_right(bytes_at, end)]
            if event.__class__ is str:
                if event == "SoftBreak":
                    self.line_break(start, end, " ")
                elif event == "HardBreak":
                    self.line_break(start, end, "\n")
                else:
                    builder.flush()
                continue
            text = event.get("Text")
            if text is not None:
                if self.mute or html.skipping or self.images:
                    self.divert(start, end, text)
                elif masked[start:end] == text:
                    if add and not text.isascii():
                        add(start, end)
                    else:
                        words(start, end, text)
                else:
                    self.inexact(start, end, text)
                continue
            value = event.get("Start")
            table = starts
            if value is None:
                value = event.get("End")
                table = ends
            if value is None:
                for kind, value in event.items():
                    if kind in leaves:
                        leaves[kind](value, start, end)
            elif value.__class__ is str:
                if value in table:
                    table[value](None, start, end)
            else:
                for name, detail in value.items():
                    if name in table:
                        table[name](detail, start, end)
        self.html.finish()

    # Text

    def divert(self, start: int, end: int, text: str) -> None:
        """Text inside an image is its alternative text; inside code it is not read."""
        if self.indented_html:
            self.html_lines.append((start, end))
            return
        if self.images and not self.mute and not self.html.skipping:
            self.alt.append((start, end, text))

    def inexact(self, start: int, end: int, text: str) -> None:
        """Text that is not what stands in the source: an entity, mostly."""
        masked = self.builder.masked
        if start == end:
            return  # Indentation that the parser makes up.
        if masked[start] != "&" and masked.startswith(text, start):
            self.builder.special_words(start, start + len(text))
        else:
            self.builder.entity(start, end, text)

    def line_break(self, start: int, end: int, words: str) -> None:
        if self.images:
            self.alt.append((start, end, " "))
        elif not self.html.skipping:
            self.builder.line_break(start, end, words)

    def code(self, _: str, start: int, end: int) -> None:
        self.builder.code.append(Span(start, end))
        if not self.images and not self.html.skipping:
            self.builder.opaque(start, end)

    def footnote_reference(self, label: str, start: int, end: int) -> None:
        builder = self.builder
        if self.images or self.html.skipping:
            return
        builder.opaque(start, end)
        span = Span(builder.position - 1, builder.position)
        builder.marks.append(Mark(MarkKind.FOOTNOTE, span, label, Span(start, end)))

    # Blocks

    def enter(self, context: Context) -> None:
        self.depths.append(self.builder.enter(context))

    def leave(self, *_: object) -> None:
        self.html.end_paragraph()
        depth = self.depths.pop()
        self.html.leave(depth)
        self.builder.leave(depth)

    def start_heading(self, detail: dict[str, Any], *_: int) -> None:
        self.enter(Context(BlockKind.HEADING, int(detail["level"][1:])))

    def start_list(self, first: int | None, *_: int) -> None:
        self.builder.open_group()
        self.lists.append([first])

    def end_list(self, *_: object) -> None:
        self.lists.pop()
        self.builder.close_group()

    def start_item(self, *_: object) -> None:
        numbers = self.lists[-1]
        label = ""
        if numbers[0] is not None:
            label = str(numbers[0])
            numbers[0] += 1
        self.enter(Context(BlockKind.ITEM, len(self.lists) + self.html.list_depth, label))

    def start_quote(self, *_: object) -> None:
        self.builder.open_group()
        self.builder.quotes += 1
        self.enter(Context(BlockKind.QUOTE))

    def end_quote(self, *_: object) -> None:
        self.leave()
        self.builder.quotes -= 1
        self.builder.close_group()

    def start_footnote(self, label: str, *_: int) -> None:
        self.enter(Context(BlockKind.FOOTNOTE, 0, label))

    def start_table(self, *_: object) -> None:
        self.builder.open_group()

    def end_table(self, *_: object) -> None:
        self.builder.close_group()

    def start_cell(self, *_: object) -> None:
        self.enter(Context(BlockKind.CELL))

    def start_code(self, detail: object, start: int, _: int) -> None:
        self.builder.flush()
        self.mute += 1
        # HTML that is indented after an empty line is code to CommonMark, but hardly to its author.
        indented = detail == "Indented" and self.html.containers > 0 and not self.html.skipping
        self.indented_html = indented and self.builder.masked.startswith("<", start)
        self.html_lines.clear()

    def end_code(self, _: object, start: int, end: int) -> None:
        self.mute -= 1
        if self.indented_html:
            self.indented_html = False
            self.end_html()
            return
        self.builder.code.append(Span(start, end))

    # Inline

    def start_strong(self, *_: object) -> None:
        self.strong.append(self.builder.position)

    def end_strong(self, *_: object) -> None:
        self.builder.strong = (self.strong.pop(), self.builder.position)

    def start_link(self, detail: dict[str, str], start: int, end: int) -> None:
        kind = LinkKind.AUTOLINK if detail["link_type"] in ("Autolink", "Email") else LinkKind.INLINE
        target = self.target(detail["dest_url"], start, end)
        self.links.append((kind, target, detail["title"], self.builder.position, Span(start, end)))

    def end_link(self, *_: object) -> None:
        kind, target, title, position, source = self.links.pop()
        if not self.images and not self.html.skipping:
            span = Span(position, max(position, self.builder.position))
            self.builder.links.append(Link(kind, span, target, source, title))

    def start_image(self, detail: dict[str, str], start: int, end: int) -> None:
        self.images.append((self.target(detail["dest_url"], start, end), detail["title"], start, end))

    def end_image(self, *_: object) -> None:
        target, title, start, end = self.images.pop()
        if self.images:
            return
        alt, self.alt = self.alt, []
        if not self.html.skipping:
            self.html.image(target, title, Span(start, end), alt)

    def target(self, written: str, start: int, end: int) -> str:
        """The address as written: what was masked in it comes from the source."""
        if HOLE not in written:
            return written
        at = self.builder.masked.rfind(written, start, end)
        return decode(self.builder.text[at : at + len(written)]) if at >= 0 else written

    # HTML

    def inline_html(self, _: str, start: int, end: int) -> None:
        if not self.images:
            self.html.read(start, self.builder.masked[start:end])

    def end_html(self, *_: object) -> None:
        """Reads the lines of an HTML block as one piece; the marks of lists and quotes before them become blank."""
        lines = self.html_lines
        if not lines:
            return
        masked = self.builder.masked
        first = lines[0][0]
        pieces: list[str] = []
        done = first
        for start, end in lines:
            pieces += (" " * (start - done), masked[start:end])
            done = end
        lines.clear()
        self.builder.flush()
        self.html.read(first, "".join(pieces))
        self.html.end_paragraph()
