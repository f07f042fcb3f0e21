"""Results as JSON, and back: for the cache. Plain data that can do nothing but be read.

Rows of values without names: a warm run does little else than read them.
"""

from __future__ import annotations

import json
from typing import Any

from healthlint.core.problem import Problem
from healthlint.core.report import Applicability, Diagnostic, FileResult, Fix, Related, Suppressed
from healthlint.core.rule import Scope, Severity
from healthlint.core.span import Position

_SEVERITIES = {severity.value: severity for severity in Severity}
_SCOPES = {scope.value: scope for scope in Scope}
_APPLICABILITIES = {one.value: one for one in Applicability}


def write(result: FileResult) -> bytes:
    """The result of one file."""
    problems = [(it.path, it.message, it.line, it.column, it.hint) for it in result.problems]
    suppressed = [(_row(it.diagnostic), it.reason) for it in result.suppressed]
    found = (result.path, [_row(it) for it in result.diagnostics], problems, suppressed)
    return json.dumps(found, separators=(",", ":")).encode()


def read(data: bytes) -> FileResult:
    """The result.

    Raises:
        ValueError: the data is none that ``write`` made.
    """
    try:
        path, diagnostics, problems, suppressed = json.loads(data)
        return FileResult(
            path,
            tuple([_diagnostic(*row) for row in diagnostics]),
            tuple([Problem(*row) for row in problems]),
            tuple([Suppressed(_diagnostic(*row), reason) for row, reason in suppressed]),
        )
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise ValueError(f"not a result: {error}") from error


def _row(it: Diagnostic) -> tuple[Any, ...]:
    return (
        it.path,
        it.rule,
        it.severity.value,
        it.message,
        it.start,
        it.end,
        it.words,
        it.excerpt,
        it.fingerprint,
        it.scope.value,
        it.help,
        it.note,
        it.suggestions,
        it.related,
        [(at.path, at.start, at.end, at.message) for at in it.locations],
        it.url,
        it.fix and (it.fix.applicability.value, it.fix.start, it.fix.end, it.fix.text),
    )


def _diagnostic(  # noqa: PLR0917 - as many as a diagnostic has
    path: str,
    rule: str,
    severity: str,
    message: str,
    start: list[int],
    end: list[int],
    words: str,
    excerpt: str,
    fingerprint: str,
    scope: str,
    help_: str,
    note: str,
    suggestions: list[str],
    related: list[str],
    locations: list[Any],
    url: str,
    fix: list[Any] | None,
) -> Diagnostic:
    return Diagnostic(
        path,
        rule,
        _SEVERITIES[severity],
        message,
        Position(*start),
        Position(*end),
        words,
        excerpt,
        fingerprint,
        _SCOPES[scope],
        help_,
        note,
        tuple(suggestions),
        tuple(related),
        tuple([Related(where, Position(*first), Position(*last), text) for where, first, last, text in locations]),
        url,
        None if fix is None else _fix(*fix),
    )


def _fix(applicability: str, start: list[int], end: list[int], text: str) -> Fix:
    return Fix(_APPLICABILITIES[applicability], Position(*start), Position(*end), text)
