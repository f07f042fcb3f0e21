"""Finds patterns in a post, in the sentences in which they may stand."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from healthlint.core.document import BlockKind, Document
from healthlint.core.reading import Match, Sentence
from healthlint.core.span import Span
from healthlint.prose import patterns
from healthlint.prose.patterns import Patterns
from healthlint.prose.prefilter import Candidates, Place, Places, Prefilter
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
        return self._named(candidates.filling(wanted, self.bounds.firsts))

    def opens(self, wanted: Patterns) -> bool:
        """True when a block, other than a field, begins with one of the patterns."""
        if not self.may_match(wanted):
            return False
        candidates = self.candidates
        rest = wanted if candidates is None else candidates.rest(wanted)
        if rest is not None and patterns.begins(rest, self.data, list(self._openings.values())):
            return True
        return candidates is not None and candidates.opens(wanted, self._openings)

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
        for start, end, _ in self.candidates.everywhere(wanted, self.bounds.firsts, self._spans):
            yield start, end

    @cached_property
    def _spans(self) -> list[Span]:
        return [block.span for block in self.document.blocks]

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
        if candidates is not None and rest is None:
            return self._named(candidates.matches(wanted))
        places = {} if candidates is None else candidates.places(wanted)
        if not places:
            return self._search_all(wanted if rest is None else rest)
        return self._named(self._joined(places, wanted if rest is None else rest))

    def _named(self, found: Iterable[Place]) -> Iterator[Match]:
        text, sentences = self.document.text, self.sentences
        for start, end, place in found:
            yield _new(Match, (_new(Span, (start, end)), text[start:end], sentences[place]))

    def _joined(self, places: Places, rest: Patterns) -> Iterator[Place]:
        """In sentences with patterns that may match there, and those in which patterns without literals do."""
        found = dict(places)
        for place in dict.fromkeys(self._place(match.span.start) for match in self._search_all(rest)):
            found[place] = [*found.get(place, ()), rest]
        order = sorted(found)
        starts, ends = self.bounds.starts, self.bounds.ends
        stretches = [(starts[place], ends[place], found[place]) for place in order]
        for start, end, index in patterns.find_each(self.data, stretches):
            yield start, end, order[index]

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
        return self._prefilter.candidates(self.data, bounds.starts, bounds.ends)


_new = tuple.__new__
"""Named tuples made from a tuple take two thirds of the time."""
