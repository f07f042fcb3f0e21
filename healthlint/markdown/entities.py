"""Entities of HTML. Python's list of them is read when the first stands in a post: it takes a millisecond."""

from __future__ import annotations


def unescape(text: str) -> str:
    """As ``html.unescape``: entities as the characters that they stand for."""
    import html  # noqa: PLC0415

    return html.unescape(text)


def is_entity(written: str) -> bool:
    """True for a number, such as ``&#38;``, and for a name that HTML knows, with what ends it: ``&amp;``."""
    from html.entities import html5  # noqa: PLC0415

    return written[1] == "#" or written[1:] in html5
