"""Where sentences end, in linear time and with exact spans.

Rules after Grefenstette and Tapanainen 1994 ("What is a word, what is a sentence?"): a full stop ends a sentence
unless the word before it is an abbreviation or an initial, or the word after it goes on in lower case.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise

from healthlint.core.document import OPAQUE
from healthlint.core.span import Span
from healthlint.prose.english import SentenceRules

_NOTE = rf"(?:{OPAQUE}|\[\d{{1,3}}(?:[,;\-–] ?\d{{1,3}})*\]|[⁰¹²³⁴-⁹]+)"
_END = re.compile(
    # One set of characters first: the engine skips to them.
    r"[.!?…。\n](?:(?<=\n)\n*"
    # More stops, the quotes and brackets that they close, and the notes that hang on them.
    rf"|(?<!\n)(?:(?<=\.)(?: \.)+|[.!?…。]*)[\"'”’»)\]*_]*(?: ?{_NOTE})*(?=\s|$)"
    # No space after the stop, as exports leave it: "helps.Most people".
    r"|(?<=[a-z]{3}[.!?])(?=[A-Z][a-z]{2,})(?!\w+[.@]\w))"
)
_BREAKS_A_WORD = re.compile(r"[\s(\[\"“/—–]")
_OPENING = re.compile(r"[\s\"'“‘«(\[*_¿¡" + OPAQUE + "]*")
_FIRST_WORD = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?")
_INITIAL = re.compile(r"(?:[A-Z]\.)*[A-Z]")
_LONGEST_WORD = 40
_ENUMERATED = re.compile(r"(?:[•⁃]\s*)?(?:\d{1,2}|a)[.)]+\s")
_MARK = re.compile(r"(?<!\S)(?:[•⁃]\s*)?(\d{1,2}|[a-z])([.)]+)(?=\s|$)")
_CASUAL = frozenset("i we you he she they it this that these those there what why where when how who".split())  # noqa: SIM905


def split(text: str, span: Span, rules: SentenceRules) -> list[Span]:
    """The sentences of a stretch of text, without the white space around them.

    Args:
        text: Any text; ``OPAQUE`` stands for code.
        span: The stretch to split. Nothing outside of it is read.
        rules: The abbreviations of the language.

    Returns:
        Spans in order, none overlapping; together they hold every character that is not white space.
    """
    return splitter(rules).split(text, span)


@lru_cache(maxsize=8)
def splitter(rules: SentenceRules) -> Splitter:
    """The rules, made ready for many stretches of text."""
    return Splitter(rules)


class Splitter:
    """Splits text by the abbreviations of a language."""

    def __init__(self, rules: SentenceRules) -> None:
        self.goes_on = frozenset(rules.goes_on)
        self.may_end = frozenset(rules.may_end)
        self.starters = frozenset(rules.starters)
        self.lettered = frozenset(rules.lettered)

    def split(self, text: str, span: Span) -> list[Span]:
        """The sentences of a stretch of text; see ``split`` above."""
        found: list[Span] = []
        start, end = span
        while start < end and text[start].isspace():
            start += 1
        for stop in _END.finditer(text, start, end):
            if stop.start() < start or not self.ends(text, start, stop, end):
                continue
            _add(found, text, start, stop.end())
            start = stop.end()
            while start < end and text[start].isspace():
                start += 1
        _add(found, text, start, end)
        if found and _ENUMERATED.match(text, found[0].start):
            return list(_items(text, found))
        return found

    def ends(self, text: str, start: int, stop: re.Match[str], end: int) -> bool:
        """True when the stop ends the sentence that began at ``start``."""
        first, after = stop.span()
        if after + 1 < end and text[after] == " " and text[after + 1].isalnum():
            after += 1
        else:
            opening = _OPENING.match(text, after, end)
            after = opening.end() if opening else after
            if after >= end:
                return True
        following = text[after]
        mark = text[first]
        if mark == "\n":
            # A line break that the writer made: verses, addresses, lists with dashes; or only a narrow column.
            return not following.islower() and (text[first - 1] not in ",-–—&" or "\n" in text[first + 1 : stop.end()])
        if (
            following.islower()
            and not text[after + 1 : after + 2].isupper()
            and not self._is_casual(text, first, after)
        ):
            # Unless it is "mRNA" or "pH" that begins a sentence.
            return False
        return mark != "." or self._full_stop_ends(text, start, first, after)

    def _full_stop_ends(self, text: str, start: int, stop: int, following: int) -> bool:
        if text[stop + 1 : stop + 2] == ".":
            return self._starts(text, following)
        word = _word_before(text, start, stop)
        if word in self.goes_on:
            # "No." may be an answer, and "al." stands before the verb: only a clear new sentence counts.
            return word in ("no", "No", "min", "max", "in") and text[following].isalpha()
        if word in self.may_end:
            # A unit of measure ends a sentence before any capital; a name of a country only before a known word.
            unit = word.islower() and "." not in word and text[following].isalpha()
            return unit or self._starts(text, following)
        if word[-1:].isupper() and _INITIAL.fullmatch(word):
            earlier = text[start : stop - len(word)].rstrip().rpartition(" ")[2]
            return earlier in self.lettered or self._starts(text, following)
        # The number of a list: "1. Rest."
        if not word or len(word) > 3 or not (word.isdigit() or len(word) == 1):
            return True
        return any(character.isalnum() for character in text[start : stop - len(word)])

    def _is_casual(self, text: str, stop: int, following: int) -> bool:
        """True for a sentence without its capital: a whole word, one stop, and then "i" or "they" or their kin."""
        first = _FIRST_WORD.match(text, following)
        if first is None or first[0] not in _CASUAL or not text[stop + 1 : stop + 2].isspace():
            return False
        word = _word_before(text, 0, stop)
        return len(word) > 1 and word.isalpha() and word not in self.goes_on and word not in self.may_end

    def _starts(self, text: str, offset: int) -> bool:
        """True when the word at an offset begins sentences more often than names."""
        word = _FIRST_WORD.match(text, offset)
        return word is not None and word[0].replace("’", "'") in self.starters


def _items(text: str, found: list[Span]) -> Iterator[Span]:
    """The sentences, parted where one line of text counts its items: "1. Rest 2. Drink 3. Sleep"."""
    marks = [mark for mark in _MARK.finditer(text, found[0].start, found[-1].end) if mark.start() >= found[0].start]
    if not marks:
        yield from found
        return
    last = marks[0]
    starts = {last.start()}
    for mark in marks[1:]:
        if mark[2] == last[2] and _follows(last[1], mark[1]):
            starts.add(mark.start())
            last = mark
    bounds: list[Span] = []
    for start, end in found:
        cuts = [start, *sorted(cut for cut in starts if start < cut < end), end]
        for one, other in pairwise(cuts):
            # The number of an item is not a sentence of its own.
            begin = bounds.pop().start if bounds and _MARK.fullmatch(text, *bounds[-1]) else one
            _add(bounds, text, begin, other)
    yield from bounds


def _follows(label: str, other: str) -> bool:
    """True for 1 and 2, for a and b."""
    if label.isdigit():
        return other.isdigit() and int(other) == int(label) + 1
    return ord(other) == ord(label) + 1


def _word_before(text: str, start: int, end: int) -> str:
    """The word that ends at an offset; empty when none does."""
    space = text.rfind(" ", max(start, end - _LONGEST_WORD), end)
    word = text[max(space + 1, start) if space >= 0 else max(start, end - _LONGEST_WORD) : end]
    return _BREAKS_A_WORD.split(word)[-1].lstrip("'‘-")


def _add(found: list[Span], text: str, start: int, end: int) -> None:
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        found.append(Span(start, end))
