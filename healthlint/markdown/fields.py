"""Which front-matter values readers or search engines see, and the exact places of their words."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import NamedTuple

from healthlint.core import later
from healthlint.markdown.entities import unescape
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
_NESTS = _names("seo meta og opengraph social twitter hero header params extra")
"""Mappings in which the keys of ``_TEXTS`` count."""
_ALTS = _names(
    "alt alttext imagealt imagealttext coveralt coverimagealt heroalt heroimagealt thumbnailalt featuredimagealt "
    "caption imagecaption"
)
"""What stands for an image. In any mapping: it is named after the image."""
_NOT_WORDS = frozenset(("id", "slug", "url", "href", "link", "image", "icon", "date", "source", "anchor"))
_LETTERS = later.pattern(r"[^a-z]")
_BLOCK_HEADER = later.pattern(r"[|>][-+0-9]*[ \t]*(?:#[^\r\n]*)?\r?\n")
_LINE = later.pattern(r"[^\r\n]+")
_DOUBLED = later.pattern(r"''")
_ESCAPE = later.pattern(
    r"\\(?:u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|.)"
)
_SHORT = {"0": "\0", "a": "\a", "b": "\b", "e": "\x1b", "v": "\v", "N": "\x85", "_": "\xa0"} | dict.fromkeys(
    "tnrfLP", " "
)
"""Escapes of one character; those of white space part words, whatever they are."""

Piece = tuple[int, int, str]
"""Source start, source end, words."""


class Field(NamedTuple):
    """A value that is text for readers."""

    label: str
    pieces: list[Piece]

    @staticmethod
    def is_read(key: str) -> bool:
        """True for the name of a value that is one text for readers."""
        return _plain(key) in _TEXTS


def yaml_fields(front_matter: Mapping, text: str) -> list[Field]:
    """The texts for readers in front matter, in the order of the file."""
    fields: list[Field] = []
    for path, scalar in _scalars((), front_matter):
        if not is_read(path):
            continue
        start, end = scalar.span
        block = _BLOCK_HEADER.match(text, start, end)
        quote = text[start] if text[start] in "\"'" and scalar.quoted else ""
        if block:
            start = block.end()
        elif quote:
            start, end = start + 1, end - 1
        if parts := pieces(text, start, end, scalar.value, quote):
            fields.append(Field(".".join(path), parts))
    return fields


def is_read(path: tuple[str, ...]) -> bool:
    """True for a value that readers or search engines see, by the keys and numbers that lead to it."""
    *above, last = [_plain(key) for key in path if not key.isdecimal()] or [""]
    while above and above[0] in _NESTS:
        del above[0]
    if (above or [last])[0] in _LISTS:
        return _NOT_WORDS.isdisjoint(key.lower() for key in path)
    return not path[-1].isdecimal() and ((not above and last in _TEXTS) or last in _ALTS)


def _plain(key: str) -> str:
    return _LETTERS.sub("", key.lower())


def _scalars(path: tuple[str, ...], node: Node) -> Iterator[tuple[tuple[str, ...], Scalar]]:
    if isinstance(node, Scalar):
        yield path, node
    elif isinstance(node, Sequence):
        for number, item in enumerate(node.items):
            yield from _scalars((*path, str(number)), item)
    else:
        for entry in node.entries:
            yield from _scalars((*path, entry.key.value), entry.value)


def pieces(text: str, start: int, end: int, value: str, quote: str) -> list[Piece]:
    """The words of a value with their places; none when the lines of the file do not add up to it.

    Args:
        text: The file.
        start: Where the value begins, after its quote.
        end: Where it ends, before its quote.
        value: What it is.
        quote: What is an escape in it: after ``"`` backslashes, after ``'`` two of them; empty: nothing.
    """
    if not value.strip():
        return []
    parts: list[Piece] = []
    goes_on = False
    for line in _LINE.finditer(text, start, end):
        words = line[0].lstrip(" \t")
        at = line.end() - len(words)
        # A backslash at the end of a line: the next one goes on without a space.
        is_split = quote == '"' and (len(words) - len(words.rstrip("\\"))) % 2 == 1
        words = words[:-1] if is_split else words.rstrip(" \t")
        if words:
            if parts and not goes_on:
                parts.append((parts[-1][1], at, " "))
            parts += _line_pieces(at, words, quote)
        goes_on = is_split
    read = "".join(words for _, _, words in parts)
    if read.split() != value.split():
        return []
    return [part for piece in parts for part in _without_entities(piece)] if "&" in read else parts


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
    escapes = {"'": _DOUBLED, '"': _ESCAPE}.get(quote)
    if escapes is None:
        return [(at, at + len(words), words)]
    parts: list[Piece] = []
    done = 0
    for found in escapes.finditer(words):
        parts += [
            (at + done, at + found.start(), words[done : found.start()]),
            (at + found.start(), at + found.end(), _unescaped(found[0])),
        ]
        done = found.end()
    parts.append((at + done, at + len(words), words[done:]))
    return [piece for piece in parts if piece[2]]


def _unescaped(escape: str) -> str:
    """What an escape stands for; itself where it stands for no character."""
    if escape[1:2] not in "xuU" or len(escape) == 2:
        return _SHORT.get(escape[1:], escape[1:])
    if len(escape) > len("\\U12345678"):
        return bytes.fromhex(escape[2:6] + escape[8:]).decode("utf-16-be")
    code = int(f"0x{escape[2:]}", 16)
    return chr(code) if code <= sys.maxunicode else escape
