"""What would answer a finding: other words, a left-over taken out, a text put in; and who may do it."""

from __future__ import annotations

import re
from bisect import bisect_right

from healthlint.core import later
from healthlint.core.document import OPAQUE, Block, BlockKind, Document
from healthlint.core.report import Applicability, Fix
from healthlint.core.rule import Finding, Rule, Scope
from healthlint.core.span import LineIndex, Span
from healthlint.kinds.pattern import Pattern, Swap
from healthlint.kinds.require import Insertion, Require
from healthlint.prose import folding, patterns

_CHOICE = later.pattern(r" or |[/…\[(]|\.\.\.")
"""In a suggestion that leaves something to choose or to fill in."""
_BEFORE = later.pattern(r"[ ]{0,3}(?:#{1,6}[ \t]+)?[*_~\[ ]*")
"""What may stand in its line before a left-over: the mark of a heading, of emphasis, of a link."""
_BEFORE_ITEM = later.pattern(r"[ \t]*[-*+][ \t]+[*_~\[ ]*")
_AFTER = later.pattern(r"[*_~]*(?:\]\([^()\s]*\))?[*_~ \t.:!#>»→*]*")
_BLANK = later.pattern(r"[ \t]*(?:\r\n?|\n)")
_UNDERLINE = later.pattern(r"[ ]{0,3}(?:=+|-+)[ \t]*(?:\r\n?|\n|$)")
_MODULE = later.pattern(r"(?:import|export)[ {]")


def remedy(rule: Rule, finding: Finding, span: Span, document: Document) -> Fix | None:
    """The fix of a finding; None where nothing can be said.

    Args:
        rule: The rule that was broken.
        finding: What its kind said.
        span: Where it stands in the file.
        document: The post.
    """
    kind = rule.kind
    if isinstance(kind, Swap):
        return _swap(kind, finding, span, document)
    if isinstance(kind, Pattern) and kind.remove.items and finding.span is not None:
        return _removal(kind, finding.span, document)
    if isinstance(kind, Require) and kind.insert is not None and finding.scope is Scope.DOCUMENT:
        return _fix(document, Applicability.SAFE, *insertion(kind.insert, document))
    return None


def _swap(kind: Swap, finding: Finding, span: Span, document: Document) -> Fix | None:
    """Words whose replacement is exact are safe to replace, where they stand in the file as they are read."""
    text = finding.suggestion
    if text is None or finding.span is None:
        return None
    words = document.text[finding.span.start : finding.span.end]
    folded = folding.fold(words)
    if document.source.text[span.start : span.end] != words:
        applicability = Applicability.DISPLAY
    elif kind.exact.items and patterns.shorten(kind.exact, folded, 0, len(folded)) == len(folded) > 0:
        applicability = Applicability.SAFE
    else:
        applicability = Applicability.DISPLAY if _CHOICE.search(text) else Applicability.UNSAFE
    return _fix(document, applicability, span, text)


def _fix(document: Document, applicability: Applicability, span: Span, text: str) -> Fix:
    return Fix(applicability, document.lines.position(span.start), document.lines.position(span.end), text)


def _removal(kind: Pattern, found: Span, document: Document) -> Fix | None:
    """A block of left-overs, if its line holds nothing else; safe where nothing else hangs on it."""
    index = bisect_right(document.block_starts, found.start) - 1
    block = document.blocks[index]
    if not _is_all(kind.remove, document.text[block.span.start : block.span.end]):
        return None
    lines = document.lines
    first, last = lines.position(block.source.start).line, lines.position(block.source.end).line
    start, end = lines.offset(first, 1), lines.offset(last + 1, 1)
    text = document.source.text
    mark = _BEFORE_ITEM if block.kind is BlockKind.ITEM else _BEFORE
    before, after = text[start : block.source.start], text[block.source.end : end].rstrip("\r\n")
    if not mark.fullmatch(before) or not _AFTER.fullmatch(after) or ("[" in before) != ("]" in after):
        return None
    if len(document.blocks) == 1 or block.quoted or start < document.body:
        return None
    holds_more = block.kind is BlockKind.HEADING and _has_section(block, index, end, document)
    return _fix(
        document, Applicability.UNSAFE if holds_more else Applicability.SAFE, _with_blank_lines(text, start, end), ""
    )


def _is_all(remove: patterns.Patterns, words: str) -> bool:
    """True when a text is such words and punctuation, and nothing else: no picture, no code."""
    if OPAQUE in words:
        return False
    last, data = 0, folding.fold(words)
    for start, end in patterns.find(remove, data, 0, len(data)):
        if any(character.isalnum() for character in words[last:start]):
            return False
        last = end
    return last > 0 and not any(character.isalnum() for character in words[last:])


def _has_section(heading: Block, index: int, end: int, document: Document) -> bool:
    """True when something stands below a heading before the next one."""
    below = document.blocks[index + 1] if index + 1 < len(document.blocks) else None
    if below is not None and not (below.kind is BlockKind.HEADING and below.level <= heading.level):
        return True
    stop = below.source.start if below else len(document.source.text)
    return bool(document.source.text[end:stop].strip("# \t\r\n*_"))


def _with_blank_lines(text: str, start: int, end: int) -> Span:
    """Lines with the empty ones below them; at the end of the text with those above."""
    above = text[:start].rstrip(" \t\r\n")
    if not text[end:].strip():
        # The end of the last line that stays is kept.
        first = _BLANK.match(text, len(above))
        ends = text[start:end].endswith(("\n", "\r"))
        return Span(first.end() if first and ends else len(above), len(text) if ends else end)
    if above and not re.search(r"(?:\r\n?|\n)[ \t]*(?:\r\n?|\n)[ \t]*$", text[:start]):
        return Span(start, end)
    while blank := _BLANK.match(text, end):
        end = blank.end()
    return Span(start, end)


def insertion(insert: Insertion, document: Document) -> tuple[Span, str]:
    """Where a text goes into a post, and the text with the empty lines around it and the line ends of the post."""
    text = document.source.text
    newline = "\r\n" if "\r\n" in text else "\r" if "\r" in text else "\n"
    words = newline.join(insert.text.strip().splitlines())
    end = len(text.rstrip())
    at = _below_title(document) if insert.at == "start" else end
    if at >= end:
        return Span(end, end), f"{newline * 2 if end else ''}{words}"
    return Span(at, at), f"{words}{newline * 2}"


def _below_title(document: Document) -> int:
    """Where the words of the body begin: below the front matter, modules, and a title of the first level."""
    text, at = document.source.text, document.body
    at = _past(text, at, _BLANK)
    while _MODULE.match(text, at):
        # A statement ends with an empty line, as MDX has it.
        gap = re.compile(r"(?:\r\n?|\n)[ \t]*(?:\r\n?|\n)").search(text, at)
        at = _past(text, gap.end() if gap else len(text), _BLANK)
    lines: LineIndex = document.lines
    for block in document.blocks:
        if block.source.start < at:
            continue
        begins = lines.offset(lines.position(block.source.start).line, 1) == at
        if begins and block.kind is BlockKind.HEADING and block.level == 1 and not block.implied:
            at = lines.offset(lines.position(block.source.end).line + 1, 1)
            if underline := _UNDERLINE.match(text, at):
                at = underline.end()
            at = _past(text, at, _BLANK)
        break
    return at


def _past(text: str, at: int, pattern: re.Pattern[str]) -> int:
    while found := pattern.match(text, at):
        at = found.end()
    return at
