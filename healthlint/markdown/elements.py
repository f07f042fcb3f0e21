"""The elements of HTML, by what they mean for the text, and those that are open."""

from __future__ import annotations

from typing import NamedTuple


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


CONTAINERS = _names("article aside body center details div figure footer form header html main nav section")
BLOCKS = CONTAINERS | _names(
    "address base caption col colgroup dd dir dt dl fieldset figcaption frameset hgroup hr legend link menuitem meta "
    "optgroup option p param search source summary tbody tfoot thead title tr track"
)
"""Each begins and ends a paragraph."""
LISTS = _names("ul ol menu")
CELLS = _names("td th")
HEADINGS = _names("h1 h2 h3 h4 h5 h6")
HIDDEN = _names("audio canvas iframe math noembed noframes pre script style svg template textarea video xmp")
"""What is inside of these is no prose."""
STRONG = _names("b strong")
INLINE = _names(
    "a abbr acronym area bdi bdo big br button cite code data del dfn em embed font head i img input ins kbd "
    "label map mark meter object output picture progress q s samp select slot small span strike sub sup time tt u var "
    "wbr"
)
KNOWN = BLOCKS | LISTS | CELLS | HEADINGS | HIDDEN | STRONG | INLINE | {"li", "table", "blockquote"}


class OpenElement(NamedTuple):
    """An element while its end has not come."""

    name: str
    depth: int
    """Of the builder's contexts when it began."""


class SpokenElement(NamedTuple):
    """An element with a ``lang`` attribute."""

    name: str
    depth: int
    """How many elements of this name are open, from this one on."""
    language: str
    start: int
    """In the text."""


class OpenAnchor(NamedTuple):
    """A link while its end has not come."""

    target: str
    title: str
    position: int
    start: int
