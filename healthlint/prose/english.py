"""The English that healthlint reads by: cue words, citation forms and subjects, as ``rules/lexicon/`` gives them.

The fields of ``English`` are files there: ``stance.yaml``, ``citations.yaml``, ``subjects.yaml``, ``sentences.yaml``;
the fields of the classes below are the keys of those files. None of the words is in code.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from healthlint.core.record import record
from healthlint.core.rule import Authority
from healthlint.prose.patterns import Patterns

NONE = Patterns(())


@record
class Cues:
    """Words that tell one stance, and how far they reach."""

    before: Patterns = NONE
    """Cues that stand before the words, in the same clause."""
    after: Patterns = NONE
    """Cues that stand after the words, in the same clause."""
    sentence: Patterns = NONE
    """Cues that stand anywhere in the sentence."""
    heading: Patterns = NONE
    """Cues in the heading above, or in a line that opens the list."""
    reach: int = 12
    """How many words may stand between a ``before`` or ``after`` cue and the words."""


@record
class Questions:
    """What tells a question that asks from one that asserts."""

    openers: Patterns
    """First words of yes-or-no questions."""
    asserting: Patterns
    """Openings of questions that sell: "Ready to ...?", "Did you know ...?"."""
    indirect: Patterns
    """Words before an asked clause: "whether", "to find out if"."""
    tag: Patterns = NONE
    """Words after a comma that make a question of a statement: ", doesn't it?"."""


@record
class Answers:
    """How the words after a question, a heading or a rumour take it up. Each stands at their beginning."""

    confirming: Patterns
    """"Yes.", "Absolutely.": the question asserts."""
    denying: Patterns
    """"False.", "They don't.": the sentence before is taken back."""
    below: Patterns = NONE
    """The same, where it stands under a heading: "There is no evidence ..."."""


@record
class StanceCues:
    """``lexicon/stance.yaml``: cue words by stance."""

    title: str
    pseudo: Patterns
    """What looks like a negation and is none: "not only", "no doubt"."""
    stops: Patterns
    """Words that begin a clause: no cue reaches across them."""
    subjects: Patterns
    """Words after a comma that show a new clause: "it", "you", "the ..."."""
    predicates: Patterns
    """"And" with a verb that begins a second predicate, to which a negation of the first does not reach."""
    own: Patterns
    """Words after a comma or colon with which the writer turns to what is his or her own: "only ours"."""
    mentions: Patterns
    """Words right before a phrase that is spoken of, not used: "the word addict"."""
    negated: Cues
    hedged: Cues
    attributed: Cues
    conditional: Cues
    rebutted: Cues
    disclaimed: Cues
    questioned: Questions
    answers: Answers
    sources: tuple[Authority, ...] = ()


@record
class CitationForms:
    """``lexicon/citations.yaml``: what a citation looks like, and which addresses are none."""

    title: str
    author_year: Patterns
    identifier: Patterns
    number: Patterns
    """A bracketed number or range: ``[3]``, ``[2, 5-7]``."""
    source_line: Patterns
    named_source: Patterns
    reference_heading: Patterns
    """The whole of a heading above a list of references."""
    reference_entry: Patterns
    """What the entry of a reference list has: a year, an identifier, a journal."""
    front_matter: tuple[str, ...]
    """Keys of the front matter that hold citations."""
    own: tuple[str, ...] = ()
    """The site's own hosts; the configuration's ``site.hosts`` come here."""
    no_source: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Hosts that support no claim, by the reason why: ``"is a shop": (amazon.com, ...)``."""
    no_source_address: Mapping[str, Patterns] = field(default_factory=dict)
    """Patterns on whole addresses that support no claim, by the reason why."""
    no_source_words: Mapping[str, Patterns] = field(default_factory=dict)
    """Patterns on the words of links that support no claim, by the reason why."""
    component: Patterns = NONE
    """The whole name of a component or shortcode that cites."""
    number_in_parentheses: Patterns = NONE
    """``(3)``, which counts only where a numbered reference list has such an entry."""
    no_citation: Patterns = NONE
    """What only looks like a citation: "(May 2024)", "Food sources: ..."."""
    follows: Patterns = NONE
    """Openings of a sentence that goes on about the source of the one before: "The study", "These findings"."""
    research: Patterns = NONE
    """Words for a study: what a sentence with a citation must hold for the next one to tell its results ..."""
    results: Patterns = NONE
    """... and how that one tells them: "was shown to", "participants reported"."""
    scholarly: tuple[str, ...] = ()
    """Hosts and suffixes of journals, registries, health bodies and governments."""
    sources: tuple[Authority, ...] = ()


@record
class Subject:
    """A subject that posts may be about, told by its words."""

    title: str
    terms: Patterns
    per_thousand: float
    """The post has at least so many of them in 1,000 words ..."""
    distinct: int = 3
    """... and so many different ones, or one of them in its title."""
    unless: Patterns = NONE
    """Words of neighbouring subjects; each takes one of the terms away."""


@record
class SentenceRules:
    """``lexicon/sentences.yaml``: words with a full stop that may not end a sentence. Upper and lower case differ."""

    title: str
    goes_on: tuple[str, ...]
    """A sentence never ends here: "Dr.", "e.g."."""
    may_end: tuple[str, ...]
    """A sentence ends here only before a word of ``starters``: "U.S.", "a.m."."""
    starters: tuple[str, ...]
    """Words that begin sentences more often than names."""
    lettered: tuple[str, ...]
    """Words before a single capital that is no initial: "vitamin C."."""
    sources: tuple[Authority, ...] = ()


@record
class LanguageWords:
    """An entry of ``lexicon/languages.yaml``: what tells a language."""

    title: str
    words: tuple[str, ...] = ()
    """Words that every text in it has, without accents."""
    letters: str = ""
    """Letters that only it has, as in a set of a regular expression."""


@record
class English:
    """All of it."""

    sentences: SentenceRules

    stance: StanceCues
    citations: CitationForms
    subjects: Mapping[str, Subject]
    languages: Mapping[str, LanguageWords]
