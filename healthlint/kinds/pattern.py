"""Words that a rule looks for: plain, without evidence, or with a better form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import ClassVar

from healthlint.core.reading import Citation, CitationForm, Evidence, Excuse, Match, Reading, Stance
from healthlint.core.record import record
from healthlint.core.rule import Beside, Finding, Scope
from healthlint.prose.patterns import Patterns

NONE = Patterns(())


@record
class Pattern:
    """Words, wherever the author stands behind them."""

    patterns: Patterns
    except_: Patterns = NONE
    unless: Patterns = NONE
    needs: Patterns = NONE
    excuse: frozenset[Stance] = frozenset()
    whole: bool = False
    remove: Patterns = NONE
    """Left-overs: ``--fix`` takes out a block that holds nothing but these words."""

    scope: ClassVar[Scope] = Scope.SPAN
    placeholders: ClassVar[frozenset[str]] = frozenset()
    once: ClassVar[bool] = True
    searched: ClassVar[tuple[str, ...]] = ("patterns", "needs")
    waits_for: ClassVar[tuple[str, ...]] = ("patterns", "needs")

    def find(self, reading: Reading) -> Iterator[Finding]:
        """Every match that nothing excuses."""
        for match in asserted(self, reading, self.patterns):
            yield Finding(match.span)

    def excused(self, reading: Reading) -> Iterator[tuple[Match, Excuse]]:
        """Every match that something excuses."""
        yield from excused(self, reading, self.patterns)


@record
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
    searched: ClassVar[tuple[str, ...]] = ("patterns", "needs")
    waits_for: ClassVar[tuple[str, ...]] = ("patterns", "needs")

    def find(self, reading: Reading) -> Iterator[Finding]:
        """Every match that is neither excused nor cited."""
        for match in asserted(self, reading, self.patterns):
            if reading.is_reference(match.sentence.block):
                continue
            evidence = reading.evidence(match)
            if self._carrying(evidence) is None:
                yield Finding(match.span, beside=turned_down(evidence))

    def excused(self, reading: Reading) -> Iterator[tuple[Match, Excuse]]:
        """Every match that something excuses, or that a citation carries."""
        for match, excuse in judged(self, reading, self.patterns):
            if excuse is not None:
                yield match, excuse
            elif reading.is_reference(match.sentence.block):
                yield match, Excuse("reference", None)
            elif (cited := self._carrying(reading.evidence(match))) is not None:
                name = cited.words if cited.form is CitationForm.COMPONENT else ""
                yield match, Excuse("cited", cited.span, name)

    def _carrying(self, evidence: Evidence) -> Citation | None:
        """The citation that is enough for this rule."""
        cited = evidence.citation
        if cited is None or (cited.form is CitationForm.NAMED_SOURCE and not self.named_source):
            return None
        return cited


@record
class Swap:
    """Words that have a better form."""

    swaps: Mapping[Patterns, str]
    except_: Patterns = NONE
    unless: Patterns = NONE
    needs: Patterns = NONE
    excuse: frozenset[Stance] = frozenset()
    whole: bool = False
    exact: Patterns = NONE
    """What can be replaced without reading the sentence: ``--fix`` does."""

    scope: ClassVar[Scope] = Scope.SPAN
    placeholders: ClassVar[frozenset[str]] = frozenset({"suggestion"})
    once: ClassVar[bool] = False
    searched: ClassVar[tuple[str, ...]] = ("swaps", "needs")
    waits_for: ClassVar[tuple[str, ...]] = ("swaps", "needs")

    def find(self, reading: Reading) -> Iterator[Finding]:
        """Every match that nothing excuses, with the words that could stand there."""
        for patterns, better in self.swaps.items():
            for match in asserted(self, reading, patterns):
                suggestion = better[:1].upper() + better[1:] if match.words[:1].isupper() else better
                yield Finding(match.span, suggestion=suggestion, values={"suggestion": suggestion})

    def excused(self, reading: Reading) -> Iterator[tuple[Match, Excuse]]:
        """Every match that something excuses."""
        for patterns in self.swaps:
            yield from excused(self, reading, patterns)


def turned_down(evidence: Evidence) -> tuple[Beside, ...]:
    """The citation that was looked at and rejected, as a place beside a finding."""
    citation = evidence.rejected
    if citation is None:
        return ()
    words = f"'{citation.words}'" if citation.words.strip() else "this link"
    return (Beside(citation.source, f"{words} is no source for it: it {citation.rejected}."),)


def asserted(options: Pattern | Claim | Swap, reading: Reading, patterns: Patterns) -> Iterator[Match]:
    """The matches that no exception, no sentence and no stance lets go."""
    for match, excuse in judged(options, reading, patterns):
        if excuse is None:
            yield match


def excused(options: Pattern | Claim | Swap, reading: Reading, patterns: Patterns) -> Iterator[tuple[Match, Excuse]]:
    """The other matches, and what lets them go."""
    for match, excuse in judged(options, reading, patterns):
        if excuse is not None:
            yield match, excuse


def judged(
    options: Pattern | Claim | Swap, reading: Reading, patterns: Patterns
) -> Iterator[tuple[Match, Excuse | None]]:
    """The matches in sentences that have what the rule needs, and what lets them go, if anything does."""
    whole = options.whole
    for match in _whole_blocks(reading.filling(patterns), reading) if whole else reading.matches(patterns):
        sentence = match.sentence
        look_alikes = (span for span in reading.finds(options.except_, sentence.span) if span.overlaps(match.span))
        if (look_alike := next(look_alikes, None)) is not None:
            yield match, Excuse("except", look_alike)
        elif guards := reading.finds(options.unless, sentence.span):
            yield match, Excuse("unless", guards[0])
        elif options.needs.items and not reading.finds(options.needs, sentence.span):
            continue
        elif options.excuse and (found := reading.stance(match, options.excuse)) is not None:
            yield match, Excuse(found[0].value, found[1])
        else:
            yield match, None


def _whole_blocks(matches: Iterable[Match], reading: Reading) -> Iterator[Match]:
    """The matches of blocks that hold nothing else but punctuation.

    Where there are several, numbers may stand there too: "Share 12 Tweet 3".
    """
    text = reading.document.text
    for index, group in groupby(matches, key=lambda match: match.sentence.block):
        block = reading.document.blocks[index].span
        found: list[Match] = []
        end, beside = block.start, ""
        for match in group:
            beside += text[end : match.span.start]
            if any(map(str.isalpha, beside)):
                break
            found.append(match)
            end = match.span.end
        else:
            beside += text[end : block.end]
            if not any(map(str.isalpha if len(found) > 1 else str.isalnum, beside)):
                yield from found
