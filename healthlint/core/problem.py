"""What went wrong, as values: collected, shown all at once, never parsed back from text."""

from __future__ import annotations

from collections.abc import Iterable

from healthlint.core.record import record


@record
class Problem:
    """A mistake in a rule, a configuration or a post, with its place and what to do about it."""

    path: str
    message: str
    line: int = 0
    """1-based; 0 when the problem is about the file as a whole."""
    column: int = 0
    hint: str = ""
    """What to do, or the near name that was probably meant."""

    def __str__(self) -> str:
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        hint = f" ({self.hint})" if self.hint else ""
        return f"{place}: {self.message}{hint}"


class HealthlintError(Exception):
    """healthlint cannot go on: wrong rules, configuration or arguments. Holds every problem that was found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))
