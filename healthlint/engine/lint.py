"""What the rules say about one post: every finding filtered, addressed and worded."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple, cast

from healthlint.core.document import Document
from healthlint.core.problem import Problem
from healthlint.core.reading import Reading
from healthlint.core.report import Diagnostic
from healthlint.core.rule import Finding, Rule, RuleSet, Scope
from healthlint.core.span import Span
from healthlint.engine.address import Addressed, Addresser, fingerprinted
from healthlint.engine.gate import Gate
from healthlint.prose.english import English
from healthlint.prose.reader import Reader


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


@dataclass(frozen=True, slots=True)
class Linted:
    """The diagnostics of one post in the order of the text, and the rules that broke down on it."""

    diagnostics: tuple[Diagnostic, ...]
    problems: tuple[Problem, ...]


def lint(document: Document, rules: RuleSet, gate: Gate | None = None) -> Linted:
    """What the rules say about a document.

    A rule that fails is a problem of this post; the other rules still run.

    Args:
        document: The post.
        rules: The rules that run.
        gate: Of these rules; worth building for more than one post.
    """
    reading = Reader(document, cast("English", rules.english), gate.prefilter if gate else None)
    problems: list[Problem] = []

    met: dict[int, bool] = {}
    hits: list[Hit] = []
    for rule in gate.rules(reading.candidates) if gate and reading.candidates else rules:
        try:
            hits += _hits(rule, reading, met)
        except Exception as error:
            problems.append(_breakdown(document.source.path, rule, error))
    if not hits:
        return Linted((), tuple(problems))
    addresser = Addresser(document)
    addressed: list[Addressed] = []
    for hit in _primary(_once(hits)):
        try:
            addressed.append(addresser.address(hit.rule, hit.finding, hit.related, _sentences(reading, hit)))
        except Exception as error:
            problems.append(_breakdown(document.source.path, hit.rule, error))
    return Linted(fingerprinted(addressed), tuple(problems))


def _hits(rule: Rule, reading: Reading, met: dict[int, bool]) -> list[Hit]:
    """The findings of a rule where its ``when`` and ``where`` hold. Rules of a pack share a ``when``: ``met``."""
    if rule.when is not None:
        key = id(rule.when)
        if key not in met:
            met[key] = rule.when.holds(reading)
        if not met[key]:
            return []
    hits = []
    for finding in rule.kind.find(reading):
        sentence = None
        if finding.span is not None:
            block = bisect_right(reading.document.block_starts, finding.span.start) - 1
            if reading.document.blocks[block].kind not in rule.where:
                continue
            sentence = (block, _sentence_start(reading, block, finding.span.start))
        hits.append(Hit(rule, finding, sentence))
    return hits


def _sentence_start(reading: Reading, block: int, offset: int) -> int:
    start = -1
    for sentence in reading.sentences(block):
        if sentence.span.start > offset:
            break
        start = sentence.span.start
    return start


def _sentences(reading: Reading, hit: Hit) -> Span | None:
    """From the start of the sentence in which the words begin to the end of the one in which they end."""
    span = hit.finding.span
    if span is None or hit.sentence is None:
        return None
    around = [sentence.span for sentence in reading.sentences(hit.sentence[0]) if sentence.span.overlaps(span)]
    return Span(min(it.start for it in (span, *around)), max(it.end for it in (span, *around)))


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


def _breakdown(path: str, rule: Rule, error: Exception) -> Problem:
    message = f"the rule {rule.id} broke down on this file: {type(error).__name__}: {error}"
    return Problem(path, message, hint="the other rules ran; please report this")
