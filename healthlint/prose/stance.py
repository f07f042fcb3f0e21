"""How the author stands to a phrase: asserted, or negated, hedged, asked, attributed, quoted, conditional, rebutted.

A cue reaches as far as its clause: after ConText (Harkema et al. 2009, J Biomed Inform 42:839-51), with clauses in
place of whole sentences, because posts coordinate more than clinical notes do. The cues are data (``StanceCues``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import pairwise
from typing import NamedTuple

from healthlint.core import later
from healthlint.core.reading import Stance
from healthlint.core.span import Span
from healthlint.prose import patterns, quotations
from healthlint.prose.english import Cues, StanceCues
from healthlint.prose.folding import fold
from healthlint.prose.patterns import Patterns

_HARD_STOP = later.pattern(r"[;—]|\s[–-]\s|:\s")
_SOFT_STOP = later.pattern(r";|,\s*which\b|\b(?:but|however|whereas)\b", re.IGNORECASE)
"""Of reports and warnings, which reach across clauses, but not to what the writer sets against them."""
_AFTERTHOUGHT = later.pattern(r";")
"""Of what a report or a warning adds: ", which is untrue"."""
_COMMA = later.pattern(r",\s*(?=\S)")
_COMMA_OR_COLON = later.pattern(r"[,:]\s*(?=\S)")
_WORD = later.pattern(r"\w+")
_COORDINATED = later.pattern(r"[,;/]|\b(?:and|or|nor)\b", re.IGNORECASE)
_FIRST_WORDS = later.pattern(r"\W*(?:(?:q|so|but|and|well|now|question|then|or)\b\W+)?", re.IGNORECASE)
_INTERROGATIVE = later.pattern(r"(?:what|how|why|who|whom|whose|when|where|which)\b", re.IGNORECASE)
_OPENING_CLAUSE = later.pattern(
    r"\W*(?:(?:even|but|and|so|now) )?(?:if|unless|without|when|whenever|while|as|although|though|because|since|unlike"
    r"|after|before|once|until|that)\b[^,;:]*,",
    re.IGNORECASE,
)
_CONCESSION = later.pattern(r"\W*(?:but |and |so )?(?:even )?(?:while|although|though|whereas)\b", re.IGNORECASE)
"""What the writer grants first: "While we promise nothing, it cures" asserts."""
_ASIDE = later.pattern(
    r",\s*(?:which|who|whose|where|though|although|albeit|as|while|unlike|like|because|since|when|if|not|whatever"
    r"|even|especially|including)\b[^,;:]{0,120},",
    re.IGNORECASE,
)
"""Words between two commas that stand beside the clause: ", which has no scent,", ", as far as we know,"."""
_RELATIVE = later.pattern(r"\b(?:who|which|that)\s+(?:\w+\s+)?$", re.IGNORECASE)
_COMPLEMENT = later.pattern(r"\s(?:that|how)\s")
_OR = later.pattern(r",?\s*(?:[\w-]+,?\s+){0,3}(?:or|nor)\b", re.IGNORECASE)
_GOES_ON = later.pattern(r",?\s*(?:and|or)\b", re.IGNORECASE)
"""Right after a cue: it governs something else, or nothing ("recognise, avoid, and cope with")."""
_PREPOSITION = later.pattern(r"(?:instead|lack|absence|free) (?:of|from)|rather than|without", re.IGNORECASE)
_FINITE = later.pattern(
    r"\b(?:may|might|can|could|will|would|should|must|is|are|was|were|has|have|does)\b", re.IGNORECASE
)
_CLAUSE = later.pattern(r"\b(?:that|which|who|whether|how)\b", re.IGNORECASE)
_ITEM_OF_ITS_OWN = later.pattern(r"\band\s+(?:an?|the|our|its|your)\b", re.IGNORECASE)
_LEADING = later.pattern(
    r"(?:(?:and|or|but|that|which|who|to|can|could|will|would|may|might)\s+)*(?=\S)", re.IGNORECASE
)
"""Function words with which a match may begin: what they say of its clause counts as if they stood before it."""
_TO_THE_COLON = 400
"""Characters of the line above a list that are read."""
_RAISED = 8
"""More words that a negation reaches across when a "that" follows: "nobody in this office can promise that it ..."."""


class Setting(NamedTuple):
    """A phrase in its place."""

    text: str
    data: bytes
    """The folded text; see ``folding.fold``."""
    phrase: Span
    sentence: Span
    block: Span
    lead: Span | None = None
    """The sentence that opens the list in which the phrase stands: "Beware of clinics that promise:"."""
    above: tuple[Span, ...] = ()
    """The heading above, and the head of the column, for headings, list items and cells: what stands in a paragraph
    answers for itself."""
    answer: Span | None = None
    """What follows the sentence, where it may answer it."""
    below: Span | None = None
    """What stands under the heading that the sentence is."""
    inside: bool = False
    """In a block or an element that a writer uses for quotations."""
    may_match: Callable[[Patterns], bool] = lambda _: True
    """False for cues that stand in no sentence of the post."""


class _Cue(NamedTuple):
    span: Span
    gap: str
    """What stands between the cue and the phrase."""


def searched(cues: StanceCues) -> Iterator[Patterns]:
    """The cues that are asked for often and stand in few posts: it pays to know in which."""
    yield from (cues.rebutted.before, cues.rebutted.after, cues.rebutted.sentence, cues.questioned.indirect)


def stances(setting: Setting, cues: StanceCues, among: frozenset[Stance] = frozenset(Stance)) -> frozenset[Stance]:
    """Every stance that holds for the phrase; none when the author asserts it.

    Args:
        setting: The phrase in its place.
        cues: The cue words.
        among: The stances that are looked for.
    """
    clause = _Clause(setting, cues)
    return frozenset(stance for stance in among if clause.cue(stance) is not None)


def first(setting: Setting, cues: StanceCues, among: frozenset[Stance]) -> tuple[Stance, Span] | None:
    """The first of the stances that holds, in the order of ``Stance``, with the words that tell it; None for none."""
    clause = _Clause(setting, cues)
    for stance in Stance:
        if stance in among and (cue := clause.cue(stance)) is not None:
            return stance, cue
    return None


class _Clause:
    def __init__(self, setting: Setting, cues: StanceCues) -> None:
        self.setting = setting
        self.text, self.data, self.phrase, self.sentence = setting[:4]
        self.cues = cues
        opening = _OPENING_CLAUSE.match(self.text, self.sentence.start, self.sentence.end)
        self.concedes = opening is not None and _CONCESSION.match(self.text, self.sentence.start) is not None
        """True when the sentence opens with what the writer grants."""
        self.opening = opening.end() if opening else self.sentence.start
        """Where the main clause begins when the sentence opens with a subordinate one: no cue reaches across."""
        leading = _LEADING.match(self.text, self.phrase.start, self.phrase.end)
        self.core = leading.end() if leading else self.phrase.start
        """Where the phrase begins without its function words."""

    def cue(self, stance: Stance) -> Span | None:
        """The words that tell that the author stands so to the phrase; None when nothing does."""
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
                return self.cued(self.cues.rebutted, stop=_SOFT_STOP) or self.denied()
            case Stance.DISCLAIMED:
                return self.cued(self.cues.disclaimed)

    def find(self, cues: Patterns, within: Span) -> list[Span]:
        if not cues.items or within.start >= within.end or not self.setting.may_match(cues):
            return []
        return [Span(*found) for found in patterns.find(cues, self.data, within.start, within.end)]

    def opens(self, cues: Patterns, place: Span | None) -> Span | None:
        """The cue with which a place begins."""
        if place is None:
            return None
        word = _WORD.search(self.text, place.start, place.end)
        start = word.start() if word else place.end
        end = patterns.shorten(cues, self.data, start, place.end) if cues.items else -1
        return Span(start, end) if end >= 0 else None

    def negated(self) -> Span | None:
        """The nearest of an odd number of nested negations: "no one doubts that it cures" asserts.

        Coordinated ones ("no fever, no cough") count once: only the last has the phrase in its scope.
        """
        cues = list(self.before(self.cues.negated, _HARD_STOP))
        if not cues:
            return next((cue.span for cue in self.after(self.cues.negated, _HARD_STOP)), None)
        nested = 1
        for cue, following in pairwise(reversed(cues)):
            if _COORDINATED.search(self.text, following.span.end, cue.span.end):
                break
            nested += 1
        return cues[-1].span if nested % 2 == 1 else None

    def cued(self, cues: Cues, stop: re.Pattern[str] = _HARD_STOP) -> Span | None:
        """The nearest cue of a stance that reaches the phrase."""
        for cue in (*reversed(list(self.before(cues, stop))), *self.after(cues, stop)):
            return cue.span
        for place in (self.sentence, *([self.setting.lead] if self.setting.lead else []), *self.setting.above):
            within = place
            if place is self.sentence and self.concedes and self.opening <= self.phrase.start:
                within = Span(self.opening, place.end)
            found = self.find(cues.sentence, within)
            if not found and place is not self.sentence:
                found = self.find(cues.heading, place)
            if found:
                return found[0]
        return None

    def asked(self) -> Span | None:
        """The first words of a yes-or-no question that nobody answers with yes, or "whether" and its kin."""
        text, sentence = self.text, self.sentence
        end = sentence.start + len(text[sentence.start : sentence.end].rstrip("\"'”’)*_ "))
        if text[end - 1] != "?":
            cues = self.reaching(self.cues.questioned.indirect, 12, _HARD_STOP)
            return next((cue.span for cue in cues), None)
        start = self.opening if self.opening <= self.phrase.start else sentence.start
        words = _FIRST_WORDS.match(text, start, end)
        start = words.end() if words else start
        asks = Span(start, end)
        if self.opens(self.cues.questioned.asserting, asks) or _INTERROGATIVE.match(text, start):
            return None
        if self.find(self.cues.questioned.tag, Span(self.phrase.end, end)):
            return None
        answers = (self.setting.answer, self.setting.below)
        if any(self.opens(self.cues.answers.confirming, place) for place in answers):
            return None
        return self.opens(self.cues.questioned.openers, asks) or Span(end - 1, end)

    def denied(self) -> Span | None:
        """The answer that takes the phrase back: "You may have heard that it cures. It does not."."""
        answers = self.cues.answers
        found = self.opens(answers.denying, self.setting.answer) or self.opens(answers.denying, self.setting.below)
        return found or self.opens(answers.below, self.setting.below)

    def quoted(self) -> Span | None:
        """The quotation in which the phrase stands, with or without other words; or "the word" before it."""
        block, phrase = self.setting.block, self.phrase
        if self.setting.inside:
            return block
        for mention in self.find(self.cues.mentions, Span(self.sentence.start, phrase.start)):
            if not self.text[mention.end : phrase.start].strip():
                return mention
        return quotations.around(self.text, phrase, block)

    def before(self, cues: Cues, stop: re.Pattern[str]) -> Iterator[_Cue]:
        yield from self.reaching(cues.before, cues.reach, stop)

    def after(self, cues: Cues, stop: re.Pattern[str]) -> Iterator[_Cue]:
        for span in self.find(cues.after, Span(self.phrase.end, self.sentence.end)):
            gap = self.text[self.phrase.end : span.start]
            if self.in_clause(gap, cues.reach, stop, after=True) and not self.is_none(span):
                yield _Cue(span, gap)

    def reaching(self, cues: Patterns, reach: int, stop: re.Pattern[str]) -> Iterator[_Cue]:
        """The cues before the phrase, in the line above its list too, that reach it."""
        lead = self.setting.lead
        if lead is not None:
            opening = self.text[self.sentence.start : self.core]
            lead = Span(max(lead.start, lead.end - _TO_THE_COLON), lead.end)
            for span in self.find(cues, lead):
                gap = self.text[span.end : lead.end].rstrip(": ") + " " + opening
                if self.in_clause(gap, reach, stop):
                    yield _Cue(span, gap)
        for span in self.find(cues, Span(self.sentence.start, self.phrase.start)):
            gap = self.text[span.end : self.core]
            if "," not in gap and len(gap.split()) > reach + _RAISED:
                continue  # too far off, as would be found out below at length
            if self.is_shut(span, stop) or self.is_none(span, gap):
                continue
            if stop is _SOFT_STOP and _GOES_ON.match(gap):
                continue
            if self.in_clause(gap, reach, stop) and not self.is_over(span, gap):
                yield _Cue(span, gap)

    def is_shut(self, cue: Span, stop: re.Pattern[str]) -> bool:
        """True for a cue in a clause that ends before the phrase: an opening one, an aside, a relative one."""
        if cue.start < self.opening <= self.phrase.start:
            return True
        if stop is _SOFT_STOP:
            return False  # ", as its sellers claim," is an aside that reaches
        for aside in _ASIDE.finditer(self.text, self.sentence.start, self.phrase.start):
            if aside.start() < cue.start < aside.end() and not self.lists_on(aside.end()):
                return True
        if not _RELATIVE.search(self.text, self.sentence.start, cue.start):
            return False
        return _COMPLEMENT.search(self.text, cue.end, self.phrase.start) is not None

    def lists_on(self, end: int) -> bool:
        """True when no aside ended there, but the first item of a list: ", which showed no fever, rash or cough"."""
        last = _OR.match(self.text, self.phrase.end, self.sentence.end)
        return last is not None or _OR.match(self.text, end, self.phrase.start) is not None

    def is_over(self, cue: Span, gap: str) -> bool:
        """True when a second predicate or item begins before the phrase: "needs no machine and cures vertigo"."""
        if self.data[cue.start : cue.end].lower() == b"no" and _ITEM_OF_ITS_OWN.search(gap):
            return True
        if _PREPOSITION.fullmatch(self.text, cue.start, cue.end) and _FINITE.search(gap) and not _CLAUSE.search(gap):
            return True  # "without pills may help to cure": the predicate of what came before
        within = Span(cue.end, max(self.phrase.end, self._first_word()))
        return any(predicate.start < self.core for predicate in self.find(self.cues.predicates, within))

    def _first_word(self) -> int:
        """Where the first word of the phrase ends, which may be more than was matched of it."""
        verb = _WORD.match(self.text, self.core, self.sentence.end)
        return verb.end() if verb else self.core

    def is_none(self, cue: Span, gap: str = "") -> bool:
        """True for what only looks like a cue: "not only", and the answer "No, ..."."""
        if gap.startswith(",") and self.data[cue.start : cue.end].lower() == b"no":
            return True
        looks = (span for span in self.find(self.cues.pseudo, self.sentence) if span.overlaps(cue))
        return any(span == cue or not (cue.start <= span.start and span.end <= cue.end) for span in looks)

    def in_clause(self, gap: str, reach: int, stop: re.Pattern[str], *, after: bool = False) -> bool:
        """True when nothing in the gap ends the clause, and it is not too wide."""
        if len(gap) < 2:
            return True
        if "," in gap:
            gap = _ASIDE.sub(" ", gap)
        ends = _AFTERTHOUGHT if after and stop is _SOFT_STOP else stop
        if ends.search(gap) or _leaves_brackets(gap, after=after):
            return False
        if len(gap.split()) > reach + (_RAISED if not after and _COMPLEMENT.search(gap) else 0):
            return False
        if after and stop is _HARD_STOP and _RELATIVE.search(gap):
            return False  # "for people who have not slept"
        data = fold(gap)
        if stop is _SOFT_STOP:
            return after or not self.speaks_for_itself(gap, data)
        if any(True for _ in patterns.find(self.cues.stops, data, 0, len(data))):
            return False
        return not self.has_new_subject(gap, data)

    def has_new_subject(self, gap: str, data: bytes) -> bool:
        """True when a comma in the gap is followed by the subject of another clause."""
        for comma in _COMMA.finditer(gap):
            if patterns.shorten(self.cues.subjects, data, comma.end(), len(data)) >= 0:
                return True
        return False

    def speaks_for_itself(self, gap: str, data: bytes) -> bool:
        """True when the writer's own goods come after a comma or a colon: "Beware of copies: only ours ..."."""
        return any(
            patterns.shorten(self.cues.own, data, mark.end(), len(data)) >= 0 for mark in _COMMA_OR_COLON.finditer(gap)
        )


def _leaves_brackets(gap: str, *, after: bool) -> bool:
    """True when cue and phrase stand on two sides of a bracket."""
    if after:
        return "(" in gap and ")" not in gap
    return ")" in gap and "(" not in gap[: gap.index(")")]
