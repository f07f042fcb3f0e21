"""What stands around a block: its list, table or quote, the line that opens it, the item that it belongs to."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property

from healthlint.core.document import BlockKind, Document
from healthlint.core.span import Span


class Surroundings:
    """Of the blocks of one post. Each table is worked out in one pass, when first asked for."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def group(self, block: int) -> tuple[int, int]:
        """The first and the last of the blocks around one, itself included, that are in the same group or in none."""
        place = bisect_right(self._groups, block) - 1
        return self._groups[place], self._groups[place + 1] - 1

    def around(self, block: int) -> tuple[int, int]:
        """The first and the last block of its list or table, with the images below."""
        blocks = self.document.blocks
        first, last = self.group(block) if blocks[block].group else (block, block)
        return first, self._images_below[last]

    def parent(self, index: int) -> Span | None:
        """The item that a nested item belongs to."""
        parent = self._parents[index]
        return self.document.blocks[parent].span if parent >= 0 else None

    def opener(self, block: int) -> int:
        """The block whose last sentence opens the list or table of a block; -1 for none."""
        found = self.document.blocks[block]
        if not found.group or found.kind not in (BlockKind.ITEM, BlockKind.CELL):
            return -1
        return self._leads[block]

    @cached_property
    def _groups(self) -> list[int]:
        """The blocks with which groups begin, or stretches without; and one more, where the last one ends."""
        blocks = self.document.blocks
        firsts = [index for index, block in enumerate(blocks) if not index or block.group != blocks[index - 1].group]
        return [*firsts, len(blocks)]

    @cached_property
    def _images_below(self) -> list[int]:
        """By block, the last one of the images right below it; itself when there are none."""
        blocks = self.document.blocks
        found = list(range(len(blocks)))
        for index in range(len(blocks) - 2, -1, -1):
            if blocks[index + 1].kind is BlockKind.ALT:
                found[index] = found[index + 1]
        return found

    @cached_property
    def _parents(self) -> list[int]:
        """By block, the nearest one above in its group that is of a higher level, or -1."""
        found: list[int] = []
        open_: list[tuple[int, ...]] = []
        group = 0
        for index, block in enumerate(self.document.blocks):
            if block.group != group:
                group, open_ = block.group, []
            del open_[bisect_left(open_, (block.level,)) :]
            found.append(open_[-1][1] if open_ else -1)
            open_.append((block.level, index))
        return found

    @cached_property
    def _leads(self) -> list[int]:
        """By block, the nearest one above that opens its list: of a higher level, or right above the group; or -1."""
        leads: list[int] = []
        opening: list[tuple[int, ...]] = []
        """The levels and indices of the blocks that open something and may be the nearest one, both rising."""
        group = 0
        for index, block in enumerate(self.document.blocks):
            if block.group != group:
                group = block.group
                opening = [(-1, index - 1)] if group and index and self._opens(index - 1) else []
            above = bisect_left(opening, (block.level,)) - 1
            leads.append(opening[above][1] if above >= 0 else -1)
            if group and self._opens(index):
                del opening[bisect_left(opening, (block.level,)) :]
                opening.append((block.level, index))
        return leads

    def _opens(self, block: int) -> bool:
        start, end = self.document.blocks[block].span
        return self.document.text[start:end].rstrip(" *_").endswith((":", "…", "..."))
