"""``json``: an array with one object for each finding. A contract: keys are added, never renamed or dropped.

With ``--show-excused`` objects follow for what was let go, of the shape that ``excused.entry`` gives them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import chain
from json.encoder import encode_basestring_ascii as quoted
from typing import Any

from healthlint.core.report import Diagnostic, FileResult, Stream
from healthlint.formats import excused
from healthlint.formats.style import Style


def pieces(report: Stream, style: Style) -> Iterator[str]:  # noqa: ARG001 - machines see no colours
    """The findings as JSON in ASCII, so that it survives every console and pipe; ``[]`` when there are none."""
    let_go = (_indented(excused.entry(found)) for found in report.excused)
    begin = "[\n"
    for piece in chain(filter(None, map(piece_of, report.results)), let_go):
        yield begin + piece
        begin = ",\n"
    yield "[]\n" if begin == "[\n" else "\n]\n"


def piece_of(result: FileResult) -> str:
    """The findings of one file as ``json.dumps`` with an indent of 2 writes them in a list, which is much slower."""
    path = quoted(result.path)
    known: dict[str, str] = {}
    return ",\n".join([_object(found, path, known) for found in result.diagnostics])


def _object(found: Diagnostic, path: str, known: dict[str, str]) -> str:
    excerpt = known.get(found.excerpt)
    if excerpt is None:
        excerpt = known[found.excerpt] = quoted(found.excerpt)
    return f"""\
  {{
    "path": {path if found.path == path else quoted(found.path)},
    "rule": {quoted(found.rule)},
    "severity": "{found.severity.value}",
    "message": {quoted(found.message)},
    "line": {found.start.line},
    "column": {found.start.column},
    "end_line": {found.end.line},
    "end_column": {found.end.column},
    "scope": "{found.scope.value}",
    "words": {quoted(found.words)},
    "excerpt": {excerpt},
    "help": {quoted(found.help)},
    "note": {quoted(found.note)},
    "suggestions": {_list(map(quoted, found.suggestions))},
    "fix": {_fix(found) if found.fix else "null"},
    "related": {_related(found) if found.locations or found.related else "[]"},
    "url": {quoted(found.url)},
    "fingerprint": {quoted(found.fingerprint)}
  }}"""


def _list(items: Iterable[str]) -> str:
    lines = ",\n      ".join(items)
    return f"[\n      {lines}\n    ]" if lines else "[]"


def _fix(found: Diagnostic) -> str:
    return json.dumps(fix(found), indent=2).replace("\n", "\n    ")


def _related(found: Diagnostic) -> str:
    texts = (json.dumps(place, indent=2).replace("\n", "\n      ") for place in related(found))
    return _list(texts)


def _indented(value: dict[str, Any]) -> str:
    return "  " + json.dumps(value, indent=2).replace("\n", "\n  ")


def entry(diagnostic: Diagnostic) -> dict[str, Any]:
    """A finding as an object, as ``json-lines`` shows it; ``json`` shows the same."""
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
        "fix": fix(diagnostic),
        "related": related(diagnostic),
        "url": diagnostic.url,
        "fingerprint": diagnostic.fingerprint,
    }


def fix(diagnostic: Diagnostic) -> dict[str, Any] | None:
    """What would answer the finding, where, and who may do it: ``safe``, ``unsafe``, or ``display`` for people only."""
    if diagnostic.fix is None:
        return None
    return {
        "applicability": diagnostic.fix.applicability.value,
        "line": diagnostic.fix.start.line,
        "column": diagnostic.fix.start.column,
        "end_line": diagnostic.fix.end.line,
        "end_column": diagnostic.fix.end.column,
        "text": diagnostic.fix.text,
    }


def related(diagnostic: Diagnostic) -> list[dict[str, Any]]:
    """Other places that the finding has to do with, such as a citation that was turned down, and other rules."""
    places = (
        {
            "path": place.path,
            "line": place.start.line,
            "column": place.start.column,
            "end_line": place.end.line,
            "end_column": place.end.column,
            "message": place.message,
        }
        for place in diagnostic.locations
    )
    return [*places, *({"rule": rule} for rule in diagnostic.related)]
