"""A post that is too hard to read, and the sentences to blame."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

from healthlint.core.reading import Reading
from healthlint.core.record import record
from healthlint.core.rule import Finding, Scope
from healthlint.core.span import Span
from healthlint.prose import readability

_HARDER_WHEN_LOWER = "flesch_reading_ease"


@record
class Readability:
    """A readability measure over the prose of the post, against a limit."""

    measure: Literal[
        "flesch_kincaid_grade",
        "smog_index",
        "flesch_reading_ease",
        "coleman_liau_index",
        "automated_readability_index",
        "gunning_fog",
        "dale_chall_readability_score",
    ]
    limit: float
    words: int = 100
    worst: int = 3

    scope: ClassVar[Scope] = Scope.DOCUMENT
    placeholders: ClassVar[frozenset[str]] = frozenset({"score", "limit"})
    once: ClassVar[bool] = False
    searched: ClassVar[tuple[str, ...]] = ()
    waits_for: ClassVar[tuple[str, ...]] = ()

    def find(self, reading: Reading) -> Iterator[Finding]:
        """One finding for a post beyond the limit, with the places of its worst sentences."""
        document, read = reading.document, reading.words

        def texts() -> list[str]:
            spans = [document.blocks[index].span for index in reading.prose_blocks()]
            return [document.text[start:end] for start, end in spans]

        # Here words are what white space parts, which may be more of them: "2 + 2".
        enough = sum(read.counts) >= self.words and not read.glued
        if not enough and len(" ".join(texts()).split(None, self.words)) < self.words:
            return
        counts = readability.Counts(read, texts)
        score = readability.score(self.measure, counts)
        if (score < self.limit) if self.measure == _HARDER_WHEN_LOWER else (score > self.limit):
            values = {"score": f"{score:.1f}", "limit": f"{self.limit:g}"}
            yield Finding(scope=Scope.DOCUMENT, values=values, note=self._worst(reading, counts))

    def _worst(self, reading: Reading, counts: readability.Counts) -> str:
        """The hardest sentences, by their lines and first words."""
        document = reading.document
        hardest = readability.hardest(counts, self.worst)
        named = []
        for span in sorted(hardest):
            place = document.lines.position(document.prose.to_source(span).start)
            named.append(f"{place.line}:{place.column} '{_opening(document.text, span)}'")
        return "hardest sentences: " + ", ".join(named) if named else ""


def _opening(text: str, span: Span) -> str:
    words = text[span.start : span.end].split(None, 5)
    return " ".join([*words[:5], "..."] if len(words) > 5 else words)
