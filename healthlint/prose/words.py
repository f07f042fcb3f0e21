"""The words of a post that are counted: which blocks are prose for readers, and what a word is there."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from collections.abc import Container, Sequence
from functools import lru_cache

from healthlint.core.document import BlockKind, Document
from healthlint.core.reading import Words
from healthlint.prose.sentences import Bounds

_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE})
_FOUR_WORDS = re.compile(r"(?>.*?[^\W\d_]{2}\S*+){4}", re.DOTALL)
"""Shorter blocks are labels, not prose. Every word is taken as a whole, so that the time is linear."""


def prose_blocks(document: Document, references: Container[int]) -> tuple[int, ...]:
    """The blocks with sentences for readers: no references, no labels, no lines of links such as menus.

    Args:
        document: The post.
        references: The blocks of its reference list.
    """
    starts, text = document.block_starts, document.text
    linked: dict[int, int] = {}
    for link in document.links:
        start, end = link.span
        index = max(0, bisect_right(starts, start) - 1)
        linked[index] = linked.get(index, 0) + end - start
    found = []
    for index, block in enumerate(document.blocks):
        if block.kind not in _PROSE or index in references:
            continue
        start, end = block.span
        if linked.get(index, 0) * 2 <= end - start and _FOUR_WORDS.match(text, start, end):
            found.append(index)
    return tuple(found)


def read(text: str, bounds: Bounds, blocks: Sequence[int]) -> Words:
    """The words of some blocks of a text, each of them with a sentence at least.

    Args:
        text: Of the post.
        bounds: Of its sentences, by block.
        blocks: Those to read, in order.
    """
    starts: list[int] = []
    ends: list[int] = []
    firsts = [0]
    for block in blocks:
        own = slice(bounds.firsts[block], bounds.firsts[block + 1])
        starts += bounds.starts[own]
        ends += bounds.ends[own]
        firsts.append(len(starts))
    sentences = list(map(text.__getitem__, map(slice, starts, ends)))
    for first in firsts[1:]:
        sentences[first - 1] += "."
    joined = "\n".join(sentences)
    if joined.count("\n") >= len(sentences):
        # A line break within a sentence.
        joined = "\n".join([sentence.replace("\n", " ") for sentence in sentences])
    data, words = _split(joined)
    return Words(starts, ends, words, list(map(len, words)), blocks, firsts, data, not set(ends).isdisjoint(starts))


def of(texts: Sequence[str]) -> Words:
    """The words of blocks of text, each of them taken for one sentence."""
    data, words = _split(".\n".join([text.replace("\n", " ") for text in texts]))
    return Words((), (), words, list(map(len, words)), (), (), data, glued=False)


def _split(joined: str) -> tuple[bytes, list[list[bytes]]]:
    """Text with one sentence in a line, in bytes, and the words of each line.

    Blocks were given a stop. Where they had one already, that makes one more sentence without words.
    """
    data = _encode(joined)
    return data, list(map(bytes.split, data.translate(_AS_WORDS, _NO_WORD).split(b"\n"))) if joined else []


def _encode(text: str) -> bytes:
    """The text in UTF-8, without apostrophes that are no contraction and without non-ASCII punctuation."""
    if "'" in text:
        text = _LOOSE_APOSTROPHE.sub("", text)
    return text.encode("ascii", "healthlint.words")


def _keep_words(error: UnicodeError) -> tuple[bytes, int]:
    """A run of characters beyond ASCII: letters and numbers in UTF-8, white space as a blank, nothing of the rest."""
    assert isinstance(error, UnicodeEncodeError)  # noqa: S101 - registered for encoding only
    return "".join(map(_kept, error.object[error.start : error.end])).encode(), error.end


@lru_cache(maxsize=2048)
def _kept(character: str) -> str:
    if character.isspace():
        return " "
    return character if character.isalnum() else ""


codecs.register_error("healthlint.words", _keep_words)

_LOOSE_APOSTROPHE = re.compile(r"'(?![tsd]|ve|ll|re)")
_ASCII = [chr(code) for code in range(128)]
_NO_WORD = "".join(c for c in _ASCII if not (c.isalnum() or c.isspace() or c in "_'")).encode()
_BLANKS = "".join(c for c in _ASCII if c.isspace() and c != "\n")
_AS_WORDS = bytes.maketrans(
    (_BLANKS + "ABCDEFGHIJKLMNOPQRSTUVWXYZ").encode(), b" " * len(_BLANKS) + b"abcdefghijklmnopqrstuvwxyz"
)
