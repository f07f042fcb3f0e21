"""Reads the parser's events into a builder."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, TypeAlias

from healthlint.core.document import BlockKind, Link, LinkKind, Mark, MarkKind
from healthlint.core.span import Span
from healthlint.markdown.attribute_words import decode
from healthlint.markdown.builder import Context, DocumentBuilder
from healthlint.markdown.html import HtmlReader
from healthlint.markdown.parser import events
from healthlint.markdown.placeholders import HOLE, SPECIAL_CHARACTERS
from healthlint.markdown.quirks import blank

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

    def read(self, body: int = 0) -> None:
        """Reads the masked text from an offset."""
        builder, html = self._builder, self._html
        masked = builder.masked
        words, flush, whole, contexts = builder.words, builder.flush, builder.whole, builder.contexts
        acts = self._ACTS
        parsed = blank(masked[:body]) + masked[body:] if body else masked
        # What is frequent is done here, without a call for each event.
        for name, start, end, detail in events(parsed, SPECIAL_CHARACTERS):
            if name == "plain-paragraph" and not html.is_within:
                flush()
                whole(contexts[-1], start, end)
            elif name == "text":
                if self._mute or self._images or html.skipping:
                    self._divert(start, end, masked[start:end])
                else:
                    words(start, end, masked[start:end])
            elif name == "paragraph":
                flush()
            elif name == "/paragraph":
                html.end_paragraph()
            else:
                act = acts.get(name)
                if act:
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

    def _words(self, _: None, start: int, end: int) -> None:
        if self._mute or self._images or self._html.skipping:
            self._divert(start, end, self._builder.masked[start:end])
        else:
            self._builder.special_words(start, end)

    def _inexact(self, text: str, start: int, end: int) -> None:
        """Text that is not what stands in the source: an entity, mostly."""
        masked = self._builder.masked
        if self._mute or self._images or self._html.skipping or not text:
            self._divert(start, end, text)
            return
        if start == end:
            return  # Indentation that the parser makes up.
        if masked[start] != "&" and masked.startswith(text, start):
            self._builder.special_words(start, start + len(text))
        else:
            self._builder.entity(start, end, text)

    def _soft_break(self, _: None, start: int, end: int) -> None:
        self._line_break(start, end, " ")

    def _hard_break(self, _: None, start: int, end: int) -> None:
        self._line_break(start, end, "\n")

    def _line_break(self, start: int, end: int, words: str) -> None:
        if self._images:
            self._alt.append((start, end, " "))
        elif not self._html.skipping:
            self._builder.line_break(start, end, words)

    def _code(self, _: None, start: int, end: int) -> None:
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

    def _start_heading(self, level: int, *_: int) -> None:
        self._enter(Context(BlockKind.HEADING, level))

    def _start_list(self, first: int | None, *_: int) -> None:
        self._builder.open_group()
        self._lists.append([first])

    def _end_list(self, *_: object) -> None:
        self._lists.pop()
        self._builder.close_group()

    def _start_item(self, *_: object) -> None:
        self._enter(self._item())

    def _item(self) -> Context:
        numbers = self._lists[-1]
        label = ""
        if numbers[0] is not None:
            label = str(numbers[0])
            numbers[0] += 1
        return Context(BlockKind.ITEM, len(self._lists) + self._html.list_depth, label)

    def _plain_paragraph(self, _: None, start: int, end: int) -> None:
        self._builder.flush()
        self._words(None, start, end)
        self._html.end_paragraph()

    def _plain_heading(self, level: int, start: int, end: int) -> None:
        self._plain(Context(BlockKind.HEADING, level), start, end)

    def _plain_item(self, _: None, start: int, end: int) -> None:
        self._plain(self._item(), start, end)

    def _plain(self, context: Context, start: int, end: int) -> None:
        """A block of nothing but words."""
        if self._html.is_within:
            self._enter(context)
            self._words(None, start, end)
            self._leave()
        else:
            self._builder.flush()
            self._builder.whole(context, start, end)

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

    def _start_code(self, is_indented: bool, start: int, _: int) -> None:
        self._builder.flush()
        self._mute += 1
        # HTML that is indented after an empty line, or where a post begins, is code to CommonMark, but hardly to its
        # author.
        begins = all(block.kind is BlockKind.FIELD for block in self._builder.blocks)
        indented = is_indented and (self._html.containers > 0 or begins) and not self._html.skipping
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

    def _start_link(self, detail: tuple[bool, str, str], start: int, end: int) -> None:
        is_bare, target, title = detail
        kind = LinkKind.AUTOLINK if is_bare else LinkKind.INLINE
        target = self._target(target, start, end)
        self._links.append((kind, target, title, self._builder.position, Span(start, end)))

    def _end_link(self, *_: object) -> None:
        kind, target, title, position, source = self._links.pop()
        if not self._images and not self._html.skipping:
            span = Span(position, max(position, self._builder.position))
            self._builder.links.append(Link(kind, span, target, source, title))

    def _start_image(self, detail: tuple[str, str], start: int, end: int) -> None:
        target, title = detail
        self._images.append((self._target(target, start, end), title, start, end))

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

    def _inline_html(self, _: None, start: int, end: int) -> None:
        if not self._images:
            self._html.read(start, self._builder.masked[start:end])

    def _rule(self, *_: object) -> None:
        self._builder.flush()

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

    _ACTS: ClassVar[dict[str, _Act]] = {
        "special": _words,
        "inexact": _inexact,
        "plain-paragraph": _plain_paragraph,
        "plain-heading": _plain_heading,
        "plain-item": _plain_item,
        "soft-break": _soft_break,
        "hard-break": _hard_break,
        "rule": _rule,
        "code": _code,
        "inline-html": _inline_html,
        "html": _html_line,
        "footnote-reference": _footnote_reference,
        "heading": _start_heading,
        "/heading": _leave,
        "list": _start_list,
        "/list": _end_list,
        "item": _start_item,
        "/item": _leave,
        "quote": _start_quote,
        "/quote": _end_quote,
        "code-block": _start_code,
        "/code-block": _end_code,
        "footnote": _start_footnote,
        "/footnote": _leave,
        "table": _start_table,
        "/table": _end_table,
        "cell": _start_cell,
        "/cell": _leave,
        "term": _flush,
        "/term": _flush,
        "definition": _flush,
        "/definition": _flush,
        "html-block": _start_html,
        "/html-block": _end_html,
        "strong": _start_strong,
        "/strong": _end_strong,
        "link": _start_link,
        "/link": _end_link,
        "image": _start_image,
        "/image": _end_image,
    }
