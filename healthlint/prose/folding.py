"""Text as patterns see it: one byte for each character."""

from __future__ import annotations

import codecs
import unicodedata
from functools import lru_cache

UNREADABLE = 0x1A
HIDDEN = 0x1E
"""The folded form of a character that no pattern can name."""


def fold(text: str) -> bytes:
    """One byte for each character: curly quotes straight, every dash ``-``, accents off, the rest unreadable.

    Letters of other alphabets that look like Latin ones are those; what hides in or beside a word is ``HIDDEN``.

    Offsets in the result are character offsets in ``text``.
    """
    if "\x1a" in text:
        text = text.replace("\x1a", "\x1e")  # no letter either, and not to be taken for one that cannot be read
    if text.isascii():
        return text.encode("ascii")
    for written, plain in _COMMON:
        if written in text:
            text = text.replace(written, plain)
    return text.encode("latin-1", "healthlint.fold").translate(_UNACCENTED)


def _fold_rest(error: UnicodeError) -> tuple[bytes, int]:
    """Characters beyond Latin-1, each to one byte."""
    assert isinstance(error, UnicodeEncodeError)  # noqa: S101 - registered for encoding only
    run = error.object[error.start : error.end]
    reach = _hiding(run)
    if reach:
        before, after = error.object[max(0, error.start - 1) : error.start], error.object[error.end : error.end + 1]
        beside = _is_letter(before) + _is_letter(after)
        if beside >= reach:
            return bytes([HIDDEN]) * len(run), error.end
    return bytes(_FOLDED.get(character) or _base_letter(character) for character in run), error.end


@lru_cache(maxsize=2048)
def _hiding(run: str) -> int:
    """Beside how many Latin letters, before and after, a run of characters is a trick or a left-over; 0 for never."""
    if all(unicodedata.category(one) in _INVISIBLE or one in _BLANK for one in run):
        return 1
    if any(one in _FOLDED or one.lower() in _FOLDED for one in run):
        return 0  # read as the letters that it looks like
    if any(low <= one <= high for one in run for low, high in _ALPHABETS):
        return 1
    # Greek letters stand beside Latin ones as signs: micrograms, TNF-alpha.
    return 2 if any("\u0370" <= one <= "\u03ff" for one in run) else 0


def _is_letter(character: str) -> bool:
    return character.isascii() and character.isalpha()


@lru_cache(maxsize=2048)
def _base_letter(character: str) -> int:
    base = unicodedata.normalize("NFKD", character)[0]
    if not base.isascii() and (name := unicodedata.name(character, "")).startswith("LATIN LETTER SMALL CAPITAL "):
        base = name[27:]
    return ord(base) if base.isascii() and base.isalnum() and len(base) == 1 else UNREADABLE


_COMMON = (
    ("\u2019", "'"),
    ("\u2018", "'"),
    ("\u201c", '"'),
    ("\u201d", '"'),
    ("\u2013", "-"),
    ("\u2014", "-"),
    ("\u2026", "."),
    ("\u00a0", " "),
)
_FOLDED = {
    **dict.fromkeys("\u02bc\u2032\u201a\u201b\u02b9\u00b4", ord("'")),
    **dict.fromkeys("\u201e\u201f\u2033\u00ab\u00bb", ord('"')),
    **dict.fromkeys("\u2010\u2011\u2012\u2015\u2212\u2043", ord("-")),
    **dict.fromkeys("\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000", ord(" ")),
    # What looks like a Latin letter and is Cyrillic, Greek or none with an accent to take off.
    **dict(
        zip(
            "аесорхуіјѕһԁԛԝѵӏАВЕКМНОРСТУХЅІЈԚԜονυικΑΒΕΖΗΙΚΜΝΟΡΤΥΧıȷɡɩ",
            b"aecopxyijshdqwvlABEKMHOPCTYXSIJQWovuikABEZHIKMNOPTYXijgi",
            strict=True,
        )
    ),
    "\u2264": ord("<"),
    "\u2265": ord(">"),
}
_INVISIBLE = frozenset({"Cf", "Cc", "Mn", "Me", "Cn"})
_BLANK = frozenset("\u115f\u1160\u2800\u3164\uffa0")
"""Letters and signs that are drawn as nothing."""
_ALPHABETS = (("\u0400", "\u058f"), ("\u13a0", "\u13ff"), ("\uab70", "\uabbf"))
"""Cyrillic, Armenian and Cherokee: no writer mixes them with Latin letters in one word."""
codecs.register_error("healthlint.fold", _fold_rest)


def _unaccented() -> bytes:
    """Folds the accented letters of Latin-1, which RE2 would not count as parts of words."""
    table = bytearray(range(256))
    for code in range(0xC0, 0x100):
        base = unicodedata.normalize("NFKD", chr(code))[0]
        if base.isascii():
            table[code] = ord(base)
    return bytes(table)


_UNACCENTED = _unaccented()
