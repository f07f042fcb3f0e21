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


def events(text: str) -> Iterable[Event]:
    """What the parser finds in a text without lone surrogates.

    Beside CommonMark it reads tables, footnotes, deleted text, tasks, definitions, and attributes of headings. No
    blocks of metadata (it would take them anywhere in a file), no mathematics (it would take prices for formulas).
    """
    return compiled.events(text) if compiled.is_used else found(text)


def found(text: str) -> Iterator[Event]:
    """The same, by pyromark."""
    last: Event | None = None
    for event in _events(text):
        # The parser parts text where a mark might have been.
        if last is not None and event[0] == last[0] == "text" and event[1] == last[2]:
            last = ("text", last[1], event[2], None)
            continue
        if last is not None and last[0]:
            yield last
        last = event
    if last is not None and last[0]:
        yield last


def _events(text: str) -> Iterator[Event]:
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
            yield (name, start, end, None) if detail and text[start:end] == detail else ("inexact", start, end, detail)
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
