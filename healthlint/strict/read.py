"""The one YAML reader: strict, with the place of every key, and safe with text from anywhere.

It builds plain nodes from PyYAML's event stream. PyYAML's own loaders guess types (``no`` becomes False,
``1:30`` becomes 90), take the last of two equal keys, expand aliases without limit, and recurse: libyaml's
composer overflows the C stack on deep input. The event stream does none of this.
"""

from __future__ import annotations

from typing import Any, NoReturn

from healthlint.core import later
from healthlint.core.problem import HealthlintError, Problem
from healthlint.core.span import LineIndex, Span
from healthlint.strict.nodes import Entry, Mapping, Node, Place, Scalar, Sequence
from healthlint.strict.simple import NULLS, read_simple
from healthlint.strict.syntax import DEEPEST, explain

MOST_PROBLEMS = 50
"""After so many mistakes in one file reading stops."""

_UNREADABLE = later.pattern("[^\t\n\r -~\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
"""What YAML 1.1 (section 5.1) does not allow in a file; a byte order mark only at its start."""
_BYTE_ORDER_MARK = "\ufeff"


def read_yaml(path: str, text: str, *, first_line: int = 1, base: int = 0) -> Node:
    """Reads one YAML document.

    Args:
        path: What problems and places say.
        text: The YAML.
        first_line: The number of its first line in the file, when the text is a part of one.
        base: The offset of its first character in the file; added to every span.

    Returns:
        The document; an empty text gives a null scalar.

    Raises:
        HealthlintError: it is not YAML, or has what this reader does not allow: anchors, aliases, tags, keys that
            stand twice or are no texts, more than one document, nesting deeper than ``DEEPEST``.
    """
    return read_simple(path, text, first_line, base) or _Reader(path, text, first_line, base).read()


class _Reader:
    def __init__(self, path: str, text: str, first_line: int, base: int) -> None:
        marked = text.startswith(_BYTE_ORDER_MARK)
        self.path = path
        self.text = text[1:] if marked else text
        self.first_line = first_line
        self.base = base + marked
        self.lines = LineIndex(self.text)
        self.problems: list[Problem] = []
        self.depth = 0

    def read(self) -> Node:
        unreadable = _UNREADABLE.search(self.text)
        if unreadable:
            message = f"a character that YAML does not allow: U+{ord(unreadable[0]):04X}"
            self.stop(unreadable.start(), message, "remove it")
        # Imported here because a run whose rules are cached need not pay for it, nor for simple front matter.
        import yaml  # noqa: PLC0415

        self.yaml: Any = yaml
        parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(self.text)
        self.next = parser.get_event
        try:
            node = self.document()
        except yaml.MarkedYAMLError as error:
            self.stop(*self.complaint(error))
        if self.problems:
            raise HealthlintError(self.problems)
        return node

    def document(self) -> Node:
        node: Node = Scalar("", Span(self.base, self.base), Place(self.path, self.first_line, 1))
        self.next()
        if isinstance(self.next(), self.yaml.DocumentStartEvent):
            node = self.node(self.next())
            self.next()
            more = self.next()
            if isinstance(more, self.yaml.DocumentStartEvent):
                self.stop(more.start_mark.index, "a second document after '---'", "keep one document in a file")
        return node

    def node(self, event: Any) -> Node:
        self.refuse_extras(event)
        if isinstance(event, self.yaml.ScalarEvent):
            return self.scalar(event)
        if isinstance(event, self.yaml.AliasEvent):
            return Scalar("", self.span(event, event), self.place(event.start_mark.index))
        self.depth += 1
        if self.depth > DEEPEST:
            self.stop(event.start_mark.index, f"nested deeper than {DEEPEST} levels")
        is_list = isinstance(event, self.yaml.SequenceStartEvent)
        node = self.sequence(event) if is_list else self.mapping(event)
        self.depth -= 1
        return node

    def scalar(self, event: Any) -> Scalar:
        quoted = not event.implicit[0]
        value = event.value
        if not quoted and value in NULLS:
            value = ""
        return Scalar(value, self.span(event, event), self.place(event.start_mark.index), quoted)

    def sequence(self, start: Any) -> Sequence:
        items = []
        end = self.next()
        while not isinstance(end, self.yaml.SequenceEndEvent):
            items.append(self.node(end))
            end = self.next()
        return Sequence(tuple(items), self.span(start, end), self.place(start.start_mark.index))

    def mapping(self, start: Any) -> Mapping:
        entries: dict[str, Entry] = {}
        end = self.next()
        while not isinstance(end, self.yaml.MappingEndEvent):
            key = self.node(end)
            value = self.node(self.next())
            if not isinstance(key, Scalar) or key.is_null:
                self.report(key.span.start - self.base, "a key that is not a text", "put the key in quotes")
            elif key.value in entries:
                first = entries[key.value].key.place.line
                self.report(key.span.start - self.base, f"the key '{key.value}' stands twice", f"first in line {first}")
            else:
                entries[key.value] = Entry(key, value)
            end = self.next()
        return Mapping(tuple(entries.values()), self.span(start, end), self.place(start.start_mark.index))

    def refuse_extras(self, event: Any) -> None:
        """Reports anchors, aliases and tags, which nothing here needs and which make small files huge."""
        at = event.start_mark.index
        quotes = "put a value that begins with '{}' in quotes"
        if isinstance(event, self.yaml.AliasEvent):
            self.report(at, f"an alias: *{event.anchor}", quotes.format("*"))
            return
        if event.anchor is not None:
            self.report(at, f"an anchor: &{event.anchor}", quotes.format("&"))
        if event.tag is not None:
            self.report(at, f"a tag: {event.tag}", quotes.format("!"))

    def complaint(self, error: Any) -> tuple[int, str, str]:
        mark = error.problem_mark or error.context_mark
        at = mark.index if mark else 0
        since = error.context_mark.index if error.context_mark else at
        return explain(self.text, error.problem or "", error.context or "", at, since)

    def report(self, offset: int, message: str, hint: str = "") -> None:
        place = self.place(offset)
        self.problems.append(Problem(self.path, message, place.line, place.column, hint))
        if len(self.problems) >= MOST_PROBLEMS:
            raise HealthlintError(self.problems)

    def stop(self, offset: int, message: str, hint: str = "") -> NoReturn:
        self.report(offset, message, hint)
        raise HealthlintError(self.problems)

    def span(self, start: Any, end: Any) -> Span:
        return Span(start.start_mark.index + self.base, end.end_mark.index + self.base)

    def place(self, offset: int) -> Place:
        position = self.lines.position(min(offset, len(self.text)))
        return Place(self.path, position.line + self.first_line - 1, position.column)
