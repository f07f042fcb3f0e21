"""The frame of a whole HTML page: what a template puts around the post in it."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from healthlint.core import later
from healthlint.core.document import Block, BlockKind, Document
from healthlint.core.span import Span

_BODY = later.pattern(r"<body[\s>]", re.IGNORECASE)
_MARKUP = later.pattern(
    # Attributes end at the next bracket: each character is read once, however many tags have no end.
    r"<!--|-->|<(?P<closing>/?)(?P<name>main|article|header|footer|nav|aside|form|script|style|template)\b[^<>]*>",
    re.IGNORECASE,
)
_HIDDEN = frozenset({"script", "style", "template"})
_ANYWHERE = frozenset({"nav", "form"})
"""They are no text of a post, wherever they stand."""
_AROUND = frozenset({"header", "footer", "aside"})


def framed(document: Document) -> Document:
    """A document; where it is a whole page, the blocks around the post are a ``FRAME``.

    The post is what ``<main>`` holds, or the only ``<article>``, without menus and forms. In a page with neither it is
    what stands in no ``<header>``, ``<footer>``, ``<nav>``, ``<aside>`` or ``<form>``.
    """
    text = document.source.text
    if not _BODY.search(text):
        return document
    spans = _frame(text)
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


def _frame(text: str) -> list[Span]:
    """Stretches of a whole page, in order, none overlapping."""
    elements = _elements(text)
    posts = _outermost([span for name, span in elements if name == "main"])[:1]
    articles = _outermost([span for name, span in elements if name == "article"])
    if len(articles) == 1:
        posts = posts or articles
    if posts:
        (post,) = posts
        inside = [span for name, span in elements if name in _ANYWHERE and post.covers(span)]
        return _outermost([Span(0, post.start), *inside, Span(post.end, len(text))])
    around = [span for name, span in elements if name in _AROUND and not _is_within(span, articles)]
    return _outermost(around + [span for name, span in elements if name in _ANYWHERE])


def _is_within(span: Span, others: list[Span]) -> bool:
    """True when one of some spans, which are in order and do not overlap, covers another one."""
    index = bisect_right(others, span) - 1
    return index >= 0 and others[index].covers(span)


def _elements(text: str) -> list[tuple[str, Span]]:
    """The elements that have an end, in the order in which they begin."""
    found: list[tuple[str, Span]] = []
    open_elements: list[tuple[str, int]] = []
    hidden = ""
    for markup in _MARKUP.finditer(text):
        name, is_closing = (markup["name"] or markup[0]).lower(), bool(markup["closing"])
        if hidden:
            if name == ("-->" if hidden == "<!--" else hidden) and (is_closing or name == "-->"):
                hidden = ""
        elif name == "<!--" or (name in _HIDDEN and not is_closing):
            hidden = name
        elif not is_closing:
            if name != "-->":
                open_elements.append((name, markup.start()))
        elif any(other == name for other, _ in open_elements[-_DEEPEST:]):
            while open_elements[-1][0] != name:
                open_elements.pop()
            found.append((name, Span(open_elements.pop()[1], markup.end())))
    return sorted(found, key=lambda one: one[1])


def _outermost(spans: list[Span]) -> list[Span]:
    found: list[Span] = []
    for span in sorted(spans):
        if span.start < span.end and (not found or span.start >= found[-1].end):
            found.append(span)
    return found


_DEEPEST = 50
"""Elements that are open at once, as far as anybody nests them."""
