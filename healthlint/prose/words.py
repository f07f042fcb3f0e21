"""Which blocks are prose for readers: what readability and lengths are measured on."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Container

from healthlint.core.document import BlockKind, Document

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
