"""What site generators add to Markdown, masked without changing the length of the text, so that places stay true.

Two characters stand for what was masked, see ``placeholders``. Lines that hold nothing else become blank.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from healthlint.core import later
from healthlint.core.document import Comment
from healthlint.core.span import Span
from healthlint.markdown.jsx import COMPONENT, IMPORT_LINE, find_jsx, undo_indents
from healthlint.markdown.placeholders import GONE, HOLE, is_usable, readable
from healthlint.prose import compiled

_LARGE = 20_000
_DEEPEST = 100
_MARKER = r"(?:[ \t]*(?:>|[-+*](?=[ \t])|[0-9]{1,9}[.)](?=[ \t])))"
_DEEP = later.pattern(rf"(?m)^({_MARKER}{{{_DEEPEST}}})({_MARKER}+)")
"""Quotes and lists inside one another, all begun in one line. The parser looks through all of them for every line
below, so that deeper ones, in large files, are not taken for marks."""
_LONGEST = 4_000
"""A tag of a template language with more characters than this is taken for a mistake."""
_BRACES = later.pattern(r"\{\{|\{%|%\}\}|%\}|\}\}")
_BLANK_LINE = later.pattern(r"\n[ \t\r]*\n")
_LIQUID_BLOCK = later.pattern(r"\{%-?\s*(comment|highlight|schema|style|javascript)\b")
_HUGO_BLOCK = later.pattern(r"\{\{[<%]-?\s*(highlight|comment|mermaid|rawhtml)\b")
_NAME = later.pattern(r"[\s<%/*{-]*([^\s<>%{}|\"']+)")
_INCLUDE = later.pattern(r"\{%-?\s*(include\w*|render|partial)\s+[\"']?([^\s\"'%}]+)")
_ATTRIBUTES = later.pattern(
    r"(?m)\{(?:"
    r":[^{}\n]*"  # kramdown: {: .class #id key="value"}, {:toc}
    r"|(?<=[)\]*_`\"”\w/]\{)[ \t]*(?:[.#][A-Za-z][\w-]*|[\w-]+=(?:\"[^\"{}\n]*\"|[\w-]+))[^{}\n]*"  # Pandoc
    r"|[ \t]*[.#][A-Za-z][\w.# -]*(?=\}[ \t]*\r?$)"  # the same at the end of a line
    r")\}"
)
_LANGUAGE = later.pattern(
    r"(?m)^[ \t>]*\{:(?=[^{}\n]*+\}[ \t]*+\r?$)[^{}\n]*?\blang=[\"']?([A-Za-z][\w-]*)[^{}\n]*\}[ \t]*+"
)
_DIRECTIVE = later.pattern(r"(?m)^[ \t>]{0,8}:{3,}[ \t]*\{?[\w.-]*\}?")
_WIKI_LINK = later.pattern(r"(?<!\[)!?\[\[(?=[^\W\d_])([^\[\]|\n]{1,200})(\|)?([^\[\]\n]{0,200})\]\](?![(\[:\]])")
_CALLOUT = later.pattern(r"(?m)^[ \t]*>[ \t>]*(\[![A-Za-z][\w-]*\][-+]?[ \t]*)")
"""The mark of a callout of Obsidian; of one of GitHub, which has no title beside it, the parser knows."""
_MATH = later.pattern(
    r"\$\$(?=[^$]*[\\^_=])(?:[^$\r\n]++|\r?\n(?![ \t]*\r?\n)){1,100}+\$\$"
    r"|(?<![\\$\w])\$(?=[^\s$])(?=[^$\r\n]*[\\^_={])[^$\r\n]{1,300}(?<=[^\s\\])\$(?![\w$])"
)
"""Formulas of TeX, with something in them that no price has."""
_MARKS = ("\nimport", "{", "{{", "{%", "lang=", ":::", "[!", "$", "[[")
"""Without these there is nothing to look for."""
_NOT_LINE_END = later.pattern(r"[^\r\n]+")
_LINE_END = later.pattern(r"[\r\n]+")
_LINE_TAIL = later.pattern(f"[{HOLE}{GONE}][{HOLE}{GONE} \\t]*(?=\\r?$)", re.MULTILINE)


@dataclass
class Masked:
    """A text in which only Markdown and HTML are left, as long as the one that was given."""

    text: str
    components: list[tuple[str, Span]] = field(default_factory=list)
    comments: list[Comment] = field(default_factory=list)
    code: list[Span] = field(default_factory=list)
    wiki_links: list[tuple[str, Span, Span]] = field(default_factory=list)
    """Target, span of the words, span of the whole."""
    languages: list[tuple[str, int]] = field(default_factory=list)
    """What kramdown's ``{: lang="es"}`` says about the block that ends before it, and where it stands."""


def blank(text: str) -> str:
    """As many spaces, with the line ends kept."""
    return _fill(text, " ")


def mask(text: str, body: int, *, mdx: bool) -> Masked:
    """Masks what is neither Markdown nor HTML.

    Args:
        text: A whole file.
        body: Where the body begins, after the front matter.
        mdx: The file is MDX. Other files are taken for it when they have an ``import`` line.
    """
    result = Masked(text)
    if not is_usable(text):
        result.text = readable(text)
    spans: list[tuple[int, int, str]] = []
    marks = compiled.standing(text, _MARKS)
    mdx = mdx or (
        ("\nimport" in marks or text.startswith("import", body)) and IMPORT_LINE.search(text, body) is not None
    )
    if mdx or COMPONENT.search(text, body):
        jsx = find_jsx(result.text, body, expressions=mdx)
        spans += jsx.spans
        result.components += jsx.components
        result.comments += jsx.comments
    if "{" in marks:
        if "{{" in marks or "{%" in marks:
            spans += _templates(result)
        spans += [(*found.span(), GONE) for found in _ATTRIBUTES.finditer(result.text)]
        if "lang=" in marks:
            result.languages += [(found[1], found.start()) for found in _LANGUAGE.finditer(result.text, body)]
    if len(text) > _LARGE:
        spans += _too_deep(result.text)
    if ":::" in marks:
        spans += [(*found.span(), GONE) for found in _DIRECTIVE.finditer(result.text)]
    if "[!" in marks:
        spans += [(*found.span(1), GONE) for found in _CALLOUT.finditer(result.text)]
    if "$" in marks:
        spans += [(*found.span(), HOLE) for found in _MATH.finditer(result.text, body)]
    if "[[" in marks:
        spans += _wiki_links(result)
    if spans:
        result.text = _apply(result.text, spans)
    if mdx:
        result.text = undo_indents(result.text, body)
    return result


