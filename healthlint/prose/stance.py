"""How the author stands to a phrase: asserted, or negated, hedged, asked, attributed, quoted, conditional, rebutted.

A cue reaches as far as its clause: after ConText (Harkema et al. 2009, J Biomed Inform 42:839-51), with clauses in
place of whole sentences, because posts coordinate more than clinical notes do. The cues are data (``StanceCues``).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from healthlint.core.reading import Stance
from healthlint.core.span import Span
from healthlint.prose import patterns
from healthlint.prose.english import Cues, StanceCues
from healthlint.prose.patterns import Patterns, fold

_HARD_STOP = re.compile(r"[;—]|\s[–-]\s|:\s")
_SOFT_STOP = re.compile(r";")
_COMMA = re.compile(r",\s*(?=\S)")
_COORDINATED = re.compile(r"[,;/]|\b(?:and|or|nor)\b")
_FIRST_WORDS = re.compile(r"\W*(?:(?:q|so|but|and|well|now|question)\b\W+)?", re.IGNORECASE)
_INTERROGATIVE = re.compile(r"(?:what|how|why|who|whom|whose|when|where|which)\b", re.IGNORECASE)
_QUOTES = re.compile(
    r"“[^“”]{1,600}”"
    r'|(?<![\w"])"(?=\S)[^"]{1,600}(?<=\S)"(?!\w)'
    r"|(?<!\w)‘(?=\S)[^‘]{1,200}?(?<=\S)’(?!\w)"
    r"|(?<![\w'])'(?=\w)[^'\n]{1,120}(?<=[\w.!?,])'(?!\w)"
    r"|«[^«»]{1,600}»"
)
_OPENING_CLAUSE = re.compile(
    r"\W*(?:(?:even|but|and|so) )?(?:if|unless|without|when|whenever|while|as|although|though|because|since|unlike"
    r"|after|before|once|until)\b[^,;:]*,",
    re.IGNORECASE,
)
_QUOTE_MARK = re.compile(r"[“\"«‘]|(?<!\w)'")
_LONGEST_QUOTE = 600
_TO_THE_COLON = 400
"""Characters of the line above a list that are read."""


class Setting(NamedTuple):
    """A phrase in its place."""

    text: str
    data: bytes
    """The folded text; see ``patterns.fold``."""
    phrase: Span
    sentence: Span
    block: Span
    lead: Span | None
    """The sentence that opens the list in which the phrase stands: "Beware of clinics that promise:"."""
    heading: Span | None
    """The heading above, for headings, list items and cells: what stands in a paragraph answers for itself."""
    inside: bool = False
    """In an element that a writer uses for quotations."""


class _Cue(NamedTuple):
    span: Span
    gap: str
    """What stands between the cue and the phrase."""


def stances(setting: Setting, cues: StanceCues, among: frozenset[Stance] = frozenset(Stance)) -> frozenset[Stance]:
    """Every stance that holds for the phrase; none when the author asserts it.

    Args:
        setting: The phrase in its place.
        cues: The cue words.
        among: The stances that are looked for.
    """
    clause = _Clause(setting, cues)
    return frozenset(stance for stance in among if clause.has(stance))


class _Clause:
    def __init__(self, setting: Setting, cues: StanceCues) -> None:
        self.text, self.data, self.phrase, self.sentence, self.block, self.lead, self.heading, self.inside = setting
        self.cues = cues
        opening = _OPENING_CLAUSE.match(self.text, self.sentence.start, self.sentence.end)
        self.opening = opening.end() if opening else self.sentence.start
        """Where the main clause begins when the sentence opens with a subordinate one: no cue reaches across."""

    def has(self, stance: Stance) -> bool:
        """True when the author stands so to the phrase."""
        match stance:
            case Stance.NEGATED:
                return self.negated()
            case Stance.HEDGED:
                return self.cued(self.cues.hedged)
            case Stance.QUESTIONED:
                return self.asked()
            case Stance.ATTRIBUTED:
                return self.cued(self.cues.attributed, stop=_SOFT_STOP)
            case Stance.QUOTED:
                return self.quoted()
            case Stance.CONDITIONAL:
                return self.cued(self.cues.conditional)
            case Stance.REBUTTED:
                return self.cued(self.cues.rebutted, stop=_SOFT_STOP)
            case Stance.DISCLAIMED:
                return self.cued(self.cues.disclaimed)

    def find(self, cues: Patterns, within: Span) -> list[Span]:
        if not cues.items or within.start >= within.end:
            return []
        return [Span(*found) for found in patterns.find(cues, self.data, within.start, within.end)]

    def negated(self) -> bool:
        """True for an odd number of nested negations: "no one doubts that it cures" asserts.

        Coordinated ones ("no fever, no cough") count once: only the last has the phrase in its scope.
        """
        cues = list(self.before(self.cues.negated, _HARD_STOP))
        if not cues:
            return any(True for _ in self.after(self.cues.negated, _HARD_STOP))
        nested = 1
        for cue, following in pairwise(reversed(cues)):
            if _COORDINATED.search(self.text, following.span.end, cue.span.start):
                break
            nested += 1
        return nested % 2 == 1

    def cued(self, cues: Cues, stop: re.Pattern[str] = _HARD_STOP) -> bool:
        """True when any cue of a stance reaches the phrase."""
        if any(True for _ in self.before(cues, stop)) or any(True for _ in self.after(cues, stop)):
            return True
        if self.find(cues.sentence, self.sentence):
            return True
        above = (place for place in (self.lead, self.heading) if place is not None)
        return any(self.find(cues.heading, place) or self.find(cues.sentence, place) for place in above)

    def asked(self) -> bool:
        """True for a yes-or-no question, and for "whether" and its kin."""
        words = self.text[self.sentence.start : self.sentence.end].rstrip("\"'”’)*_ ")
        if words.endswith("?"):
            opening = _FIRST_WORDS.match(words)
            first = Span(self.sentence.start + (opening.end() if opening else 0), self.sentence.end)
            sells = any(span.start == first.start for span in self.find(self.cues.questioned.asserting, first))
            return not sells and not _INTERROGATIVE.match(self.text, first.start)
        return any(True for _ in self.reaching(self.cues.questioned.indirect, 12, _HARD_STOP))

    def quoted(self) -> bool:
        """True when the phrase stands in quotation marks, with or without other words."""
        if self.inside:
            return True
        start = max(self.block.start, self.phrase.start - _LONGEST_QUOTE)
        end = min(self.block.end, self.phrase.end + _LONGEST_QUOTE)
        if not _QUOTE_MARK.search(self.text, start, end):
            return False
        quotes = _QUOTES.finditer(self.text, start, end)
        return any(quote.start() < self.phrase.start and self.phrase.end < quote.end() for quote in quotes)

    def before(self, cues: Cues, stop: re.Pattern[str]) -> Iterator[_Cue]:
        yield from self.reaching(cues.before, cues.reach, stop)

    def after(self, cues: Cues, stop: re.Pattern[str]) -> Iterator[_Cue]:
        for span in self.find(cues.after, Span(self.phrase.end, self.sentence.end)):
            gap = self.text[self.phrase.end : span.start]
            if self.in_clause(gap, cues.reach, stop, after=True):
                yield _Cue(span, gap)

    def reaching(self, cues: Patterns, reach: int, stop: re.Pattern[str]) -> Iterator[_Cue]:
        """The cues before the phrase, in the line above its list too, that reach it."""
        if self.lead is not None:
            opening = self.text[self.sentence.start : self.phrase.start]
            lead = Span(max(self.lead.start, self.lead.end - _TO_THE_COLON), self.lead.end)
            for span in self.find(cues, lead):
                gap = self.text[span.end : lead.end].rstrip(": ") + " " + opening
                if self.in_clause(gap, reach, stop):
                    yield _Cue(span, gap)
        for span in self.find(cues, Span(self.sentence.start, self.phrase.start)):
            gap = self.text[span.end : self.phrase.start]
            shut = span.start < self.opening <= self.phrase.start
            if not shut and not self.is_none(span, gap) and self.in_clause(gap, reach, stop):
                yield _Cue(span, gap)

    def is_none(self, cue: Span, gap: str) -> bool:
        """True for what only looks like a cue: "not only", and the answer "No, ..."."""
        answers = gap.startswith(",") and self.data[cue.start : cue.end].lower() == b"no"
        return answers or any(span.overlaps(cue) for span in self.find(self.cues.pseudo, self.sentence))

    def in_clause(self, gap: str, reach: int, stop: re.Pattern[str], *, after: bool = False) -> bool:
        """True when nothing in the gap ends the clause, and it is not too wide."""
        if len(gap) < 2:
            return True
        if stop.search(gap) or _leaves_brackets(gap, after=after):
            return False
        words = gap.split()
        if len(words) > reach:
            return False
        if stop is _SOFT_STOP:
            return True
        data = fold(gap)
        if any(True for _ in patterns.find(self.cues.stops, data, 0, len(data))):
            return False
        return not self.has_new_subject(gap, data)

    def has_new_subject(self, gap: str, data: bytes) -> bool:
        """True when a comma in the gap is followed by the subject of another clause."""
        for comma in _COMMA.finditer(gap):
            if patterns.shorten(self.cues.subjects, data, comma.end(), len(data)) >= 0:
                return True
        return False


def _leaves_brackets(gap: str, *, after: bool) -> bool:
    """True when cue and phrase stand on two sides of a bracket."""
    if after:
        return "(" in gap and ")" not in gap
    return ")" in gap and "(" not in gap[: gap.index(")")]
