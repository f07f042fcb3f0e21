"""Short ways to say what a document should be."""

from __future__ import annotations

from healthlint.core.document import BlockKind, Document
from healthlint.core.source import Source
from healthlint.core.span import Span
from healthlint.markdown import parse
from tests.markdown.contract import assert_exact


def read(text: str, path: str = "post.md") -> Document:
    """Parses, and checks that every place is exact."""
    document = parse(Source(path, text))
    assert_exact(document)
    return document


def words(document: Document, *kinds: BlockKind) -> list[str]:
    """The blocks' words, of some kinds or of all."""
    return [
        document.text[block.span.start : block.span.end]
        for block in document.blocks
        if not kinds or block.kind in kinds
    ]


def outline(document: Document) -> list[tuple[str, str]]:
    """Kind and words of every block."""
    return [(block.kind.value, document.text[block.span.start : block.span.end]) for block in document.blocks]


def written(document: Document, phrase: str) -> str:
    """What stands in the file where a phrase was read."""
    start = document.text.index(phrase)
    place = document.prose.to_source(Span(start, start + len(phrase)))
    return document.source.text[place.start : place.end]
