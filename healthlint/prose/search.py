"""Finds patterns in a post, in the sentences in which they may stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from healthlint.core import later
from healthlint.core.document import BlockKind, Document
from healthlint.core.reading import Match, Sentence
from healthlint.core.span import Span
from healthlint.prose import patterns
from healthlint.prose.patterns import Patterns
from healthlint.prose.prefilter import Candidates, Places, Prefilter
from healthlint.prose.sentences import Bounds, Sentences


class Found:
    """Matches that are looked for as far as they are asked for, and kept."""

    def __init__(self, search: Iterator[Match]) -> None:
        self._search = search
        self._kept: list[Match] = []

    def __iter__(self) -> Iterator[Match]:
        kept = self._kept
        index = 0
        while True:
            while index < len(kept):
                yield kept[index]
                index += 1
            following = next(self._search, None)
            if following is None:
                return
            kept.append(following)


class Search:
    """Of one post.

    Args:
        document: The post.
        data: Its text, folded.
        bounds: Of its sentences.
        prefilter: Over all patterns that will be asked for; without it every pattern is searched for.
    """

    def __init__(self, document: Document, data: bytes, bounds: Bounds, prefilter: Prefilter | None) -> None:
        self.document = document
        self.data = data
        self.bounds = bounds
        self.sentences = Sentences(bounds)
        self._prefilter = prefilter
        self._matches: dict[Patterns, Found] = {}

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds an offset of the text, if one does."""
        place = self._place(offset)
        return self.sentences[place] if place >= 0 and offset < self.bounds.ends[place] else None

    def _place(self, offset: int) -> int:
        """The index of the last sentence that begins at or before an offset; -1 for none."""
        return bisect_right(self.bounds.starts, offset) - 1

    def matches(self, wanted: Patterns) -> Iterable[Match]:
        """Where any of the patterns stands, in order, none overlapping, each inside one sentence.

        They are looked for as far as they are asked for.
        """
        found = self._matches.get(wanted)
        if found is None:
            if not self.may_match(wanted):
                return ()
            found = self._matches[wanted] = Found(self._found(wanted))
        return found

    def filling(self, wanted: Patterns) -> Iterable[Match]:
        """The same, where they may be all that a block holds: no letters stand in a sentence beside theirs."""
        candidates = self.candidates
        if not self.may_match(wanted):
            return ()
        if candidates is None or candidates.rest(wanted) is not None:
            return self.matches(wanted)
        return self._in_places(self._fillable(candidates.places(wanted)))

    def _fillable(self, places: Places) -> Places:
        """Without the sentences of blocks that hold others with letters."""
        starts, ends, firsts = self.bounds
        found = {}
        for place, members in places.items():
            block = bisect_right(firsts, place) - 1
            beside = (other for other in range(firsts[block], firsts[block + 1]) if other not in places)
            if not any(_LETTER.search(self.data, starts[other], ends[other]) for other in beside):
                found[place] = members
        return found

    def opens(self, wanted: Patterns) -> bool:
        """True when a block, other than a field, begins with one of the patterns."""
        if not self.may_match(wanted):
            return False
        candidates = self.candidates
        rest = wanted if candidates is None else candidates.rest(wanted)
        if rest is not None and patterns.begins(rest, self.data, list(self._openings.values())):
            return True
        where: dict[Patterns, list[tuple[int, int]]] = {}
        for place, members in ({} if candidates is None else candidates.places(wanted)).items():
            if place in self._openings:
                for member in members:
                    where.setdefault(member, []).append(self._openings[place])
        return any(patterns.begins(member, self.data, stretches) for member, stretches in where.items())

    @cached_property
    def _openings(self) -> dict[int, tuple[int, int]]:
        """The sentences with which a block begins, other than a field, and where they begin and end."""
        blocks, (starts, ends, firsts) = self.document.blocks, self.bounds
        return {
            place: (starts[place], ends[place])
            for block, place in zip(blocks, firsts, strict=False)
            if block.kind is not BlockKind.FIELD and starts[place : place + 1] == [block.span.start]
        }

    def places(self, wanted: Patterns) -> Sequence[int]:
        """The blocks in which any of the patterns could stand, in order; there is no match in the others."""
        if self.candidates is None or self.candidates.rest(wanted) is not None:
            return range(len(self.document.blocks))
        return sorted({self.sentences[place].block for place in self.candidates.places(wanted)})

    def everywhere(self, wanted: Patterns) -> Iterator[tuple[int, int]]:
        """The matches in all blocks, in order, as long as they are asked for."""
        if self.candidates is None or self.candidates.rest(wanted) is not None:
            yield from patterns.find(wanted, self.data, 0, len(self.data))
            return
        # Only the patterns that may match there: all of them together may be many times larger.
        blocks: dict[int, dict[Patterns, None]] = {}
        for place, members in self.candidates.places(wanted).items():
            blocks.setdefault(self.sentences[place].block, {}).update(dict.fromkeys(members))
        stretches = [(*self.document.blocks[block].span, list(blocks[block])) for block in sorted(blocks)]
        for start, end, _ in patterns.find_each(self.data, stretches):
            yield start, end

    def may_match(self, wanted: Patterns) -> bool:
        """False when it is known that none of the patterns stands in any sentence."""
        if not wanted.items or not self.data:
            return False
        if self._prefilter is None or self.candidates is None or wanted not in self._prefilter:
            return True
        return wanted in self.candidates

    def _found(self, wanted: Patterns) -> Iterator[Match]:
        candidates = self.candidates
        rest = wanted if candidates is None else candidates.rest(wanted)
        places = {} if candidates is None else candidates.places(wanted)
        if rest is not None and not places:
            yield from self._search_all(rest)
            return
        if rest is not None:
            places = self._joined(places, rest)
        yield from self._in_places(places)

    def _in_places(self, places: Places) -> Iterator[Match]:
        order = sorted(places)
        starts, ends = self.bounds.starts, self.bounds.ends
        stretches = [(starts[place], ends[place], places[place]) for place in order]
        text = self.document.text
        for start, end, index in patterns.find_each(self.data, stretches):
            yield Match(Span(start, end), text[start:end], self.sentences[order[index]])

    def _joined(self, places: Places, rest: Patterns) -> Places:
        """Sentences with patterns that may match there, and those in which patterns without literals do."""
        found = dict(places)
        for place in dict.fromkeys(self._place(match.span.start) for match in self._search_all(rest)):
            found[place] = [*found.get(place, ()), rest]
        return found

    def _search_all(self, wanted: Patterns) -> Iterator[Match]:
        data, end = self.data, len(self.data)
        position = 0
        while found := patterns.first(wanted, data, position, end):
            start, last = found
            position = start + 1
            sentence = self.sentence_at(start)
            if sentence is None:
                continue
            if last > sentence.span.end:
                last = patterns.shorten(wanted, data, start, sentence.span.end)
            if last < 0:
                continue
            yield Match(Span(start, last), self.document.text[start:last], sentence)
            position = last

    @cached_property
    def candidates(self) -> Candidates | None:
        """The patterns that may match in the post; None without a prefilter, when all may."""
        if self._prefilter is None:
            return None
        bounds = self.bounds
        return self._prefilter.candidates(self.data, zip(bounds.starts, bounds.ends, strict=True))


_LETTER = later.pattern(rb"[A-Za-z]")
