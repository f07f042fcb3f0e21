"""Exports of WordPress (WXR): posts out of one XML file, each with its places in that file.

What is read of XML is what an export has: elements, CDATA, comments, the five named entities and numbers. Nothing is
ever expanded, and a document type, which could define something to expand, is an error.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import unquote

from healthlint.core import later
from healthlint.core.problem import HealthlintError, Problem
from healthlint.core.prose import Run
from healthlint.core.source import Part, Source
from healthlint.core.span import LineIndex, Span
from healthlint.markdown.entities import unescape

_TAG = later.pattern(r"<(/?)([A-Za-z_][\w:.-]*+)((?:[^<>\"']++|\"[^\"<]*+\"|'[^'<]*+')*+)>")
_SPANNED = (("<![CDATA[", "]]>"), ("<!--", "-->"), ("<?", "?>"))
_ESCAPED = later.pattern(
    r"<!\[CDATA\[(?P<raw>.*?)\]\]>|(?P<entity>&(?:#[0-9]{1,7}|#x[0-9a-fA-F]{1,6}|amp|lt|gt|quot|apos);)"
    r"|<!--.*?-->|<[^>]*>",
    re.DOTALL,
)
_OPENED = later.pattern(r"<([A-Za-z_][\w:.-]*)")
_NOT_IN_NAMES = later.pattern(r"[^\w]+")
_LONGEST_NAME = 80
_WRITTEN = ("title", "content:encoded", "excerpt:encoded")
_KNOWN = frozenset(
    (
        *_WRITTEN,
        "dc:creator",
        "wp:post_date",
        "wp:post_id",
        "wp:post_modified",
        "wp:post_name",
        "wp:post_type",
        "wp:status",
    )
)
_NO_POSTS = later.pattern(
    r"attachment|revision|nav_menu_item|custom_css|customize_changeset|oembed_cache|user_request|acf-.*|wp_(?!block$).*"
)
"""Types of items that hold settings, files and older versions. All others are read: sites name types of their own."""
_THROWN_AWAY = ("trash", "auto-draft")


class Mistake(NamedTuple):
    """Where an export is no XML."""

    message: str
    place: int


class _Tag(NamedTuple):
    name: str
    start: int
    end: int
    opens: bool
    closes: bool


class _Malformed(Exception):  # noqa: N818 - never leaves this file
    def __init__(self, message: str, place: int) -> None:
        super().__init__(message)
        self.mistake = Mistake(message, place)


def posts(source: Source) -> Iterator[Source]:
    """The posts of an export, in its order: all items but attachments, menus, settings, revisions and what was deleted.

    Args:
        source: The export.

    Raises:
        HealthlintError: it is no well-formed XML, or has a document type. The posts before that place have come.
    """
    text = source.text
    line, counted = 1, 0
    names: set[str] = set()
    try:
        for start, end, values in _items(text):
            kind, status = values.get("wp:post_type", "post"), values.get("wp:status", "")
            if _NO_POSTS.fullmatch(kind) or status in _THROWN_AWAY:
                continue
            line += _line_ends(text, counted, start)
            counted = start
            above = max(text.rfind("\n", 0, start), text.rfind("\r", 0, start)) + 1
            begin = above if not text[above:start].strip() else start
            path = f"{source.path}/{_name(values, names)}"
            yield Source(path, text[begin:end], Part(line, begin - above + 1))
    except _Malformed as error:
        place = LineIndex(text).position(error.mistake.place)
        message = f"no well-formed XML: {error.mistake.message}; posts from here on were not checked"
        hint = "export it again, or mend it at this place"
        raise HealthlintError([Problem(source.path, message, *place, hint)]) from None


def elements(text: str) -> dict[str, list[Span]]:
    """The insides of the elements of an item, by their names.

    Args:
        text: The item, as ``posts`` gives it.
    """
    found: dict[str, list[Span]] = {}
    depth = begun = 0
    for tag in _tags(text):
        if tag.opens and depth == 1:
            begun = tag.end
        depth += tag.opens - tag.closes
        if tag.closes and depth == 1 and not tag.opens:
            found.setdefault(tag.name, []).append(Span(begun, tag.start))
    return found


def decoded(text: str, span: Span, place: int = 0) -> tuple[str, list[Run]]:
    """What the inside of an element says, and where each stretch of it stands.

    Args:
        text: The item.
        span: The inside of the element.
        place: The offset of what it says in the text that is put together of it.
    """
    words: list[str] = []
    runs: list[Run] = []

    def add(start: int, end: int, said: str) -> None:
        nonlocal place
        if said:
            words.append(said)
            runs.append(Run(place, place + len(said), start, end))
            place += len(said)

    done = span.start
    for found in _ESCAPED.finditer(text, *span):
        add(done, found.start(), text[done : found.start()])
        done = found.end()
        if found["raw"]:
            add(*found.span("raw"), found["raw"])
        elif found["entity"]:
            add(found.start(), done, unescape(found[0]))
    add(done, span.end, text[done : span.end])
    return "".join(words), runs


def _items(text: str) -> Iterator[tuple[int, int, dict[str, str]]]:
    """Of each item where it begins and ends, and its short values."""
    open_: list[_Tag] = []
    start, inside = -1, 0
    values: dict[str, str] = {}
    for tag in _tags(text):
        if tag.opens:
            open_.append(tag)
            if tag.name == "item" and start < 0:
                start, inside, values = tag.start, len(open_) + 1, {}
        if not tag.closes:
            continue
        if not open_ or open_[-1].name != tag.name:
            about = f"</{tag.name}> ends <{open_[-1].name}>" if open_ else f"</{tag.name}> ends nothing"
            raise _Malformed(about, tag.start)
        begun = open_.pop()
        if start >= 0 and len(open_) + 1 == inside and tag.name in _KNOWN and not tag.opens:
            short = Span(begun.end, min(tag.start, begun.end + 10 * _LONGEST_NAME))
            values.setdefault(tag.name, decoded(text, short)[0].strip() if tag.name not in _WRITTEN[1:] else "")
        elif start >= 0 and len(open_) + 2 == inside:
            yield start, tag.end, values
            start = -1
    if open_:
        raise _Malformed(f"<{open_[-1].name}> never ends", open_[-1].start)


def _tags(text: str) -> Iterator[_Tag]:
    """The tags of a text; an empty-element tag both opens and closes. Raises _Malformed where there is no XML."""
    at = text.find("<")
    while at >= 0:
        tag = _TAG.match(text, at)
        if tag:
            end, closing = tag.end(), bool(tag[1])
            alone = tag[3].endswith("/")
            yield _Tag(tag[2], at, end, not closing, closing or alone)
        else:
            end = _end(text, at)
        at = text.find("<", end)


def _end(text: str, at: int) -> int:
    """Where a comment, CDATA or an instruction ends."""
    for begin, close in _SPANNED:
        if text.startswith(begin, at):
            end = text.find(close, at + len(begin))
            if end < 0:
                raise _Malformed(f"{begin} without {close}", at)
            return end + len(close)
    if text.startswith("<!", at):
        raise _Malformed("a document type or declaration (<!...), which no export of WordPress has", at)
    name = _OPENED.match(text, at)
    raise _Malformed(f"<{name[1]} without >" if name else "'<' begins no tag; in XML it is written &lt;", at)


def _line_ends(text: str, start: int, end: int) -> int:
    """How many lines end in a stretch."""
    ends = text.count("\n", start, end)
    returns = text.count("\r", start, end)
    return ends + returns - text.count("\r\n", start, end) if returns else ends


def _name(values: dict[str, str], taken: set[str]) -> str:
    """What an item is called in paths: its slug, or else its title in the same form; none twice."""
    for written in (unquote(values.get("wp:post_name", "")), unescape(values.get("title", ""))):
        name = _NOT_IN_NAMES.sub("-", written.lower()).strip("-_")[:_LONGEST_NAME].rstrip("-_")
        if name:
            break
    else:
        name = _NOT_IN_NAMES.sub("-", f"post-{values.get('wp:post_id', '')}").strip("-")
    once, count = name, 1
    while name in taken:
        count += 1
        name = f"{once}-{count}"
    taken.add(name)
    return name
