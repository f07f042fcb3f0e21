"""What a change is answerable for: findings on its lines, and those that the posts did not have before.

A finding counts when one of its lines is new or was edited. Beside these, a change may bring about findings elsewhere:
it takes out a citation, a disclaimer or a comment that excused something. So where a post that changed has findings
on other lines, or on the post as a whole, its version before the change is linted too, and what is new counts.
"""

from __future__ import annotations

import os
import sys
import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from healthlint import __version__, files
from healthlint.core.problem import HealthlintError
from healthlint.core.report import Diagnostic, Excused, FileResult, Report
from healthlint.core.rule import RuleSet, Scope
from healthlint.core.source import Source, file_of
from healthlint.engine import baseline
from healthlint.engine.pipeline import ready
from healthlint.files.changes import Change
from healthlint.files.git import Repository


class Changed:
    """The posts that changed since a commit.

    Args:
        ref: A branch, tag or commit. What counts is where the current commit has left it: its later commits do not.
        folder: In the git repository.

    Raises:
        HealthlintError: there is no repository, or no such commit.
    """

    def __init__(self, ref: str, folder: Path) -> None:
        self.ref = ref
        """As given."""
        self._repository = Repository(str(folder))
        self.base = self._repository.base(ref)
        """The commit that the posts are compared with."""
        self._changes = self._repository.changed(self.base)
        self.all = 0
        """How many files there are to choose from."""
        self.outside = 0
        """How many of them git does not know, because it ignores them or they lie elsewhere."""
        self.lines = 0
        """How many lines of the chosen files are new or were edited; those of new files are not counted."""
        self.new = 0
        """How many of the chosen files are new."""
        self.chosen = 0
        """How many files have changed."""

    def among(self, paths: Sequence[str]) -> tuple[str, ...]:
        """Those of the files that changed."""
        chosen = tuple(path for path in paths if self._place(path) in self._changes)
        changes = [self._change(path) for path in chosen]
        self.all, self.chosen = len(paths), len(chosen)
        self.new = sum(change.is_new for change in changes)
        self.lines = sum(change.count for change in changes)
        if len(chosen) < len(paths):
            known = self._repository.known()
            self.outside = sum(
                (place := self._place(path)) not in known and place not in self._changes for path in paths
            )
        return chosen

    def narrowed(self, report: Report) -> Report:
        """The report with only what the change is answerable for.

        Args:
            report: Of a run over files that ``among`` chose.

        Raises:
            HealthlintError: git breaks down.
        """
        known: dict[str, list[Diagnostic]] = {}
        for found in report.known:
            known.setdefault(found.path, []).append(found)
        results = tuple(self._narrowed(result, report.rules, known.get(result.path, ())) for result in report.results)
        excused = tuple(one for one in report.excused if self._is_on_its_lines(one))
        return replace(report, results=results, excused=excused)

    def _narrowed(self, result: FileResult, rules: RuleSet, known: Sequence[Diagnostic]) -> FileResult:
        change = self._change(result.path)
        if change.is_new:
            return result
        on_lines = [self._is_on_its_lines(found) for found in result.diagnostics]
        if not all(on_lines):
            fresh = self._fresh(result, change, rules, known)
            on_lines = [on or found in fresh for on, found in zip(on_lines, result.diagnostics, strict=True)]
        return replace(
            result,
            diagnostics=tuple(found for found, on in zip(result.diagnostics, on_lines, strict=True) if on),
            suppressed=tuple(one for one in result.suppressed if self._is_on_its_lines(one.diagnostic)),
        )

    def _fresh(
        self, result: FileResult, change: Change, rules: RuleSet, known: Sequence[Diagnostic]
    ) -> tuple[Diagnostic, ...]:
        """The findings that the post did not have before.

        Those that a baseline holds count among those that it has: of sentences that are alike, the baseline may hold
        the new one and leave the old one.
        """
        file = file_of(result.path)
        try:
            text = files.decode(file, self._repository.content(self.base, change.old or ""))
            source = Source(file, text) if file == result.path else _in_export(Source(file, text), result.path)
        except HealthlintError as error:
            if error.problems[0].path != file:
                raise
            return result.diagnostics  # it was no text
        if source is None:
            return result.diagnostics  # the export did not have it
        before = Report((ready(rules).check(source),), rules, __version__)
        all_of_them = sorted((*result.diagnostics, *known), key=lambda found: found.start)
        now = Report((replace(result, diagnostics=tuple(all_of_them)),), rules, __version__)
        here = Path.cwd()
        compared = baseline.compared(now, baseline.taken(before, here), here)
        return tuple(compared.report.diagnostics())

    def _is_on_its_lines(self, found: Diagnostic | Excused) -> bool:
        change = self._change(found.path)
        if isinstance(found, Diagnostic) and found.scope is Scope.DOCUMENT:
            return change.is_new  # it points at a line only because it must point at one
        # A place that ends before the first column of a line has nothing on it.
        last = found.end.line - (found.end.column == 1 and found.end > found.start)
        return change.touches(found.start.line, last)

    def _change(self, path: str) -> Change:
        return self._changes.get(self._place(path), Change(""))

    def _place(self, path: str) -> str:
        """Relative to the top of the repository."""
        try:
            place = os.path.relpath(os.path.realpath(file_of(path)), self._repository.top).replace(os.sep, "/")
        except ValueError:  # another drive
            return path
        # macOS takes letters and their accents apart in names; git puts them together.
        return unicodedata.normalize("NFC", place) if sys.platform == "darwin" else place


def _in_export(export: Source, path: str) -> Source | None:
    """A post of an export; None when it has none of this path. Raises HealthlintError when it is no XML."""
    from healthlint.markdown import wxr  # noqa: PLC0415 - few runs read any

    return next((post for post in wxr.posts(export) if post.path == path), None)
