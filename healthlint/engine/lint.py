"""What the rules say about posts: every finding filtered, addressed and worded."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple, TypeAlias, cast

from healthlint.core.document import Document
from healthlint.core.problem import Problem
from healthlint.core.reading import Reading, TooMuchError
from healthlint.core.record import record
from healthlint.core.report import Diagnostic, Suppressed
from healthlint.core.rule import Condition, Finding, Rule, RuleSet, Scope
from healthlint.core.span import Span
from healthlint.engine.address import Addressed, Addresser, fingerprinted
from healthlint.engine.gate import Gate
from healthlint.engine.suppress import Grant, Suppressions, Wanting, suppressions
from healthlint.kinds import Suppression
from healthlint.prose.english import English
from healthlint.prose.reader import Reader

MOST_HITS = 20_000
"""Findings in one post, before those in one sentence are reduced to one."""
MOST_SHOWN = 100_000_000
"""Characters of the lines that are shown with findings: a post in one line would be shown with each."""


_new = tuple.__new__
"""Named tuples made from a tuple take two thirds of the time."""


class Hit(NamedTuple):
    """A finding of a rule, with the sentence in which it begins."""

    rule: Rule
    finding: Finding
    sentence: tuple[int, int] | None
    """Its block and its start; None for findings without words."""
    related: tuple[str, ...] = ()

    @property
    def weight(self) -> tuple[int, int, int]:
        """Of a family, the hit with the lowest is shown."""
        start = self.finding.span.start if self.finding.span else 0
        return self.rule.severity.rank, self.rule.rank, start


Watch: TypeAlias = Callable[[Rule, Callable[[], int]], None]
"""Is told which rule is about to run, and runs it; that gives the number of findings."""


@record
class Linted:
    """The diagnostics of one post in the order of the text, and the rules that broke down on it."""

    diagnostics: tuple[Diagnostic, ...]
    problems: tuple[Problem, ...]
    suppressed: tuple[Suppressed, ...] = ()


def lint(
    documents: Iterable[Document],
    rules: RuleSet,
    gate: Gate | None = None,
    day: dt.date | None = None,
    watch: Watch | None = None,
) -> list[Linted]:
    """What the rules say about documents, in their order.

    Rule by rule, not post by post: what a rule works with is still at hand for the next post. A rule that fails is a
    problem of its post; the other rules still run there.

    Args:
        documents: The posts. All of them are held at once.
        rules: The rules that run.
        gate: Of these rules; worth building for more than one post.
        day: On which the posts are read: suppressions expire. None: they never do.
        watch: Runs each rule, to see what it costs.
    """
    english = cast("English", rules.english)
    posts = [_Post(Reader(document, english, gate.prefilter if gate else None)) for document in documents]
    try:
        for rule, those in _turns(posts, rules, gate):
            if watch is None:
                _run(rule, those)
            else:
                for post in those:
                    watch(rule, partial(_run, rule, [post]))
        return [post.linted(rules, day) for post in posts]
    finally:
        for post in posts:
            post.reading.forget()


def _turns(posts: list[_Post], rules: RuleSet, gate: Gate | None) -> Iterator[tuple[Rule, list[_Post]]]:
    """The rules, and the posts in which each could find something."""
    if gate is None:
        yield from ((rule, posts) for rule in rules)
        return
    chosen: list[list[_Post]] = [[] for _ in rules]
    for post in posts:
        for index in gate.chosen(post.reading.candidates):
            chosen[index].append(post)
    yield from ((rule, those) for rule, those in zip(rules, chosen, strict=True) if those)


class _Post:
    """One post while rules run over it."""

    def __init__(self, reading: Reader) -> None:
        self.reading = reading
        self.hits: list[Hit] = []
        self.problems: list[Problem] = []
        self.broken: set[str] = set()
        """The rules that broke down."""
        self.is_full = False
        self._met: dict[int, bool] = {}
        """By the id of a ``when``, which rules of a pack share, whether it holds."""

    def holds(self, when: Condition) -> bool:
        """Whether a rule applies to it."""
        holds = self._met.get(id(when))
        if holds is None:
            holds = self._met[id(when)] = when.holds(self.reading)
        return holds

    def excess(self) -> None:
        """There is more to find in it than can be shown or judged."""
        self.problems.append(_excess(self.reading.document.source.path))
        self.is_full = True

    def breakdown(self, rule: Rule, error: Exception, before: int) -> None:
        """A rule broke down: what it found since there were so many hits does not count."""
        del self.hits[before:]
        self.broken.add(rule.id)
        self.problems.append(_breakdown(self.reading.document.source.path, rule, error))

    def linted(self, rules: RuleSet, day: dt.date | None) -> Linted:
        """What there is to say, when all rules have run."""
        reading, hits = self.reading, self.hits
        excuses = suppressions(reading.document, rules, day)
        if not hits and excuses is None:
            return Linted((), tuple(self.problems))
        addresser = Addresser(reading.document)
        excused: list[tuple[Hit, Grant]] = []
        if excuses:
            # Before families and sentences are reduced to one finding: what is excused must not stand for what is not.
            hits, excused = _parted(hits, excuses, addresser)
        shown = [*_primary(_once(hits))]
        if excuses:
            shown += _defects(rules, excuses.wanting((grant for _, grant in excused), self.broken))
        alike: Counter[str] = Counter()
        addressed, failed = _addressed(shown, addresser, reading)
        hidden, failed_too = _addressed(_once(hit for hit, _ in excused), addresser, reading)
        diagnostics, suppressed = fingerprinted(addressed, alike), fingerprinted(hidden, alike)
        reasons = {(hit.rule.id, addresser.positions(hit.finding)): grant.directive.reason for hit, grant in excused}
        return Linted(
            diagnostics,
            (*self.problems, *failed, *failed_too),
            tuple(Suppressed(found, reasons.get((found.rule, (found.start, found.end)), "")) for found in suppressed),
        )


def _run(rule: Rule, posts: Iterable[_Post]) -> int:
    """Adds what a rule finds in posts where its ``when`` and ``where`` hold. How many findings that are."""
    kind, when, where, language = rule.kind, rule.when, rule.where, rule.language
    found = 0
    for post in posts:
        hits, reading = post.hits, post.reading
        if post.is_full or (language and reading.language not in ("", language)):
            continue
        before = len(hits)
        try:
            if when is not None and not post.holds(when):
                continue
            document = reading.document
            for finding in kind.find(reading):
                sentence = None
                if finding.span is not None:
                    start = finding.span.start
                    block = bisect_right(document.block_starts, start) - 1
                    if document.blocks[block].kind not in where:
                        continue
                    if language and document.languages and _is_foreign(document, finding.span, language):
                        continue
                    sentence = (block, reading.sentence_start(block, start))
                hits.append(_new(Hit, (rule, finding, sentence, ())))
                if len(hits) > MOST_HITS:
                    post.excess()
                    break
        except TooMuchError:
            post.excess()
        except Exception as error:
            post.breakdown(rule, error, before)
        found += len(hits) - before
    return found


def _addressed(hits: Iterable[Hit], addresser: Addresser, reading: Reading) -> tuple[list[Addressed], list[Problem]]:
    addressed, problems = [], []
    characters = 0
    for hit in hits:
        try:
            found = addresser.address(hit.rule, hit.finding, hit.related, _sentences(reading, hit))
            addressed.append(found)
            characters += len(found.excerpt)
            if characters > MOST_SHOWN:
                problems.append(_excess(addresser.document.source.path))
                break
        except Exception as error:
            problems.append(_breakdown(addresser.document.source.path, hit.rule, error))
    return addressed, problems


def _parted(
    hits: Iterable[Hit], excuses: Suppressions, addresser: Addresser
) -> tuple[list[Hit], list[tuple[Hit, Grant]]]:
    """What the post does not excuse, and what it does, with what excuses it."""
    kept, excused = [], []
    for hit in hits:
        try:
            grant = excuses.excuse(hit.rule.id, addresser.source(hit.finding))
        except ValueError:
            grant = None  # It points nowhere, which is reported when it is addressed.
        if grant:
            excused.append((hit, grant))
        else:
            kept.append(hit)
    return kept, excused


def _defects(rules: RuleSet, wanting: Iterable[Wanting]) -> Iterator[Hit]:
    """What is wrong with the suppressions of a post, as far as rules ask for it."""
    asking = [rule for rule in rules if isinstance(rule.kind, Suppression)]
    for defect, finding in wanting:
        for rule in asking:
            if isinstance(rule.kind, Suppression) and rule.kind.defect == defect:
                yield Hit(rule, finding, None)


def _is_foreign(document: Document, span: Span, language: str) -> bool:
    """True for words in an element that says that it is in another language; the innermost counts."""
    around = [(inner, code) for code, inner in document.languages if inner.start <= span.start < inner.end]
    if not around:
        return False
    _, code = max(around, key=lambda one: one[0].start)
    return code.replace("_", "-").partition("-")[0].lower() != language


def _sentences(reading: Reading, hit: Hit) -> Span | None:
    """From the start of the sentence in which the words begin to the end of the one in which they end."""
    span = hit.finding.span
    if span is None or hit.sentence is None:
        return None
    return reading.sentences_around(hit.sentence[0], span)


def _once(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Without hits on the same words, and of one in a sentence where one is enough: the first in the text."""
    seen = set()
    for hit in sorted(hits, key=lambda hit: hit.finding.span or (0, 0)):
        if hit.finding.span is not None:
            key = (hit.rule.id, hit.sentence if hit.rule.kind.once else hit.finding.span)
            if key in seen:
                continue
            seen.add(key)
        yield hit


def _primary(hits: Iterable[Hit]) -> Iterator[Hit]:
    """One hit of each family in each sentence, or on the post as a whole, which names the rules of the others."""
    families: dict[tuple[str, tuple[int, int] | None], list[Hit]] = {}
    for hit in hits:
        if hit.rule.family and (hit.sentence is not None or hit.finding.scope is Scope.DOCUMENT):
            families.setdefault((hit.rule.family, hit.sentence), []).append(hit)
        else:
            yield hit
    for family in families.values():
        first = min(family, key=lambda hit: hit.weight)
        others = dict.fromkeys(hit.rule.id for hit in family if hit.rule is not first.rule)
        yield first._replace(related=tuple(others))


def _excess(path: str) -> Problem:
    message = "there is too much to find in this file: some of it is reported, and the rest is not"
    return Problem(path, message, hint="split the file, or leave it out with 'excludes'")


def _breakdown(path: str, rule: Rule, error: Exception) -> Problem:
    message = f"the rule {rule.id} broke down on this file: {type(error).__name__}: {error}"
    return Problem(path, message, hint="the other rules ran; please report this")
