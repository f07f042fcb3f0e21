"""Text to words and their counts, as textstat takes them. The compiled core has the same: ``prose.compiled``."""

from __future__ import annotations

import codecs
from collections.abc import Sequence
from functools import lru_cache
from itertools import chain

from healthlint.core import later
from healthlint.prose.syllables import SyllableCounts

POLYSYLLABLE = 3
"""Syllables of a long word."""
SHORTEST = 3
"""Words that textstat wants in a sentence."""

SYLLABLES = SyllableCounts()


class Tokens:
    """The words of some sentences; answers ``core.reading.Tokens``."""

    def __init__(self, data: bytes, words: list[list[bytes]]) -> None:
        self._data = data
        self._words = words
        self.counts = list(map(len, words))

    def words(self) -> list[list[bytes]]:
        """By sentence, the words."""
        return self._words

    def syllables(self) -> list[int]:
        """By sentence, the syllables of its words."""
        count = SYLLABLES.__getitem__
        return [sum(map(count, own)) for own in self._words]

    def polysyllables(self) -> int:
        """Words of three or more syllables."""
        found = list(map(SYLLABLES.__getitem__, chain.from_iterable(self._words)))
        return len(found) - sum(map(found.count, range(POLYSYLLABLE)))

    def letters(self) -> int:
        """Letters, digits and underscores."""
        return len(b"".join(chain.from_iterable(self._words)).replace(b"'", b"").decode())

    def pieces(self) -> int:
        """Stretches between stops that have the words of a sentence."""
        found = self._data.translate(_AS_SENTENCES, _NO_WORD_NO_STOP).split(b".")
        most = SHORTEST - 1
        return sum([len(piece.split(None, most)) > most for piece in found])


def read(text: str, starts: Sequence[int], ends: Sequence[int], firsts: Sequence[int]) -> Tokens:
    """The words of sentences.

    Args:
        text: In which they stand.
        starts: By sentence, where it begins, in order.
        ends: Where it ends.
        firsts: By block, the index of its first sentence; and one more, where the last block ends. No block is empty.
            Each ends with a stop: where it had one already, that makes one more sentence without words.
    """
    sentences = list(map(text.__getitem__, map(slice, starts, ends)))
    for first in firsts[1:]:
        sentences[first - 1] += "."
    joined = "\n".join(sentences)
    if joined.count("\n") >= len(sentences):
        # A line break within a sentence.
        joined = "\n".join([sentence.replace("\n", " ") for sentence in sentences])
    data = _encode(joined)
    return Tokens(data, list(map(bytes.split, data.translate(_AS_WORDS, _NO_WORD).split(b"\n"))) if joined else [])


def _encode(text: str) -> bytes:
    """The text in UTF-8, without apostrophes that are no contraction and without non-ASCII punctuation."""
    if "'" in text:
        text = _LOOSE_APOSTROPHE.sub("", text)
    return text.encode("ascii", "healthlint.words")


def _keep_words(error: UnicodeError) -> tuple[bytes, int]:
    """A run of characters beyond ASCII: letters and numbers in UTF-8, white space as a blank, nothing of the rest."""
    assert isinstance(error, UnicodeEncodeError)  # noqa: S101 - registered for encoding only
    return "".join(map(kept, error.object[error.start : error.end])).encode(), error.end


@lru_cache(maxsize=2048)
def kept(character: str) -> str:
    """What is kept of a character beyond ASCII: itself, a blank or nothing."""
    if character.isspace():
        return " "
    return character if character.isalnum() else ""


codecs.register_error("healthlint.words", _keep_words)

_LOOSE_APOSTROPHE = later.pattern(r"'(?![tsd]|ve|ll|re)")
_ASCII = [chr(code) for code in range(128)]
_NO_WORD = "".join(c for c in _ASCII if not (c.isalnum() or c.isspace() or c in "_'")).encode()
_BLANKS = "".join(c for c in _ASCII if c.isspace())
_AS_WORDS = bytes.maketrans(
    (_BLANKS + "ABCDEFGHIJKLMNOPQRSTUVWXYZ").replace("\n", "").encode(),
    b" " * (len(_BLANKS) - 1) + b"abcdefghijklmnopqrstuvwxyz",
)
_NO_WORD_NO_STOP = "".join(c for c in _ASCII if not (c.isalnum() or c.isspace() or c in "_.!?")).encode()
_AS_SENTENCES = bytes.maketrans((_BLANKS + "!?").encode(), b" " * len(_BLANKS) + b"..")
