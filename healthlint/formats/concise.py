"""``concise``: one line for each finding, ``path:line:column: severity pack/rule message``, and nothing else."""

from __future__ import annotations

from healthlint.core.report import Diagnostic, Report
from healthlint.formats import excused
from healthlint.formats.style import Style
from healthlint.formats.words import printable


def render(report: Report, style: Style) -> str:
    """One line for each finding, in the order of the report; what was let go comes after them."""
    findings = "".join(f"{_line(diagnostic, style)}\n" for diagnostic in report.diagnostics())
    return findings + "".join(excused.line(found, style) for found in report.excused)


def _line(diagnostic: Diagnostic, style: Style) -> str:
    place = f"{printable(diagnostic.path)}:{diagnostic.start.line}:{diagnostic.start.column}:"
    severity = style.severity(diagnostic.severity, diagnostic.severity.value)
    return f"{style.bold(place)} {severity} {diagnostic.rule} {printable(diagnostic.message)}"
