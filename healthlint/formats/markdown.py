"""``markdown``: a summary for the description of a pull request, a comment or the summary page of a CI run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from healthlint.core import later
from healthlint.core.report import Diagnostic, FileResult, Report
from healthlint.core.rule import Severity
from healthlint.formats.places import repository_path, web_address
from healthlint.formats.style import Style
from healthlint.formats.summary import summary
from healthlint.formats.words import counted, printable

LONGEST = 60_000
"""Characters that are used at most: a comment on GitHub may have 65,536."""

_SIGNS = {Severity.ERROR: "🔴", Severity.WARNING: "🟡", Severity.INFO: "🔵"}
_MARKUP = later.pattern(r"[\\`*_\[\]#|~<>&$]|:(?=\S)")
_CALL = later.pattern("@|&#35;")


def render(report: Report, style: Style) -> str:  # noqa: ARG001 - Markdown has no colours
    """The counts, the rules that were broken most, and the findings of each file, the worst file first."""
    head = f"## healthlint\n\n{summary(report.tally())}\n"
    room = LONGEST - len(head)
    parts = [head]
    left = 0
    for part, findings in _parts(report):
        if len(part) <= room and not left:
            parts.append(part)
            room -= len(part)
        else:
            left += findings
    if left:
        parts.append(f"{counted(left, 'more finding')}: see the log.\n")
    return "\n".join(parts)


def _parts(report: Report) -> Iterator[tuple[str, int]]:
    """Pieces of the summary, and how many findings each of them shows."""
    if any(report.diagnostics()):
        yield _rules(report), 0
    for result in sorted((result for result in report.results if result.diagnostics), key=_weight):
        yield _file(result), len(result.diagnostics)


def _rules(report: Report) -> str:
    counts = Counter((found.severity, found.rule, found.url) for found in report.diagnostics())
    rows = sorted(counts.items(), key=lambda row: (row[0][0].rank, -row[1], row[0][1]))
    lines = ["| | rule | findings |", "|---|---|---:|"]
    for (severity, rule, url), count in rows:
        address = web_address(url).replace("(", "%28").replace(")", "%29").replace("|", "%7C")
        name = f"[{escaped(rule)}]({address})" if address else escaped(rule)
        lines.append(f"| {_SIGNS[severity]} {severity.value} | {name} | {count} |")
    return _joined(lines)


def _file(result: FileResult) -> str:
    path = f"<code>{escaped(repository_path(result.path))}</code>"
    lines = [f"<details><summary>{path}: {counted(len(result.diagnostics), 'finding')}</summary>", ""]
    lines += map(_line, result.diagnostics)
    return _joined([*lines, "", "</details>"])


def _line(found: Diagnostic) -> str:
    advice = f" *{escaped(found.help)}*" if found.help else ""
    place = f"{_SIGNS[found.severity]} line {found.start.line}"
    return f"- {place}: {escaped(found.message)} ({escaped(found.rule)}){advice}"


def _weight(result: FileResult) -> tuple[tuple[int, ...], str]:
    counts = Counter(found.severity for found in result.diagnostics)
    return tuple(-counts[severity] for severity in Severity), result.path


def _joined(lines: list[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def escaped(text: str) -> str:
    """Text that shows as it is: no markup, no HTML, and no ``@name`` or ``#1`` in it calls anybody.

    Numeric entities hold in paragraphs, tables and inside of HTML alike, where a backslash does not.
    """
    plain = _MARKUP.sub(lambda match: f"&#{ord(match[0])};", printable(text))
    return _CALL.sub(r"\g<0><!-- -->", plain)
