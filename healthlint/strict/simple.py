"""YAML that is nothing but ``key: value`` lines and plain lists, as most front matter is, read without a parser.

To load the parser takes longer than all that is done with the Markdown of a post. What is not plainly of this sort is
left to it: ``strict.read``, which gives the same nodes.
"""

from __future__ import annotations

from healthlint.core.span import Span
from healthlint.strict.nodes import Entry, Mapping, Place, Scalar, Sequence

NULLS = frozenset({"", "~", "null", "Null", "NULL"})
"""Written for no value."""
_LONGEST = 100
"""Characters of a key; a parser would take 1,024."""


def read_simple(path: str, text: str, first_line: int, base: int) -> Mapping | None:
    """As ``read_yaml``; None where that has to read it."""
    entries: dict[str, Entry] = {}
    lists: list[_List] = []
    """Of the last key alone, which has nothing behind its colon."""
    offset = base
    for number, line in enumerate(text.removesuffix("\n").split("\n"), first_line):
        start, offset = offset, offset + len(line) + 1
        if not line.isprintable():
            return None
        if line.startswith("#") or not line.strip(" "):
            continue
        indent = len(line) - len(line.lstrip(" "))
        if line[indent : indent + 2] == "- ":
            item = _value(line, indent + 1, start, Place(path, number, indent + 1))
            if not lists or item is None or not lists[-1].takes(item, indent, start):
                return None
            continue
        key, colon, rest = line.partition(":")
        if not _is_key(key) or key in entries or not colon or rest[:1] not in {"", " "}:
            return None
        _close(lists, entries, start)
        scalar = Scalar(key, Span(start, start + len(key)), Place(path, number, 1))
        value = _value(line, len(key) + 1, start, Place(path, number, 1))
        if value is None:
            return None
        entries[key] = Entry(scalar, value)
        if value.is_null and not rest.strip(" "):
            lists.append(_List(key))
    if not entries:
        return None
    _close(lists, entries, base + len(text))
    found = tuple(entries.values())
    return Mapping(found, Span(found[0].key.span.start, base + len(text)), found[0].key.place)


class _List:
    """The items below a key, if there are any."""

    def __init__(self, key: str) -> None:
        self.key = key
        self.items: list[Scalar] = []
        self._indent = 0
        self.start = 0
        self.place: Place | None = None

    def takes(self, item: Scalar, indent: int, start: int) -> bool:
        """Takes an item that begins so far in its line; False for one that does not stand below the others."""
        if not self.items:
            self._indent, self.start, self.place = indent, start + indent, item.place._replace(column=indent + 1)
        self.items.append(item)
        return indent == self._indent


def _close(lists: list[_List], entries: dict[str, Entry], end: int) -> None:
    """Ends the list of the last key, if it has one, where what follows begins."""
    for found in lists:
        if found.place is not None:
            span = Span(found.start, end)
            entries[found.key] = Entry(entries[found.key].key, Sequence(tuple(found.items), span, found.place))
    lists.clear()


def _value(line: str, after: int, start: int, place: Place) -> Scalar | None:
    """What stands in a line after a colon or a hyphen; None for what is not simple."""
    value = line[after:].strip(" ")
    if not value:
        return Scalar("", Span(start + after, start + after), place._replace(column=after + 1))
    column = line.index(value, after)
    quoted = value[0] in "'\""
    if not (_is_quoted(value) if quoted else _is_plain(value)):
        return None
    inner = value[1:-1] if quoted else value
    text = "" if not quoted and inner in NULLS else inner
    span = Span(start + column, start + column + len(value))
    return Scalar(text, span, place._replace(column=column + 1), quoted)


def _is_key(key: str) -> bool:
    simple = key.isascii() and key[:1].isalpha() and key.replace("_", "a").replace("-", "a").isalnum()
    return simple and len(key) <= _LONGEST and key not in NULLS


def _is_plain(value: str) -> bool:
    """True for text that cannot be anything else, nor goes on, nor ends before its line does."""
    return value[:1].isalnum() and not value.endswith(":") and ": " not in value and " #" not in value


def _is_quoted(value: str) -> bool:
    """True for a text in quotes in which nothing is escaped."""
    return len(value) > 1 and value.find(value[0], 1) == len(value) - 1 and "\\" not in value
