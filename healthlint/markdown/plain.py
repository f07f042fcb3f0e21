"""Plain text: a line is a paragraph, a list item, or a heading that has no mark."""

from __future__ import annotations

import re

from healthlint.core.document import BlockKind
from healthlint.markdown.builder import Context, DocumentBuilder

_LINE = re.compile(r"[^\r\n]+")
_BULLET = re.compile(r"[ \t\xa0]*(?:[-*+•‣◦⁃∙●▪–—o][ \t\xa0]+|(\d{1,3})[.)][ \t\xa0]+)(?=\S)")
_MOST_HEADING_WORDS = 14
_SMALL = frozenset(
    [
        "a",
        "an",
        "and",
        "are",
        "as",
        "at",
        "be",
        "but",
        "by",
        "can",
        "do",
        "does",
        "for",
        "from",
        "if",
        "in",
        "into",
        "is",
        "it",
        "its",
        "of",
        "on",
        "or",
        "our",
        "per",
        "so",
        "than",
        "that",
        "the",
        "their",
        "to",
        "up",
        "via",
        "vs",
        "was",
        "what",
        "when",
        "with",
        "without",
        "you",
        "your",
    ]
)
"""Words that stay small in a title."""


def read_plain(builder: DocumentBuilder) -> None:
    """Reads plain text, one block a line."""
    lines = [found.span() for found in _LINE.finditer(builder.text) if not found[0].isspace()]
    listed = False
    for number, (start, end) in enumerate(lines):
        line = builder.text[start:end]
        bullet = _BULLET.match(line)
        if bullet:
            if not listed:
                builder.open_group()
                listed = True
            context = Context(BlockKind.ITEM, 1, bullet[1] or "")
            start += bullet.end()
        else:
            if listed:
                builder.close_group()
                listed = False
            following = builder.text[slice(*lines[number + 1])] if number + 1 < len(lines) else ""
            heading = _is_heading(line.strip(), following.strip())
            context = Context(BlockKind.HEADING, 2) if heading else Context(BlockKind.PARAGRAPH)
        depth = builder.enter(context)
        builder.implied = context.kind is BlockKind.HEADING
        builder.special_words(start, end)
        builder.leave(depth)
    builder.implied = False
    if listed:
        builder.close_group()


def _is_heading(line: str, following: str) -> bool:
    """True for a short line without a final stop, with more text below it, worded like a title or a question."""
    words = line.split()
    bullet = _BULLET.match(following)
    if not following or len(words) > _MOST_HEADING_WORDS or (len(following) <= len(line) and not bullet):
        return False
    if line.endswith("?"):
        return words[0][0].isupper()
    if line[-1] in '.!,;:…"”)' or (": " in line and len(words) > 8):
        return False
    large = [word for word in words if word[0].isalpha() and word.lower() not in _SMALL]
    if not large or not words[0][0].isupper():
        return False
    return sum(word[0].isupper() for word in large) >= len(large) * 0.75 or len(words) <= 3
