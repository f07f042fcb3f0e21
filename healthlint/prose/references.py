"""The entries that marks in the text may point to: a numbered list of references, footnotes."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from typing import Protocol

from healthlint.core import later
from healthlint.core.document import Block, BlockKind, Document, Link
from healthlint.core.span import Span
from healthlint.prose.patterns import Patterns

_NUMBERED_LINE = later.pattern(
    r"(?:^|\n)[\s*•^-]*(?:\[(\d{1,3})\]|\((\d{1,3})\)|(\d{1,3})[.)\]:]|\^?(\d{1,3})\s(?=[A-Z“\"]))"
)
_BRACKETED = later.pattern(r"[\s^]*\[\d{1,3}\]")
_NUMBER = later.pattern(r"\d+")
_LABEL = later.pattern(r"[0-9]{1,9}")
_RANGE = later.pattern(r"(\d+)\s*[-–—]\s*(\d+)")
_LONGEST_ENTRY = 700
_LONGEST_NUMBER = 3
_WIDEST_RANGE = 60


class Place(Protocol):
    """What is asked of the reader."""

    document: Document

    def holds(self, patterns: Patterns, words: str, *, whole: bool = False) -> bool:
        """True when the patterns stand in words from elsewhere."""
        ...

    def is_reference(self, block: int) -> bool:
        """True for blocks of a reference list."""
        ...


class Entries:
    """The reference list and the footnotes of one post.

    A list has a heading such as "References", or its entries show themselves: paragraphs that begin with ``[3]`` and
    hold a year, a journal or an address.
    """

    def __init__(self, place: Place, entry: Patterns) -> None:
        self.document = place.document
        self.notes = frozenset(b.label for b in self.document.blocks if b.kind is BlockKind.FOOTNOTE)
        self.blocks = frozenset(self._blocks(place, entry))
        """Indexes of the blocks that are entries."""
        self.numbers: set[int] = set()
        self.open = False
        """True when an entry has no number, so that it may be the one that a mark means."""
        for index in self.blocks:
            found = list(self._numbers(self.document.blocks[index]))
            self.numbers.update(found)
            self.open |= not found
        if not self.numbers:
            self.numbers = {int(label) for label in self.notes if _LABEL.fullmatch(label)}
        self.open |= not self.numbers

    def __bool__(self) -> bool:
        return bool(self.blocks or self.notes)

    def missing(self, mark: str) -> bool:
        """True when a numbered mark, ``[2, 5-7]``, points to no entry at all."""
        wanted = numbers(mark)
        return not self or (not self.open and not any(number in self.numbers for number in wanted))

    def surely_hold(self, mark: str) -> bool:
        """True when every number of a mark has its entry: what ``(3)`` needs to be more than a count."""
        wanted = numbers(mark)
        return bool(wanted) and bool(self.blocks) and all(number in self.numbers for number in wanted)

    def _blocks(self, place: Place, entry: Patterns) -> Iterator[int]:
        run: list[int] = []
        bracketed = "[" in self.document.text
        for index, block in enumerate(self.document.blocks):
            if block.kind in (BlockKind.FOOTNOTE, BlockKind.FIELD, BlockKind.HEADING):
                continue
            if place.is_reference(index) or self._is_numbered_row(place, index, entry):
                yield index
            elif bracketed and self._is_numbered(block):
                run.append(index)
            else:
                yield from self._sound(run, place, entry)
                run = []
        yield from self._sound(run, place, entry)

    def _is_numbered(self, block: Block) -> bool:
        short = block.span.end - block.span.start < _LONGEST_ENTRY
        return short and _BRACKETED.match(self.document.text, *block.span) is not None

    def _is_numbered_row(self, place: Place, index: int, entry: Patterns) -> bool:
        """True for a cell with a number alone, beside one that holds an entry: plug-ins put footnotes into tables."""
        blocks = self.document.blocks
        number = blocks[index]
        if number.kind is not BlockKind.CELL or number.span.end - number.span.start > _LONGEST_NUMBER:
            return False
        beside = blocks[index + 1] if index + 1 < len(blocks) else number
        if beside.kind is not BlockKind.CELL or beside.group != number.group or not self._number_in(number):
            return False
        words = self.document.text[beside.span.start : beside.span.end]
        return place.holds(entry, words) or self._is_linked(beside.span)

    def _number_in(self, block: Block) -> str:
        """The number that is all a cell holds."""
        found = _LABEL.fullmatch(self.document.text, *block.span) if block.kind is BlockKind.CELL else None
        return found[0] if found else ""

    def _sound(self, run: list[int], place: Place, entry: Patterns) -> list[int]:
        """Blocks in a row that begin with ``[3]``, when one of them shows that they are entries."""
        for index in run:
            span = self.document.blocks[index].span
            if place.holds(entry, self.document.text[span.start : span.end]) or self._is_linked(span):
                return run
        return []

    def _is_linked(self, span: Span) -> bool:
        links = self.document.links
        first = bisect_left(links, span.start, key=_begins)
        return first < len(links) and links[first].span.start < span.end

    def _numbers(self, block: Block) -> Iterator[int]:
        if block.kind is BlockKind.ITEM and _LABEL.fullmatch(block.label):
            yield int(block.label)
        if number := self._number_in(block):
            yield int(number)
        # Entries on lines of one paragraph are told by the lines of the file.
        lines = self.document.source.text[block.source.start : block.source.end]
        for words in (self.document.text[block.span.start : block.span.end], lines if "\n" in lines else ""):
            for line in _NUMBERED_LINE.finditer(words):
                yield int(next(group for group in line.groups() if group))


def numbers(mark: str) -> frozenset[int]:
    """The numbers of a mark, ranges filled: ``[2, 5-7]`` is 2, 5, 6, 7."""
    found = {int(number) for number in _NUMBER.findall(mark)}
    for first, last in _RANGE.findall(mark):
        if int(first) < int(last) <= int(first) + _WIDEST_RANGE:
            found.update(range(int(first), int(last)))
    return frozenset(found)


def _begins(link: Link) -> int:
    return link.span.start
