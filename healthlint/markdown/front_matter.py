"""Front matter: where it is, what it says, and what of it is text for readers."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from healthlint.core import later
from healthlint.core.document import FrontMatter, Value
from healthlint.core.problem import HealthlintError, Problem
from healthlint.core.source import Source
from healthlint.core.span import LineIndex, Span
from healthlint.markdown.fields import Field, yaml_fields
from healthlint.strict import Mapping, Node, Scalar, Sequence, read_yaml

_FENCE = later.pattern(r"(---|\+\+\+)[ \t]*\r?\n")
_GLUED_FENCE = later.pattern(r"---[ \t]*(?=[A-Za-z_][\w-]*[ \t]*:[ \t])")
_YAML_END = later.pattern(r"(?m)^(?:---|\.\.\.)[ \t]*\r?$")
_TOML_END = later.pattern(r"(?m)^\+\+\+[ \t]*\r?$")
_YAML_KEY = later.pattern(r"(?m)^(?:[A-Za-z_][\w .-]*+|\"[^\"\n]+\"|'[^'\n]+')[ \t]*+:(?=[ \t\r]|$)")
_SIMPLE = later.pattern(r"(?m)^([A-Za-z_][\w-]*+)[ \t]*+[:=][ \t]*+([^\r\n]*+)\r?$")
_ENDLESS = later.pattern(
    r"(?:(?:[A-Za-z_][\w-]*[ \t]*:(?:[ \t][^\r\n]*)?|[ \t]+\S[^\r\n]*|-[ \t][^\r\n]*|#[^\r\n]*)(?:\r?\n|\Z))+"
)
_TOML_DEEP = later.pattern(r"(?m)(?:^|[{,\[])[ \t]*+(?:(?:[\w-]++|\"[^\"\r\n]*+\"|'[^'\r\n]*+')[ \t]*+\.[ \t]*+){40}")
"""A key of more parts than YAML may have levels."""
_TOML_PLACE = later.pattern(r"\s*\(at (?:line (\d+), column (\d+)|end of document)\)$")


@dataclass
class Head:
    """What was found before the body of a post."""

    front_matter: FrontMatter | None = None
    fields: list[Field] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    body: int = 0


def read_front_matter(source: Source) -> Head:
    """Reads the front matter at the head of a post, if there is any. Mistakes in it become problems."""
    text = source.text
    start = 1 if text.startswith("\ufeff") else 0
    opening = text[start : start + 3]
    if opening == "---":
        return _yaml(source, start)
    if opening == "+++":
        return _toml(source, start)
    if opening[:1] == "{" and opening[:2] not in ("{{", "{%", "{:", "{#", "{/"):
        return _json(source, start)
    return Head()


def _yaml(source: Source, start: int) -> Head:
    text = source.text
    fence = _FENCE.match(text, start)
    glued = None if fence else _GLUED_FENCE.match(text, start)
    opening = fence or glued
    if not opening:
        return Head()
    begin = opening.end()
    closing = _YAML_END.search(text, begin)
    head = Head()
    if glued:
        line, column = 1, glued.end() - start + 1
        hint = "put '---' on a line of its own, and the first key on the next"
        head.problems.append(
            Problem(source.path, "the front matter begins on the line of its fence", line, column, hint)
        )
    if closing:
        end = closing.start()
        inside = text[begin:end]
        if inside.strip() and not _YAML_KEY.search(inside) and not _is_comment(inside):
            return Head()
        head.body = _after_line(text, closing.end())
    else:
        keys = _ENDLESS.match(text, begin)
        if not keys or not _YAML_KEY.match(text, begin):
            return Head()
        end = head.body = keys.end()
        hint = "close it with a line '---'"
        head.problems.append(Problem(source.path, "front matter that is never closed", 1, 1, hint))
    span = Span(start, head.body)
    try:
        node = read_yaml(source.path, text[begin:end], first_line=1 if glued else 2, base=begin)
    except HealthlintError as error:
        head.problems += _after_fence(error.problems, begin - start) if glued else error.problems
        head.front_matter = FrontMatter("yaml", span, _simple_values(text, begin, end, head))
        return head
    values = _value(node)
    if isinstance(node, Mapping) and isinstance(values, dict):
        head.front_matter = FrontMatter("yaml", span, values)
        head.fields = yaml_fields(node, text)
    else:
        head.front_matter = FrontMatter("yaml", span, {})
        if inside_words := text[begin:end].strip():
            place = LineIndex(text).position(text.index(inside_words[0], begin))
            hint = "write 'key: value' lines between the fences"
            head.problems.append(Problem(source.path, "front matter that is not a mapping", *place, hint))
    return head


def _after_fence(problems: tuple[Problem, ...], columns: int) -> list[Problem]:
    return [
        Problem(one.path, one.message, one.line, one.column + (columns if one.line == 1 else 0), one.hint)
        for one in problems
    ]


def _is_comment(inside: str) -> bool:
    return all(not line.strip() or line.lstrip().startswith("#") for line in inside.splitlines())


def _after_line(text: str, at: int) -> int:
    """Past the line end at an offset."""
    return at + 1 if text[at : at + 1] == "\n" else at


def _simple_values(text: str, begin: int, end: int, head: Head) -> dict[str, Value]:
    """``key: value`` lines of front matter that does not parse, so that its title, author and date still count."""
    values: dict[str, Value] = {}
    for found in _SIMPLE.finditer(text, begin, end):
        start = found.start(2)
        stop = start + len(found[2].rstrip(" \t"))
        if stop - start > 1 and text[start] == text[stop - 1] and text[start] in "\"'":
            start, stop = start + 1, stop - 1
        if found[1] in values:
            continue
        values[found[1]] = text[start:stop]
        if text[start : start + 1] not in ("", "[", "{", "|", ">", "&", "*", "!", '"', "'"):
            head.fields += [Field(found[1], [(start, stop, text[start:stop])])] if Field.is_read(found[1]) else []
    return values


def _value(node: Node) -> Value:
    if isinstance(node, Scalar):
        return node.value
    if isinstance(node, Sequence):
        return [_value(item) for item in node.items]
    return {entry.key.value: _value(entry.value) for entry in node.entries}


def _toml(source: Source, start: int) -> Head:
    text = source.text
    fence = _FENCE.match(text, start)
    if not fence:
        return Head()
    begin = fence.end()
    closing = _TOML_END.search(text, begin)
    head = Head()
    if not closing:
        if _SIMPLE.match(text, begin):
            hint = "close it with a line '+++'"
            head.problems.append(Problem(source.path, "front matter that is never closed", 1, 1, hint))
        return head
    import tomllib  # noqa: PLC0415 - few posts have TOML

    inside = text[begin : closing.start()]
    head.body = _after_line(text, closing.end())
    span = Span(start, head.body)
    try:
        values = _loads(inside.replace("\r\n", "\n"))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        message = _TOML_PLACE.sub("", str(error)) or "nested too deep"
        place = _TOML_PLACE.search(str(error))
        line, column = (int(place[1]), int(place[2])) if place and place[1] else (inside.count("\n") + 1, 1)
        hint = 'write it as TOML: key = "value"'
        problem = Problem(source.path, f"the front matter is not TOML: {message}", line + 1, column, hint)
        head.problems.append(problem)
        head.front_matter = FrontMatter("toml", span, _simple_values(text, begin, closing.start(), head))
        return head
    head.front_matter = FrontMatter("toml", span, {key: _plain(value) for key, value in values.items()})
    from healthlint.markdown.data_fields import toml_fields  # noqa: PLC0415

    head.fields = toml_fields(text, begin, closing.start(), head.front_matter.values)
    return head


def _loads(text: str) -> dict[str, object]:
    """What TOML says. Raises as the library does, which takes long for keys of thousands of parts."""
    import tomllib  # noqa: PLC0415 - few posts have TOML

    if _TOML_DEEP.search(text):
        raise RecursionError
    return tomllib.loads(text)


def _plain(value: object) -> Value:
    """A value of TOML or JSON with its scalars as strings."""
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_plain(inner) for inner in value]
    if isinstance(value, bool):
        return "true" if value else "false"
    return "" if value is None else str(value)


def _json(source: Source, start: int) -> Head:
    import json  # noqa: PLC0415 - few posts have JSON

    text = source.text
    try:
        values, end = json.JSONDecoder().raw_decode(text, start)
    except json.JSONDecodeError as error:
        return _broken_json(source, start, error.msg, error.pos)
    except RecursionError:
        return Head()
    line_end = re.compile(r"[ \t]*(?:\r?\n|\Z)").match(text, end)
    if not isinstance(values, dict) or not line_end:
        return Head()
    head = Head(body=line_end.end())
    head.front_matter = FrontMatter(
        "json", Span(start, head.body), {key: _plain(value) for key, value in values.items()}
    )
    from healthlint.markdown.data_fields import json_fields  # noqa: PLC0415

    head.fields = json_fields(text, start)
    return head


def _broken_json(source: Source, start: int, message: str, at: int) -> Head:
    text = source.text
    closing = re.compile(r"(?m)^\}[ \t]*\r?$").search(text, start)
    if not closing or not re.compile(r"\{\s*\"[^\"\n]*\"\s*:").match(text, start):
        return Head()
    head = Head(body=_after_line(text, closing.end()))
    place = LineIndex(text).position(at)
    problem = Problem(
        source.path, f"the front matter is not JSON: {message}", *place, "check commas, quotes and brackets"
    )
    head.problems.append(problem)
    head.front_matter = FrontMatter("json", Span(start, head.body), {})
    return head
