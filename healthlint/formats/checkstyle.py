"""``checkstyle``: the XML of Checkstyle, which most CI servers read."""

from __future__ import annotations

from healthlint.core.report import Report
from healthlint.formats.places import repository_path
from healthlint.formats.style import Style
from healthlint.formats.words import printable
from healthlint.formats.xml import document, element


def render(report: Report, style: Style) -> str:  # noqa: ARG001 - machines see no colours
    """Every file that has findings, and its findings."""
    root = element(None, "checkstyle", version="4.3")
    for result in report.results:
        if not result.diagnostics:
            continue
        file = element(root, "file", name=repository_path(result.path))
        for found in result.diagnostics:
            element(
                file,
                "error",
                line=str(found.start.line),
                column=str(found.start.column),
                severity=found.severity.value,
                message=printable(found.message),
                source=f"healthlint.{found.rule}",
            )
    return document(root)
