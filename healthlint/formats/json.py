"""``json``: an array with one object for each finding. A contract: keys are added, never renamed or dropped.

With ``--show-excused`` objects follow for what was let go, of the shape that ``excused.entry`` gives them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from healthlint.core.report import Diagnostic, Report
from healthlint.formats import excused
from healthlint.formats.style import Style


def render(report: Report, style: Style) -> str:  # noqa: ARG001 - machines see no colours
    """The findings as JSON in ASCII, so that it survives every console and pipe; ``[]`` when there are none."""
    entries = [entry(diagnostic) for diagnostic in report.diagnostics()]
    return f"{json.dumps([*entries, *map(excused.entry, report.excused)], indent=2)}\n"


def entry(diagnostic: Diagnostic) -> dict[str, Any]:
    """A finding as an object; ``json-lines`` shows the same."""
    return {
        "path": diagnostic.path,
        "rule": diagnostic.rule,
        "severity": diagnostic.severity.value,
        "message": diagnostic.message,
        "line": diagnostic.start.line,
        "column": diagnostic.start.column,
        "end_line": diagnostic.end.line,
        "end_column": diagnostic.end.column,
        "scope": diagnostic.scope.value,
        "words": diagnostic.words,
        "excerpt": diagnostic.excerpt,
        "help": diagnostic.help,
        "note": diagnostic.note,
        "suggestions": list(diagnostic.suggestions),
        "related": [*_places(diagnostic), *({"rule": rule} for rule in diagnostic.related)],
        "url": diagnostic.url,
        "fingerprint": diagnostic.fingerprint,
    }


def _places(diagnostic: Diagnostic) -> Iterator[dict[str, Any]]:
    """Other places that the finding has to do with, such as a citation that was turned down."""
    for place in diagnostic.locations:
        yield {
            "path": place.path,
            "line": place.start.line,
            "column": place.start.column,
            "end_line": place.end.line,
            "end_column": place.end.column,
            "message": place.message,
        }
