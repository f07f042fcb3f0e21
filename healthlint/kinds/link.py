"""Links and images by their address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from healthlint.core import document as core
from healthlint.core.reading import Reading
from healthlint.core.record import record
from healthlint.core.rule import Finding, Scope
from healthlint.core.span import Span
from healthlint.kinds.pattern import NONE
from healthlint.prose.patterns import Patterns


@record
class Link:
    """An address that a reader should not be sent to."""

    addresses: Patterns
    except_: Patterns = NONE
    whole: bool = False

    scope: ClassVar[Scope] = Scope.SPAN
    placeholders: ClassVar[frozenset[str]] = frozenset({"address"})
    once: ClassVar[bool] = False
    searched: ClassVar[tuple[str, ...]] = ()
    waits_for: ClassVar[tuple[str, ...]] = ()

    def find(self, reading: Reading) -> Iterator[Finding]:
        """Every link and image with such an address: at its words, or at itself when it has none."""
        for link in reading.document.links:
            address = link.target
            if not reading.holds(self.addresses, address, whole=self.whole) or reading.holds(self.except_, address):
                continue
            # Those without words have no block that the engine could look at.
            if reading.document.blocks and reading.block_at(link.span.start).kind is core.BlockKind.FRAME:
                continue
            words = _words(reading, link)
            yield Finding(words, source=None if words else link.source, values={"address": address})


def _words(reading: Reading, link: core.Link) -> Span | None:
    """What readers see of a link: its words, or the alternative text of an image."""
    if link.kind is not core.LinkKind.IMAGE:
        return link.span if link.span.start < link.span.end else None
    for block in reading.document.blocks:
        if block.kind is core.BlockKind.ALT and link.source.covers(block.source):
            return block.span
    return None
