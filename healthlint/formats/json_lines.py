"""``json-lines``: the objects of ``json``, one a line, for programs that read a stream."""

from __future__ import annotations

from collections.abc import Iterator
from json import JSONEncoder

from healthlint.core.report import Stream
from healthlint.formats import excused
from healthlint.formats.json import entry
from healthlint.formats.style import Style


def pieces(report: Stream, style: Style) -> Iterator[str]:  # noqa: ARG001 - machines see no colours
    """One JSON object in ASCII for each finding, and for what was let go where that is shown."""
    encode = JSONEncoder().encode
    for result in report.results:
        yield "".join([f"{encode(entry(found))}\n" for found in result.diagnostics])
    yield "".join([f"{encode(excused.entry(found))}\n" for found in report.excused])
