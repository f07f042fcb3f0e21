"""A post that is older than somebody wants."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from healthlint.core import later
from healthlint.core.document import Value
from healthlint.core.reading import Reading
from healthlint.core.record import record
from healthlint.core.rule import Finding, Scope
from healthlint.kinds.pattern import NONE
from healthlint.prose.patterns import Patterns

_YEAR = later.pattern(r"(?<!\d)(?:19|20)\d\d(?!\d)")


@record
class Age:
    """The newest year among the dates of a post, against a year. No clock: the same post gets the same answer."""

    year: int
    fields: tuple[str, ...] = ()
    """Front-matter keys with dates."""
    text: Patterns = NONE
    """Words with a date in them: "last reviewed on 3 May 2024"."""

    scope: ClassVar[Scope] = Scope.DOCUMENT
    placeholders: ClassVar[frozenset[str]] = frozenset({"found", "limit"})
    once: ClassVar[bool] = False
    searched: ClassVar[tuple[str, ...]] = ("text",)
    waits_for: ClassVar[tuple[str, ...]] = ()

    def find(self, reading: Reading) -> Iterator[Finding]:
        """One finding when there are dates and the newest is before the year."""
        dates = [match.words for match in reading.matches(self.text)]
        front_matter = reading.document.front_matter
        if front_matter is not None:
            wanted = {_plain(name) for name in self.fields}
            dates += [value for key, value in _texts(front_matter.values) if _plain(key) in wanted]
        years = [int(year) for date in dates for year in _YEAR.findall(date)]
        if years and max(years) < self.year:
            values = {"found": str(max(years)), "limit": str(self.year)}
            yield Finding(scope=Scope.DOCUMENT, values=values)


def _plain(name: str) -> str:
    return name.lower().replace("-", "").replace("_", "")


def _texts(values: Mapping[str, Value]) -> Iterator[tuple[str, str]]:
    """The keys at the top whose value is one text."""
    for key, value in values.items():
        if isinstance(value, str):
            yield key, value
