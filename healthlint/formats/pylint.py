"""``pylint``: ``path:line: [code(pack/rule), ] message``, which many CI servers and editors read."""

from __future__ import annotations

from collections.abc import Iterator

from healthlint.core.report import Diagnostic, Stream
from healthlint.core.rule import Severity
from healthlint.formats.places import repository_path
from healthlint.formats.style import Style
from healthlint.formats.words import printable

# Readers take the category from the letter and expect digits; 99 is a number that Pylint leaves to others.
_CODES = {Severity.ERROR: "E9901", Severity.WARNING: "W9901", Severity.INFO: "C9901"}


def pieces(report: Stream, style: Style) -> Iterator[str]:  # noqa: ARG001 - machines see no colours
    """One line for each finding, in the order of the report."""
    for result in report.results:
        yield "".join([f"{_line(found)}\n" for found in result.diagnostics])


def _line(found: Diagnostic) -> str:
    path = printable(repository_path(found.path))
    return f"{path}:{found.start.line}: [{_CODES[found.severity]}({found.rule}), ] {printable(found.message)}"
