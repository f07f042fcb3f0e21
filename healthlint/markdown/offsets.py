"""From the parser's UTF-8 byte offsets to the characters of a Python text."""

from __future__ import annotations

from healthlint.core import later

_STRETCH = later.pattern(rb"[\x80-\xff]+")
_TWO_CHARACTERS = 4
"""The least number of bytes that two characters outside of ASCII have."""
_CHARACTER = later.pattern(rb"[\xc2-\xf4][\x80-\xbf]+")


def byte_map(text: str) -> tuple[list[int], list[int]]:
    """Two lists for ``character = byte - extras[bisect_right(ends, byte)]``.

    Args:
        text: Any text without lone surrogates.

    Returns:
        The byte offset at which each character outside of ASCII ends, and how many bytes more than characters
        there are up to it, beginning with 0 for none. Both lists are as good as empty for an ASCII text.
    """
    ends: list[int] = []
    extras = [0]
    if text.isascii():
        return ends, extras
    extra = 0
    data = text.encode()
    for stretch in _STRETCH.finditer(data):
        start, end = stretch.span()
        if end - start < _TWO_CHARACTERS:
            extra += end - start - 1
            ends.append(end)
            extras.append(extra)
            continue
        first = _CHARACTER.match(data, start, end)
        width = first.end() - start if first else 1
        if data.count(data[start : start + width], start, end) * width == end - start:
            # Masked stretches are one character over and over.
            ends += range(start + width, end + 1, width)
            extras += range(extra + width - 1, extra + (end - start) // width * (width - 1) + 1, width - 1)
            extra = extras[-1]
            continue
        for character in _CHARACTER.finditer(data, start, end):
            extra += character.end() - character.start() - 1
            ends.append(character.end())
            extras.append(extra)
    return ends, extras
