"""The Markdown parser: what it finds in a text, one after another.

The only door to pyromark, for which the compiled core stands in with the same parser, pulldown-cmark.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import Any, TypeAlias

from healthlint.markdown.offsets import byte_map
from healthlint.prose import compiled

Event: TypeAlias = "tuple[str, int, int, Any]"
"""What begins, ends or stands there, from where to where in the text, and what else is to be told of it.

=================================  ====================================================
``text``                           words that stand there as they are read
``special``                        words with characters that are not read as they stand
``plain-paragraph``                a paragraph of nothing but such ``text``: where that stands
``plain-heading``, ``plain-item``  such a heading, its level; such an item of a list
``inexact``                        words that are read for what stands there: the words
``footnote-reference``, footnote   the label
``heading``                        the level
``list``                           the number of the first item; None for bullets
``code-block``                     True when it is indented
``link``                           True when it is bare, the target, the title
``image``                          the target, the title
=================================  ====================================================

What has an inside ends with an event of the same name behind a slash.
"""


def events(text: str, special: str = "") -> Iterable[Event]:
    """What the parser finds in a text without lone surrogates.

    Beside CommonMark it reads tables, footnotes, deleted text, tasks, definitions, and attributes of headings. No
    blocks of metadata (it would take them anywhere in a file), no mathematics (it would take prices for formulas).

    Args:
        text: The text.
        special: Characters that are not read as they stand.
    """
    return compiled.events(text, special) if compiled.is_used else found(text, special)


def found(text: str, special: str = "") -> Iterator[Event]:
    """The same, by pyromark."""
    waiting: list[Event] = []
    for event in _joined(text, special):
        if event[0] in _PLAIN_BLOCKS:
            yield from waiting
            waiting = [event]
        elif len(waiting) == 1 and event[0] == "text":
            waiting.append(event)
        elif len(waiting) == 2 and event[0] == f"/{waiting[0][0]}":
            (name, _, _, detail), (_, start, end, _) = waiting
            yield _PLAIN_BLOCKS[name], start, end, detail
            waiting = []
        else:
            yield from waiting
            waiting = []
            yield event
    yield from waiting


def _joined(text: str, special: str) -> Iterator[Event]:
    """The events that are known, words that follow one another as one."""
    last: Event | None = None
    for event in _events(text, special):
        # The parser parts text where a mark might have been.
        if last is not None and event[1] == last[2] and {event[0], last[0]} <= _WORDS:
            name = "text" if event[0] == last[0] == "text" else "special"
            last = (name, last[1], event[2], None)
            continue
        if last is not None and last[0]:
            yield last
        last = event
    if last is not None and last[0]:
        yield last


def _events(text: str, special: str) -> Iterator[Event]:
    """The events that are known; those without a name are not."""
    import pyromark  # noqa: PLC0415 - not needed where there is a compiled core

    names = pyromark.Options
    options = (
        names.ENABLE_TABLES
        | names.ENABLE_FOOTNOTES
        | names.ENABLE_STRIKETHROUGH
        | names.ENABLE_TASKLISTS
        | names.ENABLE_HEADING_ATTRIBUTES
        | names.ENABLE_DEFINITION_LIST
        | names.ENABLE_GFM
    )
    bytes_at, extras = byte_map(text)
    for event, place in pyromark.events_with_range(text, options=options):
        start = place["start"] - extras[bisect_right(bytes_at, place["start"])]
        end = place["end"] - extras[bisect_right(bytes_at, place["end"])]
        name, detail = _read(event)
        if name == "text":
            if detail and text[start:end] == detail:
                yield ("special" if any(map(detail.__contains__, special)) else name), start, end, None
            else:
                yield "inexact", start, end, detail
        else:
            yield name, start, end, detail


def _read(event: Any) -> tuple[str, Any]:
    """The name of an event, and what else is to be told of it."""
    if isinstance(event, str):
        return _PLAIN.get(event, ""), None
    ((kind, detail),) = event.items()
    if kind == "Start":
        ((tag, detail),) = detail.items() if isinstance(detail, dict) else ((detail, None),)
        return _TAGS.get(tag, ""), _detail(tag, detail)
    if kind == "End":
        tag = next(iter(detail)) if isinstance(detail, dict) else detail
        return (f"/{_TAGS[tag]}" if tag in _TAGS else ""), None
    return _PLAIN.get(kind, ""), detail if kind in ("Text", "FootnoteReference") else None


def _detail(tag: str, detail: Any) -> Any:
    match tag:
        case "Heading":
            return int(detail["level"][1:])
        case "List" | "FootnoteDefinition":
            return detail
        case "CodeBlock":
            return detail == "Indented"
        case "Link":
            return detail["link_type"] in ("Autolink", "Email"), detail["dest_url"], detail["title"]
        case "Image":
            return detail["dest_url"], detail["title"]
    return None


_PLAIN = {
    "Text": "text",
    "SoftBreak": "soft-break",
    "HardBreak": "hard-break",
    "Rule": "rule",
    "Code": "code",
    "InlineHtml": "inline-html",
    "Html": "html",
    "FootnoteReference": "footnote-reference",
}
_TAGS = {
    "Paragraph": "paragraph",
    "Heading": "heading",
    "List": "list",
    "Item": "item",
    "BlockQuote": "quote",
    "CodeBlock": "code-block",
    "FootnoteDefinition": "footnote",
    "Table": "table",
    "TableCell": "cell",
    "DefinitionListTitle": "term",
    "DefinitionListDefinition": "definition",
    "HtmlBlock": "html-block",
    "Strong": "strong",
    "Link": "link",
    "Image": "image",
}
_PLAIN_BLOCKS = {name: f"plain-{name}" for name in ("paragraph", "heading", "item")}
_WORDS = {"text", "special"}
