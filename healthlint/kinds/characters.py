"""Characters that should not be there, searched for as they stand: patterns fold them into plain ones."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import ClassVar

from healthlint.core.reading import Reading
from healthlint.core.record import record
from healthlint.core.rule import Finding, Scope
from healthlint.core.span import Span
from healthlint.prose import compiled


@record
class Characters:
    """Exact sequences of characters, with the letters and figures that they stand among."""

    any_of: tuple[str, ...]

    scope: ClassVar[Scope] = Scope.SPAN
    placeholders: ClassVar[frozenset[str]] = frozenset()
    once: ClassVar[bool] = True
    searched: ClassVar[tuple[str, ...]] = ()
    waits_for: ClassVar[tuple[str, ...]] = ()

    def find(self, reading: Reading) -> Iterator[Finding]:
        """Every word that holds one of the sequences; the engine shows one for each sentence."""
        text = reading.document.text
        # Most posts hold none, which is told much faster without a pattern.
        present = tuple(compiled.standing(text, self.any_of))
        if not present:
            return
        end = 0
        for match in _compiled(present).finditer(text):
            if match.start() < end:
                continue
            start, end = match.span()
            while start and text[start - 1].isalnum():
                start -= 1
            while end < len(text) and text[end].isalnum():
                end += 1
            yield Finding(Span(start, end))


@lru_cache(maxsize=64)
def _compiled(sequences: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(map(re.escape, sorted(sequences, key=len, reverse=True)))})+")
