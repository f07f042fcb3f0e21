"""Directives: what a post says to healthlint itself, in comments and under ``healthlint:`` in its front matter."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import NamedTuple

from healthlint.core import later
from healthlint.core.document import Document
from healthlint.core.problem import HealthlintError
from healthlint.core.source import Source
from healthlint.core.span import Span
from healthlint.markdown.jsx import IMPORT_LINE
from healthlint.strict import Mapping, Node, Scalar, Sequence, did_you_mean, read_yaml

PREFIX = "healthlint"


class Action(StrEnum):
    """What a directive does; the values are the words after ``healthlint-`` in a comment."""

    DISABLE = "disable"
    """From here on, to the ``ENABLE`` that names the same rule, or to the end."""
    ENABLE = "enable"
    LINE = "disable-line"
    NEXT_LINE = "disable-next-line"
    FILE = "disable-file"
    """The whole post, wherever the comment stands. An entry in the front matter is the same."""


class Directive(NamedTuple):
    """One comment, or one entry of ``ignore`` in the front matter."""

    action: Action
    names: tuple[str, ...]
    """Rules and packs, as they were written; whether there are such rules is not known here."""
    source: Span
    reason: str = ""
    expires: dt.date | None = None
    """The last day on which it holds."""
    mistake: str = ""
    """Why it cannot be understood. Then it has no effect."""


_DIRECTIVE = later.pattern(rf"\s*+{PREFIX}(-|[ \t:_]+(?=(?:disable|enable|ignore)\b))([\w-]*+)\s*+(.*)", re.DOTALL)
_REASON = later.pattern(r"(?:^|\s)--+(?:\s|$)")
_NAMES = later.pattern(r"[,\s]+")
_EXPIRES = later.pattern(
    r"(?:^|(?<=[,;(]))\s*+expires\b:?\s*+(?P<after>[^,;()]*+)(?:\)[.)\s]*+)?$"  # at the end, after a comma
    r"|\bexpires:?\s++(?P<date>\d\S*?)[.)]?$"  # or anywhere before a number
)
_FRONT_MATTER_KEYS = ("ignore",)


def directives(document: Document) -> list[Directive]:
    """All directives of a post in the order of the text; those in code are text, and do not count."""
    found = list(_in_front_matter(document))
    for comment in document.comments:
        parts = _DIRECTIVE.fullmatch(comment.text)
        if parts:
            found.append(_in_comment(parts, comment.source))
    return found


def in_comment_form(action: Action, names: Iterable[str], reason: str, source: Source) -> str:
    """A directive as it is written into a post: in an HTML comment, or where JSX is at home in one of JSX."""
    text = f"{PREFIX}-{action} {', '.join(names)} -- {reason}"
    is_jsx = source.path.lower().endswith(".mdx") or IMPORT_LINE.search(source.text)
    return f"{{/* {text} */}}" if is_jsx else f"<!-- {text} -->"


def _in_comment(parts: re.Match[str], source: Span) -> Directive:
    """The directive in a comment that begins like one."""
    word = parts[2]
    if word not in list(Action) or parts[1] != "-":
        meant = did_you_mean(f"{PREFIX}-{word}", [f"{PREFIX}-{action}" for action in Action], "there are")
        return Directive(Action.LINE, (), source, mistake=f"'{parts[0].strip().split()[0]}' is no directive; {meant}")
    return _written(Action(word), parts[3].rstrip(), source)


def _written(action: Action, text: str, source: Span) -> Directive:
    """What follows the action: ``RULE[, RULE] [-- reason[, expires YYYY-MM-DD]]``."""
    start = _REASON.search(text)
    names, reason = (text[: start.start()], text[start.end() :].strip()) if start else (text, "")
    expires, mistake = None, ""
    until = _EXPIRES.search(reason)
    if until:
        day = (until["date"] or until["after"] or "").strip(". \t\r\n")
        reason = reason[: until.start()].rstrip(" \t\r\n,;(")
        try:
            expires = dt.datetime.strptime(day, "%Y-%m-%d").date()  # noqa: DTZ007 - a day, no moment
        except ValueError:
            mistake = f"'expires {day}' is no date; write it as 'expires 2030-12-31'"
    named = tuple(dict.fromkeys(filter(None, _NAMES.split(names.strip()))))
    return Directive(action, named, source, " ".join(reason.split()), expires, mistake)


def _in_front_matter(document: Document) -> Iterator[Directive]:
    """``healthlint: {ignore: [claims/cure, "risk -- reason, expires 2030-12-31"]}``."""
    matter = document.front_matter
    if matter is None or PREFIX not in matter.values:
        return
    value = matter.values[PREFIX]
    node = _node(document) if matter.format == "yaml" else None
    if matter.format == "yaml" and node is None:
        return  # The front matter is broken, which is a finding already.
    whole = node.span if node else _first_line(document, matter.source)
    if not isinstance(value, dict):
        message = "expected 'ignore' with a list of rules under 'healthlint' in the front matter"
        yield Directive(Action.FILE, (), whole, mistake=message)
        return
    for key, inner in value.items():
        inner_node = node.get(key) if isinstance(node, Mapping) else None
        place = inner_node.span if inner_node else whole
        if key not in _FRONT_MATTER_KEYS:
            message = f"unknown key '{key}' under 'healthlint'; {did_you_mean(key, _FRONT_MATTER_KEYS, 'allowed here')}"
            yield Directive(Action.FILE, (), place, mistake=message)
        elif not isinstance(inner, list):
            yield Directive(Action.FILE, (), place, mistake="expected a list of rules after 'ignore'")
        else:
            items = inner_node.items if isinstance(inner_node, Sequence) else [None] * len(inner)
            for item, written in zip(items, inner, strict=True):
                span = item.span if item else place
                if isinstance(written, str):
                    yield _written(Action.FILE, written, span)
                else:
                    yield Directive(Action.FILE, (), span, mistake="expected the name of a rule or pack as a text")


def _node(document: Document) -> Node | None:
    """The value of ``healthlint:`` in YAML, with its places."""
    text, matter = document.source.text, document.front_matter
    begin = text.find("\n", 0 if matter is None else matter.source.start) + 1
    end = len(text) if matter is None else matter.source.end
    lines = text[begin:end].splitlines(keepends=True)
    while lines and lines[-1].strip() in ("", "---", "..."):
        lines.pop()
    try:
        node = read_yaml(document.source.path, "".join(lines), base=begin)
    except HealthlintError:
        return None
    value = node.get(PREFIX) if isinstance(node, Mapping) else None
    return Scalar("", Span(begin, begin), node.place) if value is None else value


def _first_line(document: Document, span: Span) -> Span:
    end = document.source.text.find("\n", span.start, span.end)
    return Span(span.start, end if end > 0 else span.end)
