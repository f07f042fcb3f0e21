"""``json-lines``: the objects of ``json``, one a line, for programs that read a stream."""

from __future__ import annotations

import json

from healthlint.core.report import Report
from healthlint.formats import excused
from healthlint.formats.json import entry
from healthlint.formats.style import Style


def render(report: Report, style: Style) -> str:  # noqa: ARG001 - machines see no colours
    """One JSON object in ASCII for each finding, and for what was let go where that is shown."""
    entries = (*map(entry, report.diagnostics()), *map(excused.entry, report.excused))
    return "".join(f"{json.dumps(found)}\n" for found in entries)
