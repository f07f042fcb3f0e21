"""JSX in posts: components, expressions in braces, and the import and export lines of MDX. One pass, linear."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from healthlint.core import later
from healthlint.core.document import Comment
from healthlint.core.span import Span
from healthlint.markdown.elements import CONTAINERS, KNOWN
from healthlint.markdown.placeholders import GONE, HOLE

_BINDING = r"(?:[\w$]+|\*\s+as\s+[\w$]+|\{[^{}]*\})"
_IMPORT = rf"import\s+(?:{_BINDING}(?:\s*,\s*{_BINDING})?\s+from\s+)?[\"'][^\"'\n]+[\"']"
IMPORT_LINE = later.pattern(rf"(?m)^{_IMPORT}[ \t]*+(?:;[ \t]*+)?\r?$")
"""So exact a form that no prose has it: a file with such a line is MDX, whatever it is called."""
COMPONENT = later.pattern(r"</?[A-Z][\w$]*[a-z][\w$.]*")
_BLANK_LINE = later.pattern(r"\n[ \t\r]*(?:\n|\Z)")
_FENCE = r"(?P<fence>^[ \t>]*(?:[-*+]\s+|\d+[.)]\s+)?(?:`{3,}|~{3,}))"
_MODULE_OR_FENCE = later.pattern(
    rf"(?m){_FENCE}|^(?:{_IMPORT}|export\s+(?:default\b|(?:const|let|var|function|async|class|type|interface)\s|[*{{]))"
)
_NEXT = later.pattern(
    rf"(?m){_FENCE}|(?P<ticks>`+)|(?P<tag></?(?=[A-Za-z>])[\w$.:-]*)|(?P<brace>\{{)|(?P<comment><!--)"
)
_IN_TAG = later.pattern(r"[\"'{<>]")
_BRACE = later.pattern(r"[{}]")
_LITERAL = later.pattern(r"\{\s*([\"'`])([^\"'`\\{}]*)\1\s*\}")
_NAME = later.pattern(r"\{\s*([\w$]+(?:\.[\w$]+)*)\s*[})(?]")
_LONGEST = 50_000
"""An expression or tag with more characters than this is taken for a mistake."""
_MOST_WASTE = 2_000_000


@dataclass
class Jsx:
    """What was found, to be masked."""

    spans: list[tuple[int, int, str]] = field(default_factory=list)
    components: list[tuple[str, Span]] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)


def find_jsx(text: str, start: int, *, expressions: bool) -> Jsx:
    """Finds components and, in MDX, everything else that is no Markdown.

    Args:
        text: A file.
        start: Where its body begins.
        expressions: The file is MDX: ``{...}`` is an expression, ``import`` and ``export`` begin modules.
    """
    return _Scan(text, expressions=expressions).run(start)


class _Scan:
    def __init__(self, text: str, *, expressions: bool) -> None:
        self.text = text
        self.expressions = expressions
        self.found = Jsx()
        self.wasted = 0
        self.paragraph_end = -1

    def run(self, at: int) -> Jsx:
        text = self.text
        modules = self.modules(at) if self.expressions else []
        while self.wasted < _MOST_WASTE:
            token = _NEXT.search(text, at)
            if not token:
                break
            kind, start, at = token.lastgroup, token.start(), token.end()
            while modules and modules[0].end <= start:
                modules.pop(0)
            if modules and modules[0].start <= start:
                at = modules[0].end
            elif kind == "fence":
                at = self.fence_end(token[0], at)
            elif kind == "ticks":
                at = self.ticks_end(token[0], at)
            elif kind == "comment":
                end = text.find("-->", at)
                at = end + 3 if end >= 0 else len(text)
            elif kind == "brace":
                at = self.expression(start) if self.expressions else at
            else:
                at = self.tag(start, at)
        return self.found

    def modules(self, at: int) -> list[Span]:
        """Where ``import`` and ``export`` stand outside of code, each to the next blank line."""
        text = self.text
        modules: list[Span] = []
        hidden = at
        for found in _MODULE_OR_FENCE.finditer(text, at):
            if found.start() < hidden:
                continue
            if found.lastgroup == "fence":
                hidden = self.fence_end(found[0], found.end())
                continue
            ends = _BLANK_LINE.search(text, found.end())
            hidden = ends.start() if ends else len(text)
            modules.append(Span(found.start(), hidden))
            self.found.spans.append((found.start(), hidden, GONE))
        return modules

    def fence_end(self, opening: str, at: int) -> int:
        mark = opening[-1]
        length = len(opening) - len(opening.rstrip(mark))
        closing = re.compile(rf"(?m)^[ \t>]*{re.escape(mark)}{{{length},}}[ \t]*\r?$").search(self.text, at)
        return closing.end() if closing else len(self.text)

    def ticks_end(self, ticks: str, at: int) -> int:
        """The end of a code span; where it began when it never ends in its paragraph."""
        if at > self.paragraph_end:
            blank = _BLANK_LINE.search(self.text, at)
            self.paragraph_end = blank.start() if blank else len(self.text)
        limit = self.paragraph_end
        closing = re.compile(rf"(?<!`){ticks}(?!`)").search(self.text, at, limit)
        if not closing:
            self.wasted += limit - at
        return closing.end() if closing else at

    def expression(self, start: int) -> int:
        text = self.text
        if text.startswith("{/*", start):
            end = text.find("*/", start + 3)
            close = text.find("}", end) if end >= 0 else -1
            if close >= 0 and not text[end + 2 : close].strip():
                self.found.comments.append(Comment(text[start + 3 : end], Span(start, close + 1)))
                self.found.spans.append((start, close + 1, GONE))
                return close + 1
        literal = _LITERAL.match(text, start)
        if literal:
            self.found.spans += [(start, literal.start(2), GONE), (literal.end(2), literal.end(), GONE)]
            return literal.end()
        end = self.braces_end(start)
        if not end:
            return start + 1
        self.found.spans.append((start, end, HOLE))
        name = _NAME.match(text, start)
        if name:
            self.found.components.append((name[1], Span(start, end)))
        return end

    def braces_end(self, start: int) -> int:
        """Where the brace closes that opens at an offset; 0 when it does not."""
        depth = 0
        limit = start + _LONGEST
        for brace in _BRACE.finditer(self.text, start, limit):
            depth += 1 if brace[0] == "{" else -1
            if not depth:
                return brace.end()
        self.wasted += min(limit, len(self.text)) - start
        return 0

    def tag(self, start: int, name_end: int) -> int:
        """Masks a tag that is JSX; HTML is left to the parser. Returns where to go on."""
        text = self.text
        closing = text.startswith("</", start)
        name = text[start + 1 + closing : name_end]
        component = COMPONENT.fullmatch(text, start, name_end) is not None
        fragment = not name and self.expressions
        if not component and not fragment and not self.expressions:
            return name_end
        if component and not self.expressions and name.lower() in KNOWN:
            return name_end
        end, braces = self.tag_end(name_end)
        if not end:
            return name_end
        if not component and not fragment and not braces and not self.is_container_line(name, start, end):
            return end
        alone = text[end - 2] == "/" and component
        self.found.spans.append((start, end, HOLE if alone else GONE))
        if component and not closing:
            self.found.components.append((name, Span(start, end)))
        return end

    def tag_end(self, at: int) -> tuple[int, bool]:
        """Where a tag ends, and whether it has expressions in it; 0 when it does not end."""
        text = self.text
        braces = False
        start, limit = at, at + _LONGEST
        while token := _IN_TAG.search(text, at, limit):
            at = token.end()
            if token[0] == ">":
                return at, braces
            if token[0] == "<":
                break
            if token[0] == "{":
                braces = True
                at = self.braces_end(token.start()) or at
            else:
                at = text.find(token[0], at, limit) + 1
                if not at:
                    break
        self.wasted += min(limit, len(text)) - start if not token else (at or limit) - start
        return 0, False

    def is_container_line(self, name: str, start: int, end: int) -> bool:
        """True for a line with nothing but the tag of an element that MDX lets hold Markdown."""
        text = self.text
        if name not in CONTAINERS and name != "span":
            return False
        before = text[text.rfind("\n", 0, start) + 1 : start]
        after = text.find("\n", end)
        return not before.strip() and not text[end : after if after >= 0 else len(text)].strip()


_INDENTED = later.pattern(r"(?m)^[ \t]{4,}(?=\S)")
_MARKER = later.pattern(r"(?:[-*+]|\d{1,9}[.)])[ \t]")


def undo_indents(text: str, start: int) -> str:
    """Takes the indentation off lines inside components, where MDX has no indented code.

    The spaces become line ends, so that the text stays as long; lines that belong to list items stay as they are.
    """
    if not _INDENTED.search(text, start):
        return text
    pieces: list[str] = []
    done = at = start
    base = 0
    listed = False
    after_blank = True
    for line in text[start:].splitlines(keepends=True):
        bare = line.lstrip(" \t")
        indent = len(line) - len(bare)
        if not bare.strip():
            after_blank = True
        else:
            marked = _MARKER.match(bare) is not None
            if indent < base:
                base = 0
            if not indent:
                listed = marked
            elif not base and indent >= 4 and after_blank and not listed:
                base = indent
            if base and (after_blank or marked):
                pieces += (text[done:at], "\n" * base)
                done = at + base
            elif not base:
                listed = listed or marked
            after_blank = False
        at += len(line)
    return text[:start] + "".join(pieces) + text[done:]
