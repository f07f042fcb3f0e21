"""A form that too many sentences of a post have."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from healthlint.core.reading import Match, Reading
from healthlint.core.record import record
from healthlint.core.rule import Finding, Scope
from healthlint.kinds.pattern import NONE
from healthlint.prose.patterns import Patterns

_NAMED = 3


@record
class Share:
    """Sentences with one of the patterns, against all sentences of the prose."""

    patterns: Patterns
    except_: Patterns = NONE
    percent: int = 20
    """A finding above it."""
    sentences: int = 10
    """Posts with fewer are let go."""

    scope: ClassVar[Scope] = Scope.DOCUMENT
    placeholders: ClassVar[frozenset[str]] = frozenset({"percent", "limit"})
    once: ClassVar[bool] = False
    searched: ClassVar[tuple[str, ...]] = ("patterns",)
    waits_for: ClassVar[tuple[str, ...]] = ("patterns",)

    def find(self, reading: Reading) -> Iterator[Finding]:
        """One finding for a post above the share, with the places of the first such sentences."""
        prose = set(reading.prose_blocks())
        sentences = len(reading.words.starts)
        if sentences < self.sentences:
            return
        starts: dict[int, Match] = {}
        for match in reading.matches(self.patterns):
            lookalikes = reading.finds(self.except_, match.sentence.span)
            if match.sentence.block in prose and not any(span.overlaps(match.span) for span in lookalikes):
                starts.setdefault(match.sentence.span.start, match)
        percent = round(100 * len(starts) / sentences)
        if percent > self.percent:
            document = reading.document
            named = []
            for match in list(starts.values())[:_NAMED]:
                place = document.lines.position(document.prose.to_source(match.span).start)
                named.append(f"{place.line}:{place.column} '{match.words}'")
            values = {"percent": str(percent), "limit": str(self.percent)}
            yield Finding(scope=Scope.DOCUMENT, values=values, note=f"the first: {', '.join(named)}")
