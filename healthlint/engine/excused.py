"""What rules let go in a post, and why: the judgement that a report without it does not show."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from typing import cast

from healthlint import markdown
from healthlint.core.document import Document
from healthlint.core.reading import Excuse, Match, TooMuchError
from healthlint.core.report import Excused
from healthlint.core.rule import Excusing, Rule, RuleSet
from healthlint.core.source import Source
from healthlint.core.span import LineIndex
from healthlint.engine.gate import Gate
from healthlint.prose.english import English
from healthlint.prose.reader import Reader


def excused(source: Source, rules: RuleSet, gate: Gate | None = None) -> tuple[Excused, ...]:
    """Every match of the rules in a post that is no finding, in the order of the text.

    Args:
        source: The post.
        rules: The rules that run.
        gate: Of these rules; worth building for more than one post.

    Raises:
        HealthlintError: the post cannot be read.
    """
    document = markdown.parse(source)
    reading = Reader(document, cast("English", rules.english), gate.prefilter if gate else None)
    lines = document.lines
    met: dict[int, bool] = {}
    found = set()
    for rule in gate.rules(reading.candidates) if gate else rules:
        if not isinstance(rule.kind, Excusing):
            continue
        if rule.when is not None and not met.setdefault(id(rule.when), rule.when.holds(reading)):
            continue
        # Of a post with too much to judge, the run has said so.
        with contextlib.suppress(TooMuchError):
            for match, excuse in rule.kind.excused(reading):
                if document.blocks[match.sentence.block].kind in rule.where:
                    found.add(_addressed(rule, match, excuse, document, lines))
    return tuple(sorted(found, key=lambda it: (it.start, it.end, it.rule)))


def in_all(sources: Iterator[Source], rules: RuleSet) -> tuple[Excused, ...]:
    """The same for many posts. Raises as ``excused`` does."""
    gates: dict[int, Gate] = {}
    found: list[Excused] = []
    for source in sources:
        own = rules.of(source.path)
        if id(own) not in gates:
            gates[id(own)] = Gate(own)
        found += excused(source, own, gates[id(own)])
    return tuple(found)


def _addressed(rule: Rule, match: Match, excuse: Excuse, document: Document, lines: LineIndex) -> Excused:
    place = document.prose.to_source(match.span)
    cue, cue_start = "", None
    if excuse.cue is not None:
        cue = excuse.name or " ".join(document.text[excuse.cue.start : excuse.cue.end].split())
        cue_start = lines.position(document.prose.to_source(excuse.cue).start)
    path = document.source.path
    start, end = lines.position(place.start), lines.position(place.end)
    return Excused(path, rule.id, start, end, match.words, excuse.by, cue, cue_start)
