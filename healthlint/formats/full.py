"""``full``: each finding with its source line, the words underlined, why it matters and what to do about it."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from healthlint.core.report import Applicability, Diagnostic, Stream
from healthlint.core.rule import Scope
from healthlint.formats import excused
from healthlint.formats.calm import results
from healthlint.formats.snippet import snippet
from healthlint.formats.style import Style
from healthlint.formats.words import printable


def pieces(report: Stream, style: Style) -> Iterator[str]:
    """Every finding as a compiler shows it, an empty line between two; what was let go comes after them, in lines.

    Why it matters is told with the first finding of each rule: who reads on has read it.
    """
    between = ""
    marks = _Marks(style)
    reasons = {pack.name: pack.purpose for pack in report.rules.packs if pack.together}
    together = frozenset(reasons)
    # Rules are read when they are asked for: of those that found nothing there is nothing to tell.
    untold = {rule.id: rule for rule in report.rules}
    for result in results(report):
        for found in result.diagnostics:
            # Several as one have one reason, that of their pack.
            pack = found.rule.partition("/")[0]
            is_joined = found.scope is Scope.DOCUMENT and bool(found.related) and pack in together
            if is_joined:
                why = reasons.pop(pack, "")
            else:
                rule = untold.pop(found.rule, None)
                why = rule.why if rule else ""
            yield between + "\n".join(_lines(found, why, marks)) + "\n"
            between = "\n"
    if report.excused:
        yield between + "".join([excused.line(found, style) for found in report.excused])


class _Marks:
    """What stands around all findings, in the style of the run."""

    def __init__(self, style: Style) -> None:
        self.style = style
        self.arrow, self.equals = style.gutter("-->"), style.gutter("=")
        self.labels = {label: style.bold(f"{label}:") for label in ("why", "try", "fix", "help", "note", "see", "also")}


def _lines(found: Diagnostic, why: str, marks: _Marks) -> list[str]:
    style, start = marks.style, found.start
    shows_source = found.scope is Scope.SPAN or bool(found.words)
    indent = " " * len(str(found.end.line if shows_source else start.line))
    head = style.severity(found.severity, f"{found.severity.value}[{found.rule}]")
    lines = [
        f"{head}{style.bold(f': {_printable(found.message)}')}",
        f"{indent}{marks.arrow} {_printable(found.path)}:{start.line}:{start.column}",
    ]
    if shows_source:
        lines += snippet(found, style)
    lines += [f"{indent} {marks.equals} {marks.labels[label]} {text}" for label, text in _remarks(found, why)]
    return lines


_printable = lru_cache(maxsize=1024)(printable)
"""What rules say is shown again and again."""


def _remarks(found: Diagnostic, why: str) -> Iterator[tuple[str, str]]:
    if why:
        yield "why", _printable(why)
    # Most messages say it already.
    if untold := [suggestion for suggestion in found.suggestions if f"'{suggestion}'" not in found.message]:
        yield "try", " or ".join(f"'{_printable(suggestion)}'" for suggestion in untold)
    if found.fix and found.fix.applicability is not Applicability.DISPLAY:
        words = _printable(" ".join(found.fix.text.split()))
        option = "--fix" if found.fix.applicability is Applicability.SAFE else "--fix --unsafe-fixes"
        yield "fix", f"{option} writes '{words}'" if words else f"{option} takes it out"
    for line in found.help.splitlines():
        yield "help", _printable(line)
    if found.note:
        yield "note", _printable(found.note)
    for place in found.locations:
        yield "see", f"{_printable(place.path)}:{place.start.line}:{place.start.column}: {_printable(place.message)}"
    if found.related:
        yield "also", ", ".join(found.related)
