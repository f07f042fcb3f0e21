"""The ``when:`` of a rule: what a post must be like for the rule to apply."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from healthlint.core.document import BlockKind, LinkKind
from healthlint.core.reading import Reading
from healthlint.core.record import record
from healthlint.kinds.pattern import NONE
from healthlint.kinds.require import filled
from healthlint.prose.patterns import Patterns


@record
class When:
    """All that is given must hold."""

    about: str | None = None
    """A subject of ``lexicon/subjects.yaml``."""
    not_about: tuple[str, ...] = ()
    """Subjects of which it may be none."""
    mentions: Patterns = NONE
    """One of these stands in the post, outside of its references ..."""
    links: Patterns = NONE
    """... or one of these in the address of a link."""
    fields: tuple[str, ...] = ()
    """... or one of these keys has a value in the front matter, ..."""
    titles: Patterns = NONE
    """... or one of these in the title or a heading, where once is enough."""
    at_least: int = 1
    """How often the others."""
    unless: Patterns = NONE
    """None of these stands in the post."""
    words: int = 0
    """The post has at least so many words."""
    page: bool | None = None
    """False: the file is no whole HTML page, in which a template has put menus and forms around and into the post."""

    searched: ClassVar[tuple[str, ...]] = ("mentions", "titles", "unless")

    def holds(self, reading: Reading) -> bool:
        """True when the rule applies to this post."""
        if self.page is not None and reading.document.is_page is not self.page:
            return False
        if self.words and len(reading.document.text.split(None, self.words)) < self.words:
            return False
        if self.about is not None and not reading.is_about(self.about):
            return False
        if any(reading.is_about(subject) for subject in self.not_about):
            return False
        wanted = self.mentions.items or self.links.items or self.titles.items or self.fields
        if wanted and not (self._mentioned(reading) or self._titled(reading) or filled(reading, self.fields)):
            return False
        return not any(True for _ in reading.matches(self.unless))

    def _mentioned(self, reading: Reading) -> bool:
        counted = self._counted(reading)
        return all(next(counted, False) for _ in range(self.at_least))

    def _counted(self, reading: Reading) -> Iterator[bool]:
        """True for each place that counts, as long as they are asked for."""
        for match in reading.matches(self.mentions):
            if not reading.is_reference(match.sentence.block):
                yield True
        if self.links.items:
            for link in reading.document.links:
                if link.kind is not LinkKind.IMAGE and reading.holds(self.links, link.target):
                    yield True

    def _titled(self, reading: Reading) -> bool:
        blocks = reading.document.blocks
        found = (blocks[match.sentence.block] for match in reading.matches(self.titles))
        return any(block.kind is BlockKind.HEADING or block.label == "title" for block in found)
