"""Posts in another language than the rules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from healthlint.core.reading import Reading
from healthlint.core.record import record
from healthlint.core.rule import Finding, Scope


@record
class Language:
    """A post that is plainly in a language other than ``expected``."""

    expected: str = "en"

    scope: ClassVar[Scope] = Scope.DOCUMENT
    placeholders: ClassVar[frozenset[str]] = frozenset({"language"})
    once: ClassVar[bool] = False
    searched: ClassVar[tuple[str, ...]] = ()
    waits_for: ClassVar[tuple[str, ...]] = ()

    def find(self, reading: Reading) -> Iterator[Finding]:
        """The post as a whole."""
        if reading.language not in ("", self.expected):
            yield Finding(scope=Scope.DOCUMENT, values={"language": reading.language_name})
