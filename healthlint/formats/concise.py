"""``concise``: one line for each finding, ``path:line:column: severity pack/rule message``, and nothing else."""

from __future__ import annotations

from collections.abc import Iterator

from healthlint.core.report import Diagnostic, Stream
from healthlint.formats import excused
from healthlint.formats.style import Style
from healthlint.formats.words import printable


def pieces(report: Stream, style: Style) -> Iterator[str]:
    """One line for each finding, in the order of the report; what was let go comes after them."""
    for result in report.results:
        yield "".join([f"{_line(found, style)}\n" for found in result.diagnostics])
    yield "".join([excused.line(found, style) for found in report.excused])


def _line(diagnostic: Diagnostic, style: Style) -> str:
    place = f"{printable(diagnostic.path)}:{diagnostic.start.line}:{diagnostic.start.column}:"
    severity = style.severity(diagnostic.severity, diagnostic.severity.value)
    return f"{style.bold(place)} {severity} {diagnostic.rule} {printable(diagnostic.message)}"
