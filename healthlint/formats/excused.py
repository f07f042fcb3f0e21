"""What rules let go, for ``--show-excused``: lines for people, objects for programs."""

from __future__ import annotations

from typing import Any

from healthlint.core.report import Excused
from healthlint.formats.style import Style
from healthlint.formats.words import printable

_LONGEST = 60
"""Characters of the words and of the cue that a line shows."""
_BY = {
    "except": "looks like {cue}",
    "unless": "the sentence has {cue}",
    "cited": "cited: {cue}",
    "reference": "in a list of references",
}


def line(excused: Excused, style: Style) -> str:
    """One line: ``path:line:column: excused pack/rule 'words': negated by 'no'``, with its line break."""
    place = f"{printable(excused.path)}:{excused.start.line}:{excused.start.column}:"
    return f"{style.bold(place)} {style.dim('excused')} {excused.rule} {_quoted(excused.words)}: {reason(excused)}\n"


def reason(excused: Excused) -> str:
    """What the words are, by which cue."""
    return _BY.get(excused.by, f"{excused.by} by {{cue}}").format(cue=_quoted(excused.cue))


def entry(excused: Excused) -> dict[str, Any]:
    """An object of its own shape in ``json`` and ``json-lines``; the key ``excused`` tells it from a finding."""
    return {
        "excused": excused.by,
        "path": excused.path,
        "rule": excused.rule,
        "line": excused.start.line,
        "column": excused.start.column,
        "end_line": excused.end.line,
        "end_column": excused.end.column,
        "words": excused.words,
        "cue": excused.cue,
        "cue_line": excused.cue_start.line if excused.cue_start else None,
        "cue_column": excused.cue_start.column if excused.cue_start else None,
    }


def _quoted(words: str) -> str:
    words = printable(" ".join(words.split()))
    return f"'{words if len(words) <= _LONGEST else words[: _LONGEST - 1] + '…'}'"
