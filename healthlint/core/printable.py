"""Text that is safe to show: posts, names and rules may come from strangers, and terminals obey what they are sent."""

from __future__ import annotations

from healthlint.core import later

_PLAIN = later.pattern("[ -~\xa1-\xac\xae-\u02ff\u2010-\u2027]*")
"""Characters that are safe to print and take one column each: nearly all of most posts."""
_UNSAFE = "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
UNSAFE = later.pattern(_UNSAFE)
"""Control characters could steer the terminal, and bidirectional ones could show words in another order than they are
read in (CVE-2021-42574)."""
_BREAKS = later.pattern(r"[\t\n\v\f\r\x85\u2028\u2029]+")
_UNSAFE_IN_LINES = later.pattern("(?!\n)" + _UNSAFE)


def is_plain(text: str) -> bool:
    """True when all characters are safe to print and take one column each."""
    return (text.isascii() and text.isprintable()) or _PLAIN.fullmatch(text) is not None


def printable(text: str) -> str:
    """The text on one line, each unsafe character replaced by U+FFFD."""
    if is_plain(text):
        return text
    return UNSAFE.sub("\ufffd", _BREAKS.sub(" ", text))


def printable_lines(text: str) -> str:
    """The same, but for line feeds, which stay."""
    return _UNSAFE_IN_LINES.sub("\ufffd", text)
