"""From a finding to a diagnostic: its place in the file, its message, and a fingerprint that outlives edits."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from healthlint.core.document import OPAQUE, Document
from healthlint.core.report import Diagnostic, Related
from healthlint.core.rule import Authority, Beside, Finding, Rule, Scope
from healthlint.core.span import LineIndex, Position, Span

LONGEST_MATCH = 80
"""Characters of the words that a message repeats; the place shows the rest."""

_PLACEHOLDER = re.compile(r"\{(\w+)\}")


class Addressed(NamedTuple):
    """A finding with its place: all of a diagnostic but the fingerprint, for which the others must be known."""

    path: str
    rule: Rule
    finding: Finding
    related: tuple[str, ...]
    start: Position
    end: Position
    words: str
    excerpt: str
    headings: str
    locations: tuple[Related, ...]

    def finished(self, fingerprint: str) -> Diagnostic:
        """The diagnostic."""
        rule, finding = self.rule, self.finding
        message = rule.message
        if "{" in message:
            message = _fill(message, {**finding.values, "match": _shown(self.words)})
        return Diagnostic(
            path=self.path,
            rule=rule.id,
            severity=rule.severity,
            message=message,
            start=self.start,
            end=self.end,
            words=self.words,
            excerpt=self.excerpt,
            fingerprint=fingerprint,
            scope=finding.scope,
            help=rule.do,
            note=_note(rule, finding) if rule.provisions else finding.note,
            suggestions=() if finding.suggestion is None else (finding.suggestion,),
            related=self.related,
            locations=self.locations,
            url=next((source.url for source in _authorities(rule) if source.url), ""),
        )


class Addresser:
    """Turns findings in one document into diagnostics."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._paths: dict[int, str] = {-1: ""}

    @cached_property
    def lines(self) -> LineIndex:
        """Worked out for the first finding: most posts have few, many have none."""
        return LineIndex(self.document.source.text)

    def address(self, rule: Rule, finding: Finding, related: tuple[str, ...] = ()) -> Addressed:
        """The finding with its place.

        Raises:
            ValueError: the finding points at words that are not in the file.
        """
        span = self._source(finding)
        words = self._words(finding, span)
        start, end = self.lines.position(span.start), self.lines.position(span.end)
        path, headings = self.document.source.path, self._headings(finding.span)
        excerpt = self._excerpt(start, end)
        locations = tuple(self._related(beside) for beside in finding.beside) if finding.beside else ()
        return Addressed(path, rule, finding, related, start, end, words, excerpt, headings, locations)

    def _related(self, beside: Beside) -> Related:
        start, end = self.lines.position(beside.source.start), self.lines.position(beside.source.end)
        return Related(self.document.source.path, start, end, beside.message)

    def _source(self, finding: Finding) -> Span:
        if finding.span is not None:
            return self.document.prose.to_source(finding.span)
        if finding.source is not None:
            return finding.source
        return Span(0, len(self.lines.line_text(1)))

    def _words(self, finding: Finding, source: Span) -> str:
        if finding.span is not None:
            return self.document.text[finding.span.start : finding.span.end]
        if finding.scope is Scope.DOCUMENT:
            return ""
        return self.document.source.text[source.start : source.end]

    def _excerpt(self, start: Position, end: Position) -> str:
        first, last = self.lines.offset(start.line, 1), self.lines.offset(end.line, 1)
        return self.document.source.text[first : last + len(self.lines.line_text(end.line))]

    def _headings(self, span: Span | None) -> str:
        """The words of the headings above, from the nearest up."""
        if span is None:
            return ""
        block = bisect_right(self.document.block_starts, span.start) - 1
        return self._path(self.document.blocks[block].heading) if block >= 0 else ""

    def _path(self, heading: int) -> str:
        if heading not in self._paths:
            block = self.document.blocks[heading]
            words = _plain(self.document.text[block.span.start : block.span.end])
            above = self._path(block.heading)
            self._paths[heading] = f"{words}\n{above}" if block.heading >= 0 else words
        return self._paths[heading]


def fingerprinted(addressed: Iterable[Addressed]) -> tuple[Diagnostic, ...]:
    """The diagnostics in the order of the text, with fingerprints: of rule, words, headings and occurrence."""
    seen: Counter[str] = Counter()
    finished = []
    for found in sorted(addressed, key=_order):
        key = "\0".join((found.rule.id, _plain(found.words), found.headings))
        seen[key] += 1
        digest = hashlib.sha256(f"{key}\0{seen[key]}".encode("utf-8", "surrogatepass")).hexdigest()
        finished.append(found.finished(digest[:16]))
    return tuple(finished)


def _order(found: Addressed) -> tuple[Position, int, Position, str]:
    return found.start, found.rule.severity.rank, found.end, found.rule.id


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())


def _shown(words: str) -> str:
    """The words on one line; code is an ellipsis, and of long stretches the two ends are shown."""
    words = " ".join(words.replace(OPAQUE, "…").split())
    if len(words) <= LONGEST_MATCH:
        return words
    half = LONGEST_MATCH // 2
    return f"{words[:half].rsplit(None, 1)[0]} … {words[-half:].split(None, 1)[-1]}"


def _fill(message: str, values: dict[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), message)


def _authorities(rule: Rule) -> Iterator[Authority]:
    """What the rule rests on: the provisions of the selected law packs first."""
    yield from (provision.authority for provision in rule.provisions)
    yield from rule.sources


def _note(rule: Rule, finding: Finding) -> str:
    """What the kind has to add, and the provisions of the selected law packs."""
    laws: dict[str, list[str]] = {}
    for provision in rule.provisions:
        authority = provision.authority
        laws.setdefault(provision.pack, []).append(", ".join(filter(None, (authority.title, authority.section))))
    notes = [f"{pack}: {'; '.join(titles)}." for pack, titles in laws.items()]
    return " ".join(filter(None, (finding.note, *notes)))
