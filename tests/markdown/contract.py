"""What holds for every document, whatever text it was made from."""

from __future__ import annotations

import re

from healthlint.core.document import OPAQUE, BlockKind, Document
from healthlint.core.span import Span

_WORD = re.compile(rf"[^\s{OPAQUE}]+")


def assert_exact(document: Document) -> None:
    """The map from words to the file is true, and every other place lies where it should."""
    source, prose, text = document.source.text, document.prose, document.text
    _assert_runs(document)
    place = 0
    for number, block in enumerate(document.blocks):
        assert place <= block.span.start < block.span.end <= len(text)
        place = block.span.end
        words = text[block.span.start : block.span.end]
        assert words == words.strip()
        assert prose.to_source(block.span) == block.source
        assert -1 <= block.heading < number
        if block.heading >= 0:
            heading = document.blocks[block.heading]
            assert heading.kind is BlockKind.HEADING
            assert block.kind is not BlockKind.HEADING or heading.level < block.level
        for word in _WORD.finditer(words):
            start, end = prose.to_source(Span(block.span.start + word.start(), block.span.start + word.end()))
            assert 0 <= start < end <= len(source)
    for link in document.links:
        assert 0 <= link.span.start <= link.span.end <= len(text)
        assert 0 <= link.source.start < link.source.end <= len(source)
    for mark in document.marks:
        assert 0 <= mark.span.start < mark.span.end <= len(text)
        assert 0 <= mark.source.start < mark.source.end <= len(source)
    for component in document.components:
        assert 0 <= component.offset <= len(text)
        assert 0 <= component.source.start < component.source.end <= len(source)
    for comment in document.comments:
        assert comment.text in source[comment.source.start : comment.source.end]
    for code in document.code:
        assert 0 <= code.start < code.end <= len(source)


def _assert_runs(document: Document) -> None:
    source, text = document.source.text, document.text
    place = 0
    for run in document.prose.runs:
        assert place <= run.start < run.end <= len(text)
        assert 0 <= run.source_start < run.source_end <= len(source)
        assert not text[place : run.start].strip(), "words that are in no run"
        place = run.end
        words, read = text[run.start : run.end], source[run.source_start : run.source_end]
        if len(words) == len(read):
            assert words in (read, OPAQUE) or (words == " " and read.isspace()), f"{words!r} is {read!r} in the file"
    assert not text[place:].strip()
