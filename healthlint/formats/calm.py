"""Hints about a post as a whole, shown as one: what an editor answers at one go, in the front matter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from healthlint.core.report import Diagnostic, FileResult, Stream
from healthlint.core.rule import Scope


def results(report: Stream) -> Iterator[FileResult]:
    """The files, the document findings of each pack that says ``together`` joined to one where the first stands.

    For formats that people read. Machines count findings and hide them by rule: they get each one.
    """
    packs = {pack.name for pack in report.rules.packs if pack.together}
    for result in report.results:
        yield replace(result, diagnostics=tuple(_joined(result.diagnostics, packs)))


def _joined(diagnostics: tuple[Diagnostic, ...], packs: set[str]) -> Iterator[Diagnostic]:
    groups: dict[tuple[str, str], list[Diagnostic]] = {}
    for found in diagnostics:
        if found.scope is Scope.DOCUMENT and (pack := found.rule.partition("/")[0]) in packs:
            # What an editor has raised to an error must not hide among hints.
            groups.setdefault((pack, found.severity), []).append(found)
    if all(len(group) == 1 for group in groups.values()):
        yield from diagnostics
        return
    first = {id(group[0]): group for group in groups.values()}
    others = {id(found) for group in groups.values() for found in group[1:]}
    for found in diagnostics:
        if id(found) in first:
            yield _one(first[id(found)])
        elif id(found) not in others:
            yield found


def _one(group: list[Diagnostic]) -> Diagnostic:
    if len(group) == 1:
        return group[0]
    return replace(
        group[0],
        message=" ".join(found.message for found in group),
        help="\n".join(found.help for found in group),
        related=tuple(dict.fromkeys([*(found.rule for found in group[1:]), *group[0].related])),
    )
