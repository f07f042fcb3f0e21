"""A rule, ready to run, and a set of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from enum import StrEnum
from typing import ClassVar, Literal, NamedTuple, Protocol, TypeAlias, get_args, runtime_checkable

from healthlint.core.document import OF_THE_POST, BlockKind
from healthlint.core.reading import Excuse, Match, Reading
from healthlint.core.record import record
from healthlint.core.regular_file import MOST_BYTES
from healthlint.core.span import Span


class Severity(StrEnum):
    """How much a finding matters, from the worst."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return _RANKS[self]


_RANKS = {severity: rank for rank, severity in enumerate(Severity)}


class Level(StrEnum):
    """Who gets a rule without asking for it."""

    RECOMMENDED = "recommended"
    """On by default."""
    STRICT = "strict"
    """Right, but not everybody's wish, or less precise than 0.9. On when selected."""
    PREVIEW = "preview"
    """New: may change or go. On when selected."""


Edition: TypeAlias = Literal["2026.1"]
"""The editions of the rules, the oldest first: who names one gains no findings from rules of later ones."""
EDITIONS: tuple[Edition, ...] = get_args(Edition)


def is_in(since: Edition, edition: Edition | None) -> bool:
    """True when what came with an edition belongs to another one too; None is today's."""
    return edition is None or EDITIONS.index(since) <= EDITIONS.index(edition)


class Scope(StrEnum):
    """What a finding is about."""

    SPAN = "span"
    """The words that it points at."""
    DOCUMENT = "document"
    """The post as a whole, or what is missing from it."""


class Beside(NamedTuple):
    """Another place that a finding has to do with."""

    source: Span
    """In the file."""
    message: str


@record
class Finding:
    """All that a rule kind may say: where, and what the message needs to know. The engine adds the rest."""

    span: Span | None = None
    """The words, in ``Document.text``; None for what is missing, or stands outside of the text."""
    source: Span | None = None
    """In the file, for a finding without words; None points at the first line."""
    words: str = ""
    """What the reader reads there, when a finding on the post as a whole points at words: they are shown with it."""
    scope: Scope = Scope.SPAN
    suggestion: str | None = None
    """Words that could stand there instead."""
    values: Mapping[str, str] = field(default_factory=dict)
    """Fills the ``{placeholders}`` of the rule's message, beside ``{match}``."""
    note: str = ""
    """One more line for the reader: which sentences are the worst."""
    subject: str = ""
    """What the finding is recognised by after edits, where that is not the sentence: an abbreviation's letters."""
    beside: tuple[Beside, ...] = ()
    """Other places that the reader should see: the citation that was turned down."""


class Kind(Protocol):
    """A way to find something; its fields are the options that a rule gives under ``find:``."""

    scope: ClassVar[Scope]
    """What its findings are about."""
    placeholders: ClassVar[frozenset[str]]
    """What it fills in messages, beside ``{match}``."""
    once: ClassVar[bool]
    """True when one finding in a sentence is enough: the same edit will answer the others."""
    searched: ClassVar[tuple[str, ...]]
    """The fields whose patterns are looked for through the whole post; others wait for a match of these."""
    waits_for: ClassVar[tuple[str, ...]]
    """Those of them without a match of which, where they are given, it finds nothing."""

    def find(self, reading: Reading) -> Iterator[Finding]:
        """Every place in the document, in any order."""
        ...


@runtime_checkable
class Excusing(Protocol):
    """A kind that can also say what it lets go."""

    def excused(self, reading: Reading) -> Iterator[tuple[Match, Excuse]]:
        """Every match that is no finding, and why."""
        ...


class Condition(Protocol):
    """What a post must be like for a rule to apply; the ``when:`` of a rule."""

    searched: ClassVar[tuple[str, ...]]
    """As of a kind."""

    def holds(self, reading: Reading) -> bool:
        """True when the rule applies to this post."""
        ...


