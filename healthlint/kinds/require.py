"""What a post must have: a disclaimer, a crisis line, an author, references."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import PurePath
from typing import ClassVar, Literal

from healthlint.core.document import BlockKind
from healthlint.core.reading import CitationForm, Reading
from healthlint.core.record import record
from healthlint.core.rule import Finding, Scope
from healthlint.core.span import Span
from healthlint.kinds.pattern import NONE
from healthlint.prose.patterns import Patterns
from healthlint.prose.words import bare

_LISTED = frozenset({CitationForm.FOOTNOTE, CitationForm.NUMBER, CitationForm.FRONT_MATTER})
_TITLES = frozenset({BlockKind.HEADING, BlockKind.PARAGRAPH})
"""A paragraph of one line, "References", is a heading to its readers."""
_NOTHING = frozenset({"", "~", "null", "none", "no", "false", "n/a", "na", "tbd", "tbc", "todo", "unknown", "pending"})
"""Front-matter values that stand for no value."""

_PLACES = 5
"""So many further places are named."""


@record
class Insertion:
    """What can be put into a post."""

    text: str
    """Markdown; it has to be what the rule asks for."""
    at: Literal["start", "end"] = "end"
    """Below the title, or at the end of the post."""


@record
class Require:
    """One of several forms in which the thing may be present; a finding for the post when none is."""

    text: Patterns = NONE
    unless_only: Patterns = NONE
    about: Patterns = NONE
    """Names of what the post may be about: ``text`` counts only where it is not said of something beside the topic."""
    fields: tuple[str, ...] = ()
    values: Patterns = NONE
    """What the value of a field must hold, such as a figure in a date."""
    components: Patterns = NONE
    links: Patterns = NONE
    headings: Patterns = NONE
    openings: Patterns = NONE
    """What a line begins with: a byline, a dateline."""
    file_names: Patterns = NONE
    citations: bool = False
    at: Literal["start", "end"] = "start"
    near: Patterns = NONE
    """Where the missing thing belongs: the finding points at the first of these, rather than ``at``."""
    insert: Insertion | None = None
    """What ``--fix`` puts into a post that lacks it."""

    scope: ClassVar[Scope] = Scope.DOCUMENT
    placeholders: ClassVar[frozenset[str]] = frozenset()
    once: ClassVar[bool] = False
    searched: ClassVar[tuple[str, ...]] = ("text", "openings", "headings", "near")
    waits_for: ClassVar[tuple[str, ...]] = ()

    def find(self, reading: Reading) -> Iterator[Finding]:
        """One finding, or none."""
        present = (
            self._in_text(reading)
            or self._in_fields(reading)
            or self._in_components(reading)
            or self._in_links(reading)
            or self._in_headings(reading)
            or (bool(self.openings.items) and reading.opens(self.openings))
            or self._in_file_name(reading)
            or (self.citations and any(not citation.rejected for citation in reading.citations(_LISTED)))
        )
        if not present:
            yield self._finding(reading)

    def _finding(self, reading: Reading) -> Finding:
        document = reading.document
        matches = reading.matches(self.near)
        places = [match for match in matches if not reading.is_reference(match.sentence.block)]
        if places:
            spans = [document.prose.to_source(match.span) for match in places]
            lines = list(dict.fromkeys(document.lines.position(span.start).line for span in spans))
            return Finding(scope=Scope.DOCUMENT, source=spans[0], words=places[0].words, note=_also(lines[1:]))
        end = len(document.source.text.rstrip())
        return Finding(scope=Scope.DOCUMENT, source=Span(max(0, end - 1), end) if self.at == "end" else None)

    def _in_text(self, reading: Reading) -> bool:
        for match in reading.matches(self.text):
            lookalikes = reading.finds(self.unless_only, match.sentence.span)
            if any(span.overlaps(match.span) for span in lookalikes):
                continue
            if not self.about.items or not reading.is_beside_topic(self.about, match.sentence.span):
                return True
        return False

    def _in_fields(self, reading: Reading) -> bool:
        values = filled(reading, self.fields)
        return any(not self.values.items or reading.holds(self.values, value) for value in values)

    def _in_components(self, reading: Reading) -> bool:
        return bool(self.components.items) and any(
            reading.holds(self.components, component.name) for component in reading.document.components
        )

    def _in_links(self, reading: Reading) -> bool:
        text = reading.document.text
        return bool(self.links.items) and any(
            reading.holds(self.links, text[link.span.start : link.span.end]) or reading.holds(self.links, link.target)
            for link in reading.document.links
        )

    def _in_headings(self, reading: Reading) -> bool:
        if not self.headings.items:
            return False
        text = reading.document.text
        for index in reading.places(self.headings):
            block = reading.document.blocks[index]
            if block.kind in _TITLES:
                words = bare(text[block.span.start : block.span.end])
                if reading.holds(self.headings, words, whole=True):
                    return True
        return False

    def _in_file_name(self, reading: Reading) -> bool:
        if not self.file_names.items:
            return False
        return reading.holds(self.file_names, PurePath(reading.document.source.path).stem)


def _also(lines: Sequence[int]) -> str:
    """Names further lines."""
    if len(lines) < 2:
        return f"Also in line {lines[0]}." if lines else ""
    *first, last = [str(line) for line in lines] if len(lines) <= _PLACES else [*map(str, lines[:_PLACES]), "others"]
    return f"Also in lines {', '.join(first)} and {last}."


def filled(reading: Reading, names: tuple[str, ...]) -> list[str]:
    """The values of these front-matter keys, without those that stand for none, such as ``TBD``."""
    front_matter = reading.document.front_matter
    if front_matter is None or not names:
        return []
    wanted = {_plain(name) for name in names}
    return [value for path, value in front_matter.filled if _plain(path) in wanted and value.lower() not in _NOTHING]


def _plain(name: str) -> str:
    return name.lower().replace("-", "").replace("_", "")
