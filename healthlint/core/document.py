"""A post, read: blocks of prose with exact places, links, marks and front matter."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple, TypeAlias

from healthlint.core.problem import Problem
from healthlint.core.prose import Prose
from healthlint.core.record import record
from healthlint.core.source import Source
from healthlint.core.span import LineIndex, Span

OPAQUE = "\ufffc"
"""Stands in prose where something unreadable was (code, a shortcode, an image): words never join across it."""


class BlockKind(StrEnum):
    """What a block of prose is, in the words of Markdown and HTML."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    """The text of a list item (one block for each paragraph in it)."""
    CELL = "cell"
    QUOTE = "quote"
    """A paragraph inside a block quote. Headings, items and cells inside quotes keep their kind; see ``quoted``."""
    FOOTNOTE = "footnote"
    ALT = "alt"
    """The alternative text of an image."""
    FIELD = "field"
    """A value of the front matter that readers or search engines see: title, description, FAQ answers."""
    FRAME = "frame"
    """In a whole HTML page, what a template puts around the post: menus, forms, header and footer."""


OF_THE_POST = frozenset(BlockKind) - {BlockKind.FRAME}
"""The blocks that rules judge; what a post has to have, such as a disclaimer, may also stand around it."""


class Block(NamedTuple):
    """A stretch of prose that stands on its own."""

    kind: BlockKind
    span: Span
    """Its words, in ``Document.text``."""
    source: Span
    """Where those words stand in the file, from the first to the last."""
    heading: int = -1
    """Index in ``Document.blocks`` of the nearest heading above; -1 for none. A heading has its parent heading."""
    level: int = 0
    """Headings: 1 to 6. Items: depth of the list, from 1. Otherwise 0."""
    group: int = 0
    """The blocks of one outermost list, table or block quote share a number from 1; 0 for blocks outside of them."""
    quoted: bool = False
    """Inside a block quote."""
    implied: bool = False
    """A heading without a mark: a bold line, or a short line of a plain-text post."""
    label: str = ""
    """Fields: the key path, such as ``faq.0.answer``. Footnotes: the label. Ordered items: the number."""


class LinkKind(StrEnum):
    """How a link was written."""

    INLINE = "inline"
    """``[text](target)``, ``[text][label]`` or ``<a href>``."""
    AUTOLINK = "autolink"
    """``<https://...>`` or a bare address in the text."""
    IMAGE = "image"


@record
class Link:
    """A link or an image, in the order of the text."""

    kind: LinkKind
    span: Span
    """Its words in ``Document.text``; an image is one opaque character, its words are an ``ALT`` block.

    Empty for a link without words, and then only its start has a meaning.
    """
    target: str
    """The address as written, entities decoded; shortcodes and template variables are left in."""
    source: Span
    title: str = ""


class MarkKind(StrEnum):
    """Marks in the text that point to a note."""

    FOOTNOTE = "footnote"
    SUPERSCRIPT = "superscript"


@record
class Mark:
    """A footnote reference ``[^label]`` or an HTML superscript."""

    kind: MarkKind
    span: Span
    """In ``Document.text``. A footnote reference is one opaque character, a superscript is its words."""
    label: str
    source: Span


@record
class Component:
    """A shortcode, include or JSX component: text that a template puts into the page."""

    name: str
    """As written: ``disclaimer`` for ``{{< disclaimer >}}``, ``include disclaimer.html``, ``MedicalDisclaimer``."""
    source: Span
    offset: int
    """Where it stands in ``Document.text``."""


@record
class Comment:
    """An HTML or MDX comment."""

    text: str
    source: Span


Value: TypeAlias = "str | list[Value] | dict[str, Value]"
"""A front-matter value. Scalars are strings as written: no number or date is guessed."""


@record
class FrontMatter:
    """The metadata at the head of a post."""

    format: str
    """``yaml``, ``toml`` or ``json``."""
    source: Span
    """With its fences."""
    values: Mapping[str, Value]
    """Empty when it is broken."""

    @cached_property
    def filled(self) -> tuple[tuple[str, str], ...]:
        """The dotted paths of all keys that have a value, and the values; list indexes are left out.

        A part of a path answers, too: ``author.name`` is a value of ``author``.
        """
        return tuple(_filled("", self.values))


def _filled(path: str, value: Value | Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _filled(f"{path}.{key}" if path else key, inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _filled(path, inner)
    elif value.strip():
        yield path, value.strip()
        while "." in path:
            path = path.rpartition(".")[0]
            yield path, value.strip()


@record
class Document:
    """A post, read once and never changed."""

    source: Source
    prose: Prose
    blocks: tuple[Block, ...]
    """In the order of the text; front-matter fields come first."""
    links: tuple[Link, ...] = ()
    marks: tuple[Mark, ...] = ()
    components: tuple[Component, ...] = ()
    comments: tuple[Comment, ...] = ()
    code: tuple[Span, ...] = ()
    """Source spans of code spans and code blocks."""
    front_matter: FrontMatter | None = None
    problems: tuple[Problem, ...] = ()
    """What could not be read, such as broken front matter."""
    body: int = 0
    """Source offset where the body begins, after the front matter."""
    languages: tuple[tuple[str, Span], ...] = ()
    """Stretches of ``text`` in elements that say their language, with what they say, such as ``es-MX``."""
    is_page: bool = False
    """A whole HTML page, with what a template puts around the post."""

    @property
    def text(self) -> str:
        """All readable words: the blocks in order, parted by an empty line that no sentence crosses."""
        return self.prose.text

    @cached_property
    def block_starts(self) -> list[int]:
        """The start of each block in ``text``, to find a block by offset."""
        return [block.span.start for block in self.blocks]

    @cached_property
    def lines(self) -> LineIndex:
        """The lines of the file, to tell where an offset of it is."""
        return LineIndex(self.source.text, *(self.source.part or ()))
