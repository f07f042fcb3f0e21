"""A file's text to a document."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator

from healthlint.core import later
from healthlint.core.document import Block, Component, Document, Link, LinkKind
from healthlint.core.source import Source
from healthlint.core.span import Span
from healthlint.markdown.addresses import bare_addresses, superscripts
from healthlint.markdown.builder import DocumentBuilder
from healthlint.markdown.events import EventReader
from healthlint.markdown.front_matter import Head, read_front_matter
from healthlint.markdown.html import HtmlReader
from healthlint.markdown.page import framed
from healthlint.markdown.placeholders import readable
from healthlint.markdown.placement import Placement
from healthlint.markdown.plain import read_plain
from healthlint.markdown.quirks import Masked, mask

_NEXT_LINE = later.pattern(r"[ \t*_]{0,10}\r?\n[ \t>]{0,20}")
HTML = (".html", ".htm", ".xhtml")


def parse(source: Source) -> Document:
    """Reads a post. The suffix of its path says how: ``.txt`` is plain text, ``.html`` HTML, everything else Markdown.

    A post of an export is HTML. Never raises: what cannot be read is in ``Document.problems``, and the rest is read all
    the same.
    """
    if source.part is not None:
        from healthlint.markdown.wordpress import read_post  # noqa: PLC0415 - few posts come from an export

        return read_post(source)
    path = source.path.lower()
    if path.endswith(".txt"):
        masked = Masked(source.text)
        builder = DocumentBuilder(source.text, readable(source.text))
        read_plain(builder)
        return assembled(source, builder, masked, Head())
    head = read_front_matter(source)
    masked = mask(source.text, head.body, mdx=path.endswith(".mdx"))
    builder = DocumentBuilder(source.text, masked.text)
    for field in head.fields:
        builder.field(field.label, field.pieces)
    if path.endswith(HTML):
        reader = HtmlReader(builder)
        reader.read(head.body, masked.text[head.body :])
        reader.finish()
        return framed(assembled(source, builder, masked, head), reader.landmarks)
    EventReader(builder).read(head.body)
    return assembled(source, builder, masked, head)


def assembled(source: Source, builder: DocumentBuilder, masked: Masked, head: Head) -> Document:
    """The document of what was built, with the links and marks that only its words show."""
    prose = builder.finish()
    code = sorted(builder.code + masked.code)
    links, components = builder.links, builder.components + masked.components
    if components or masked.wiki_links:
        place = Placement(prose)
        for target, words, whole in masked.wiki_links:
            span = place.span(words)
            if span:
                links.append(Link(LinkKind.INLINE, span, target, whole))
        components = [component for component in components if not _is_inside(component[1], code)]
        components.sort(key=lambda component: component[1])
    links = links + bare_addresses(prose, source.text, links)
    marks = builder.marks + superscripts(prose, builder.marks)
    return Document(
        source,
        prose,
        tuple(builder.blocks),
        tuple(sorted(links, key=lambda link: (link.span.start, -link.span.end, link.source.start))),
        tuple(sorted(marks, key=lambda mark: mark.span)),
        tuple(Component(name, span, place.offset(span.start)) for name, span in components),
        tuple(sorted(builder.comments + masked.comments, key=lambda comment: comment.source)),
        tuple(code),
        head.front_matter,
        tuple(head.problems),
        head.body,
        tuple(
            sorted([*builder.languages, *_languages(builder.blocks, masked, source.text)], key=lambda found: found[1])
        ),
    )


def _languages(blocks: list[Block], masked: Masked, text: str) -> Iterator[tuple[str, Span]]:
    """The blocks that end in the line above attributes that say their language."""
    if not masked.languages:
        return
    places = sorted((block.source.end, block.span) for block in blocks)
    for language, place in masked.languages:
        end, span = places[max(0, bisect_right(places, (place, Span(len(text), 0))) - 1)] if places else (0, Span(0, 0))
        if end <= place and _NEXT_LINE.fullmatch(text, end, place):
            yield language, span


def _is_inside(span: Span, spans: list[Span]) -> bool:
    return any(outer.covers(span) for outer in spans)
