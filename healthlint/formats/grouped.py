"""``grouped``: a heading for each file, its findings below in aligned columns."""

from __future__ import annotations

from collections.abc import Iterator

from healthlint.core.report import FileResult, Stream
from healthlint.formats.calm import results
from healthlint.formats.style import UNDERLINE, Style
from healthlint.formats.words import printable


def pieces(report: Stream, style: Style) -> Iterator[str]:
    """The files that have findings, an empty line between two."""
    between = ""
    for result in results(report):
        if result.diagnostics:
            yield between + _group(result, style)
            between = "\n"


def _group(result: FileResult, style: Style) -> str:
    places = [f"{found.start.line}:{found.start.column}" for found in result.diagnostics]
    place_width = max(map(len, places))
    severity_width = max(len(found.severity.value) for found in result.diagnostics)
    rule_width = max(len(found.rule) for found in result.diagnostics)
    lines = [style.paint(printable(result.path), UNDERLINE)]
    for place, found in zip(places, result.diagnostics, strict=True):
        severity = style.severity(found.severity, f"{found.severity.value:<{severity_width}}")
        columns = f"{place:>{place_width}}  {severity}  {style.dim(f'{found.rule:<{rule_width}}')}"
        lines.append(f"  {columns}  {printable(found.message)}")
    return "".join(f"{line}\n" for line in lines)
