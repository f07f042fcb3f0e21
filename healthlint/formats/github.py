"""``github``: annotations on the lines of a pull request, as workflow commands of GitHub Actions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from healthlint.core.report import Diagnostic, Report
from healthlint.core.rule import Severity
from healthlint.formats.places import repository_path
from healthlint.formats.style import Style
from healthlint.formats.words import counted, printable

MOST = 10
"""Annotations of each kind that GitHub shows for one step (actions/toolkit, docs/problem-matchers.md)."""

_KINDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}


def render(report: Report, style: Style) -> str:  # noqa: ARG001 - the log shows colours of its own
    """Annotations, the worst first. What GitHub would not show stands in the log, and a notice says how many."""
    found = sorted(report.diagnostics(), key=lambda diagnostic: diagnostic.severity.rank)
    counts = Counter(diagnostic.severity for diagnostic in found)
    room = dict.fromkeys(Severity, MOST)
    if any(count > MOST for count in counts.values()):
        room[Severity.INFO] -= 1  # for the notice itself
    shown: list[Diagnostic] = []
    rest: list[Diagnostic] = []
    for diagnostic in found:
        room[diagnostic.severity] -= 1
        (shown if room[diagnostic.severity] >= 0 else rest).append(diagnostic)
    return "".join(f"{line}\n" for line in (*map(_annotation, shown), *_more(rest)))


def _annotation(found: Diagnostic) -> str:
    properties = {"title": f"healthlint {found.rule}", "file": _path(found), "line": str(found.start.line)}
    if found.start.line == found.end.line:  # GitHub refuses columns where a finding has several lines
        properties |= {"col": str(found.start.column), "endColumn": str(found.end.column)}
    properties["endLine"] = str(found.end.line)
    fields = ",".join(f"{key}={escaped_property(value)}" for key, value in properties.items())
    text = "\n".join(map(printable, filter(None, (found.message, found.help))))
    return f"::{_KINDS[found.severity]} {fields}::{escaped_message(text)}"


def _more(rest: list[Diagnostic]) -> Iterator[str]:
    if not rest:
        return
    said = f"{counted(len(rest), 'more finding')} in the log of this step: GitHub shows {MOST} of each kind"
    yield f"::notice title=healthlint::{escaped_message(said)}"
    yield f"::group::{counted(len(rest), 'more finding')}"
    for found in rest:
        place = f"{printable(_path(found))}:{found.start.line}:{found.start.column}"
        yield _inert(f"- {place}: {found.severity.value} {found.rule} {printable(found.message)}")
    yield "::endgroup::"


def _path(found: Diagnostic) -> str:
    return printable(repository_path(found.path))


def _inert(line: str) -> str:
    """A line of the log that is no command: neither ``::name::`` at its start nor ``##[name]`` anywhere."""
    return line.replace("##[", "## [")


def escaped_message(text: str) -> str:
    """The text of a command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def escaped_property(text: str) -> str:
    """The value of a property of a command."""
    return escaped_message(text).replace(":", "%3A").replace(",", "%2C")
