"""Front matter that cannot be read."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from healthlint.core.reading import Reading
from healthlint.core.record import record
from healthlint.core.rule import Finding, Scope
from healthlint.core.span import Span


@record
class FrontMatter:
    """Metadata that a site generator would stumble over."""

    scope: ClassVar[Scope] = Scope.SPAN
    placeholders: ClassVar[frozenset[str]] = frozenset({"problem"})
    once: ClassVar[bool] = False
    searched: ClassVar[tuple[str, ...]] = ()
    waits_for: ClassVar[tuple[str, ...]] = ()

    def find(self, reading: Reading) -> Iterator[Finding]:
        """Every problem that the reader met, at its place."""
        problems = reading.document.problems
        if not problems:
            return
        lines = reading.document.lines
        for problem in problems:
            start = lines.offset(problem.line or 1, problem.column or 1)
            end = start + max(1, len(lines.line_text(problem.line or 1)) - (problem.column or 1) + 1)
            yield Finding(
                source=Span(start, min(end, len(reading.document.source.text))),
                values={"problem": problem.message},
                note=problem.hint,
            )
