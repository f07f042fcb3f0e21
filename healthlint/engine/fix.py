"""Fixes: what can be done to a post without reading it again; on demand also what is to be read afterwards."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from healthlint.core.document import BlockKind
from healthlint.core.report import Applicability, Diagnostic, FileResult
from healthlint.core.rule import Kind, RuleSet, Scope
from healthlint.core.source import Source
from healthlint.core.span import LineIndex, Span
from healthlint.core.tuples import NamedTuple
from healthlint.engine.pipeline import Pipeline
from healthlint.kinds import Suppression
from healthlint.markdown import directives, parse

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


class Made(NamedTuple):
    """A fix that was made."""

    rule: str
    old: str
    """What stood in the file; empty where a text was put in."""
    new: str
    """What stands there now; empty where something was taken out."""


class Fixed(NamedTuple):
    """A post after its fixes."""

    source: Source
    result: FileResult
    """What is still found in it."""
    made: tuple[Made, ...]
    """The fixes, round by round, each in the order of the text."""


def fixable(result: FileResult, rules: RuleSet, *, unsafe: bool = False) -> list[Diagnostic]:
    """The findings of a post that have a safe fix; with ``unsafe`` also those that have an unsafe one."""
    kinds = {rule.id: rule.kind for rule in rules}
    wanted = {Applicability.SAFE, Applicability.UNSAFE} if unsafe else {Applicability.SAFE}
    return [
        found
        for found in result.diagnostics
        if (found.fix is not None and found.fix.applicability in wanted) or _is_useless(kinds.get(found.rule))
    ]


def _is_useless(kind: Kind | None) -> bool:
    """True for the kind of findings in comments that are taken out."""
    return isinstance(kind, Suppression) and kind.defect in REMOVED


def edits(result: FileResult, source: Source, rules: RuleSet, *, unsafe: bool = False) -> list[Edit]:
    """The fixes of a post in the order of the text, none overlapping."""
    lines = LineIndex(source.text)
    changes = list(_removals(result, source, rules))
    for found in fixable(result, rules, unsafe=unsafe):
        if found.fix is not None:
            span = Span(lines.offset(*found.fix.start), lines.offset(*found.fix.end))
            changes.append(Edit(span, found.fix.text, found.rule))
    chosen: list[Edit] = []
    for change in sorted(changes):
        if not chosen or change.span.start >= chosen[-1].span.end:
            chosen.append(change)
    return chosen


def applied(text: str, changes: Iterable[Edit]) -> str:
    """The text with the changes, which are in order and do not overlap; nothing else changes."""
    pieces, last = [], 0
    for change in changes:
        pieces += [text[last : change.span.start], change.text]
        last = change.span.end
    return "".join([*pieces, text[last:]])


def fixed(source: Source, pipeline: Pipeline, *, unsafe: bool = False) -> Fixed:
    """A post with all its safe fixes, and the unsafe ones if they are asked for. Doing it once more changes nothing.

    Fixes that do not answer their rule, or that change what stands around them, are not made.
    """
    result, made = pipeline.check(source), []
    rules = pipeline.rules.of(source.path)
    refused: set[str] = set()
    apart: set[Edit] = set()
    for _ in range(ROUNDS):
        found = edits(result, source, rules, unsafe=unsafe)
        changes = [change for change in found if change.rule not in refused and change not in apart]
        if not changes:
            break
        broken = {change for change in changes if not _leaves_the_rest(source, change)}
        if broken:
            apart |= broken
            continue
        draft = source._replace(text=applied(source.text, changes))
        after = pipeline.check(draft)
        wrong = {change.rule for change in changes} if after.problems else _wrong(after, draft, changes)
        if wrong:
            refused |= wrong
            continue
        made += [Made(change.rule, source.text[change.span.start : change.span.end], change.text) for change in changes]
        source, result, apart = draft, after, set()
    return Fixed(source, result, tuple(made))


def _leaves_the_rest(source: Source, change: Edit) -> bool:
    """True when a post without some lines, or with more of them, has its other blocks as they were."""
    if change.text and change.span.start < change.span.end:
        return True  # Words for words.
    before = _blocks(source)
    after = _blocks(source._replace(text=applied(source.text, [change])))
    short, long = (before, after) if change.text else (after, before)
    if len(short) > len(long):
        return False
    same = 0
    while same < len(short) and short[same] == long[same]:
        same += 1
    rest = len(short) - same
    return not rest or short[same:] == long[-rest:]


def _blocks(source: Source) -> list[tuple[BlockKind, int, str]]:
    document = parse(source)
    texts = (document.text[block.span.start : block.span.end] for block in document.blocks)
    return [
        (block.kind, block.level, " ".join(text.split())) for block, text in zip(document.blocks, texts, strict=True)
    ]


def _wrong(after: FileResult, draft: Source, changes: Iterable[Edit]) -> set[str]:
    """The rules that find something in the words that they have put there, or still miss them in the post."""
    lines, shift = LineIndex(draft.text), 0
    new: list[Edit] = []
    for change in changes:
        start = change.span.start + shift
        shift += len(change.text) - (change.span.end - change.span.start)
        new.append(change._replace(span=Span(start, start + len(change.text))))
    missing = {it.rule for it in after.diagnostics if it.scope is Scope.DOCUMENT}
    found = [(it.rule, Span(lines.offset(*it.start), lines.offset(*it.end))) for it in after.diagnostics]
    return {
        one.rule
        for one in new
        if one.rule in missing or any(rule == one.rule and span.overlaps(one.span) for rule, span in found)
    }


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
        # Of the spaces before and after it one stays, as that after the mark of an item.
        alone = after[:1] in ("", " ", "\t", "\r", "\n")
        return Span(start + len(before.rstrip(" \t")) if alone else comment.start, comment.end)
    if after.strip():
        return None
    above = lines.line_text(first - 1).strip() if first > 1 else ""
    below = lines.line_text(last + 1).strip() if end < len(text) else ""
    return Span(start, end) if not above or not below else None
