"""Where the time of a run goes: reading, parsing, and each rule."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from time import perf_counter

from healthlint.core.document import Document
from healthlint.core.rule import Rule, RuleSet
from healthlint.core.source import Source
from healthlint.engine.lint import Linted, lint
from healthlint.engine.pipeline import Pipeline
from healthlint.engine.workers import Checked, check_some, chunks

PREPARING = "(making the rules ready)"
READING = "(reading files)"
PARSING = "(parsing Markdown)"
REST = "(finding candidates, excuses, places)"


@dataclass(slots=True)
class Cost:
    """What something took."""

    seconds: float = 0.0
    posts: int = 0
    """In how many posts it ran."""
    found: int = 0
    """How often a rule found something, before what is excused or said twice is taken out."""


class Profile:
    """Measures one run. What rules share is paid by the one that asks for it first: patterns, sentences, citations."""

    def __init__(self) -> None:
        self._seconds = 0.0
        self.costs: dict[str, Cost] = {}
        """By rule; what is no rule's stands in brackets."""

    def check(self, paths: Sequence[str], rules: RuleSet) -> Iterator[Checked]:
        """Checks files one after another, as ``engine.workers.check`` does with one process."""
        if not paths:
            return
        with self.timed(PREPARING):
            pipeline = _Timed(rules, self)
        for chunk in chunks(paths):
            before = self.seconds
            start = perf_counter()
            checked = check_some(pipeline, chunk)
            whole = perf_counter() - start
            self.add(READING, whole - (self.seconds - before), posts=len(chunk))
            yield from checked

    @property
    def seconds(self) -> float:
        """All that was measured."""
        return self._seconds

    def add(self, name: str, seconds: float, found: int = 0, posts: int = 1) -> None:
        """Adds what something took in so many posts."""
        cost = self.costs.setdefault(name, Cost())
        cost.seconds += seconds
        self._seconds += seconds
        cost.posts += posts
        cost.found += found

    @contextmanager
    def timed(self, name: str) -> Iterator[None]:
        """Adds what happens inside."""
        start = perf_counter()
        try:
            yield
        finally:
            self.add(name, perf_counter() - start)

    def watch(self, rule: Rule, run: Callable[[], int]) -> None:
        """Runs a rule, and adds what it takes."""
        start = perf_counter()
        found = 0
        try:
            found = run()
        finally:
            self.add(rule.id, perf_counter() - start, found)


class _Timed(Pipeline):
    def __init__(self, rules: RuleSet, profile: Profile) -> None:
        super().__init__(rules)
        self._profile = profile

    def parse(self, source: Source) -> Document:
        with self._profile.timed(PARSING):
            return super().parse(source)

    def lint(self, documents: Sequence[Document]) -> list[Linted]:
        before = self._profile.seconds
        start = perf_counter()
        try:
            return lint(documents, self.rules, self._gate, self.day, self._profile.watch)
        finally:
            rest = perf_counter() - start - (self._profile.seconds - before)
            self._profile.add(REST, rest, posts=len(documents))

    def alike(self, rules: RuleSet) -> Pipeline:
        with self._profile.timed(PREPARING):
            return _Timed(rules, self._profile)
