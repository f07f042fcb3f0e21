"""Which citation carries a claim: the nearest that reaches it.

A citation reaches its sentence, the sentence that goes on about it, the paragraph, list, row or table that it closes,
and what stands under a heading that is itself a citation. ``citations.Collector`` finds them.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator
from functools import cached_property
from operator import attrgetter
from typing import Protocol, TypeAlias

from healthlint.core.document import BlockKind, Document
from healthlint.core.reading import Citation, CitationForm, Evidence, Match, Sentence
from healthlint.core.span import Span
from healthlint.prose import citations
from healthlint.prose.citations import Collector, begins, between, names_work
from healthlint.prose.english import CitationForms
from healthlint.prose.surroundings import Surroundings

_CLOSING = 4
"""Characters that may follow a citation at the end of a paragraph: a stop, a bracket."""
_REACH_BACK = 6
"""Sentences that a citation at the end of a paragraph covers: beyond, nobody can tell what it is for."""
_LONGEST_LINE = 400
_LONGEST_LABEL = 3
"""Words of a line over a list that says nothing of its own: "Results:"."""
_MOST_NEAR = 60
"""Citations that are weighed for one sentence; the others of a longer list or paragraph are too far off to be meant."""
_AT_END = 1_000
"""Characters at the end of a block in which a citation that closes it may stand."""
_LONGEST_THREAD = 30
"""Sentences that may go on about one source."""
_MOST_REPEATS = 30
"""Places at which the figure of a heading is looked up in the text."""
_IN_TEXT = frozenset(CitationForm) - {CitationForm.FRONT_MATTER}
_STRONG = _IN_TEXT - {CitationForm.NAMED_SOURCE}
Reach: TypeAlias = Callable[[Sentence, Citation], bool]
"""A way in which a citation covers a sentence."""


class Place(citations.Place, Protocol):
    """What is asked of the reader."""

    def sentences(self, block: int) -> tuple[Sentence, ...]:
        """The sentences of a block."""
        ...

    def lead(self, block: int) -> Span | None:
        """The sentence that opens the list of a block."""
        ...

    @property
    def surroundings(self) -> Surroundings:
        """What stands around a block."""
        ...

    def neighbour(self, sentence: Sentence, step: int) -> Sentence | None:
        """The sentence after or before another one in its block."""
        ...

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds an offset."""
        ...


