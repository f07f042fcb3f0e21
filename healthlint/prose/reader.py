"""A document with the English in it: what rule kinds ask, worked out when first asked for, then kept."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from healthlint.core.document import Block, BlockKind, Document
from healthlint.core.reading import (
    Citation,
    CitationForm,
    Evidence,
    Match,
    PatternGroup,
    Sentence,
    Stance,
    TooMuchError,
    Words,
)
from healthlint.core.span import Span
from healthlint.prose import folding, language, patterns, sentences, settings, stance, subjects, words
from healthlint.prose.english import English
from healthlint.prose.evidence import Citations
from healthlint.prose.patterns import Patterns
from healthlint.prose.prefilter import Candidates, Count, Prefilter
from healthlint.prose.search import Search
from healthlint.prose.sentences import Bounds
from healthlint.prose.surroundings import Surroundings
from healthlint.prose.topic import HEADING, TEXT, TITLE, Topic

MOST_JUDGED = 30_000
"""Judgements on the words of one post: a book of a million words has fewer. Each takes some hundred microseconds."""


class Reader:
    """Answers ``core.reading.Reading`` for one document.

    Args:
        document: The post.
        english: The lexicons.
        prefilter: Over all patterns that will be asked for, to pass over those that cannot match; without it
            every pattern is searched for.
    """

    def __init__(self, document: Document, english: English, prefilter: Prefilter | None = None) -> None:
        self.document = document
        self.english = english
        self._data = folding.fold(document.text)
        self._splitter = sentences.splitter(english.sentences)
        self._search = Search(document, self._data, self._bounds, prefilter)
        self._finds: dict[tuple[Patterns, Span], tuple[Span, ...]] = {}
        self._about: dict[str, bool] = {}
        self._judged = 0
        self.signed: dict[int, bool] = {}
        """By the last block of a block quote, whether it says whose words the quote holds."""
        self._topics: dict[Patterns, Topic] = {}

    def forget(self) -> None:
        """Lets go of all that it holds. Its parts hold it too: without this, they would be garbage in a circle."""
        vars(self).clear()

    def matches(self, group: PatternGroup) -> Iterable[Match]:
        """Where any of the patterns stands, in order, none overlapping, each inside one sentence.

        They are looked for as far as they are asked for.
        """
        return self._search.matches(_patterns(group))

    def filling(self, group: PatternGroup) -> Iterable[Match]:
        """The same, where they may be all that a block holds: no letters stand in a sentence beside theirs."""
        return self._search.filling(_patterns(group))

    def opens(self, group: PatternGroup) -> bool:
        """True when a block, other than a field, begins with one of the patterns."""
        return self._search.opens(_patterns(group))

    def places(self, group: PatternGroup) -> Sequence[int]:
        """The blocks in which any of the patterns could stand, in order; there is no match in the others."""
        return self._search.places(_patterns(group))

    def everywhere(self, wanted: Patterns) -> Iterator[tuple[int, int]]:
        """The matches in all blocks, in order, as long as they are asked for."""
        return self._search.everywhere(wanted)

    def may_match(self, wanted: Patterns) -> bool:
        """False when it is known that none of the patterns stands in any sentence."""
        return self._search.may_match(wanted)

    @property
    def candidates(self) -> Candidates | None:
        """The patterns that may match in the post; None without a prefilter, when all may."""
        return self._search.candidates

    def finds(self, group: PatternGroup, within: Span) -> Sequence[Span]:
        """Where any of the patterns stands inside a span of the text, in order, none overlapping."""
        if not group.items:
            return ()
        key = (_patterns(group), within)
        spans = self._finds.get(key)
        if spans is None:
            whole = within.start == 0 and within.end == len(self._data)
            found = self.everywhere(key[0]) if whole else patterns.find(key[0], self._data, *within)
            spans = self._finds[key] = tuple([Span(start, end) for start, end in found])
        return spans

    def holds(self, group: PatternGroup, words: str, *, whole: bool = False) -> bool:
        """True when any of the patterns stands in words from elsewhere: a link's address, a component's name."""
        if not group.items or not words:
            return False
        data = folding.fold(words)
        if whole:
            return patterns.shorten(_patterns(group), data, 0, len(data)) == len(data)
        return patterns.first(_patterns(group), data, 0, len(data)) is not None

    def sentences(self, block: int) -> tuple[Sentence, ...]:
        """The sentences of a block."""
        return self._search.sentences.of(block)

    def sentence_start(self, block: int, offset: int) -> int:
        """The start of the last sentence of a block that begins at or before an offset; -1 for none."""
        return self._bounds.start(block, offset)

    def sentences_around(self, block: int, span: Span) -> Span:
        """A span, from the start of the sentence in which it begins to the end of the one in which it ends."""
        return self._bounds.around(block, span)

    def block_index(self, offset: int) -> int:
        """The index of the block that holds an offset of the text."""
        return max(0, bisect_right(self.document.block_starts, offset) - 1)

    def block_at(self, offset: int) -> Block:
        """The block that holds an offset of the text."""
        return self.document.blocks[self.block_index(offset)]

    def stances(self, match: Match, among: frozenset[Stance] = frozenset(Stance)) -> frozenset[Stance]:
        """How the author stands to the words of a match, as far as one of these stances is concerned.

        Raises:
            TooMuchError: so many matches were judged already that no more are.
        """
        self._judge()
        return stance.stances(settings.setting(self, self._data, match), self.english.stance, among)

    def stance(self, match: Match, among: frozenset[Stance]) -> tuple[Stance, Span] | None:
        """The first of these stances in which the words of a match stand, and the cue that tells it.

        Raises as ``stances`` does.
        """
        self._judge()
        return stance.first(settings.setting(self, self._data, match), self.english.stance, among)

    def evidence(self, match: Match) -> Evidence:
        """The citation that can carry a match, if any. Raises as ``stances`` does."""
        self._judge()
        return self._citations.evidence(match)

    def citations(self, forms: frozenset[CitationForm] = frozenset(CitationForm)) -> Sequence[Citation]:
        """The citations of some forms, admissible or not, in order; the work for the other forms is not done."""
        return self._citations.of(forms)

    def may_be_cited(self, block: int, forms: frozenset[CitationForm]) -> bool:
        """False when no citation of some forms can carry a sentence of a block."""
        return self._citations.may_reach(block, forms)

    def _judge(self) -> None:
        self._judged += 1
        if self._judged > MOST_JUDGED:
            raise TooMuchError

    def is_reference(self, block: int) -> bool:
        """True for blocks of a reference list: the words there are titles of others, not claims."""
        return block in self._references

    def prose_blocks(self) -> Sequence[int]:
        """The blocks that count for readability, in order: no references, boilerplate, cells, alt text or fields."""
        return self._prose

    @cached_property
    def language(self) -> str:
        """The code of the language that the post is plainly in; empty when that is not plain."""
        return language.told(self.document, self._data, self.english.languages)

    @property
    def language_name(self) -> str:
        """Its English name."""
        known = self.english.languages.get(self.language)
        return known.title if known else ""

    @cached_property
    def words(self) -> Words:
        """The words of the blocks that count for readability."""
        return words.read(self.document.text, self._bounds, self._prose)

    def is_about(self, subject: str) -> bool:
        """True when the post is about a subject of ``lexicon/subjects.yaml``."""
        known = self._about.get(subject)
        if known is None:
            known = self._about[subject] = subjects.is_about(
                self.english.subjects[subject], self, self._words, self._count
            )
        return known

    def is_beside_topic(self, names: PatternGroup, within: Span) -> bool:
        """True when a stretch of the text names something, and nothing of it is what the post is mainly about."""
        named = self.finds(names, within)
        if not named:
            return False
        wanted = _patterns(names)
        if wanted not in self._topics:
            self._topics[wanted] = Topic((match.words, self._weight(match)) for match in self.matches(wanted))
        topic = self._topics[wanted]
        return not any(topic.has(self.document.text[start:end]) for start, end in named)

    def lead(self, block: int) -> Span | None:
        """The sentence that opens the list or table of a block: "Beware of clinics that promise:"."""
        index = self.surroundings.opener(block)
        return self._search.sentences[self._bounds.firsts[index + 1] - 1].span if index >= 0 else None

    @cached_property
    def surroundings(self) -> Surroundings:
        """What stands around a block in its list or table."""
        return Surroundings(self.document)

    def neighbour(self, sentence: Sentence, step: int) -> Sentence | None:
        """The sentence so many after another one in its block, or before it; None where the block ends."""
        place = bisect_right(self._bounds.starts, sentence.span.start) - 1 + step
        firsts, block = self._bounds.firsts, sentence.block
        return self._search.sentences[place] if firsts[block] <= place < firsts[block + 1] else None

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that holds an offset of the text, if one does."""
        return self._search.sentence_at(offset)

    @cached_property
    def _citations(self) -> Citations:
        return Citations(self, self.english.citations)

    @cached_property
    def _words(self) -> int:
        return subjects.words(self._data)

    @cached_property
    def _references(self) -> frozenset[int]:
        """Footnotes, and all that stands under a heading such as "References", or under a line of that name."""
        found = set()
        lines = frozenset(self.places(self.english.citations.reference_heading))
        under = 0
        for index, block in enumerate(self.document.blocks):
            if block.kind is BlockKind.HEADING:
                if self._heads_references(block):
                    under = block.level
                    continue
                if not under or block.level <= under:
                    under = 0
            elif not under and index in lines and self._is_line_over_references(index):
                under = _BELOW_HEADINGS
            if under or block.kind is BlockKind.FOOTNOTE:
                found.add(index)
        return frozenset(found)

    def _heads_references(self, block: Block) -> bool:
        name = words.bare(self.document.text[block.span.start : block.span.end])
        return self.holds(self.english.citations.reference_heading, name, whole=True)

    def _is_line_over_references(self, index: int) -> bool:
        """True for a paragraph that is such a name alone, before a block that looks like an entry."""
        block, *following = self.document.blocks[index : index + 2]
        if block.kind is not BlockKind.PARAGRAPH or block.span.end - block.span.start > _LONGEST_NAME or not following:
            return False
        next_words = self.document.text[following[0].span.start : following[0].span.end]
        return self._heads_references(block) and self.holds(self.english.citations.reference_entry, next_words)

    @cached_property
    def _prose(self) -> tuple[int, ...]:
        return words.prose_blocks(self.document, self._references)

    @cached_property
    def _bounds(self) -> Bounds:
        return self._splitter.bounds(self.document.text, [block.span for block in self.document.blocks])

    def _count(self, group: Patterns) -> Count | None:
        return self.candidates.count(group) if self.candidates is not None else None

    def _weight(self, match: Match) -> int:
        if self.is_title(match.sentence.block):
            return TITLE
        return HEADING if self.document.blocks[match.sentence.block].kind is BlockKind.HEADING else TEXT

    def is_title(self, block: int) -> bool:
        """True for the title in the front matter and the first heading."""
        found = self.document.blocks[block]
        if found.kind is BlockKind.FIELD:
            return found.label == "title"
        return found.kind is BlockKind.HEADING and (found.level == 1 or found.heading < 0)


_LONGEST_NAME = 40
_BELOW_HEADINGS = 7
"""The level of what any heading ends."""


def searched(english: English) -> Iterator[Patterns]:
    """The patterns of the English that are looked for through whole posts."""
    forms = english.citations
    yield from (forms.identifier, forms.author_year, forms.number, forms.number_in_parentheses)
    yield from (forms.source_line, forms.named_source, forms.no_citation, forms.reference_heading)
    yield from stance.searched(english.stance)


def counted(english: English) -> Iterator[Patterns]:
    """Those of which it matters how many matches there are."""
    for subject in english.subjects.values():
        yield from (subject.terms, subject.unless)


def _patterns(group: PatternGroup) -> Patterns:
    return group if isinstance(group, Patterns) else Patterns(group.items)
