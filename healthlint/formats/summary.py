"""The last line of a run: how many findings of which severity, in how many files."""

from __future__ import annotations

from collections import Counter

from healthlint.core.report import Tally
from healthlint.core.rule import Severity
from healthlint.formats.words import counted, listed

_NOUNS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "info"}


def summary(tally: Tally) -> str:
    """One sentence about the whole run, without a line break."""
    found: Counter[Severity] = Counter()
    for (_, severity), count in tally.found.items():
        found[severity] += count
    if found:
        counts = listed([counted(found[severity], _NOUNS[severity]) for severity in Severity if found[severity]])
        sentence = f"Found {counts} in {tally.flagged} of {counted(tally.files, 'file')}"
    else:
        sentence = f"No problems in {counted(tally.files, 'file')}"
    if tally.unread:
        sentence += f"; {counted(len(tally.unread), 'path')} could not be read"
    if tally.broken:
        sentence += f"; {counted(len(tally.broken), 'file')} could not be checked in full"
    return f"{sentence}."
