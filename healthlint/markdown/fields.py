"""Which front-matter values readers or search engines see, and the exact places of their words."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple

from healthlint.markdown.tags import ENTITY
from healthlint.strict import Mapping, Node, Scalar, Sequence


def _names(words: str) -> frozenset[str]:
    return frozenset(words.split())


_TEXTS = _names(
    "title description excerpt summary subtitle seotitle metatitle displaytitle seodescription metadescription "
    "headline subheading lead intro introduction tagline deck dek abstract ogtitle ogdescription socialdescription "
    "teaser"
)
_LISTS = _names("faq faqs keytakeaways takeaways keypoints summarypoints highlights tldr quickfacts questions benefits")
"""Every text inside of these is read."""
_NESTS = frozenset(("seo", "meta", "og", "opengraph", "social", "hero"))
"""Mappings in which the keys of ``_TEXTS`` count."""
_NOT_WORDS = frozenset(("id", "slug", "url", "href", "link", "image", "icon", "date", "source", "anchor"))
_LETTERS = re.compile(r"[^a-z]")
_BLOCK_HEADER = re.compile(r"[|>][-+0-9]*[ \t]*(?:#[^\r\n]*)?\r?\n")
_LINE = re.compile(r"[^\r\n]+")
_ESCAPE = re.compile(r"''")

Piece = tuple[int, int, str]
"""Source start, source end, words."""


class Field(NamedTuple):
    """A value that is text for readers."""

    label: str
    pieces: list[Piece]

    @staticmethod
    def is_read(key: str) -> bool:
        """True for the name of a value that is one text for readers."""
        return _LETTERS.sub("", key.lower()) in _TEXTS


def yaml_fields(front_matter: Mapping, text: str) -> list[Field]:
    """The texts for readers in front matter, in the order of the file."""
    fields: list[Field] = []
    for entry in front_matter.entries:
        key = _LETTERS.sub("", entry.key.value.lower())
        if key in _TEXTS and isinstance(entry.value, Scalar):
            _add(fields, entry.key.value, entry.value, text)
        elif key in _LISTS:
            _walk(fields, entry.key.value, entry.value, text)
        elif key in _NESTS and isinstance(entry.value, Mapping):
            for inner in entry.value.entries:
                if Field.is_read(inner.key.value) and isinstance(inner.value, Scalar):
                    _add(fields, f"{entry.key.value}.{inner.key.value}", inner.value, text)
    return fields


def _walk(fields: list[Field], path: str, node: Node, text: str) -> None:
    if isinstance(node, Scalar):
        _add(fields, path, node, text)
    elif isinstance(node, Sequence):
        for number, item in enumerate(node.items):
            _walk(fields, f"{path}.{number}", item, text)
    else:
        for entry in node.entries:
            if entry.key.value.lower() not in _NOT_WORDS:
                _walk(fields, f"{path}.{entry.key.value}", entry.value, text)


def _add(fields: list[Field], label: str, scalar: Scalar, text: str) -> None:
    pieces = _pieces(scalar, text)
    if pieces:
        fields.append(Field(label, pieces))


def _pieces(scalar: Scalar, text: str) -> list[Piece]:
    """The words of a scalar with their places; none when the lines of the file do not add up to its value."""
    start, end = scalar.span
    if not scalar.value.strip():
        return []
    block = _BLOCK_HEADER.match(text, start, end)
    quote = text[start] if text[start] in "\"'" and scalar.quoted else ""
    if block:
        start = block.end()
    elif quote:
        start, end = start + 1, end - 1
    pieces: list[Piece] = []
    for line in _LINE.finditer(text, start, end):
        words = line[0].strip(" \t")
        if not words:
            continue
        at = line.start() + line[0].index(words[0])
        if pieces:
            pieces.append((pieces[-1][1], at, " "))
        pieces += _line_pieces(at, words, quote)
    read = "".join(words for _, _, words in pieces)
    if read.split() != scalar.value.split():
        return []
    return [part for piece in pieces for part in _without_entities(piece)] if "&" in read else pieces


def _without_entities(piece: Piece) -> list[Piece]:
    """Entities as the characters they stand for: titles come from systems that keep them as HTML."""
    at, end, words = piece
    if end - at != len(words):
        return [piece]
    parts: list[Piece] = []
    done = 0
    for found in ENTITY.finditer(words):
        parts += [(at + done, at + found.start(), words[done : found.start()])]
        parts += [(at + found.start(), at + found.end(), unescape(found[0]))]
        done = found.end()
    parts.append((at + done, end, words[done:]))
    return [part for part in parts if part[2]]


def _line_pieces(at: int, words: str, quote: str) -> list[Piece]:
    if quote != "'":
        return [(at, at + len(words), words)]
    pieces: list[Piece] = []
    done = 0
    for found in _ESCAPE.finditer(words):
        pieces += [
            (at + done, at + found.start(), words[done : found.start()]),
            (at + found.start(), at + found.end(), "'"),
        ]
        done = found.end()
    pieces.append((at + done, at + len(words), words[done:]))
    return [piece for piece in pieces if piece[2]]
