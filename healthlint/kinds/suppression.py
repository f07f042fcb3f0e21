"""Comments in which a post excuses findings, and which excuse nothing, or no longer, or cannot be understood."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal, TypeAlias

from healthlint.core.reading import Reading
from healthlint.core.record import record
from healthlint.core.rule import Finding, Scope

Defect: TypeAlias = Literal["unused", "expired", "unknown-rule", "no-rule", "no-reason", "unreadable"]


@record
class Suppression:
    """A suppression with one defect. What it excused is known only when all other rules have run."""

    defect: Defect

    scope: ClassVar[Scope] = Scope.SPAN
    placeholders: ClassVar[frozenset[str]] = frozenset({"name", "date", "mistake"})
    once: ClassVar[bool] = False
    searched: ClassVar[tuple[str, ...]] = ()
    waits_for: ClassVar[tuple[str, ...]] = ()

    def find(self, reading: Reading) -> Iterator[Finding]:  # noqa: ARG002 - the words of the post do not matter
        """Nothing: ``engine.suppress`` finds the defects after the other rules, and asks only who wants to know."""
        return iter(())
