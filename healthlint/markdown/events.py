"""Reads the parser's events into a builder."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from typing import Any, ClassVar, TypeAlias

import pyromark

from healthlint.core.document import BlockKind, Link, LinkKind, Mark, MarkKind
from healthlint.core.span import Span
from healthlint.markdown.attribute_words import decode
from healthlint.markdown.builder import Context, DocumentBuilder
from healthlint.markdown.html import HtmlReader
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


_Act: TypeAlias = "Callable[[EventReader, Any, int, int], None]"
"""What an event does, given its detail and its place in the source."""


class EventReader:
    """The state that the events of one document need beside the builder's."""

    def __init__(self, builder: DocumentBuilder) -> None:
        self._builder = builder
        self._html = HtmlReader(builder)
        self._indented_html = False
        self._mute = 0
        """How many code blocks and the like are open: their text is not read."""
        self._images: list[tuple[str, str, int, int]] = []
        self._alt: list[tuple[int, int, str]] = []
        self._links: list[tuple[LinkKind, str, str, int, Span]] = []
        self._depths: list[int] = []
        self._lists: list[list[int | None]] = []
        self._strong: list[int] = []
        self._html_lines: list[tuple[int, int]] = []

    def read(self, body: int = 0) -> None:  # noqa: PLR0912, PLR0915 - one loop, because a call for each event costs a tenth
        """Reads the masked text from an offset."""
        builder = self._builder
        masked, special = builder.masked, builder.special
        add = builder.special_words
        words, flush, line_break = builder.words, builder.flush, self._line_break
        starts, ends, leaves = self._STARTS, self._ENDS, self._LEAVES
        parsed = blank(masked[:body]) + masked[body:] if body else masked
        bytes_at, extras = byte_map(parsed)
        html, images = self._html, self._images
        event: Any
        for event, place in pyromark.events_with_range(parsed, options=_OPTIONS):
            start, end = place["start"], place["end"]
            if event.__class__ is str:
                if bytes_at:
                    start -= extras[bisect_right(bytes_at, start)]
                    end -= extras[bisect_right(bytes_at, end)]
                if event == "SoftBreak":
                    line_break(start, end, " ")
                elif event == "HardBreak":
                    line_break(start, end, "\n")
                else:
                    flush()
                continue
            text = event.get("Text")
            if text is not None:
                if bytes_at:
                    width = end - start
                    start -= extras[bisect_right(bytes_at, start)]
                    # ASCII that is as wide as its place has no character of more bytes in it.
                    exact = width == len(text) and text.isascii()
                    end = start + width if exact else end - extras[bisect_right(bytes_at, end)]
                if self._mute or images or html.skipping or not text:
                    self._divert(start, end, text)
                elif masked[start:end] != text:
                    self._inexact(start, end, text)
                elif special and not text.isascii():
                    add(start, end)
                else:
                    words(start, end, text)
                continue
            value = event.get("Start")
            table = starts
            if value is None:
                value = event.get("End")
                table = ends
            if value is None:
                table = leaves
                ((name, detail),) = event.items()
            elif value.__class__ is str:
                if value == "Paragraph":
                    if table is starts:
                        flush()
                    else:
                        html.end_paragraph()
                    continue
                name, detail = value, None
            else:
                ((name, detail),) = value.items()
            act = table.get(name)
            if act:
                if bytes_at:
                    start -= extras[bisect_right(bytes_at, start)]
                    end -= extras[bisect_right(bytes_at, end)]
                act(self, detail, start, end)
        html.finish()

    # Text

    def _divert(self, start: int, end: int, text: str) -> None:
        """Text inside an image is its alternative text; inside code it is not read, and some is empty."""
        if self._indented_html:
            self._html_lines.append((start, end))
            return
        if self._images and text and not self._mute and not self._html.skipping:
            self._alt.append((start, end, text))

    def _inexact(self, start: int, end: int, text: str) -> None:
        """Text that is not what stands in the source: an entity, mostly."""
        masked = self._builder.masked
        if start == end:
            return  # Indentation that the parser makes up.
        if masked[start] != "&" and masked.startswith(text, start):
            self._builder.special_words(start, start + len(text))
        else:
            self._builder.entity(start, end, text)

    def _line_break(self, start: int, end: int, words: str) -> None:
        if self._images:
            self._alt.append((start, end, " "))
        elif not self._html.skipping:
            self._builder.line_break(start, end, words)

    def _code(self, _: str, start: int, end: int) -> None:
        self._builder.code.append(Span(start, end))
        if not self._images and not self._html.skipping:
            self._builder.opaque(start, end)

    def _footnote_reference(self, label: str, start: int, end: int) -> None:
        builder = self._builder
        if self._images or self._html.skipping:
            return
        builder.opaque(start, end)
        span = Span(builder.position - 1, builder.position)
        builder.marks.append(Mark(MarkKind.FOOTNOTE, span, label, Span(start, end)))

    # Blocks

    def _enter(self, context: Context) -> None:
        self._depths.append(self._builder.enter(context))

    def _leave(self, *_: object) -> None:
        self._html.end_paragraph()
        depth = self._depths.pop()
        self._html.leave(depth)
        self._builder.leave(depth)

    def _start_heading(self, detail: dict[str, Any], *_: int) -> None:
        self._enter(Context(BlockKind.HEADING, int(detail["level"][1:])))

    def _start_list(self, first: int | None, *_: int) -> None:
        self._builder.open_group()
        self._lists.append([first])

    def _end_list(self, *_: object) -> None:
        self._lists.pop()
        self._builder.close_group()

    def _start_item(self, *_: object) -> None:
        numbers = self._lists[-1]
        label = ""
        if numbers[0] is not None:
            label = str(numbers[0])
            numbers[0] += 1
        self._enter(Context(BlockKind.ITEM, len(self._lists) + self._html.list_depth, label))

    def _start_quote(self, *_: object) -> None:
        self._builder.open_group()
        self._builder.quotes += 1
        self._enter(Context(BlockKind.QUOTE))

    def _end_quote(self, *_: object) -> None:
        self._leave()
        self._builder.quotes -= 1
        self._builder.close_group()

    def _start_footnote(self, label: str, *_: int) -> None:
        self._enter(Context(BlockKind.FOOTNOTE, 0, label))

    def _start_table(self, *_: object) -> None:
        self._builder.open_group()

    def _end_table(self, *_: object) -> None:
        self._builder.close_group()

    def _start_cell(self, *_: object) -> None:
        self._enter(Context(BlockKind.CELL))

    def _start_code(self, detail: object, start: int, _: int) -> None:
        self._builder.flush()
        self._mute += 1
        # HTML that is indented after an empty line is code to CommonMark, but hardly to its author.
        indented = detail == "Indented" and self._html.containers > 0 and not self._html.skipping
        self._indented_html = indented and self._builder.masked.startswith("<", start)
        self._html_lines.clear()

    def _end_code(self, _: object, start: int, end: int) -> None:
        self._mute -= 1
        if self._indented_html:
            self._indented_html = False
            self._end_html()
            return
        self._builder.code.append(Span(start, end))

    # Inline

    def _start_strong(self, *_: object) -> None:
        self._strong.append(self._builder.position)

    def _end_strong(self, *_: object) -> None:
        self._builder.strong = (self._strong.pop(), self._builder.position)

    def _start_link(self, detail: dict[str, str], start: int, end: int) -> None:
        kind = LinkKind.AUTOLINK if detail["link_type"] in ("Autolink", "Email") else LinkKind.INLINE
        target = self._target(detail["dest_url"], start, end)
        self._links.append((kind, target, detail["title"], self._builder.position, Span(start, end)))

    def _end_link(self, *_: object) -> None:
        kind, target, title, position, source = self._links.pop()
        if not self._images and not self._html.skipping:
            span = Span(position, max(position, self._builder.position))
            self._builder.links.append(Link(kind, span, target, source, title))

    def _start_image(self, detail: dict[str, str], start: int, end: int) -> None:
        self._images.append((self._target(detail["dest_url"], start, end), detail["title"], start, end))

    def _end_image(self, *_: object) -> None:
        target, title, start, end = self._images.pop()
        if self._images:
            return
        alt, self._alt = self._alt, []
        if not self._html.skipping:
            self._html.image(target, title, Span(start, end), alt)

    def _target(self, written: str, start: int, end: int) -> str:
        """The address as written: what was masked in it comes from the source."""
        if HOLE not in written:
            return written
        at = self._builder.masked.rfind(written, start, end)
        return decode(self._builder.text[at : at + len(written)]) if at >= 0 else written

    # HTML

    def _inline_html(self, _: str, start: int, end: int) -> None:
        if not self._images:
            self._html.read(start, self._builder.masked[start:end])

    def _start_html(self, *_: object) -> None:
        self._html_lines.clear()

    def _end_html(self, *_: object) -> None:
        """Reads the lines of an HTML block as one piece; the marks of lists and quotes before them become blank."""
        lines = self._html_lines
        if not lines:
            return
        masked = self._builder.masked
        first = lines[0][0]
        pieces: list[str] = []
        done = first
        for start, end in lines:
            pieces += (" " * (start - done), masked[start:end])
            done = end
        lines.clear()
        self._builder.flush()
        self._html.read(first, "".join(pieces))
        self._html.end_paragraph()

    def _html_line(self, _: object, start: int, end: int) -> None:
        self._html_lines.append((start, end))

    def _flush(self, *_: object) -> None:
        self._html.end_paragraph()

    _STARTS: ClassVar[dict[str, _Act]] = {
        "Heading": _start_heading,
        "Item": _start_item,
        "List": _start_list,
        "BlockQuote": _start_quote,
        "CodeBlock": _start_code,
        "FootnoteDefinition": _start_footnote,
        "Table": _start_table,
        "TableCell": _start_cell,
        "DefinitionListTitle": _flush,
        "DefinitionListDefinition": _flush,
        "HtmlBlock": _start_html,
        "Strong": _start_strong,
        "Link": _start_link,
        "Image": _start_image,
    }
    _ENDS: ClassVar[dict[str, _Act]] = {
        "Heading": _leave,
        "Item": _leave,
        "List": _end_list,
        "BlockQuote": _end_quote,
        "CodeBlock": _end_code,
        "FootnoteDefinition": _leave,
        "Table": _end_table,
        "TableCell": _leave,
        "DefinitionListTitle": _flush,
        "DefinitionListDefinition": _flush,
        "HtmlBlock": _end_html,
        "Strong": _end_strong,
        "Link": _end_link,
        "Image": _end_image,
    }
    _LEAVES: ClassVar[dict[str, _Act]] = {
        "Code": _code,
        "InlineHtml": _inline_html,
        "Html": _html_line,
        "FootnoteReference": _footnote_reference,
    }
