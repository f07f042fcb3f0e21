"""What a run has to say."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple, Protocol

from healthlint.core.problem import Problem
from healthlint.core.record import record
from healthlint.core.rule import RuleSet, Scope, Severity
from healthlint.core.span import Position


@record
class Related:
    """Another place that a finding has to do with: the citation that was looked at and turned down."""

    path: str
    start: Position
    end: Position
    message: str


class Applicability(StrEnum):
    """Who may make a fix."""

    SAFE = "safe"
    """Grammar and meaning stay, or the configuration has the words: ``--fix`` does."""
    UNSAFE = "unsafe"
    """It fits most sentences: ``--unsafe-fixes`` does, and somebody reads what came of it."""
    DISPLAY = "display"
    """Only people: it offers a choice, or the words do not stand in the file as they are read."""


class Fix(NamedTuple):
    """What could stand in the file instead."""

    applicability: Applicability
    start: Position
    end: Position
    text: str
    """Instead of what stands from start to end; empty takes it out."""


@record
class Diagnostic:
    """A finding, addressed: self-contained, so that it can be printed, sent or compared without the post."""

    path: str
    rule: str
    severity: Severity
    message: str
    start: Position
    end: Position
    words: str
    """As read, without markup: what fingerprints and messages use."""
    excerpt: str
    """The source lines from start to end, as they stand in the file."""
    fingerprint: str
    scope: Scope = Scope.SPAN
    help: str = ""
    """What to do instead; the rule's ``do``."""
    note: str = ""
    suggestions: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    """Other rules of the same family that fired in the same sentence, or on the same post as a whole."""
    locations: tuple[Related, ...] = ()
    url: str = ""
    """The rule's first authority with an address."""
    fix: Fix | None = None
    """What would answer it."""


@record
class Suppressed:
    """A finding that the post itself excuses."""

    diagnostic: Diagnostic
    reason: str = ""
    """As its author gave it."""


@record
class Excused:
    """Words that a rule looks for and lets go, with the judgement that it rests on."""

    path: str
    rule: str
    start: Position
    end: Position
    words: str
    """As read, without markup."""
    by: str
    """See ``core.reading.Excuse``."""
    cue: str = ""
    """The words that tell it, as read; empty where the place tells it."""
    cue_start: Position | None = None
    """Where they begin."""


@record
class FileResult:
    """One file: its diagnostics in order, and what broke down on it."""

    path: str
    diagnostics: tuple[Diagnostic, ...] = ()
    problems: tuple[Problem, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    """What comments or the front matter of the post excuse; it does not count."""


class Stream(Protocol):
    """What formats need that show one file after another: the results may come only once."""

    @property
    def results(self) -> Iterable[FileResult]:
        """The files, in order."""
        ...

    @property
    def rules(self) -> RuleSet:
        """The rules that run."""
        ...

    @property
    def excused(self) -> tuple[Excused, ...]:
        """As of a report."""
        ...


@dataclass(slots=True)
class Tally:
    """What a run comes to, without its findings."""

    unread: list[Problem]
    """As of a report."""
    notices: tuple[str, ...] = ()
    """As of a report."""
    files: int = 0
    """The files that were linted."""
    flagged: int = 0
    """Those with findings."""
    broken: list[tuple[Problem, ...]] = field(default_factory=list)
    """For each file that could not be checked in full, what went wrong."""
    found: Counter[tuple[str, Severity]] = field(default_factory=Counter)
    """How many findings there are of each rule and severity."""

    def add(self, result: FileResult) -> None:
        """Counts one more file."""
        self.files += 1
        if result.diagnostics:
            self.flagged += 1
            self.found.update([(found.rule, found.severity) for found in result.diagnostics])
        if result.problems:
            self.broken.append(result.problems)

    def problems(self) -> Iterator[Problem]:
        """Everything that went wrong: what could not be read, and what broke down on the way."""
        yield from self.unread
        for problems in self.broken:
            yield from problems


@record
class Report:
    """A whole run: all that a format or an exit code needs."""

    results: tuple[FileResult, ...]
    """The files that were linted."""
    rules: RuleSet
    version: str
    unread: tuple[Problem, ...] = ()
    """Paths that are not there, and files that could not be read."""
    notices: tuple[str, ...] = ()
    """What is worth knowing about the choice of files, in whole sentences."""
    known: tuple[Diagnostic, ...] = ()
    """Findings that a baseline holds: they do not count, and are in no result."""
    excused: tuple[Excused, ...] = ()
    """What rules let go; only where it was asked for."""

    def tally(self) -> Tally:
        """What it comes to."""
        tally = Tally(list(self.unread), self.notices)
        for result in self.results:
            tally.add(result)
        return tally

    def diagnostics(self) -> Iterator[Diagnostic]:
        """Every diagnostic, file by file, in the order of the text."""
        for result in self.results:
            yield from result.diagnostics

    def suppressed(self) -> Iterator[Suppressed]:
        """Every finding that a post itself excuses."""
        for result in self.results:
            yield from result.suppressed

    def problems(self) -> Iterator[Problem]:
        """Everything that went wrong: what could not be read, and what broke down on the way."""
        yield from self.unread
        for result in self.results:
            yield from result.problems
