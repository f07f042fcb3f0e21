"""Where sentences end, in linear time and with exact spans.

Rules after Grefenstette and Tapanainen 1994 ("What is a word, what is a sentence?"): a full stop ends a sentence
unless the word before it is an abbreviation or an initial, or the word after it goes on in lower case.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from healthlint.core import later
from healthlint.core.document import OPAQUE
from healthlint.core.reading import Sentence
from healthlint.core.span import Span
from healthlint.prose import compiled
from healthlint.prose.english import SentenceRules
from healthlint.prose.syllables import in_dictionary

_NOTE = rf"(?:{OPAQUE}|\[\d{{1,3}}(?:[,;\-–] ?\d{{1,3}})*\]|[⁰¹²³⁴-⁹]++)"
_SMILE = r"[:;=]['’]?-?[()DP](?!\w)"
_END = later.pattern(
    # One set of characters first: the engine skips to them. A stop that ends the text needs no look.
    r"[.!?…。\n](?!\Z)"
    # A clear end, most of all: the spaces after a whole word and its stop, before a capital, a figure or a dash.
    r"(?:(?<=[a-z]{4}\.| [a-z]{3}\.|[a-z]{3}\)\.|.{4}[!?])( +)(?=[A-Z0-9–—-])"
    r"|(?<=\n)\n*"
    # More stops, the quotes and brackets that they close, a smile, and the notes that hang on them.
    # Of a run of stops only the first begins this, or a long one would be read again from each.
    rf"|(?<!\n)(?<![.!?…。]{{2}})(?:(?<=\.)(?: \.)+|[.!?…。]*+)[\"'”’»)\]*_]*+(?: ?{_SMILE})?(?: ?{_NOTE})*(?=\s|$)"
    # No space after the stop, as exports leave it: "helps.Most people", "help...Then".
    r"|(?<=[a-z]{3}[.!?])[.!?]*+(?=[A-Z][a-z]{2,}|I )(?!\w+[.@]\w))"
)
_BREAKS_A_WORD = later.pattern(r"[\s(\[\"“/—–]")
_OPENING = later.pattern(r"[\s\"'“‘«(\[*_¿¡" + OPAQUE + "]*")
_FIRST_WORD = later.pattern(r"[A-Za-z]+(?:['’][a-z]+)?")
_INITIAL = later.pattern(r"(?:[A-Z]\.)*[A-Z]")
_new = tuple.__new__
"""Named tuples made from a tuple take two thirds of the time."""
_LONGEST = 20_000
"""Characters of a sentence: a text without stops is cut, since much is looked up sentence by sentence."""
_LONGEST_WORD = 40
_WHOLE_WORD = 4
"""Letters of a word before a full stop, with the space before them, that tell it from an abbreviation."""
_ENUMERATED = later.pattern(r"(?:[•⁃]\s*)?(?:[0-9]{1,2}|a)[.)]+\s")
_COUNTING = frozenset("0123456789a•⁃")
"""How ``_ENUMERATED`` may begin."""
_MARK = later.pattern(r"(?<!\S)(?:[•⁃]\s*)?(\d{1,2}|[a-z])([.)]+)(?=\s|$)")
_CASUAL = frozenset("i we you he she they it this that these those there what why where when how who".split())  # noqa: SIM905

_DOMAINS = frozenset({"com", "org", "net", "gov", "edu", "co", "info"})
"""What ends a broken address: "www. example. com"."""


class Bounds(NamedTuple):
    """Where sentences stand, as bare offsets: most of them are never asked for."""

    starts: list[int]
    ends: list[int]
    firsts: list[int]
    """By stretch of text, the index of its first sentence; and one more, where the last stretch ends."""

    def start(self, stretch: int, offset: int) -> int:
        """The start of the last sentence of a stretch that begins at or before an offset; -1 for none."""
        place = bisect_right(self.starts, offset) - 1
        return self.starts[place] if place >= self.firsts[stretch] else -1

    def around(self, stretch: int, span: Span) -> Span:
        """A span with all of those sentences of a stretch that it shares a character with."""
        first = max(bisect_right(self.ends, span.start), self.firsts[stretch])
        last = min(bisect_left(self.starts, span.end), self.firsts[stretch + 1]) - 1
        if first > last:
            return span
        return Span(min(span.start, self.starts[first]), max(span.end, self.ends[last]))


class Sentences(dict[int, Sentence]):
    """Sentences by their index, made when first asked for, with the index of their stretch of text."""

    def __init__(self, bounds: Bounds) -> None:
        super().__init__()
        self._bounds = bounds

    def __missing__(self, place: int) -> Sentence:
        """Makes a sentence and keeps it."""
        starts, ends, firsts = self._bounds
        span = _new(Span, (starts[place], ends[place]))
        found = self[place] = _new(Sentence, (span, bisect_right(firsts, place) - 1))
        return found

    def of(self, stretch: int) -> tuple[Sentence, ...]:
        """Those of one stretch."""
        firsts = self._bounds.firsts
        return tuple(map(self.__getitem__, range(firsts[stretch], firsts[stretch + 1])))


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
        self.doubtful = frozenset(f" {word}."[-_WHOLE_WORD - 1 :] for word in self.goes_on | self.may_end)
        """How a word ends that looks like a whole one and may be an abbreviation."""
        words = (self.goes_on, self.may_end, self.starters, self.lettered, self.doubtful, _CASUAL, _DOMAINS)
        self._compiled = compiled.splitter(kind, _is_known, words)

    def split(self, text: str, span: Span) -> list[Span]:
        """The sentences of a stretch of text; see ``split`` above."""
        bounds = self.bounds(text, [span])
        return list(map(Span, bounds.starts, bounds.ends))

    def bounds(self, text: str, stretches: Sequence[tuple[int, int]]) -> Bounds:
        """The sentences of stretches of text, which stand in order."""
        found = self._compiled(text, stretches) if self._compiled else None
        starts, ends, firsts, others = found or self._split(text, stretches)
        return self._parted(text, Bounds(starts, ends, firsts), others) if others else Bounds(starts, ends, firsts)

    def _split(self, text: str, stretches: Iterable[tuple[int, int]]) -> compiled.Split:
        starts: list[int] = []
        ends: list[int] = []
        firsts: list[int] = []
        others: list[int] = []
        find, doubtful = _END.finditer, self.doubtful
        for index, (start, end) in enumerate(stretches):
            firsts.append(len(starts))
            begin = start if text[start : start + 1].isalnum() else _skip_space(text, start, end)
            counts = text[begin : begin + 1] in _COUNTING and _ENUMERATED.match(text, begin, end)
            if counts or end - start > _LONGEST:
                others.append(index)
            for stop in find(text, begin, end):
                cut, following = stop.span(1)
                if cut < 0 or text[cut - _WHOLE_WORD - 1 : cut] in doubtful:
                    mark, after = stop.span() if cut < 0 else (cut - 1, cut)
                    if mark < begin or not self.ends(text, begin, mark, after, end):
                        continue
                    cut = _trim_space(text, begin, after)
                    following = _skip_space(text, after, end)
                starts.append(begin)
                ends.append(cut)
                begin = following
            if begin < end:
                starts.append(begin)
                ends.append(_trim_space(text, begin, end) if text[end - 1].isspace() else end)
        firsts.append(len(starts))
        return starts, ends, firsts, others

    @staticmethod
    def _parted(text: str, bounds: Bounds, others: Iterable[int]) -> Bounds:
        """The same, some stretches parted further: those that are too long, and those that count their items."""
        found = Bounds([], [], [0])
        stretches = frozenset(others)
        for stretch, (first, last) in enumerate(pairwise(bounds.firsts)):
            sentences = list(map(Span, bounds.starts[first:last], bounds.ends[first:last]))
            if stretch in stretches and sentences:
                sentences = list(_pieces(text, sentences))
                if _ENUMERATED.match(text, sentences[0].start, sentences[-1].end):
                    sentences = list(_items(text, sentences))
            found.starts.extend(start for start, _ in sentences)
            found.ends.extend(end for _, end in sentences)
            found.firsts.append(len(found.starts))
        return found

    def ends(self, text: str, start: int, first: int, after: int, end: int) -> bool:
        """True when the stop from ``first`` to ``after`` ends the sentence that began at ``start``."""
        stop = after
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
            return not following.islower() and (text[first - 1] not in ",-–—&" or "\n" in text[first + 1 : stop])
        if following.islower() and not text[after + 1 : after + 2].isupper():
            return self._ends_without_capital(text, start, first, stop, after)
        # Or it is "mRNA" or "pH" that begins a sentence.
        return mark != "." or self._full_stop_ends(text, start, first, after)

    def _full_stop_ends(self, text: str, start: int, stop: int, following: int) -> bool:
        if text[stop + 1 : stop + 2] == ".":
            return text[following - 1] == "." or self._starts(text, following)
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

    def _ends_without_capital(self, text: str, start: int, stop: int, end: int, following: int) -> bool:
        """True when a stop that closes nothing ends a sentence, although lower case follows."""
        mark = text[end - 1]
        word = _word_before(text, start, stop if mark in ".…" else _trim_space(text, start, stop))
        if len(word) < 2 or mark not in ".!?…" or text[following - 1] in "([":
            return False
        if mark in "!?":
            # "Yahoo! is" goes on, and so does the title of a post: "Why Do We Sleep? was".
            return not word[0].isupper()
        if end > stop + 1 or not word.isalpha() or word in self.goes_on or word in self.may_end:
            return False
        first = _FIRST_WORD.match(text, following)
        if first is not None and first[0] in _CASUAL:
            return True
        if mark == "…" or (first is not None and first[0] in _DOMAINS):
            return False
        # Either so writes this writer, or the stop is no abbreviation's.
        return text[start].islower() or (len(word) > _WHOLE_WORD and _is_known(word))

    def _starts(self, text: str, offset: int) -> bool:
        """True when the word at an offset begins sentences more often than names."""
        word = _FIRST_WORD.match(text, offset)
        return word is not None and word[0].replace("’", "'") in self.starters


def kind(character: str) -> int:
    """What a character is, a bit for each of these questions."""
    asked = (str.isspace, str.isalnum, str.isalpha, str.islower, str.isupper, str.isdecimal, str.isdigit)
    return sum(1 << bit for bit, is_such in enumerate(asked) if is_such(character))


def _is_known(word: str) -> bool:
    return in_dictionary(word.lower().encode()) is not None


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
            bounds.append(Span(begin, _trim_space(text, begin, other)))
    yield from bounds


def _pieces(text: str, found: Iterable[tuple[int, int]]) -> Iterator[Span]:
    """The sentences, those that are too long cut between words."""
    for start, end in found:
        begin = start
        while end - begin > _LONGEST:
            space = text.rfind(" ", begin + _LONGEST // 2, begin + _LONGEST)
            cut = space if space >= 0 else begin + _LONGEST
            yield Span(begin, _trim_space(text, begin, cut))
            begin = _skip_space(text, cut, end)
        yield Span(begin, end)


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


def _skip_space(text: str, start: int, end: int) -> int:
    """The next offset with something to read."""
    while start < end and text[start].isspace():
        start += 1
    return start


def _trim_space(text: str, start: int, end: int) -> int:
    """The end of what there is to read."""
    while end > start and text[end - 1].isspace():
        end -= 1
    return end
