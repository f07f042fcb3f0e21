"""A post of WordPress, as it stands in an export: HTML, or lines of text with HTML in them, and shortcodes."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace

from healthlint.core import later
from healthlint.core.document import BlockKind, Document, FrontMatter, Value
from healthlint.core.prose import Prose, Run
from healthlint.core.source import Source
from healthlint.core.span import Span
from healthlint.markdown.builder import Context, DocumentBuilder
from healthlint.markdown.front_matter import Head
from healthlint.markdown.html import HtmlReader
from healthlint.markdown.parse import assembled
from healthlint.markdown.placeholders import HOLE
from healthlint.markdown.quirks import Masked, mask
from healthlint.markdown.wxr import decoded, elements

_FIELDS = {"title": "title", "excerpt": "excerpt:encoded"}
"""What readers and search engines see beside the content."""
_VALUES = {
    "title": "title",
    "author": "dc:creator",
    "date": "wp:post_date",
    "modified": "wp:post_modified",
    "excerpt": "excerpt:encoded",
    "slug": "wp:post_name",
    "status": "wp:status",
}
"""The front matter that such a post has, by the names that posts of other generators use."""
_NO_DATE = "0000"
_BLOCKS = "<!-- wp:"
"""Content of the block editor has its paragraphs marked; before it, empty lines parted them."""
_SHORTCODE = later.pattern(
    r"\[(?P<end>/?)(?P<name>[A-Za-z][\w-]{1,60}+)"
    r"(?:(?P<attributes>(?:\s++[\w-]++\s*+=\s*+(?:\"[^\"\[\]]*+\"|'[^'\[\]]*+'|[^\s\]\[\"']++))++)|[^\[\]]*+)\s*+/?\]"
)
_CAPTION = "caption"
_OF_CORE = frozenset(("audio", _CAPTION, "embed", "gallery", "playlist", "video"))
"""The shortcodes of WordPress itself. Others are known by an underscore, attributes, or their end."""


class _Reader(HtmlReader):
    """Reads HTML in which an empty line parts paragraphs and a line end is one, as WordPress shows it."""

    def space(self, start: int, end: int) -> None:
        builder = self.builder
        white = builder.masked[start:end]
        if white.replace("\r\n", "\n").count("\n") > 1:
            self.end_paragraph()
        elif "\n" in white and builder.start >= 0 and not builder.parts[-1].endswith("\n"):
            builder.line_break(start, end, "\n")
        else:
            super().space(start, end)


def read_post(source: Source) -> Document:
    """Reads a post of an export: its title and excerpt as fields, its content as HTML.

    Args:
        source: As ``wxr.posts`` gives it.
    """
    text = source.text
    parts = {name: spans[0] for name, spans in elements(text).items()}
    said: list[str] = []
    runs: list[Run] = []
    places: dict[str, Span] = {}
    place = 0
    for name in (*_FIELDS.values(), "content:encoded"):
        words, own = decoded(text, parts.get(name, Span(0, 0)), place)
        said += (words, "\n\n")
        runs += own
        places[name] = Span(place, place + len(words))
        place += len(words) + 2
    inner = Source(source.path, "".join(said))
    masked = mask(inner.text, 0, mdx=False)
    _mask_shortcodes(masked)
    builder = DocumentBuilder(inner.text, masked.text)
    for label, name in _FIELDS.items():
        depth = builder.enter(Context(BlockKind.FIELD, label=label))
        reader = HtmlReader(builder)
        reader.read(places[name].start, masked.text[slice(*places[name])])
        reader.finish()
        builder.leave(depth)
    content = masked.text[slice(*places["content:encoded"])]
    reader = HtmlReader(builder) if _BLOCKS in content else _Reader(builder)
    reader.read(places["content:encoded"].start, content)
    reader.finish()
    values = {key: value for key, name in _VALUES.items() if (value := _value(text, parts.get(name)))}
    front_matter = FrontMatter("wxr", parts.get("title", Span(0, 0)), values)
    return _placed(assembled(inner, builder, masked, Head(front_matter)), Prose(inner.text, tuple(runs)), source)


def _value(text: str, span: Span | None) -> Value:
    words = decoded(text, span)[0].strip() if span else ""
    return "" if words.startswith(_NO_DATE) else words


def _mask_shortcodes(masked: Masked) -> None:
    """Masks shortcodes such as ``[gallery ids="1,2"]``, and lists them as components; what they enclose is prose."""
    text = masked.text
    ended = {found["name"] for found in _SHORTCODE.finditer(text) if found["end"]}
    pieces: list[str] = []
    done = 0
    for found in _SHORTCODE.finditer(text):
        name = found["name"]
        if not (found["attributes"] or name in ended or name in _OF_CORE or "_" in name):
            continue
        # A caption stands in a box of its own, whatever line it is in.
        filled = "\n" if name == _CAPTION else HOLE
        pieces += (text[done : found.start()], filled * len(found[0]))
        done = found.end()
        if not found["end"]:
            masked.components.append((name, Span(*found.span())))
    if done:
        masked.text = "".join((*pieces, text[done:]))


def _placed(document: Document, written: Prose, source: Source) -> Document:
    """The document with the places of the export.

    Args:
        document: With the places of the text that its fields and its content say.
        written: That text, with its map to the item.
        source: The item.
    """
    prose = Prose(document.text, tuple(_runs(document.prose.runs, written)))
    back = written.to_source
    return replace(
        document,
        source=source,
        prose=prose,
        blocks=tuple(block._replace(source=prose.to_source(block.span)) for block in document.blocks),
        links=tuple(replace(link, source=back(link.source)) for link in document.links),
        marks=tuple(replace(mark, source=back(mark.source)) for mark in document.marks),
        components=tuple(replace(one, source=back(one.source)) for one in document.components),
        comments=tuple(replace(comment, source=back(comment.source)) for comment in document.comments),
        code=tuple(map(back, document.code)),
        body=0,
    )


def _runs(runs: tuple[Run, ...], written: Prose) -> Iterator[Run]:
    """The runs with their places in the item. One that is read in several pieces becomes several."""
    pieces = written.runs
    starts = [piece.start for piece in pieces]
    for start, end, first, last in runs:
        if end - start != last - first:
            yield Run(start, end, *written.to_source(Span(first, last)))
            continue
        at = bisect_right(starts, first) - 1
        while at < len(pieces) and pieces[at].start < last:
            piece = pieces[at]
            low, high = max(first, piece.start), min(last, piece.end)
            shift = start - first
            if piece.end - piece.start == piece.source_end - piece.source_start:
                offset = piece.source_start - piece.start
                yield Run(low + shift, high + shift, low + offset, high + offset)
            else:
                yield Run(low + shift, high + shift, piece.source_start, piece.source_end)
            at += 1
