"""Text made fit to print: counts in words, no control characters, widths in terminal columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from healthlint.core import later
from healthlint.core.printable import UNSAFE, is_plain, printable
from healthlint.core.rule import Rule

__all__ = ["columns", "counted", "is_plain", "listed", "padded", "printable", "safe", "title"]

_PLACEHOLDER = later.pattern(r"\{\w+\}")
_SOFT_HYPHEN = "\u00ad"


def counted(number: int, noun: str) -> str:
    """A number with its noun: ``1 file``, ``2 files``."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def listed(items: Sequence[str]) -> str:
    """Words as English lists them: ``a, b and c``."""
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} and {items[-1]}"


def safe(character: str) -> str:
    """A character of a source line, or U+FFFD when a terminal must not see it. Tabs are the caller's."""
    return "\ufffd" if UNSAFE.match(character) else character


def columns(text: str) -> int:
    """How many columns of a terminal the text takes (Unicode Standard Annex 11; ambiguous widths are narrow)."""
    if text.isascii():
        return len(text)
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.east_asian_width(character) in "WF":
        return 2
    if unicodedata.category(character) in {"Mn", "Me", "Cf"} and character != _SOFT_HYPHEN:
        return 0
    return 1


def padded(text: str, width: int) -> str:
    """The text, filled with spaces to a width in columns."""
    return text + " " * (width - columns(text))


def title(rule: Rule) -> str:
    """A rule's message without a finding: an ellipsis stands for the words that were found."""
    return _PLACEHOLDER.sub("…", rule.message)
