"""The frame of a whole HTML page: what a template puts around the post in it."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace

from healthlint.core.document import Block, BlockKind, Document
from healthlint.core.span import Span

_ANYWHERE = frozenset({"nav", "form"})
"""They are no text of a post, wherever they stand."""
_AROUND = frozenset({"header", "footer", "aside"})
_LANDMARKS = _ANYWHERE | _AROUND | {"body", "main", "article"}
"""The elements that tell the parts of a page."""
_DEEPEST = 50
"""Elements that are open at once, as far as anybody nests them."""


class Landmarks:
    """The elements that tell the parts of a page, as their tags are met."""

    def __init__(self) -> None:
        self.is_page = False
        """There is a ``<body>``."""
        self.elements: list[tuple[str, Span]] = []
        """Those that have an end, with where they stand in the file."""
        self._open: list[tuple[str, int]] = []

    def meet(self, name: str, tag: Span, *, closing: bool) -> None:
        """Goes on with the next tag."""
        if name not in _LANDMARKS:
            return
        self.is_page = self.is_page or name == "body"
        if not closing:
            self._open.append((name, tag.start))
        elif any(other == name for other, _ in self._open[-_DEEPEST:]):
            while self._open[-1][0] != name:
                self._open.pop()
            self.elements.append((name, Span(self._open.pop()[1], tag.end)))


def framed(document: Document, landmarks: Landmarks) -> Document:
    """A document; where it is a whole page, the blocks around the post are a ``FRAME``.

    The post is what ``<main>`` holds, or the only ``<article>``, without menus and forms. In a page with neither it is
    what stands in no ``<header>``, ``<footer>``, ``<nav>``, ``<aside>`` or ``<form>``.
    """
    if not landmarks.is_page:
        return document
    spans = _frame(landmarks.elements, len(document.source.text))
    starts = [span.start for span in spans]
    blocks: list[Block] = []
    for block in document.blocks:
        index = bisect_right(starts, block.source.start) - 1
        if index >= 0 and block.source.start < spans[index].end and block.kind is not BlockKind.FIELD:
            blocks.append(block._replace(kind=BlockKind.FRAME, level=0, heading=-1))
            continue
        above = block.heading
        while above >= 0 and blocks[above].kind is BlockKind.FRAME:
            above = document.blocks[above].heading
        blocks.append(block._replace(heading=above))
    return replace(document, blocks=tuple(blocks), is_page=True)


def _frame(elements: list[tuple[str, Span]], end: int) -> list[Span]:
    """Stretches of a whole page, in order, none overlapping."""
    posts = _outermost([span for name, span in elements if name == "main"])[:1]
    articles = _outermost([span for name, span in elements if name == "article"])
    if len(articles) == 1:
        posts = posts or articles
    if posts:
        (post,) = posts
        inside = [span for name, span in elements if name in _ANYWHERE and post.covers(span)]
        return _outermost([Span(0, post.start), *inside, Span(post.end, end)])
    around = [span for name, span in elements if name in _AROUND and not _is_within(span, articles)]
    return _outermost(around + [span for name, span in elements if name in _ANYWHERE])


def _is_within(span: Span, others: list[Span]) -> bool:
    """True when one of some spans, which are in order and do not overlap, covers another one."""
    index = bisect_right(others, span) - 1
    return index >= 0 and others[index].covers(span)


def _outermost(spans: list[Span]) -> list[Span]:
    found: list[Span] = []
    for span in sorted(spans):
        if span.start < span.end and (not found or span.start >= found[-1].end):
            found.append(span)
    return found
