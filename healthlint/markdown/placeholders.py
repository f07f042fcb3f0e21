"""The characters that stand for what was masked, and the invisible ones.

``HOLE`` becomes one opaque character of prose: a template puts something there. ``GONE`` becomes nothing: an attribute,
a marker.
"""

from __future__ import annotations

from healthlint.core import later

HOLE = "\ue01a"
"""A private character: like a letter to CommonMark's rules for emphasis, and allowed in addresses."""
GONE = "\u2e18"
"""An inverted interrobang: like any punctuation to those rules, so that ``_word_{: .class}`` stays emphasis."""
_UNUSABLE = later.pattern(f"[{HOLE}{GONE}\ud800-\udfff]")
"""Characters of the source that the parser cannot take, or that have a meaning here."""
INVISIBLE = "\u200b\u200c\u200d\u2060\ufeff\xad"
ZERO_WIDTH = later.pattern(f"[{INVISIBLE}]+")
SPECIAL = later.pattern(f"(?P<hole>{HOLE}+)|(?P<nothing>[{GONE}{INVISIBLE}]+)|\ufffd")
"""What cannot be taken over from the masked text as it is: one of these characters, or several."""
SPECIAL_CHARACTERS = HOLE + GONE + INVISIBLE + "\ufffd"


def is_usable(text: str) -> bool:
    """True when the parser can take every character of the text and none stands for a masked stretch."""
    if text.isascii():
        return True
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return HOLE not in text and GONE not in text


def readable(text: str) -> str:
    """The text without the characters that the parser cannot take or that stand for masked stretches."""
    return _UNUSABLE.sub("\ufffd", text)
