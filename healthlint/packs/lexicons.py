"""Word lists that rules share: read from ``lexicon/``, put into patterns where ``{name}`` stands."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from healthlint.core import later
from healthlint.core.record import record
from healthlint.core.rule import Authority
from healthlint.prose import patterns
from healthlint.prose.patterns import Patterns
from healthlint.strict import Decoder, Node, Place, Scalar, Sequence, did_you_mean, noun

# An escape, or the name of a list. ``{2,5}`` is a repetition: no name begins with a digit.
_NAME = later.pattern(r"\\[pP]\{\w+\}|\\x\{\w+\}|\\.|\{([A-Za-z][\w-]*)\}", re.DOTALL)

MOST_PATTERNS = 500
"""Patterns in one list of a rule. Built-in ones have some dozens; what a lexicon expands to is compiled with each."""

check = lru_cache(maxsize=8192)(patterns.check)
"""What is wrong with an expanded pattern; many rules share some."""


@record
class Lexicon:
    """A word list as its file gives it."""

    title: str
    terms: tuple[Scalar, ...]
    sources: tuple[Authority, ...] = ()


class Lexicons:
    """All word lists, expanded when first asked for."""

    def __init__(self, lexicons: Mapping[str, Lexicon]) -> None:
        self._lexicons = lexicons
        self._expanded: dict[str, str] = {}
        self._open: list[str] = []

    def __iter__(self) -> object:
        return iter(self._lexicons)

    def check(self, decoder: Decoder) -> None:
        """Expands and vets every list, used or not."""
        for name in self._lexicons:
            self._alternatives(name, decoder)

    def patterns(self, node: Node, decoder: Decoder) -> Patterns:
        """A list of patterns, or one pattern, expanded and vetted: the converter for ``Patterns``."""
        items = node.items if isinstance(node, Sequence) else (node,)
        if len(items) > MOST_PATTERNS:
            hint = "put words into a lexicon, or make several rules"
            decoder.report(node.place, f"{len(items):,} patterns in one list, {MOST_PATTERNS:,} allowed", hint)
            return Patterns(())
        return Patterns(tuple(self.pattern(item, decoder) for item in items))

    def pattern(self, node: Node, decoder: Decoder) -> str:
        """One pattern, expanded and vetted."""
        if not isinstance(node, Scalar) or node.is_null:
            hint = "put a pattern that begins with '{' or '[' in quotes" if not isinstance(node, Scalar) else ""
            decoder.report(node.place, f"expected a pattern, found {noun(node)}", hint)
            return ""
        before = len(decoder.problems)
        expanded = node.value if len(node.value) > patterns.MAX_LENGTH else self._expand(node, decoder)
        if len(decoder.problems) == before:
            wrong = check(expanded)
            if wrong:
                decoder.report(node.place, f"the pattern '{_short(node.value)}' cannot be used: {wrong}")
                return ""
        return expanded

    def _expand(self, node: Scalar, decoder: Decoder) -> str:
        length = len(node.value)

        def lexicon(match: re.Match[str]) -> str:
            nonlocal length
            name = match[1]
            if name is None:
                return match[0]
            if name not in self._lexicons:
                place = _inside(node, match.start())
                decoder.report(place, f"unknown lexicon '{{{name}}}'", did_you_mean(name, self._lexicons))
                return ""
            if name in self._open:
                chain = " > ".join([*self._open[self._open.index(name) :], name])
                decoder.report(_inside(node, match.start()), f"the lexicon '{{{name}}}' contains itself", chain)
                return ""
            words = self._alternatives(name, decoder)
            length += len(words)
            # Too long already: a list of lists of lists must not fill the memory before that is said.
            return words if length - len(words) <= patterns.MAX_LENGTH else ""

        return _NAME.sub(lexicon, node.value)

    def _alternatives(self, name: str, decoder: Decoder) -> str:
        if name not in self._expanded:
            self._open.append(name)
            terms: list[str] = []
            length = 0
            for term in self._lexicons[name].terms:
                terms.append(self.pattern(term, decoder))
                length += len(terms[-1])
                if length > patterns.MAX_LENGTH:
                    message = f"the lexicon '{{{name}}}' is longer than {patterns.MAX_LENGTH:,} characters"
                    decoder.report(term.place, message, "part it, and name only what a rule needs")
                    break
            self._open.pop()
            self._expanded[name] = f"(?:{'|'.join(f'(?:{term})' for term in terms)})"
        return self._expanded[name]


def terms(node: Node, decoder: Decoder) -> tuple[Scalar, ...]:
    """The terms of a lexicon file, each with its place: the converter for ``tuple[Scalar, ...]``."""
    if not isinstance(node, Sequence):
        decoder.report(node.place, f"expected a list, found {noun(node)}", "begin each term on its own line with '- '")
        return ()
    found = []
    for item in node.items:
        if isinstance(item, Scalar) and not item.is_null:
            found.append(item)
        else:
            decoder.report(item.place, f"expected a pattern, found {noun(item)}", "put it in quotes")
    if not node.items:
        decoder.report(node.place, "a lexicon without terms")
    return tuple(found)


def _inside(node: Scalar, offset: int) -> Place:
    """The place of a character of a text, where it can be told: in texts on one line without escapes."""
    extra = node.span.end - node.span.start - len(node.value)
    if extra in (0, 2) and "\n" not in node.value:
        return Place(node.place.path, node.place.line, node.place.column + offset + extra // 2)
    return node.place


def _short(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
