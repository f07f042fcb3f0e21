"""Matchers of the compiled core that an earlier run made: to read one takes a tenth of the time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress

from healthlint.core import pieces
from healthlint.prose import compiled
from healthlint.prose.patterns import Patterns, encoded, name_of


class Matchers:
    """Matchers by number, and some by the name of what they look for, read when they are asked for.

    Args:
        names: The numbers of those that have names.
        ends: Where each ends, in ``data``.
        data: What ``pieces.pack`` made of what they are ``written`` as.
    """

    def __init__(self, names: Mapping[str, int], ends: Sequence[int], data: memoryview) -> None:
        self._names, self._ends, self._data = names, ends, data

    def get(self, number: int) -> compiled.Matcher | None:
        """One of them; None where there is none, or a broken one: whoever asks makes it anew."""
        if number >= len(self._ends):
            return None
        start = self._ends[number - 1] if number else 0
        with suppress(ValueError):
            if written := pieces.unpack(self._data[start : self._ends[number]]):
                return compiled.matcher_read(written)
        return None

    def of(self, patterns: Patterns) -> compiled.Matcher | None:
        """The one of some patterns; None for those that it does not know."""
        number = self._names.get(name_of(patterns))
        return None if number is None else self.get(number)


def written(patterns: Patterns) -> bytes:
    """What ``compiled.matcher_read`` makes a matcher of; empty where only Python looks for the patterns."""
    matcher = compiled.matcher_of(encoded(patterns))
    return (matcher and matcher.written()) or b""
