"""The words of a post that are counted: which blocks are prose for readers, and what a word is there."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container, Sequence
from itertools import accumulate

from healthlint.core import later
from healthlint.core.document import BlockKind, Document
from healthlint.core.reading import Tokens, Words
from healthlint.prose import compiled
from healthlint.prose.sentences import Bounds

_PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.QUOTE})
_FOUR_WORDS = later.pattern(r"(?>.*?[^\W\d_]{2}\S*+){4}", re.DOTALL)
"""Shorter blocks are labels, not prose. Every word is taken as a whole, so that the time is linear."""


def bare(text: str) -> str:
    """A text without what stands around its words: marks, white space, a small picture."""
    start, end = 0, len(text)
    while start < end and not text[start].isalnum():
        start += 1
    while start < end and not text[end - 1].isalnum():
        end -= 1
    return text[start:end]


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
    tokens = compiled.read(text, starts, ends, firsts)
    return Words(starts, ends, tokens.counts, blocks, firsts, tokens, not set(ends).isdisjoint(starts))


def of(texts: Sequence[str]) -> Tokens:
    """The words of blocks of text, each of them taken for one sentence."""
    ends = list(accumulate(map(len, texts)))
    return compiled.read("".join(texts), [0, *ends[:-1]], ends, range(len(texts) + 1))
