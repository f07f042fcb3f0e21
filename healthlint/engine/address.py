"""From a finding to a diagnostic: its place in the file, its message, and a fingerprint that outlives edits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from typing import NamedTuple

from healthlint.core import later
from healthlint.core.digest import sha256
from healthlint.core.document import OPAQUE, Document
from healthlint.core.report import Diagnostic, Fix, Related
from healthlint.core.rule import Beside, Finding, Kind, Rule, Scope
from healthlint.core.span import Position, Span
from healthlint.kinds.pattern import Pattern, Swap
from healthlint.kinds.require import Require

LONGEST_MATCH = 80
"""Characters of the words that a message repeats; the place shows the rest."""
_WIDEST = 1_000
"""Blanks that stand for what comes before a post in its line."""

_WORD = later.pattern(r"\w+")
_AS_WORDS = bytes(ord(c) if (c := chr(code).lower()).isalnum() or c == "_" else 0x20 for code in range(128)).ljust(256)
"""ASCII as ``_WORD`` finds it after ``casefold``: letters in lower case, and blanks for what parts words."""
_RULE_DIGITS, _PLACE_DIGITS = 4, 12
_PLACEHOLDER = later.pattern(r"\{(\w+)\}")


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
    context: str
    """What the finding is recognised by after edits: the sentence around its words."""
    locations: tuple[Related, ...]
    fix: Fix | None

    def finished(self, fingerprint: str) -> Diagnostic:
        """The diagnostic."""
        rule, finding = self.rule, self.finding
        message = rule.message
        if "{" in message:
            # Of a long paragraph they take long to tell.
            match = {"match": _shown(self.words)} if "{match}" in message else {}
            message = _fill(message, {**finding.values, **match})
        return Diagnostic(
            self.path,
            rule.id,
            rule.severity,
            message,
            self.start,
            self.end,
            self.words,
            self.excerpt,
            fingerprint,
            finding.scope,
            rule.do,
            _note(rule, finding) if rule.provisions else finding.note,
            () if finding.suggestion is None else (finding.suggestion,),
            self.related,
            self.locations,
            _address(rule),
            self.fix,
        )


class Addresser:
    """Turns findings in one document into diagnostics."""

    def __init__(self, document: Document) -> None:
        self.document = document

    def address(
        self, rule: Rule, finding: Finding, related: tuple[str, ...] = (), sentence: Span | None = None
    ) -> Addressed:
        """The finding with its place.

        Args:
            rule: The rule that was broken.
            finding: What its kind said.
            related: The rules whose findings this one stands for.
            sentence: The sentences that hold the words of the finding, in ``Document.text``.

        Raises:
            ValueError: the finding points at words that are not in the file.
        """
        span = self.source(finding)
        words = self._words(finding, span)
        start, end = self.document.lines.position(span.start), self.document.lines.position(span.end)
        path = self.document.source.path
        # What a post lacks it lacks wherever it is missed: such a finding is not known by the words that it points at.
        own = "" if finding.scope is Scope.DOCUMENT else words
        context = finding.subject or (self.document.text[sentence.start : sentence.end] if sentence else own)
        excerpt = self._excerpt(start, end)
        locations = tuple(self._related(beside) for beside in finding.beside) if finding.beside else ()
        # What is changed in an export is lost: it was made from posts that stand elsewhere.
        can_be_fixed = self.document.source.part is None and _has_fixes(rule.kind)
        fix = self._fix(rule, finding, span) if can_be_fixed else None
        return Addressed(path, rule, finding, related, start, end, words, excerpt, context, locations, fix)

    def _fix(self, rule: Rule, finding: Finding, span: Span) -> Fix | None:
        from healthlint.engine.remedy import remedy  # noqa: PLC0415 - few rules have any

        return remedy(rule, finding, span, self.document)

    def _related(self, beside: Beside) -> Related:
        start, end = self.document.lines.position(beside.source.start), self.document.lines.position(beside.source.end)
        return Related(self.document.source.path, start, end, beside.message)

    def positions(self, finding: Finding) -> tuple[Position, Position]:
        """Where a finding begins and ends. Raises ValueError as ``address`` does."""
        span = self.source(finding)
        return self.document.lines.position(span.start), self.document.lines.position(span.end)

    def source(self, finding: Finding) -> Span:
        """Where a finding stands in the file; of the post as a whole, the first line. Raises as ``address`` does."""
        if finding.span is not None:
            return self.document.prose.to_source(finding.span)
        if finding.source is not None:
            return finding.source
        return Span(0, len(self.document.lines.line_text(self.document.lines.first)))

    def _words(self, finding: Finding, source: Span) -> str:
        if finding.span is not None:
            return self.document.text[finding.span.start : finding.span.end]
        if finding.scope is Scope.DOCUMENT:
            return finding.words
        return self.document.source.text[source.start : source.end]

    def _excerpt(self, start: Position, end: Position) -> str:
        lines, part = self.document.lines, self.document.source.part
        # What stands before a post in the same line belongs to another one.
        before = " " * min(part.column - 1, _WIDEST) if part and start.line == part.line else ""
        if start.line == end.line:
            return before + lines.line_text(start.line)
        first, last = lines.offset(start.line, 1), lines.offset(end.line, 1)
        return before + self.document.source.text[first : last + len(lines.line_text(end.line))]


def _has_fixes(kind: Kind) -> bool:
    """True for kinds that could say what would answer a finding; the rest need not be asked."""
    if isinstance(kind, Pattern):
        return bool(kind.remove.items)
    return isinstance(kind, Swap) or (isinstance(kind, Require) and kind.insert is not None)


def fingerprinted(addressed: Iterable[Addressed], seen: Counter[str] | None = None) -> tuple[Diagnostic, ...]:
    """The diagnostics in the order of the text, with fingerprints: the second alike ends in ``-2``, and so on.

    Args:
        addressed: Findings.
        seen: How often each fingerprint was given already; it is counted on.
    """
    seen = Counter() if seen is None else seen
    finished = []
    for found in sorted(addressed, key=_order):
        mark = fingerprint(found.rule.id, found.context)
        seen[mark] += 1
        finished.append(found.finished(mark if seen[mark] == 1 else f"{mark}-{seen[mark]}"))
    return tuple(finished)


def fingerprint(rule: str, context: str) -> str:
    """What a finding is recognised by in another version of the post: the rule, and the words of its sentence.

    Neither lines nor headings nor neighbours count, so that a sentence may be moved, wrapped anew or set in bold;
    case and punctuation do not count either. An edited sentence is another one, and has to be read again.
    """
    return _rule_part(rule) + _place_part(context)


def place(fingerprint: str) -> str:
    """The part of a fingerprint that does not depend on the rule."""
    return fingerprint.partition("-")[0][_RULE_DIGITS:]


@lru_cache(maxsize=1024)
def _rule_part(rule: str) -> str:
    return _digest(rule)[:_RULE_DIGITS]


@lru_cache(maxsize=32)  # several rules may find something in one sentence
def _place_part(context: str) -> str:
    if context.isascii():
        # The same, for most sentences at a fifth of the time.
        words = b" ".join(context.encode().translate(_AS_WORDS).split()).decode() or context.strip()
    else:
        words = " ".join(_WORD.findall(context.casefold())) or context.strip()
    return _digest(words)[:_PLACE_DIGITS]


def _digest(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _order(found: Addressed) -> tuple[Position, int, Position, str]:
    return found.start, found.rule.severity.rank, found.end, found.rule.id


def _shown(words: str) -> str:
    """The words on one line; code is an ellipsis, and of long stretches the two ends are shown."""
    words = " ".join(words.replace(OPAQUE, "…").split())
    if len(words) <= LONGEST_MATCH:
        return words
    half = LONGEST_MATCH // 2
    return f"{words[:half].rsplit(None, 1)[0]} … {words[-half:].split(None, 1)[-1]}"


def _fill(message: str, values: dict[str, str]) -> str:
    return _PLACEHOLDER.sub(lambda match: values.get(match[1], match[0]), message)


def _address(rule: Rule) -> str:
    """The first address of what the rule rests on: the provisions of the selected law packs come first."""
    for provision in rule.provisions:
        if provision.authority.url:
            return provision.authority.url
    for source in rule.sources:
        if source.url:
            return source.url
    return ""


def _note(rule: Rule, finding: Finding) -> str:
    """What the kind has to add, and the provisions of the selected law packs."""
    laws: dict[str, list[str]] = {}
    for provision in rule.provisions:
        authority = provision.authority
        laws.setdefault(provision.pack, []).append(", ".join(filter(None, (authority.title, authority.section))))
    notes = [f"{pack}: {'; '.join(titles)}." for pack, titles in laws.items()]
    return " ".join(filter(None, (finding.note, *notes)))
