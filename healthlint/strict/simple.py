"""YAML that is nothing but ``key: value`` lines, as most front matter is, read without a parser.

To load the parser takes longer than all that is done with the Markdown of a post. What is not plainly of this sort is
left to it: ``strict.read``, which gives the same nodes.
"""

from __future__ import annotations

from healthlint.core.span import Span
from healthlint.strict.nodes import Entry, Mapping, Place, Scalar

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
"""Written for no value."""
_LONGEST = 100
"""Characters of a key; a parser would take 1,024."""


def read_simple(path: str, text: str, first_line: int, base: int) -> Mapping | None:
    """As ``read_yaml``; None where that has to read it."""
    entries: dict[str, Entry] = {}
    offset = base
    lines = text.removesuffix("\n").split("\n")
    for number, line in enumerate(lines, first_line):
        key, _, rest = line.partition(":")
        if not line.isprintable() or not _is_key(key) or key in entries or rest[:1] != " ":
            return None
        value = rest.strip(" ")
        column = len(line) - len(rest.lstrip(" "))
        quoted = value[:1] in ("'", '"')
        inner = value[1:-1] if quoted else value
        if not (_is_quoted(value) if quoted else _is_plain(value)):
            return None
        entries[key] = Entry(
            Scalar(key, Span(offset, offset + len(key)), Place(path, number, 1)),
            Scalar(
                "" if not quoted and inner in NULLS else inner,
                Span(offset + column, offset + column + len(value)),
                Place(path, number, column + 1),
                quoted,
            ),
        )
        offset += len(line) + 1
    return Mapping(tuple(entries.values()), Span(base, base + len(text)), Place(path, first_line, 1))


def _is_key(key: str) -> bool:
    simple = key.isascii() and key[:1].isalpha() and key.replace("_", "a").replace("-", "a").isalnum()
    return simple and len(key) <= _LONGEST and key not in NULLS


def _is_plain(value: str) -> bool:
    """True for text that cannot be anything else, nor goes on, nor ends before its line does."""
    return value[:1].isalnum() and not value.endswith(":") and ": " not in value and " #" not in value


def _is_quoted(value: str) -> bool:
    """True for a text in quotes in which nothing is escaped."""
    return len(value) > 1 and value.find(value[0], 1) == len(value) - 1 and "\\" not in value
