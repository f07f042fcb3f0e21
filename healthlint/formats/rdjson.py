"""``rdjson``: the Reviewdog Diagnostic Format, with suggestions that reviewdog posts to pull requests."""

from __future__ import annotations

import json
from typing import Any

from healthlint.core.report import Diagnostic, Fix, Related, Report
from healthlint.core.rule import Severity
from healthlint.core.span import Position
from healthlint.formats.places import applicable, in_bytes, repository_path, web_address
from healthlint.formats.style import Style
from healthlint.formats.words import printable

SOURCE = {"name": "healthlint", "url": "https://github.com/healthlint/healthlint"}

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.INFO: "INFO"}


def render(report: Report, style: Style) -> str:  # noqa: ARG001 - machines see no colours
    """One DiagnosticResult as JSON. Columns count the bytes of UTF-8, as the format wants it."""
    result = {"source": SOURCE, "diagnostics": [_entry(found) for found in report.diagnostics()]}
    return f"{json.dumps(result, indent=2)}\n"


def _entry(found: Diagnostic) -> dict[str, Any]:
    start, end = in_bytes(found)
    place = {"start": _position(start), "end": _position(end)}
    code = {"value": found.rule, "url": web_address(found.url)}
    entry: dict[str, Any] = {
        "message": "\n".join(map(printable, filter(None, (found.message, found.help)))),
        "location": {"path": printable(repository_path(found.path)), "range": place},
        "severity": _SEVERITIES[found.severity],
        "code": {key: value for key, value in code.items() if value},
    }
    if found.locations:
        entry["related_locations"] = [_related(other) for other in found.locations]
    fix = applicable(found)
    where = _range(found, fix) if fix else None
    return {**entry, "suggestions": [{"range": where, "text": fix.text}]} if fix and where else entry


def _range(found: Diagnostic, fix: Fix) -> dict[str, Any] | None:
    """Where the text of a fix goes; None elsewhere in a line that is not known here, whose bytes cannot be counted."""
    if (fix.start, fix.end) == (found.start, found.end):
        start, end = in_bytes(found)
    elif fix.start.column == fix.end.column == 1:
        start, end = fix.start, fix.end
    else:
        return None
    return {"start": _position(start), "end": _position(end)}


def _related(other: Related) -> dict[str, Any]:
    """Whole lines: how many bytes stand before the words is not known here."""
    lines = {"start": {"line": other.start.line}, "end": {"line": other.end.line}}
    path = printable(repository_path(other.path))
    return {"message": printable(other.message), "location": {"path": path, "range": lines}}


def _position(position: Position) -> dict[str, int]:
    return {"line": position.line, "column": position.column}
