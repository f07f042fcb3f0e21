"""Plain text: a line is a paragraph, a list item, or a heading that has no mark."""

from __future__ import annotations

from healthlint.core import later
from healthlint.core.document import BlockKind
from healthlint.core.span import Span
from healthlint.markdown.builder import Context, DocumentBuilder

_LINE = later.pattern(r"[^\r\n]+")
_BULLET = later.pattern(r"[ \t\xa0]*(?:[-*+•‣◦⁃∙●▪–—o][ \t\xa0]+|(\d{1,3})[.)][ \t\xa0]+)(?=\S)")
_MOST_HEADING_WORDS = 14
_MOST_LABELLED_WORDS = 8
"""A longer line with a colon in it is a label and a sentence."""
_SMALL_WORDS = (
    "a an and are as at be but by can do does for from if in into is it its of on or our per so than that the their to "
    "up via vs was what when with without you your"
)
_SMALL = frozenset(_SMALL_WORDS.split())
"""Words that stay small in a title."""


def read_plain(builder: DocumentBuilder) -> None:
    """Reads plain text, one block a line."""
    text = builder.text
    lines = [Span(*found.span()) for found in _LINE.finditer(text) if not found[0].isspace()]
    listed = False
    for number, (start, end) in enumerate(lines):
        bullet = _BULLET.match(text, start, end)
        if (bullet is not None) is not listed:
            listed = not listed
            if listed:
                builder.open_group()
            else:
                builder.close_group()
        # A title at the top may have a second line, such as a date, before the text begins.
        below = lines[number + 1 : number + (4 if number < 2 else 2)]
        heading = not bullet and _is_heading(
            text[start:end].strip(), [text[line.start : line.end].strip() for line in below]
        )
        if bullet:
            context = Context(BlockKind.ITEM, 1, bullet[1] or "")
        else:
            context = Context(BlockKind.HEADING, 2) if heading else Context(BlockKind.PARAGRAPH)
        depth = builder.enter(context)
        builder.implied = heading
        builder.special_words(bullet.end() if bullet else start, end)
        builder.leave(depth)
    builder.implied = False
    if listed:
        builder.close_group()


def _is_heading(line: str, below: list[str]) -> bool:
    """True for a short line without a final stop, with more text below it, worded like a title or a question."""
    words = line.split()
    if len(words) > _MOST_HEADING_WORDS:
        return False
    if not any(len(following) > len(line) or _BULLET.match(following) for following in below):
        return False
    if line.endswith("?"):
        return words[0][0].isupper()
    if line[-1] in '.!,;:…"”)' or (": " in line and len(words) > _MOST_LABELLED_WORDS):
        return False
    large = [word for word in words if word[0].isalpha() and word.lower() not in _SMALL]
    if not large or not words[0][0].isupper():
        return False
    return len(words) <= 3 or sum(word[0].isupper() for word in large) >= len(large) * 0.75
