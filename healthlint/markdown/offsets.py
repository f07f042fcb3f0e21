"""From the parser's UTF-8 byte offsets to the characters of a Python text."""

from __future__ import annotations

import re

_MULTIBYTE = re.compile(rb"[\xc2-\xf4][\x80-\xbf]+")


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
    for found in _MULTIBYTE.finditer(text.encode()):
        start, end = found.span()
        extra += end - start - 1
        ends.append(end)
        extras.append(extra)
    return ends, extras