@record
class Authority:
    """A law, guideline or study that a rule rests on."""

    title: str
    url: str = ""
    section: str = ""


@record
class Provision:
    """A provision of a law or code that the findings of some rules bear on; of a law pack."""

    pack: str
    authority: Authority
    rules: frozenset[str]
    """Their ids."""
    severity: Severity | None = None
    """The least severity of these rules where the law pack is selected; None leaves it."""
    since: Edition = EDITIONS[0]
    """The edition in which it came."""


@record
class Example:
    """A text and the words in it that must be flagged; none for a text that must pass."""

    text: str
    flagged: tuple[Span, ...]
    line: int = 0
    """Where the example stands in its rule file."""
    column: int = 0


@record
class Examples:
    """A rule's proof, and its documentation."""

    invalid: tuple[Example, ...]
    valid: tuple[Example, ...]


@record
class Rule:
    """One thing that healthlint looks for."""

    id: str
    """``pack/name``, from the path of its file."""
    message: str
    why: str
    do: str
    severity: Severity
    level: Level
    sources: tuple[Authority, ...]
    kind: Kind
    kind_name: str
    examples: Examples
    where: frozenset[BlockKind] = OF_THE_POST
    when: Condition | None = None
    family: str = ""
    """Of the findings of one family in one sentence, or on the post as a whole, one is shown and names the others."""
    rank: int = 5
    """Which of a family is shown: the most severe, then the lowest rank, then the first in the text."""
    path: str = ""
    """The rule file."""
    provisions: tuple[Provision, ...] = ()
    """Those of the law packs that are selected."""
    since: Edition = EDITIONS[0]
    """The edition in which it came."""
    recommended_since: Edition = EDITIONS[0]
    """The edition in which it became recommended; before that it was strict."""
    language: str = ""
    """The code of the language by whose words it judges, that of its pack; empty for none."""

    def level_in(self, edition: Edition | None) -> Level | None:
        """Its level in an edition of the rules, today's by default; None when it came later."""
        if not is_in(self.since, edition):
            return None
        later = self.level is Level.RECOMMENDED and not is_in(self.recommended_since, edition)
        return Level.STRICT if later else self.level

    @property
    def pack(self) -> str:
        """The pack that the rule belongs to."""
        return self.id.partition("/")[0]


@record
class Pack:
    """A folder of rules."""

    name: str
    title: str
    purpose: str
    path: str
    provisions: tuple[Provision, ...] = ()
    """Makes it a law pack: it runs only when it is named, and then these hold for the rules of other packs."""
    together: bool = False
    """Formats that people read show its findings on a post as a whole as one."""


class ByFile(Protocol):
    """The rules that run on single files."""

    def rules(self, path: str) -> RuleSet:
        """For a file; the same object for files with the same rules."""
        ...

    def settings(self, path: str) -> str:
        """What tells a file's own settings from those of other files, beside those of all files."""
        ...


@record
class RuleSet:
    """Rules with the English that they are read by: all that a worker needs beside a post."""

    rules: tuple[Rule, ...]
    english: object
    """The lexicon-backed language data, ``prose.english.English``; opaque at this level."""
    packs: tuple[Pack, ...] = ()
    known: Mapping[str, Level] = field(default_factory=dict)
    """The ids of all rules that there are, whether they run or not, with their levels; for names in posts."""
    suppressions: bool = True
    """Posts may excuse findings in comments and front matter."""
    max_file_size: int = MOST_BYTES
    """Bytes that a post may have to be checked."""
    key: str = field(default="", compare=False)
    """Tells what was loaded from what was loaded from other files; empty when that is not known."""
    by_file: ByFile | None = field(default=None, compare=False)
    """Where the configuration has more to say about single files; ``rules`` are then all that run on any."""

    def of(self, path: str) -> RuleSet:
        """The rules that run on a file."""
        return self if self.by_file is None else self.by_file.rules(path)

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules)

    def __len__(self) -> int:
        return len(self.rules)