def _too_deep(text: str) -> list[tuple[int, int, str]]:
    """The marks of quotes and lists that are nested deeper than anybody nests them."""
    return [(*found.span(2), GONE) for found in _DEEP.finditer(text)]


def _apply(text: str, spans: list[tuple[int, int, str]]) -> str:
    pieces: list[str] = []
    starts: list[int] = []
    done = 0
    for start, end, character in sorted(spans):
        if start < done:
            continue
        filled = _fill(text[start:end], character)
        pieces += (text[done:start], filled)
        starts.append(start)
        starts += [start + line.end() for line in _LINE_END.finditer(filled)]
        done = end
    pieces.append(text[done:])
    return _blank_tails("".join(pieces), starts)


def _blank_tails(text: str, starts: list[int]) -> str:
    """Makes the ends of lines blank where masked stretches begin there and nothing else follows."""
    pieces: list[str] = []
    done = 0
    for start in starts:
        tail = _LINE_TAIL.match(text, start) if start >= done else None
        if tail:
            pieces += (text[done:start], _blank_tail(tail))
            done = tail.end()
    pieces.append(text[done:])
    return "".join(pieces)


def _fill(text: str, character: str) -> str:
    if "\n" not in text and "\r" not in text:
        return character * len(text)
    return _NOT_LINE_END.sub(lambda line: character * len(line[0]), text)


def _blank_tail(tail: re.Match[str]) -> str:
    """The masked end of a line: nothing, when nothing else is in the line; attributes at the end are nothing anyway."""
    text, start, masked = tail.string, tail.start(), tail[0]
    above = text.rfind("\n", 0, start) + 1
    if above == start and masked[0] == GONE:
        return GONE + " " * (len(masked) - 1)  # Ends a list above it, as the tag that stands there does.
    if not text[above:start].strip(" \t>"):
        return " " * len(masked)
    kept = masked.rstrip(GONE + " \t")
    return kept + " " * (len(masked) - len(kept))


def _templates(result: Masked) -> list[tuple[int, int, str]]:
    """Hugo shortcodes, Liquid and Jinja tags, Vue and Handlebars expressions, in one pass."""
    text = result.text
    spans: list[tuple[int, int, str]] = []
    opened = -1
    hidden = 0
    unclosed: set[str] = set()
    for token in _BRACES.finditer(text):
        if token.start() < hidden:
            continue
        if token[0] in ("{{", "{%"):
            opened = token.start()
            continue
        liquid = text.startswith("{%", opened)
        if opened < 0 or (token[0] == "%}" and not liquid) or (token[0] == "}}" and liquid):
            continue
        start, end, opened = opened, token.end(), -1
        if liquid and token[0] == "%}}":
            end -= 1
        elif text.startswith("}", end) and text.startswith("{{{", start):
            end += 1
        if end - start > _LONGEST or _BLANK_LINE.search(text, start, end):
            continue
        name, inside, hidden = _hidden_block(text, start, end, unclosed)
        if name == "comment":
            result.comments.append(Comment(text[end:inside], Span(start, hidden)))
        elif name:
            result.code.append(Span(start, hidden))
        else:
            _add_component(result, start, end)
        spans.append((start, hidden or end, HOLE))
    return spans


def _hidden_block(text: str, start: int, end: int, unclosed: set[str]) -> tuple[str, int, int]:
    """A paired tag whose inside is no prose, such as a program: its name, where its inside ends, where it ends."""
    block = _LIQUID_BLOCK.match(text, start, end) or _HUGO_BLOCK.match(text, start, end)
    if not block or block[1] in unclosed:
        return "", 0, 0
    closing = re.compile(r"\{%-?\s*end" + block[1] + r"\b[^%]*%\}|\{\{[<%]-?\s*/\s*" + block[1] + r"\s*-?[>%]\}\}")
    found = closing.search(text, end)
    if not found:
        unclosed.add(block[1])
        return "", 0, 0
    return block[1], found.start(), found.end()


def _add_component(result: Masked, start: int, end: int) -> None:
    text = result.text
    inside = text[start:end]
    if inside.lstrip("{<%- \n").startswith("end" if inside[1] == "%" else "/"):
        return
    include = _INCLUDE.match(inside)
    name = _NAME.match(text, start + 2, end - 2)
    if include:
        result.components.append((f"{include[1]} {include[2]}", Span(start, end)))
    elif name:
        result.components.append((name[1], Span(start, end)))


def _wiki_links(result: Masked) -> list[tuple[int, int, str]]:
    spans = []
    for found in _WIKI_LINK.finditer(result.text):
        words = Span(*found.span(3 if found[2] else 1))
        if found[0].startswith("!"):
            spans.append((*found.span(), HOLE))
            continue
        spans += [(found.start(), words.start, GONE), (words.end, found.end(), GONE)]
        result.wiki_links.append((found[1].strip(), words, Span(*found.span())))
    return spans
