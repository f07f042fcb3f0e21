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

_FREQUENT = " .,"


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
        # Most posts hold none, which is told much faster without a pattern, and by few characters.
        sought = _sought(self.any_of, only_ascii=text.isascii())
        present = tuple(
            [one for character, sequences in sought if character in text for one in sequences if one in text]
        )
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
def _sought(sequences: tuple[str, ...], *, only_ascii: bool) -> list[tuple[str, list[str]]]:
    """The sequences by a rare character of theirs; those alone that can stand in a text of such characters."""
    found: dict[str, list[str]] = {}
    for sequence in sequences:
        if not only_ascii or sequence.isascii():
            rare = sequence.strip(_FREQUENT) or sequence
            found.setdefault(rare[0], []).append(sequence)
    return list(found.items())


@lru_cache(maxsize=64)
def _compiled(sequences: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(f"(?:{'|'.join(map(re.escape, sorted(sequences, key=len, reverse=True)))})+")
