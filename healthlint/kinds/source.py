"""Sources that a claim rests on, judged by what they are."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from typing import ClassVar

from healthlint.core.reading import Citation, CitationForm, Match, Reading, Stance
from healthlint.core.record import record
from healthlint.core.rule import Finding, Scope
from healthlint.kinds.pattern import NONE
from healthlint.prose.citations import belongs, host
from healthlint.prose.patterns import Patterns


@record
class Source:
    """A citation that carries a claim, and is of a host or a form that should not carry it alone."""

    claims: Patterns
    """What owes the reader a source; other sentences may link what they like."""
    hosts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Domains, by what they are: ``"publishes press releases": (prnewswire.com, ...)``."""
    forms: frozenset[CitationForm] = frozenset()
    """Forms of citation that are found wanting, whatever they say."""
    except_: Patterns = NONE
    unless: Patterns = NONE
    excuse: frozenset[Stance] = frozenset()

    scope: ClassVar[Scope] = Scope.SPAN
    placeholders: ClassVar[frozenset[str]] = frozenset({"host", "reason"})
    once: ClassVar[bool] = False
    searched: ClassVar[tuple[str, ...]] = ("claims",)
    waits_for: ClassVar[tuple[str, ...]] = ("claims",)

    def find(self, reading: Reading) -> Iterator[Finding]:
        """Each such citation once, however many claims rest on it."""
        wanted = frozenset(CitationForm) if self.hosts else self.forms
        if not any(citation.form in self.forms or self._weakness(citation) for citation in reading.citations(wanted)):
            return
        seen = set()
        for match in reading.matches(self.claims):
            block = match.sentence.block
            if reading.is_reference(block) or not reading.may_be_cited(block, wanted):
                continue
            evidence = reading.evidence(match)
            citation = evidence.citation or evidence.rejected
            if citation is None or citation.span in seen:
                continue
            beside = match.sentence.span.start <= citation.span.start <= match.sentence.span.end
            if citation.rejected and not beside:
                continue
            finding = self._judge(citation, reading, match)
            # Few claims rest on such a citation; how the author stands to the others is not worked out.
            if finding is not None and not self._let_go(match, reading):
                seen.add(citation.span)
                yield finding

    def _let_go(self, match: Match, reading: Reading) -> bool:
        if any(span.overlaps(match.span) for span in reading.finds(self.except_, match.sentence.span)):
            return True
        if reading.finds(self.unless, match.sentence.span):
            return True
        return bool(self.excuse and reading.stances(match, self.excuse))

    def _judge(self, citation: Citation, reading: Reading, match: Match) -> Finding | None:
        values = {"host": host(citation.target), "reason": ""}
        if citation.form not in self.forms:
            values["reason"] = self._weakness(citation)
            if not values["reason"] or self._is_backed(citation, reading, match):
                return None
        if citation.span.start < citation.span.end:
            return Finding(citation.span, values=values)
        return Finding(source=citation.source, values=values)

    def _weakness(self, citation: Citation) -> str:
        name = host(citation.target)
        return next((reason for reason, hosts in self.hosts.items() if name and belongs(name, hosts)), "")

    def _is_backed(self, citation: Citation, reading: Reading, match: Match) -> bool:
        """True when a better citation stands in the same sentence."""
        sentence = match.sentence.span
        beside = (c for c in reading.citations() if sentence.start <= c.span.start <= sentence.end)
        return any(c is not citation and not c.rejected and not self._weakness(c) for c in beside)
