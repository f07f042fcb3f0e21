"""What a rule kind may ask of a document: sentences, matches, stance and evidence.

The protocol stands here, below the rule kinds that call it and the English of ``prose`` that answers.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple, Protocol

from healthlint.core.document import Block, Document
from healthlint.core.record import record
from healthlint.core.span import Span


class Stance(StrEnum):
    """How the author stands to the words: a phrase is a claim only when none of these holds.

    After ConText (Harkema et al. 2009, J Biomed Inform 42:839-51) and, for hedges,
    Kilicoglu and Bergler 2008 (BMC Bioinformatics 9(S11):S10), widened to what health posts do.
    """

    NEGATED = "negated"
    HEDGED = "hedged"
    QUESTIONED = "questioned"
    ATTRIBUTED = "attributed"
    QUOTED = "quoted"
    CONDITIONAL = "conditional"
    REBUTTED = "rebutted"
    DISCLAIMED = "disclaimed"


class TooMuchError(Exception):
    """More stands in a post than can be judged in a time that anybody would wait."""


class Sentence(NamedTuple):
    """A sentence, a heading, or the words of a list item or cell between stops."""

    span: Span
    """In ``Document.text``, without the white space around it."""
    block: int
    """Index in ``Document.blocks``."""


class Match(NamedTuple):
    """Words that a pattern found, within one sentence."""

    span: Span
    """In ``Document.text``."""
    words: str
    sentence: Sentence


class Tokens(Protocol):
    """Words, as readability counts them: without punctuation, ASCII letters in lower case; "well-known" is one."""

    @property
    def counts(self) -> list[int]:
        """By sentence, how many there are."""
        ...

    def words(self) -> list[list[bytes]]:
        """By sentence, in UTF-8."""
        ...

    def syllables(self) -> list[int]:
        """By sentence."""
        ...

    def polysyllables(self) -> int:
        """Words of three or more syllables."""
        ...

    def letters(self) -> int:
        """Letters, digits and underscores."""
        ...

    def pieces(self) -> int:
        """Stretches between stops that have the words of a sentence."""
        ...


class Words(NamedTuple):
    """The words of the prose of a post, sentence by sentence, for all rules that count them."""

    starts: Sequence[int]
    """By sentence, where it starts in ``Document.text``."""
    ends: Sequence[int]
    counts: Sequence[int]
    """By sentence, how many words there are."""
    blocks: Sequence[int]
    """The indices of the blocks."""
    firsts: Sequence[int]
    """By block, the index of its first sentence, and one more for where the last block ends."""
    tokens: Tokens
    """The words themselves."""
    glued: bool
    """Somewhere a sentence follows another without a space, and the word there was counted as two."""


class Excuse(NamedTuple):
    """Why a rule lets the words of a match go."""

    by: str
    """A stance; or ``except``, ``unless``, after the options of the rule; or ``cited``, ``reference``."""
    cue: Span | None
    """The words that tell it, in ``Document.text``; None where the place tells it, as in a list of references."""
    name: str = ""
    """Of what tells it and leaves no words in the text: a component."""


class CitationForm(StrEnum):
    """The forms in which a health post cites."""

    LINK = "link"
    ADDRESS = "address"
    FOOTNOTE = "footnote"
    NUMBER = "number"
    SUPERSCRIPT = "superscript"
    AUTHOR_YEAR = "author-year"
    IDENTIFIER = "identifier"
    """A DOI, PMID, PMCID, trial number, arXiv number or ISBN."""
    SOURCE_LINE = "source-line"
    NAMED_SOURCE = "named-source"
    """A body, journal or study named in words, without a link."""
    FRONT_MATTER = "front-matter"
    COMPONENT = "component"
    """What a template makes a citation of: ``<Cite id="3">``, ``{{< cite "lind2019" >}}``."""


@record
class Citation:
    """Something in the text that may carry a claim."""

    form: CitationForm
    span: Span
    """In ``Document.text``."""
    source: Span
    words: str
    target: str = ""
    rejected: str = ""
    """Why it carries nothing, in words an editor uses; empty when it is admissible."""
    broken: bool = False
    """A mark that points to an entry or a footnote that is not there."""


@record
class Evidence:
    """What stands behind a claim."""

    citation: Citation | None
    """The nearest admissible citation that covers the claim."""
    rejected: Citation | None = None
    """The nearest one that was looked at and turned down."""


class PatternGroup(Protocol):
    """Patterns that are searched for together; see ``prose.patterns.Patterns``."""

    @property
    def items(self) -> tuple[str, ...]:
        """The regular expressions, lexicons expanded."""
        ...


class Reading(Protocol):
    """A document and the English in it. Everything is worked out when first asked for, then kept."""

    document: Document

    @property
    def language(self) -> str:
        """The code of the language that the post is plainly in, such as ``es``; empty when that is not plain."""
        ...

    @property
    def language_name(self) -> str:
        """Its English name."""
        ...

    @property
    def words(self) -> Words:
        """The words of the blocks that count for readability."""
        ...

    def matches(self, patterns: PatternGroup) -> Iterable[Match]:
        """Where any of the patterns stands, in order, none overlapping, each inside one sentence.

        They are looked for as far as they are asked for.
        """
        ...

    def filling(self, patterns: PatternGroup) -> Iterable[Match]:
        """The same, where they may be all that a block holds: no letters stand in a sentence beside theirs."""
        ...

    def opens(self, patterns: PatternGroup) -> bool:
        """True when a block, other than a field, begins with one of the patterns."""
        ...

    def places(self, patterns: PatternGroup) -> Sequence[int]:
        """The blocks in which any of the patterns could stand, in order; there is no match in the others."""
        ...

    def finds(self, patterns: PatternGroup, within: Span) -> Sequence[Span]:
        """Where any of the patterns stands inside a span of the text, in order, none overlapping."""
        ...

    def holds(self, patterns: PatternGroup, words: str, *, whole: bool = False) -> bool:
        """True when any of the patterns stands in words from elsewhere: a link's address, a component's name."""
        ...

    def sentences(self, block: int) -> tuple[Sentence, ...]:
        """The sentences of a block."""
        ...

    def sentence_start(self, block: int, offset: int) -> int:
        """The start of the last sentence of a block that begins at or before an offset; -1 for none."""
        ...

    def sentences_around(self, block: int, span: Span) -> Span:
        """A span, from the start of the sentence in which it begins to the end of the one in which it ends."""
        ...

    def block_index(self, offset: int) -> int:
        """The index of the block that holds an offset of the text."""
        ...

    def block_at(self, offset: int) -> Block:
        """The block that holds an offset of the text."""
        ...

    def stances(self, match: Match, among: frozenset[Stance] = frozenset(Stance)) -> frozenset[Stance]:
        """How the author stands to the words of a match, as far as one of these stances is concerned."""
        ...

    def stance(self, match: Match, among: frozenset[Stance]) -> tuple[Stance, Span] | None:
        """The first of these stances in which the words of a match stand, and the cue that tells it."""
        ...

    def evidence(self, match: Match) -> Evidence:
        """The citation that can carry a match, if any."""
        ...

    def citations(self, forms: frozenset[CitationForm] = frozenset(CitationForm)) -> Sequence[Citation]:
        """The citations of some forms, admissible or not, in order."""
        ...

    def may_be_cited(self, block: int, forms: frozenset[CitationForm]) -> bool:
        """False when no citation of some forms can carry a sentence of a block: cheaper than ``evidence``."""
        ...

    def is_reference(self, block: int) -> bool:
        """True for blocks of a reference list: the words there are titles of others, not claims."""
        ...

    def prose_blocks(self) -> Sequence[int]:
        """The blocks that count for readability, in order: no references, boilerplate, cells, alt text or fields."""
        ...

    def is_about(self, subject: str) -> bool:
        """True when the post is about a subject of ``lexicon/subjects.yaml``."""
        ...

    def is_beside_topic(self, names: PatternGroup, within: Span) -> bool:
        """True when a stretch of the text names something, and nothing of it is what the post is mainly about.

        Args:
            names: What may be the topic, such as names of treatments.
            within: The stretch, in ``Document.text``.
        """
        ...
