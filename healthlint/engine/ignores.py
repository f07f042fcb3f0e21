"""Comments that excuse the findings of a post, written into it: each is tried, and kept only when it does just that."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple, TypeAlias

from healthlint.core import later
from healthlint.core.document import Block, BlockKind, Document
from healthlint.core.report import Diagnostic, FileResult
from healthlint.core.rule import Scope
from healthlint.core.source import Source
from healthlint.core.span import LineIndex
from healthlint.engine.pipeline import Pipeline
from healthlint.kinds import Suppression
from healthlint.markdown import Action, directives, in_comment_form, parse

MOST = 1000
"""Comments in one post; far more than anybody will read."""
_WHOLE_LINES = frozenset({BlockKind.PARAGRAPH, BlockKind.HEADING})
"""Blocks that a comment may stand above, when they begin a line."""
_LINE_END = later.pattern(r"(?<![ \t])(?:[ \t]++#++)?+[ \t]*+(?:\\[ \t]*+)?$")
"""What must stay at the end of a line: closing signs of a heading, marks of a hard break."""

Key: TypeAlias = tuple[str, str, str]


class Ignored(NamedTuple):
    """A post with its new comments."""

    source: Source
    result: FileResult
    excused: int
    """How many findings they excuse."""
    left: tuple[Diagnostic, ...]
    """Findings that no comment could excuse."""


class _Insertion(NamedTuple):
    offset: int
    action: Action
    before: str
    after: str


def mistake(reason: str) -> str:
    """Why a text cannot be the reason of a suppression; empty when it can."""
    if not reason.strip():
        return "it says nothing"
    if any(sign in reason for sign in ("-->", "*/", "\n", "\r")):
        return "it would end the comment: leave out '-->', '*/' and line breaks"
    trial = Source("trial.md", "")
    written = in_comment_form(Action.LINE, ["a/b"], reason, trial)
    (found,) = directives(parse(trial._replace(text=f"{written}\n")))
    return found.mistake or ("" if found.reason else "it says only a date")


def ignored(source: Source, pipeline: Pipeline, wanted: Iterable[Diagnostic], reason: str) -> Ignored:
    """Excuses findings, and what was hidden behind them.

    A comment stands above a paragraph or heading, else at the end of the line, and for what is said of the post as a
    whole, or of its front matter, at the end of the file or else at its top. It is kept only if nothing but the
    findings that it names is gone then, nothing else is found, and the text reads as before.

    Args:
        source: The post.
        pipeline: The rules.
        wanted: Findings in the post; all others stay.
        reason: Why; may end with ``, expires 2030-12-31``.
    """
    result = pipeline.check(source)
    kept = Counter(map(_key, result.diagnostics)) - Counter(map(_key, wanted))
    count, hopeless = 0, set[Key]()
    rules = pipeline.rules.of(source.path)
    fixed = {rule.id for rule in rules if isinstance(rule.kind, Suppression)}
    tried = 0
    for _ in range(MOST):
        if tried < count and not _left(result, kept, fixed, hopeless):
            # A comment for one finding may have made room for that of another.
            tried, hopeless = count, set()
        todo = _left(result, kept, fixed, hopeless)
        if not todo:
            break
        document, lines = parse(source), LineIndex(source.text)
        plan = [(it, list(_places(document, lines, it))) for it in todo]
        # What only a comment for the whole file can excuse comes last: the rest is excused where it stands.
        plan.sort(key=lambda one: one[1][0].action is Action.FILE)
        for names, draft in _drafts(source, plan, reason):
            after = pipeline.check(draft)
            if _is_clean(result, after, names, kept, fixed) and _words(draft) == _words(source):
                count += len(after.suppressed) - len(result.suppressed)
                source, result = draft, after
                break
        else:
            hopeless.add(_key(plan[0][0]))
    return Ignored(source, result, count, tuple(_left(result, kept, fixed)))


def _left(
    result: FileResult, kept: Counter[Key], fixed: Collection[str], hopeless: Collection[Key] = ()
) -> list[Diagnostic]:
    """What is still to be excused."""
    return [it for it in _beyond(result, kept) if it.rule not in fixed and _key(it) not in hopeless]


def _words(source: Source) -> list[tuple[BlockKind, list[str]]]:
    """What is read, block by block; a comment at the end of a line may leave a space there."""
    document = parse(source)
    return [(block.kind, document.text[block.span.start : block.span.end].split()) for block in document.blocks]


def _key(found: Diagnostic) -> Key:
    return found.rule, found.words, found.scope


def _beyond(result: FileResult, kept: Counter[Key]) -> list[Diagnostic]:
    """The findings but for those that stay; of alike ones the first stay."""
    stays, found = kept.copy(), []
    for diagnostic in result.diagnostics:
        key = _key(diagnostic)
        if stays[key] > 0:
            stays[key] -= 1
        else:
            found.append(diagnostic)
    return found


def _is_clean(before: FileResult, after: FileResult, names: set[str], kept: Counter[Key], fixed: set[str]) -> bool:
    """True when a comment has excused something, by each of its names, and has changed nothing else."""
    if after.problems or len(after.suppressed) <= len(before.suppressed):
        return False
    old, new = (Counter(map(_key, result.diagnostics)) for result in (before, after))
    gone, come = old - new, new - old
    return {rule for rule, *_ in gone} <= names and not kept - new and not {rule for rule, *_ in come} & fixed


def _drafts(
    source: Source, plan: list[tuple[Diagnostic, list[_Insertion]]], reason: str
) -> Iterator[tuple[set[str], Source]]:
    """The post with one more comment, for the first finding and those that share its place; the best place first."""
    first, places = plan[0]
    for number, place in enumerate(places):
        beside = [it for it, others in plan if place in others[: number + 1]]
        names = {rule for it in beside for rule in (it.rule, *it.related)}
        for chosen in dict.fromkeys((frozenset(names), frozenset({first.rule}))):
            comment = in_comment_form(place.action, sorted(chosen), reason, source)
            text = source.text
            written = f"{text[: place.offset]}{place.before}{comment}{place.after}{text[place.offset :]}"
            yield set(chosen), source._replace(text=written)


def _places(document: Document, lines: LineIndex, found: Diagnostic) -> Iterator[_Insertion]:
    text = document.source.text
    start = lines.offset(*found.start)
    block = None if found.scope is Scope.DOCUMENT else _block(document, start)
    newline = "\r\n" if "\r\n" in text else "\n"
    if found.scope is Scope.DOCUMENT or (block and block.kind is BlockKind.FIELD):
        end = len(text.rstrip())
        yield _Insertion(end, Action.FILE, newline * 2, "" if text[end:].startswith(("\n", "\r")) else newline)
        top = document.front_matter.source.end if document.front_matter else 0
        yield _Insertion(top, Action.FILE, newline if top else "", newline * (1 if top else 2))
        return
    if block and block.kind in _WHOLE_LINES and lines.position(block.source.start).column == 1:
        yield _Insertion(block.source.start, Action.NEXT_LINE, "", newline)
    if block and block.kind is BlockKind.CELL:
        yield _Insertion(block.source.end, Action.LINE, " ", "")
    line = found.start.line
    begin, end = lines.offset(line, 1), lines.offset(line + 1, 1)
    written = text[begin:end].rstrip("\r\n")
    match = _LINE_END.search(written)
    yield _Insertion(begin + (match.start() if match else len(written)), Action.LINE, " ", "")


def _block(document: Document, offset: int) -> Block | None:
    """The block in whose source an offset stands: the innermost, which begins last."""
    starts = [block.source.start for block in document.blocks]
    if starts != sorted(starts):
        around = [block for block in document.blocks if block.source.start <= offset < block.source.end]
        return max(around, key=lambda block: block.source.start, default=None)
    index = bisect_right(starts, offset) - 1
    return document.blocks[index] if index >= 0 else None
