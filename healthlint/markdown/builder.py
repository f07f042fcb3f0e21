"""Puts a document together, piece by piece, in the order of the text."""

from __future__ import annotations

from typing import NamedTuple

from healthlint.core import later
from healthlint.core.document import OPAQUE, Block, BlockKind, Comment, Link, Mark, MarkKind
from healthlint.core.prose import Prose, Run
from healthlint.core.span import Span
from healthlint.markdown.placeholders import SPECIAL, ZERO_WIDTH

SEPARATOR = "\n\n"
_WORDLESS = " \t\r\n\f\v\xa0" + OPAQUE
_BULLETS = frozenset("•‣◦⁃∙●▪")
_CALLOUT = later.pattern(r">[ \t]*\[![A-Za-z][\w-]*\][-+]?[ \t*_]*\Z")
_LONGEST_CALLOUT = 80
_new = tuple.__new__
"""Named tuples made from a tuple take half the time, and every word passes here."""
_MOST_HEADING_WORDS = 12
"""A bold line with more words is a sentence with emphasis, not a heading."""


class Context(NamedTuple):
    """What text is when it comes: set by lists, quotes, table cells, headings and footnotes, innermost last."""

    kind: BlockKind
    level: int = 0
    label: str = ""


class Alternative(NamedTuple):
    """The alternative text of an image, kept until the block around it ends."""

    pieces: list[tuple[int, int, str]]
    """Source start, source end, words."""


