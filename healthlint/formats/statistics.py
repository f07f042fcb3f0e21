"""How often each rule was broken, instead of each finding: ``--statistics``."""

from __future__ import annotations

import json
from collections import Counter

from healthlint.core.report import Report
from healthlint.core.rule import Severity
from healthlint.formats.style import Style
from healthlint.formats.words import printable, title


def statistics(report: Report, style: Style, *, machine: bool = False) -> str:
    """A line for each rule that was broken, the most frequent first: count, severity, rule, what it is about.

    With ``machine``, the same as a JSON array of objects with ``count``, ``severity``, ``rule`` and ``title``.
    A severity is that of the findings, which the configuration may have changed.
    """
    counts = Counter((found.rule, found.severity) for found in report.diagnostics())
    rows = sorted(counts.items(), key=lambda row: (-row[1], row[0][1].rank, row[0][0]))
    titles = {rule.id: printable(title(rule)) for rule in report.rules}
    if machine:
        entries = [
            {"count": count, "severity": severity.value, "rule": rule, "title": titles.get(rule, "")}
            for (rule, severity), count in rows
        ]
        return f"{json.dumps(entries, indent=2)}\n"
    return _table([(count, severity, rule, titles.get(rule, "")) for (rule, severity), count in rows], style)


def _table(rows: list[tuple[int, Severity, str, str]], style: Style) -> str:
    count_width = max((len(str(count)) for count, *_ in rows), default=0)
    severity_width = max((len(severity.value) for _, severity, *_ in rows), default=0)
    rule_width = max((len(rule) for *_, rule, _ in rows), default=0)
    lines = []
    for count, severity, rule, text in rows:
        painted = style.severity(severity, f"{severity.value:<{severity_width}}")
        lines.append(f"{count:>{count_width}}  {painted}  {rule:<{rule_width}}  {text}".rstrip())
    return "".join(f"{line}\n" for line in lines)
