"""Words between quotation marks, whatever the marks."""

from __future__ import annotations

from healthlint.core import later
from healthlint.core.span import Span

_QUOTES = later.pattern(
    r"“[^“”]{1,600}”"
    r'|(?<![\w"])"(?=\S)[^"]{1,600}(?<=\S)"(?!\w)'
    r"|(?<!\w)‘(?=\S)[^‘]{1,200}?(?<=\S)’(?!\w)"
    r"|(?<![\w'])'(?=\w)[^'\n]{1,120}(?<=[\w.!?,])'(?!\w)"
    r"|«[^«»]{1,600}»"
)
_QUOTE_MARK = later.pattern(r"[“\"«‘]|(?<!\w)'")
_LONGEST_QUOTE = 600
"""Characters."""


def around(text: str, phrase: Span, block: Span) -> Span | None:
    """The quotation in a block in which a phrase stands, with or without other words; None when it stands in none."""
    start = max(block.start, phrase.start - _LONGEST_QUOTE)
    end = min(block.end, phrase.end + _LONGEST_QUOTE)
    if not _QUOTE_MARK.search(text, start, end):
        return None
    for quote in _QUOTES.finditer(text, start, end):
        if quote.start() < phrase.start and phrase.end < quote.end():
            return Span(*quote.span())
    return None
