"""The last line of a run: how many findings of which severity, in how many files."""

from __future__ import annotations

from collections import Counter

from healthlint.core.report import Report
from healthlint.core.rule import Severity
from healthlint.formats.words import counted, listed

_NOUNS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "hint"}


def summary(report: Report) -> str:
    """One sentence about the whole run, without a line break."""
    files = len(report.results)
    found = Counter(diagnostic.severity for diagnostic in report.diagnostics())
    if found:
        counts = listed([counted(found[severity], _NOUNS[severity]) for severity in Severity if found[severity]])
        flagged = sum(1 for result in report.results if result.diagnostics)
        sentence = f"Found {counts} in {flagged} of {counted(files, 'file')}"
    else:
        sentence = f"No problems in {counted(files, 'file')}"
    if report.unread:
        sentence += f"; {counted(len(report.unread), 'path')} could not be read"
    broken = sum(1 for result in report.results if result.problems)
    if broken:
        sentence += f"; {counted(broken, 'file')} could not be checked in full"
    return f"{sentence}."
