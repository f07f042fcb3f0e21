"""Words that a rule looks for: plain, without evidence, or with a better form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from healthlint.core.reading import CitationForm, Evidence, Match, Reading, Stance
from healthlint.core.rule import Beside, Finding, Scope
from healthlint.prose.patterns import Patterns

NONE = Patterns(())


@dataclass(frozen=True, slots=True)
class Pattern:
    """Words, wherever the author stands behind them."""

    patterns: Patterns
    except_: Patterns = NONE
    unless: Patterns = NONE
    needs: Patterns = NONE
    excuse: frozenset[Stance] = frozenset()
    whole: bool = False

    scope: ClassVar[Scope] = Scope.SPAN
    placeholders: ClassVar[frozenset[str]] = frozenset()
    once: ClassVar[bool] = True
    searched: ClassVar[tuple[str, ...]] = ("patterns",)
    needs_match: ClassVar[bool] = True

    def find(self, reading: Reading) -> Iterator[Finding]:
        """Every match that nothing excuses."""
        for match in asserted(self, reading, self.patterns):
            yield Finding(match.span)


@dataclass(frozen=True, slots=True)
class Claim:
    """Words that owe the reader a source, where no citation covers them."""

    patterns: Patterns
    except_: Patterns = NONE
    unless: Patterns = NONE
    needs: Patterns = NONE
    excuse: frozenset[Stance] = frozenset()
    whole: bool = False
    named_source: bool = True

    scope: ClassVar[Scope] = Scope.SPAN
    placeholders: ClassVar[frozenset[str]] = frozenset()
    once: ClassVar[bool] = True
    searched: ClassVar[tuple[str, ...]] = ("patterns",)
    needs_match: ClassVar[bool] = True

    def find(self, reading: Reading) -> Iterator[Finding]:
        """Every match that is neither excused nor cited."""
        for match in asserted(self, reading, self.patterns):
            if reading.is_reference(match.sentence.block):
                continue
            evidence = reading.evidence(match)
            cited = evidence.citation
            if cited is not None and (self.named_source or cited.form is not CitationForm.NAMED_SOURCE):
                continue
            yield Finding(match.span, beside=turned_down(evidence))


@dataclass(frozen=True, slots=True)
class Swap:
    """Words that have a better form."""

    swaps: Mapping[Patterns, str]
    except_: Patterns = NONE
    unless: Patterns = NONE
    needs: Patterns = NONE
    excuse: frozenset[Stance] = frozenset()
    whole: bool = False

    scope: ClassVar[Scope] = Scope.SPAN
    placeholders: ClassVar[frozenset[str]] = frozenset({"suggestion"})
    once: ClassVar[bool] = False
    searched: ClassVar[tuple[str, ...]] = ("swaps",)
    needs_match: ClassVar[bool] = True

    def find(self, reading: Reading) -> Iterator[Finding]:
        """Every match that nothing excuses, with the words that could stand there."""
        for patterns, better in self.swaps.items():
            for match in asserted(self, reading, patterns):
                suggestion = better[:1].upper() + better[1:] if match.words[:1].isupper() else better
                yield Finding(match.span, suggestion=suggestion, values={"suggestion": suggestion})


def turned_down(evidence: Evidence) -> tuple[Beside, ...]:
    """The citation that was looked at and rejected, as a place beside a finding."""
    citation = evidence.rejected
    if citation is None:
        return ()
    words = f"'{citation.words}'" if citation.words.strip() else "this link"
    return (Beside(citation.source, f"{words} is no source for it: it {citation.rejected}."),)


def asserted(options: Pattern | Claim | Swap, reading: Reading, patterns: Patterns) -> Iterator[Match]:
    """The matches that no exception, no sentence and no stance lets go; the first in a sentence where one is enough."""
    told = None
    for match in reading.matches(patterns):
        sentence = match.sentence
        if sentence is told:
            continue
        if options.whole and not _is_whole(match, reading):
            continue
        if any(span.overlaps(match.span) for span in reading.finds(options.except_, sentence.span)):
            continue
        if reading.finds(options.unless, sentence.span):
            continue
        if options.needs.items and not reading.finds(options.needs, sentence.span):
            continue
        if options.excuse and reading.stances(match, options.excuse):
            continue
        yield match
        told = sentence if options.once else None


def _is_whole(match: Match, reading: Reading) -> bool:
    """True when nothing but punctuation stands beside the match in its block."""
    block = reading.document.blocks[match.sentence.block].span
    text = reading.document.text
    beside = text[block.start : match.span.start] + text[match.span.end : block.end]
    return not any(character.isalnum() for character in beside)
