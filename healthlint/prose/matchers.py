"""Matchers of the compiled core that an earlier run made: to read one takes a tenth of the time."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from healthlint.core import pieces
from healthlint.prose import compiled
from healthlint.prose.patterns import Patterns, encoded, name_of


class Matchers:
    """Matchers by number, and some by the name of what they look for, read when they are asked for.

    Args:
        names: The numbers of those that have names.
        ends: Where each ends, in ``data``.
        data: Gives bytes from one place to another. What cannot be read is made anew, by whoever asks.
    """

    def __init__(self, names: Mapping[str, int], ends: Sequence[int], data: Callable[[int, int], bytes]) -> None:
        self._names, self._ends, self._data = names, ends, data

    def get(self, number: int) -> compiled.Matcher | None:
        """One of them; None for what Python alone looks for, and where it cannot be read."""
        try:
            start = self._ends[number - 1] if number else 0
            written = pieces.unpack(self._data(start, self._ends[number]))
            return compiled.matcher_read(written) if written else None
        except (IndexError, ValueError, OSError):
            return None

    def of(self, patterns: Patterns) -> compiled.Matcher | None:
        """The one of some patterns; None for those that it does not know."""
        number = self._names.get(name_of(patterns))
        return None if number is None else self.get(number)


def written(patterns: Patterns) -> bytes:
    """What ``compiled.matcher_read`` makes a matcher of; empty where only Python looks for the patterns."""
    matcher = compiled.matcher_of(encoded(patterns))
    return (matcher and matcher.written()) or b""
