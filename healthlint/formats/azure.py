"""``azure``: the logging commands of Azure Pipelines, which shows them as issues of the run."""

from __future__ import annotations

from collections.abc import Iterator

from healthlint.core.report import Diagnostic, Stream
from healthlint.core.rule import Severity
from healthlint.formats.places import repository_path
from healthlint.formats.style import Style
from healthlint.formats.words import printable


def pieces(report: Stream, style: Style) -> Iterator[str]:  # noqa: ARG001 - machines see no colours
    """One ``task.logissue`` command for each finding. Azure knows errors and warnings; hints are warnings."""
    for result in report.results:
        yield "".join([f"{_command(found)}\n" for found in result.diagnostics])


def _command(found: Diagnostic) -> str:
    kind = "error" if found.severity is Severity.ERROR else "warning"
    properties = {
        "type": kind,
        "sourcepath": printable(repository_path(found.path)),
        "linenumber": str(found.start.line),
        "columnnumber": str(found.start.column),
        "code": found.rule,
    }
    fields = "".join(f"{key}={escaped(value)};" for key, value in properties.items())
    return f"##vso[task.logissue {fields}]{escaped_message(printable(found.message))}"


def escaped_message(text: str) -> str:
    """The text of a command, escaped as the task library of Azure Pipelines does."""
    return text.replace("%", "%AZP25").replace("\r", "%0D").replace("\n", "%0A")


def escaped(text: str) -> str:
    """The value of a property of a command."""
    return escaped_message(text).replace("]", "%5D").replace(";", "%3B")
