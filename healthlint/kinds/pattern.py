"""Words that a rule looks for: plain, without evidence, or with a better form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from healthlint.core.reading import CitationForm, Match, Reading, Stance
from healthlint.core.rule import Finding, Scope
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
            evidence = reading.evidence(match)
            cited = evidence.citation
            if cited is not None and (self.named_source or cited.form is not CitationForm.NAMED_SOURCE):
                continue
            turned_down = evidence.rejected
            note = f"'{turned_down.words}' does not count: {turned_down.rejected}." if turned_down else ""
            yield Finding(match.span, note=note)


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


def asserted(options: Pattern | Claim | Swap, reading: Reading, patterns: Patterns) -> Iterator[Match]:
    """The matches that no exception, no sentence and no stance lets go."""
    for match in reading.matches(patterns):
        sentence = match.sentence
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


def _is_whole(match: Match, reading: Reading) -> bool:
    """True when nothing but punctuation stands beside the match in its block."""
    block = reading.document.blocks[match.sentence.block].span
    text = reading.document.text
    beside = text[block.start : match.span.start] + text[match.span.end : block.end]
    return not any(character.isalnum() for character in beside)
