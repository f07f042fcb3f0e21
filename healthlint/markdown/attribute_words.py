"""The words in the value of an HTML attribute, such as the alternative text of an image."""

from __future__ import annotations

from healthlint.core import later
from healthlint.core.span import Span
from healthlint.markdown.entities import unescape
from healthlint.markdown.placeholders import GONE, HOLE, ZERO_WIDTH
from healthlint.markdown.tags import ENTITY

IRREGULAR = later.pattern(
    rf"(?P<space>[ \t]*[\r\n][ \t\r\n]*|[ \t]{{2,}})|(?P<entity>{ENTITY.pattern})|(?P<hole>{HOLE}+)"
    rf"|(?P<nothing>[{GONE}]+|{ZERO_WIDTH.pattern})|\ufffd"
)
"""What does not read as it stands: white space, entities, what was masked, what cannot be seen."""


def decode(words: str) -> str:
    """Entities resolved."""
    return unescape(words) if "&" in words else words


def pieces(text: str, masked: str, span: Span) -> list[tuple[int, int, str]]:
    """The words of an attribute: where each stretch begins and ends in the text, and how it reads."""
    start = span.start
    read = []
    for found in IRREGULAR.finditer(masked, *span):
        if found.start() > start:
            read.append((start, found.start(), text[start : found.start()]))
        start = found.end()
        kind = found.lastgroup
        if kind == "space":
            read.append((found.start(), start, " "))
        elif kind == "entity":
            words = ZERO_WIDTH.sub("", unescape(found[0]))
            if words:
                read.append((found.start(), start, words))
    if span.end > start:
        read.append((start, span.end, text[start : span.end]))
    return read
