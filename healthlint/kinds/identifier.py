"""Identifiers of papers and trials that cannot be right."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from healthlint.core.reading import Reading
from healthlint.core.record import record
from healthlint.core.rule import Finding, Scope
from healthlint.kinds.pattern import NONE
from healthlint.prose.patterns import Patterns


@record
class Identifier:
    """Something that is announced as an identifier, and has not the form of one."""

    patterns: Patterns
    """What announces itself as one, in the text."""
    valid: Patterns
    """The forms that it may have, as a whole."""
    addresses: Patterns = NONE
    """The same in the address of a link ..."""
    valid_addresses: Patterns = NONE
    """... which is right when it holds one of these."""

    scope: ClassVar[Scope] = Scope.SPAN
    placeholders: ClassVar[frozenset[str]] = frozenset({"identifier"})
    once: ClassVar[bool] = False
    searched: ClassVar[tuple[str, ...]] = ("patterns",)
    waits_for: ClassVar[tuple[str, ...]] = ()

    def find(self, reading: Reading) -> Iterator[Finding]:
        """Every malformed identifier, in the text and behind links."""
        taken = []
        for match in reading.matches(self.patterns):
            if not reading.holds(self.valid, match.words, whole=True):
                taken.append(match.span)
                yield Finding(match.span, values={"identifier": match.words})
        for link in reading.document.links:
            address = link.target.strip()
            if not reading.holds(self.addresses, address) or reading.holds(self.valid_addresses, address):
                continue
            if any(span.overlaps(link.span) for span in taken):
                continue
            seen = link.span if link.span.start < link.span.end else None
            yield Finding(seen, source=None if seen else link.source, values={"identifier": address})