class Citations:
    """The citations of one post."""

    def __init__(self, place: Place, forms: CitationForms) -> None:
        self.place = place
        self.forms = forms
        self.document: Document = place.document
        self._blocks = place.surroundings
        self._collector = Collector(place, forms)
        self._by_form: dict[CitationForm, list[Citation]] = {}
        self._of: dict[frozenset[CitationForm], list[Citation]] = {}
        self._carried: dict[Sentence, list[Citation]] = {}
        self._continued: tuple[Sentence, list[Sentence]] | None = None

    def of(self, forms: frozenset[CitationForm]) -> list[Citation]:
        """Those of some forms, in order."""
        found = self._of.get(forms)
        if found is None:
            every = (citation for form in CitationForm if form in forms for citation in self._found(form))
            found = self._of[forms] = sorted(every, key=attrgetter("span"))
        return found

    def _found(self, form: CitationForm) -> list[Citation]:
        if form not in self._by_form:
            self._by_form[form] = list(self._collector.find(form))
        return self._by_form[form]

    @cached_property
    def _admissible(self) -> list[Citation]:
        return [citation for citation in self.of(_IN_TEXT) if not citation.rejected]

    @cached_property
    def _rejected(self) -> list[Citation]:
        return [citation for citation in self.of(_IN_TEXT) if citation.rejected]

    def evidence(self, match: Match) -> Evidence:
        """The nearest admissible citation that reaches the match, and the nearest that was turned down."""
        citation = self._carrier(match.sentence, match.span)
        if citation is None and self._announces(match):
            citation = self._repeated(match)
        return Evidence(citation, self._turned_down(match))

    def may_reach(self, block: int, forms: frozenset[CitationForm]) -> bool:
        """False when no citation of some forms is near enough to carry, or to fail, a sentence of a block."""
        announces = self.document.blocks[block].kind in (BlockKind.FIELD, BlockKind.HEADING)
        return announces or bool(self._near(block, self.of(forms)))

    def _carrier(self, sentence: Sentence, span: Span) -> Citation | None:
        """The nearest that a reader can follow; failing that, a source named in words."""
        return min(self._carriers(sentence), key=lambda citation: citation.span.distance(span), default=None)

    def _carriers(self, sentence: Sentence) -> list[Citation]:
        """The citations that carry a sentence, all alike near; kept, because several rules ask about one sentence."""
        found = self._carried.get(sentence)
        if found is None:
            found = self._carried[sentence] = self._reaching(sentence)
        return found

    def _reaching(self, sentence: Sentence) -> list[Citation]:
        near = self._near(sentence.block, self._admissible, sentence)
        if not near:
            return []
        named: list[Citation] = []
        for reach in self._reaches():
            reached = [citation for citation in near if reach(sentence, citation)]
            strong = [citation for citation in reached if citation.form in _STRONG]
            if strong:
                return strong
            named = named or reached
        return named

    def _near(self, block: int, citations: list[Citation], sentence: Sentence | None = None) -> list[Citation]:
        """Those that may reach a sentence of a block: in its list or table, right above or below, in its heading."""
        if not citations:
            return []
        blocks = self.document.blocks
        first, last = self._blocks.around(block)
        start = blocks[max(0, first - 2)].span.start
        end = blocks[min(last + 1, len(blocks) - 1)].span.end
        near = between(citations, start, end + 1)
        if sentence is not None and len(near) > _MOST_NEAR:
            near = self._nearest(sentence, near)
        heading = blocks[block].heading
        if heading >= 0 and blocks[heading].span.start < start:
            near += between(citations, *blocks[heading].span)
        return near

    def _nearest(self, sentence: Sentence, near: list[Citation]) -> list[Citation]:
        """Of many citations those that are nearest in the text, or may reach a sentence from further off."""
        blocks, block = self.document.blocks, sentence.block
        place = bisect_left(near, sentence.span.start, key=begins)
        some = near[max(0, place - _MOST_NEAR // 2) : place + _MOST_NEAR // 2]
        _, last = self._blocks.around(block)
        spans = [blocks[index].span for index in (self._blocks.group(block)[1], last + 1) if index < len(blocks)]
        spans += [span for span in (self.place.lead(block), self._blocks.parent(block)) if span is not None]
        ends = [between(near, max(span.start, span.end - _AT_END), span.end + 1) for span in spans]
        further = [citation for end in ends for citation in end[-_MOST_NEAR:]]
        known = set(map(id, some))  # the same objects, which are slow to compare
        return some + [one for one in further if id(one) not in known]

    def _turned_down(self, match: Match) -> Citation | None:
        block = self.document.blocks[match.sentence.block].span
        place = bisect_left(self._rejected, match.span.start, key=begins)
        around = self._rejected[max(0, place - _MOST_NEAR) : place + _MOST_NEAR]
        beside = [c for c in around if block.start <= c.span.start and c.span.end <= block.end]
        if not beside:
            near = self._near(match.sentence.block, self._rejected, match.sentence)
            beside = [c for c in near if any(reach(match.sentence, c) for reach in self._reaches())]
        return min(beside, key=lambda citation: citation.span.distance(match.span), default=None)

    def _announces(self, match: Match) -> bool:
        """True for a figure in a title, a heading or the front matter, where no one cites: the text does."""
        kind = self.document.blocks[match.sentence.block].kind
        return kind in (BlockKind.FIELD, BlockKind.HEADING) and any(c.isdigit() for c in match.words)

    def _repeated(self, match: Match) -> Citation | None:
        """The citation of the same figure elsewhere in the text."""
        text = self.document.text
        figure = match.words[next(i for i, c in enumerate(match.words) if c.isdigit()) :]
        start = text.find(figure)
        for _ in range(_MOST_REPEATS):
            if start < 0:
                break
            sentence = self.place.sentence_at(start)
            if sentence is not None and sentence.block != match.sentence.block:
                found = self._carrier(sentence, Span(start, start + len(figure)))
                if found is not None:
                    return found
            start = text.find(figure, start + 1)
        return None

    def _reaches(self) -> Iterator[Reach]:
        yield self._sentence
        yield self._neighbours
        yield self._paragraph
        yield self._paragraph_before
        yield self._list
        yield self._row
        yield self._line_below
        yield self._heading

    def _sentence(self, sentence: Sentence, citation: Citation) -> bool:
        """The same sentence."""
        return sentence.span.start <= citation.span.start <= sentence.span.end

    def _neighbours(self, sentence: Sentence, citation: Citation) -> bool:
        """The sentence after, or the one before when this one goes on about it."""
        if citation.form is CitationForm.FRONT_MATTER:
            return False
        if citation.form in _STRONG:
            following = self.place.neighbour(sentence, 1)
            if following and self._sentence(following, citation) and self._continues(following):
                return True
        thread = self._goes_on_about(sentence)
        if not thread or not thread[-1].span.start <= citation.span.start <= thread[0].span.end:
            return False
        return any(self._sentence(before, citation) for before in thread)

    def _goes_on_about(self, sentence: Sentence) -> list[Sentence]:
        """The sentences before that one goes on about, the nearest first; kept for the citations that follow."""
        if self._continued is None or self._continued[0] != sentence:
            found: list[Sentence] = []
            one, before = sentence, self.place.neighbour(sentence, -1)
            while before and len(found) < _LONGEST_THREAD and (self._continues(one) or self._tells(one, before)):
                found.append(before)
                one, before = before, self.place.neighbour(before, -1)
            self._continued = (sentence, found)
        return self._continued[1]

    def _tells(self, sentence: Sentence, before: Sentence) -> bool:
        """True for results in the sentence after one that cites a study."""
        finds, forms = self.place.finds, self.forms
        return bool(finds(forms.results, sentence.span)) and bool(finds(forms.research, before.span))

    def _continues(self, sentence: Sentence) -> bool:
        """True when a sentence goes on about the source of the one before it, or is little else than a citation."""
        if self._follows(sentence):
            return True
        text = self.document.text[sentence.span.start : sentence.span.end]
        return text.startswith(("(", "[", "See ", "Source")) or len(text.split()) < 5

    def _follows(self, sentence: Sentence) -> bool:
        return any(span.start == sentence.span.start for span in self.place.finds(self.forms.follows, sentence.span))

    def _paragraph(self, sentence: Sentence, citation: Citation) -> bool:
        """The end of the paragraph, when it is near."""
        block = self.document.blocks[sentence.block].span
        closes = block.end - _CLOSING <= citation.span.end <= block.end + 1
        if citation.form not in _STRONG or not closes or citation.span.start < sentence.span.start:
            return False
        return self.place.neighbour(sentence, _REACH_BACK + 1) is None

    def _paragraph_before(self, sentence: Sentence, citation: Citation) -> bool:
        """The end of the paragraph before, when it ends on a colon or this one goes on about it: "The study found"."""
        index = sentence.block - 1
        blocks = self.document.blocks
        if index < 0 or citation.form not in _STRONG or blocks[index].kind is not blocks[sentence.block].kind:
            return False
        opened = self.document.text[blocks[index].span.end - 1] == ":"
        if not opened and not self._all_follow(sentence):
            return False
        last = self.place.sentence_at(blocks[index].span.end - 1)
        before = self.place.neighbour(last, -1) if last else None
        return any(self._sentence(one, citation) for one in (before, last) if one)

    def _all_follow(self, sentence: Sentence) -> bool:
        """True when a sentence and all before it in its block go on about something."""
        one: Sentence | None = sentence
        while one and self._follows(one):
            one = self.place.neighbour(one, -1)
        return one is None

    def _list(self, sentence: Sentence, citation: Citation) -> bool:
        """The line above a list, the item above a nested one, the item below, or the end of the last item."""
        blocks = self.document.blocks
        block = blocks[sentence.block]
        if citation.form not in _STRONG or block.kind is not BlockKind.ITEM or block.group == 0:
            return False
        lead = self.place.lead(sentence.block)
        if lead is not None and lead.start <= citation.span.start <= lead.end:
            return True
        parent = self._blocks.parent(sentence.block)
        if parent is not None and parent.start <= citation.span.start <= parent.end:
            return True
        below = sentence.block + 1
        nested = below < len(blocks) and blocks[below].group == block.group and blocks[below].level > block.level
        if nested and self._is_bare(blocks[below].span, citation):
            return True
        return self._is_above_label(sentence.block, citation) or self._closes_list(sentence.block, citation)

    def _is_above_label(self, block: int, citation: Citation) -> bool:
        """True for the end of the paragraph above a list that is opened by no more than "Results:"."""
        blocks = self.document.blocks
        opener = self._blocks.opener(block)
        if opener < 1 or len(self.document.text[slice(*blocks[opener].span)].split()) > _LONGEST_LABEL:
            return False
        above = blocks[opener - 1].span
        return above.start <= citation.span.start and 0 <= above.end + 1 - citation.span.end <= _CLOSING

    def _closes_list(self, block: int, citation: Citation) -> bool:
        """True for the end of the last item, where no item before has a citation of its own."""
        first, last = self._blocks.group(block)
        start, end = self.document.blocks[last].span
        closes = citation.span.start >= start and end - _CLOSING <= citation.span.end <= end + 1
        before = between(self._admissible, self.document.blocks[first].span.start, start - 1)
        return closes and not any(other.form in _STRONG for other in before)

    def _row(self, sentence: Sentence, citation: Citation) -> bool:
        """The same row of a table, by the line in the file."""
        block = self.document.blocks[sentence.block]
        if block.kind is not BlockKind.CELL:
            return False
        start, end = sorted((block.source.start, citation.source.start))
        return self.document.source.text.find("\n", start, end) < 0

    def _line_below(self, sentence: Sentence, citation: Citation) -> bool:
        """A line below the paragraph, list or table, or at the end of a quotation: a source line, or only links."""
        blocks = self.document.blocks
        below = self._blocks.around(sentence.block)[1] + 1
        lines = blocks[below - blocks[sentence.block].quoted : below + 1]
        return citation.form in _STRONG and any(
            line.kind is not BlockKind.HEADING and self._is_bare(line.span, citation) for line in lines
        )

    def _is_bare(self, line: Span, citation: Citation) -> bool:
        """True when a citation is all that a block has to say."""
        if not (line.start <= citation.span.start <= line.end) or line.end - line.start > _LONGEST_LINE:
            return False
        if citation.form is CitationForm.SOURCE_LINE:
            return citation.span.start - line.start < 3
        bare = self.document.text[line.start : citation.span.start] + self.document.text[citation.span.end : line.end]
        return len(bare.split()) < 4

    def _heading(self, sentence: Sentence, citation: Citation) -> bool:
        """The heading right above, when it is the citation: "### Lind et al., 2019"."""
        block = self.document.blocks[sentence.block]
        if block.heading < 0 or block.kind is BlockKind.HEADING or citation.form not in _STRONG:
            return False
        if not names_work(citation, self.forms.scholarly):
            return False
        above = self.document.blocks[block.heading].span
        return above.start <= citation.span.start and citation.span.end <= above.end
