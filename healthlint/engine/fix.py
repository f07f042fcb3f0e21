"""Fixes: the suggestions that can be put into a post without reading it again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from healthlint.core.report import Diagnostic, FileResult
from healthlint.core.rule import Rule, RuleSet, Scope
from healthlint.core.source import Source
from healthlint.core.span import LineIndex, Span
from healthlint.engine.pipeline import Pipeline
from healthlint.kinds import Suppression
from healthlint.kinds.pattern import Swap
from healthlint.markdown import directives, parse
from healthlint.prose import patterns

ROUNDS = 50
"""Of findings that are reported as one, a fix uncovers the next. No sentence has more of them than this."""

REMOVED = frozenset({"unused", "expired"})
"""Defects for which the comment is taken out."""


class Edit(NamedTuple):
    """Words that are replaced."""

    span: Span
    """In the source."""
    text: str
    rule: str


class Fixed(NamedTuple):
    """A post after its fixes."""

    source: Source
    result: FileResult
    """What is still found in it."""
    edits: int
    """How many fixes were made."""


def is_safe(found: Diagnostic, rule: Rule) -> bool:
    """True when the fix keeps grammar and meaning: the rule says so of exactly these words, or no word changes."""
    if isinstance(rule.kind, Suppression):
        return rule.kind.defect in REMOVED
    if not isinstance(rule.kind, Swap) or found.scope is not Scope.SPAN or len(found.suggestions) != 1:
        return False
    exact, words = rule.kind.exact, patterns.fold(found.words)
    return bool(exact.items) and patterns.shorten(exact, words, 0, len(words)) == len(words) > 0


def fixable(result: FileResult, rules: RuleSet) -> list[Diagnostic]:
    """The findings of a post that have a safe fix."""
    by_id = {rule.id: rule for rule in rules}
    return [found for found in result.diagnostics if found.rule in by_id and is_safe(found, by_id[found.rule])]


def edits(result: FileResult, source: Source, rules: RuleSet) -> list[Edit]:
    """The safe fixes of a post in the order of the text, none overlapping.

    Words with markup, an entity or a line break between them are left to people: what is read is not what is written.
    """
    lines = LineIndex(source.text)
    changes = list(_removals(result, source, rules))
    for diagnostic in fixable(result, rules):
        span = Span(lines.offset(*diagnostic.start), lines.offset(*diagnostic.end))
        if diagnostic.suggestions and source.text[span.start : span.end] == diagnostic.words:
            changes.append(Edit(span, diagnostic.suggestions[0], diagnostic.rule))
    found: list[Edit] = []
    for change in sorted(changes):
        if not found or change.span.start >= found[-1].span.end:
            found.append(change)
    return found


def applied(text: str, changes: Iterable[Edit]) -> str:
    """The text with the changes, which are in order and do not overlap; nothing else changes."""
    pieces, last = [], 0
    for change in changes:
        pieces += [text[last : change.span.start], change.text]
        last = change.span.end
    return "".join([*pieces, text[last:]])


def fixed(source: Source, pipeline: Pipeline) -> Fixed:
    """A post with all its safe fixes. Fixing it once more changes nothing.

    Fixes of a rule that finds something in its own new words are not made.
    """
    result, made = pipeline.check(source), 0
    rules = pipeline.rules.of(source.path)
    refused: set[str] = set()
    for _ in range(ROUNDS):
        changes = [change for change in edits(result, source, rules) if change.rule not in refused]
        if not changes:
            break
        draft = source._replace(text=applied(source.text, changes))
        after = pipeline.check(draft)
        wrong = {change.rule for change in changes} if after.problems else _wrong(after, draft, changes)
        if wrong:
            refused |= wrong
            continue
        source, result, made = draft, after, made + len(changes)
    return Fixed(source, result, made)


def _wrong(after: FileResult, draft: Source, changes: Iterable[Edit]) -> set[str]:
    """The rules that find something in the words that they have put there."""
    lines, shift = LineIndex(draft.text), 0
    new: list[Edit] = []
    for change in changes:
        start = change.span.start + shift
        shift += len(change.text) - (change.span.end - change.span.start)
        new.append(change._replace(span=Span(start, start + len(change.text))))
    found = [(it.rule, Span(lines.offset(*it.start), lines.offset(*it.end))) for it in after.diagnostics]
    return {one.rule for one in new for rule, span in found if rule == one.rule and span.overlaps(one.span)}


def _removals(result: FileResult, source: Source, rules: RuleSet) -> Iterator[Edit]:
    """Comments that excuse nothing any more: expired, or unused in all that they name.

    A comment that parts two paragraphs is left to people, as are entries of the front matter.
    """
    kinds = {rule.id: rule.kind for rule in rules}
    lines = LineIndex(source.text)
    useless: dict[Span, list[str]] = {}
    for found in result.diagnostics:
        kind = kinds.get(found.rule)
        if isinstance(kind, Suppression) and kind.defect in REMOVED:
            span = Span(lines.offset(*found.start), lines.offset(*found.end))
            useless.setdefault(span, []).append(found.rule)
    if not useless:
        return
    for directive in directives(parse(source)):
        broken = useless.get(directive.source, [])
        expired = any(kinds[rule] == Suppression("expired") for rule in broken)
        is_comment = source.text.startswith(("<!--", "{/*"), directive.source.start)
        if is_comment and broken and (expired or len(broken) >= max(1, len(directive.names))):
            gone = _without(source.text, directive.source, lines)
            if gone is not None:
                yield Edit(gone, "", broken[0])


def _without(text: str, comment: Span, lines: LineIndex) -> Span | None:
    """What goes with a comment: its lines, or the space before it; None where that would join paragraphs."""
    first, last = lines.position(comment.start).line, lines.position(comment.end).line
    start, end = lines.offset(first, 1), lines.offset(last + 1, 1)
    before, after = text[start : comment.start], text[comment.end : end]
    if before.strip():
        return Span(start + len(before.rstrip(" \t")), comment.end)
    if after.strip():
        return None
    above = lines.line_text(first - 1).strip() if first > 1 else ""
    below = lines.line_text(last + 1).strip() if end < len(text) else ""
    return Span(start, end) if not above or not below else None