class DocumentBuilder:
    """Collects words with their places. Text that comes while no block is open opens one."""

    def __init__(self, text: str, masked: str) -> None:
        self.text = text
        self.masked = masked
        self.parts: list[str] = []
        self.position = 0
        self.runs: list[Run] = []
        self.blocks: list[Block] = []
        self.links: list[Link] = []
        self.marks: list[Mark] = []
        self.components: list[tuple[str, Span]] = []
        self.comments: list[Comment] = []
        self.languages: list[tuple[str, Span]] = []
        self.code: list[Span] = []
        self.contexts: list[Context] = [Context(BlockKind.PARAGRAPH)]
        self.start = -1
        """Where the open block begins in the text; -1 when none is open."""
        self.strong = (-1, -1)
        """The last stretch in bold, in the text."""
        self.broken = False
        """The open block has a line break in it."""
        self.implied = False
        """The blocks that come are headings without a mark."""
        self.quotes = 0
        self.group = 0
        self.end = 0
        """Where the words of the last block end, in the text."""
        self._groups = self._group_depth = 0
        self._bulleted = not masked.isascii() and any(bullet in masked for bullet in _BULLETS)
        self._last_bullet = -1
        self._first_part = 0
        self._first_run = 0
        self._tail = -1
        """Where the last linear run ends in the source; -1 when the next piece cannot continue it."""
        self._headings: list[tuple[int, int]] = []
        self._alternatives: list[Alternative] = []

    # Words

    def words(self, start: int, end: int, words: str) -> None:
        """Adds words that stand in the source as they are read."""
        if self.start < 0:
            self._open()
        position = self.position
        after = position + end - start
        runs = self.runs
        if start == self._tail:
            last = runs[-1]
            runs[-1] = _new(Run, (last[0], after, last[2], end))
        else:
            runs.append(_new(Run, (position, after, start, end)))
        self._tail = end
        self.parts.append(words)
        self.position = after

    def atomic(self, start: int, end: int, words: str) -> None:
        """Adds words that stand for a stretch of source as a whole: an entity, a line break, something opaque."""
        if self.start < 0:
            self._open()
        position = self.position
        self.position = after = position + len(words)
        self.runs.append(_new(Run, (position, after, start, end)))
        self._tail = -1
        self.parts.append(words)

    def entity(self, start: int, end: int, words: str) -> None:
        """Adds the characters that an entity stands for."""
        words = ZERO_WIDTH.sub("", words)
        if words:
            self.atomic(start, end, words)

    def special_words(self, start: int, end: int) -> None:
        """Adds words that may hold masked stretches and invisible characters."""
        text = self.text
        for found in SPECIAL.finditer(self.masked, start, end):
            if found.start() > start:
                self.words(start, found.start(), text[start : found.start()])
            start = found.end()
            if found.lastgroup == "hole":
                self.opaque(found.start(), start)
            elif found.lastgroup is None:
                self.words(found.start(), start, text[found.start() : start])
        if end > start:
            self.words(start, end, text[start:end])

    def opaque(self, start: int, end: int) -> None:
        """Adds one opaque character for something that cannot be read."""
        self.atomic(start, end, OPAQUE)

    def line_break(self, start: int, end: int, words: str) -> None:
        """Adds a soft break as a space or a hard break as a line end, but not at the start of a block."""
        if self.start < 0:
            return
        if self.quotes and not self.broken and self._is_title_of_callout():
            self.flush()
            return
        is_heading = self.strong == (self.start, self.position) and self._is_heading_line(end, hard=words == "\n")
        if is_heading or (self._bulleted and self.masked[end : end + 40].lstrip(" \t>")[:1] in _BULLETS):
            self.flush()
            return
        self.atomic(start, end, words)
        self.broken = True

    def alternative(self, pieces: list[tuple[int, int, str]]) -> None:
        """Keeps the alternative text of an image; it becomes a block after the open one."""
        if pieces:
            self._alternatives.append(Alternative(pieces))

    def read_since(self, position: int) -> str:
        """The words from a position of the open block to its end."""
        if self.start < 0:
            return ""
        wanted, pieces = self.position - position, 0
        first = len(self.parts)
        while first > self._first_part and pieces < wanted:
            first -= 1
            pieces += len(self.parts[first])
        return "".join(self.parts[first:])[pieces - min(wanted, pieces) :]

    # Blocks

    def flush(self) -> None:
        """Ends the open block, if any."""
        if self.start >= 0:
            self._close(self.contexts[-1])
        if self._alternatives:
            waiting, self._alternatives = self._alternatives, []
            for alternative in waiting:
                self._add_pieces(alternative.pieces)
                if self.start >= 0:
                    self._close(Context(BlockKind.ALT))

    def whole(self, context: Context, start: int, end: int) -> None:
        """Adds a block of nothing but words that stand in the source as they are read; none is open."""
        position = self.position
        after = self.end = position + end - start
        words = self.masked[start:end]
        self._first_run = len(self.runs)
        self.runs.append(_new(Run, (position, after, start, end)))
        self.parts += (words, SEPARATOR)
        self.position = after + len(SEPARATOR)
        self.broken = False
        self._add(context, words, position, after)

    def field(self, label: str, pieces: list[tuple[int, int, str]]) -> None:
        """Adds a front-matter value as a block of its own."""
        self._add_pieces(pieces)
        if self.start >= 0:
            self._close(Context(BlockKind.FIELD, label=label))

    def _add_pieces(self, pieces: list[tuple[int, int, str]]) -> None:
        for start, end, words in pieces:
            if end - start == len(words) and (
                self.masked.startswith(words, start) or self.text.startswith(words, start)
            ):
                self.special_words(start, end)
            else:
                self.entity(start, end, words)

    def enter(self, context: Context) -> int:
        """Text that follows is in this context. Returns the depth to give to ``leave``."""
        self.flush()
        depth = len(self.contexts)
        self.contexts.append(context)
        return depth

    def leave(self, depth: int) -> None:
        """Text that follows is in the context that held before ``enter`` gave this depth."""
        self.flush()
        del self.contexts[max(depth, 1) :]

    def open_group(self) -> None:
        """A list, table or quote begins; the blocks of an outermost one share a number."""
        self.flush()
        self._group_depth += 1
        if self._group_depth == 1:
            self._groups += 1
            self.group = self._groups

    def close_group(self) -> None:
        """A list, table or quote ends."""
        self.flush()
        self._group_depth -= 1
        if not self._group_depth:
            self.group = 0

    def _open(self) -> None:
        self.start = self.position
        self._first_part = len(self.parts)
        self._first_run = len(self.runs)
        self._tail = -1
        self.broken = False

    def _close(self, context: Context) -> None:
        start, end = self.start, self.position
        self.end = end
        parts = self.parts
        words = parts[-1] if len(parts) - self._first_part == 1 else "".join(parts[self._first_part :])
        self.start = self._tail = -1
        parts.append(SEPARATOR)
        self.position = end + len(SEPARATOR)
        self._add(context, words, start, end)

    def _add(self, context: Context, words: str, start: int, end: int) -> None:
        """Adds a block, unless there is nothing to read in it."""
        kept = words.strip()
        if not kept or (OPAQUE in kept and not kept.strip(_WORDLESS)):
            return
        if len(kept) == len(words):
            source = _new(Span, (self.runs[self._first_run][2], self.runs[-1][3]))
        else:
            start += words.index(kept[0])
            end = start + len(kept)
            source = self._source_of(start, end)
        kind, level, label = context
        if self._bulleted and kind is BlockKind.PARAGRAPH and kept[0] in _BULLETS and len(kept) > 2:
            self._add_bullet(start, end, kept)
            return
        implied = self.implied
        if self.strong == (start, end) and kind is BlockKind.PARAGRAPH and self._is_heading_like(kept):
            kind, level, implied = BlockKind.HEADING, 6, True
        above = -1
        headings = self._headings
        if kind is BlockKind.HEADING:
            while headings and headings[-1][0] >= level:
                headings.pop()
            above = headings[-1][1] if headings else -1
            headings.append((level, len(self.blocks)))
        elif headings:
            above = headings[-1][1]
        quoted = self.quotes > 0
        span = _new(Span, (start, end))
        self.blocks.append(_new(Block, (kind, span, source, above, level, self.group, quoted, implied, label)))

    def _add_bullet(self, start: int, end: int, words: str) -> None:
        """Adds a line that begins with a bullet that is none to Markdown."""
        start += len(words) - len(words[1:].lstrip())
        group = self.group
        if not group:
            self._groups += self._last_bullet != len(self.blocks) - 1 or self._last_bullet < 0
            group = self._groups
        above = self._headings[-1][1] if self._headings else -1
        self._last_bullet = len(self.blocks)
        source = self._source_of(start, end)
        self.blocks.append(Block(BlockKind.ITEM, Span(start, end), source, above, 1, group, self.quotes > 0))

    def _is_title_of_callout(self) -> bool:
        """True when the open block stands behind the mark of a callout, in its line."""
        start = self.runs[self._first_run].source_start
        return _CALLOUT.search(self.text, max(0, start - _LONGEST_CALLOUT), start) is not None

    def _is_heading_line(self, end: int, *, hard: bool) -> bool:
        """True when the open block is a bold line, and what follows the line end does not go on with it."""
        following = self.masked[end : end + 40].lstrip()[:1]
        words = "".join(self.parts[self._first_part :]).strip()
        paragraph = self.contexts[-1].kind is BlockKind.PARAGRAPH
        return paragraph and bool(words) and (hard or not following.islower()) and self._is_heading_like(words)

    def _is_heading_like(self, words: str) -> bool:
        return (
            not self.broken
            and words[-1] not in ".,;!"
            and OPAQUE not in words
            and words.count(" ") < _MOST_HEADING_WORDS
            and not self.group
        )

    def _source_of(self, start: int, end: int) -> Span:
        runs = self.runs
        first, last = self._first_run, len(runs) - 1
        while runs[first].end <= start:
            first += 1
        while runs[last].start >= end:
            last -= 1
        head, tail = runs[first], runs[last]
        head_linear = head[1] - head[0] == head[3] - head[2]
        tail_linear = tail[1] - tail[0] == tail[3] - tail[2]
        return Span(
            head[2] + max(0, start - head[0]) if head_linear else head[2],
            tail[2] + min(tail[1], end) - tail[0] if tail_linear else tail[3],
        )

    # The end

    def finish(self) -> Prose:
        """Ends the last block and returns the text with its map."""
        self.flush()
        if self.parts and self.parts[-1] == SEPARATOR:
            self.parts.pop()
            self.position -= len(SEPARATOR)
            last = self.position
            for index in range(len(self.links) - 1, -1, -1):
                # Links without words after the last block.
                link = self.links[index]
                if link.span.end <= last:
                    break
                span = Span(min(link.span.start, last), last)
                self.links[index] = Link(link.kind, span, link.target, link.source, link.title)
        return Prose("".join(self.parts), tuple(self.runs))

    def superscript(self, start: int, source: Span) -> None:
        """Marks the words since a position of the text as a superscript."""
        label = self.read_since(start)
        if label.strip():
            self.marks.append(Mark(MarkKind.SUPERSCRIPT, Span(start, self.position), label.strip(), source))
