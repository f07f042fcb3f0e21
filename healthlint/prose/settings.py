"""Where a match stands in its post, as far as its stance is concerned: under what, after what, before what."""

from __future__ import annotations

from typing import TYPE_CHECKING

from healthlint.core import later
from healthlint.core.document import Block, BlockKind
from healthlint.core.reading import Match
from healthlint.core.span import Span
from healthlint.prose.stance import Setting

if TYPE_CHECKING:
    from healthlint.prose.reader import Reader

_LISTED = frozenset({BlockKind.HEADING, BlockKind.ITEM, BlockKind.CELL})
_ANSWER = 200
"""Characters that are read of what follows."""
_WINDOW = 1_000
"""Characters of a sentence that are read on each side of a match: more than people write in one, so that a text without
stops takes no longer than another."""
_NOTHING = later.pattern(r"[ \n\t\"'”’*_.)]*")
_SPACE = later.pattern(r"\s*")
_SIGNED = later.pattern(r"(?:^|\n)\s*(?:[—–-]+ ?|~ ?)\w|[.!?\"”’] ?[—–] ?[A-Z]")
"""A line such as "— Jane Doe, 1962" in a block quote."""


def setting(reader: Reader, data: bytes, match: Match) -> Setting:
    """A match in its place.

    Args:
        reader: Of the post.
        data: The text of the post, folded.
        match: The words.
    """
    document = reader.document
    index = match.sentence.block
    block = document.blocks[index]
    above = []
    if block.kind in _LISTED and block.heading >= 0:
        above.append(document.blocks[block.heading].span)
    if block.kind is BlockKind.CELL and (head := _column_head(reader, index)) is not None:
        above.append(head)
    follows = _rest(document.text, match.sentence.span, block.span)
    below = None
    if follows is None and index + 1 < len(document.blocks):
        following = _beginning(document.blocks[index + 1])
        follows, below = (None, following) if block.kind is BlockKind.HEADING else (following, None)
    start, end = match.sentence.span
    if end - start > _WINDOW:
        start, end = max(start, match.span.start - _WINDOW), min(end, match.span.end + _WINDOW)
    return Setting(
        document.text,
        data,
        match.span,
        Span(start, end),
        block.span,
        reader.lead(index),
        tuple(above),
        follows,
        below,
        inside=block.quoted and _is_quotation(reader, index),
        may_match=reader.may_match,
    )


def _rest(text: str, sentence: Span, block: Span) -> Span | None:
    """What follows a sentence in its block."""
    nothing = _NOTHING.match(text, sentence.end, block.end)
    if sentence.end >= block.end or (nothing and nothing.end() == block.end):
        return None
    space = _SPACE.match(text, sentence.end, block.end)
    start = space.end() if space else sentence.end
    return Span(start, min(block.end, start + _ANSWER))


def _beginning(block: Block) -> Span:
    return Span(block.span.start, min(block.span.end, block.span.start + _ANSWER))


def _column_head(reader: Reader, index: int) -> Span | None:
    """The words at the head of the column of a cell, in a table whose rows are lines of the file."""
    blocks = reader.document.blocks
    group = blocks[index].group
    first, _ = reader.surroundings.group(index)
    source = reader.document.source.text

    def row(place: int) -> list[int]:
        """The cells in the line of one of them."""
        start = source.rfind("\n", 0, blocks[place].source.start) + 1
        end = source.find("\n", blocks[place].source.start)
        line = Span(start, end if end >= 0 else len(source))
        near = range(max(first, place - 30), min(len(blocks), place + 30))
        return [i for i in near if blocks[i].group == group and line.start <= blocks[i].source.start < line.end]

    heads, cells = row(first), row(index)
    if not heads or first in cells or len(heads) != len(cells):
        return None
    return blocks[heads[cells.index(index)]].span


def _is_quotation(reader: Reader, index: int) -> bool:
    """True for a block quote that says whose words it holds, below or in the line above; others are call-outs."""
    document = reader.document
    blocks = document.blocks
    first, last = reader.surroundings.group(index)
    if last not in reader.signed:
        reader.signed[last] = _SIGNED.search(document.text[slice(*blocks[last].span)]) is not None
    if reader.signed[last]:
        return True
    return first > 0 and document.text[blocks[first - 1].span.start : blocks[first - 1].span.end].rstrip().endswith(":")
