"""The literal words that a pattern cannot match without, to pass over texts in which none of them stands.

After Cox 2012 ("Regular Expression Matching with a Trigram Index"): walk the pattern, keep the exact strings that a
part can match while they are few, and of the parts of a sequence keep the one that is rarest in English.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable
from functools import cache
from itertools import combinations, product
from typing import Any, TypeAlias

# The parser of the standard library, private by name and stable since Python 3.11. What it cannot read is not filtered.
from re import _constants as op  # type: ignore[attr-defined]  # isort: skip
from re import _parser as parser  # type: ignore[attr-defined]  # isort: skip

from healthlint.core import later

Strings: TypeAlias = frozenset[str]

BREAK = b"\xff"
"""Between two stretches of normal text; no folded text holds it."""
MOST_EXACT = 160
"""So many strings are multiplied out before a sequence is cut."""
MOST_ENDINGS = 40
"""So many strings with which a part may end are worth telling apart."""
MOST_REQUIRED = 1_500
"""A part with more literals than these filters too little for its cost."""
MOST_FREQUENT = 3.0
"""To look for literals that are as frequent as this together, by ``_each``, takes longer than to do without."""
MOST_FREQUENT_COUNTED = 0.13
"""Parts of words that are counted are rarer."""
MOST_FREQUENT_BESIDE = 4.0
"""So frequent may further parts of a pattern be."""
MOST_PARTS = 2
"""So many parts of one pattern are looked for; more rule out little."""
_WORD_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_MARKS = frozenset("%([<=:?")
"""What patterns are told by where it stands beside words."""
_SMALL_CLASS = 6
_FRAGMENT = 3
"""Parts of words that are no longer than this stand in many words."""
_LONG = 8
_DIGITS = frozenset("0123456789")
_ALL_DIGITS = (0x30, 0x39)
_NUMBERS: Strings = frozenset(f" {digit}" for digit in _DIGITS)
"""Many patterns need a number: its beginnings are looked for anyway."""
_COMMON = frozenset(
    """
    a about all also an and any are as at be been body but by can care day disease do does for from get has have he
    health help helps her his how i if in into is it its make may medical more most much no not of on one or other our
    out pain patients people she so some such symptoms than that the their them then there these they this those time
    to treatment up use used using was we were what when which who will with would you your
    """.split()  # noqa: SIM905 - a hundred quoted words would be harder to read
)


def required(pattern: str) -> tuple[Strings, ...]:
    """Parts of a pattern: every match holds a string of each of them, in a text that was put through ``normal``.

    Args:
        pattern: A regular expression, folded as ``folding.fold`` does, that matches whole words only.

    Returns:
        The rarest parts, the rarest first. Their strings are literals in lower case, a space for every stretch of
        other characters. Nothing when there are none to name.
    """
    try:
        tree = parser.parse(pattern)
    except (re.error, RecursionError, OverflowError):
        return ()
    sequence = _Sequence()
    sequence.extend(frozenset((" ",)))
    _walk(tree, sequence)
    sequence.extend(frozenset((" ",)))
    sequence.offer(sequence.exact)
    return tuple(sorted(dict.fromkeys(sequence.parts), key=lambda part: (_frequency(part), sorted(part))))


def needed(pattern: str, *, counted: bool = False) -> tuple[Strings, ...]:
    """The parts of ``required`` that are worth looking for.

    Args:
        pattern: The pattern.
        counted: Only one part, so that no match holds a literal of it twice unless it must; whole words are worth it
            however frequent they are.
    """
    parts = required(pattern)
    if counted:
        return tuple(_fewest(part) for part in parts[:1] if all(_is_counted(string) for string in part))
    beside = [
        part for part in parts[1:MOST_PARTS] if _frequency(part) < MOST_FREQUENT_BESIDE or _fewest(part) == _NUMBERS
    ]
    return tuple(_fewest(map(_inner, part)) for part in parts[:1] + tuple(beside) if _frequency(part) < MOST_FREQUENT)


def normal(data: bytes, stretches: Iterable[tuple[int, int]]) -> bytes:
    """Stretches of folded text in the form of the literals, with a ``BREAK`` between two.

    Lower case, one space between words and around them; each of ``_MARKS`` is a word.
    """
    words = BETWEEN.join([data[start:end] for start, end in stretches])
    for mark, apart in _APART:
        if mark in words:
            words = words.replace(mark, apart)
    return b" " + b" ".join(words.translate(TABLE).split()) + b" "


_EMPTY: Strings = frozenset(("",))
_SPACE: Strings = frozenset((" ",))
"""Any number of spaces is one in a normal text."""


class _Sequence:
    """Parts that follow one another: exact strings while they last, and those of which every match holds one."""

    def __init__(self) -> None:
        self.exact: Strings = _EMPTY
        """With one of these all that was read so far ends, and begins too as long as it is ``complete``."""
        self.lead: Strings = _EMPTY
        """With one of these a sequence begins that is no longer complete."""
        self.complete = True
        """Nothing was cut yet: ``exact`` is all that the sequence can match."""
        self.parts: list[Strings] = []

    def extend(self, strings: Strings) -> None:
        """Goes on with one of a few exact strings."""
        most = MOST_REQUIRED if 1 in (len(self.exact), len(strings)) else MOST_EXACT
        if len(self.exact) * len(strings) > most:
            # A space at the cut is kept on both sides of it.
            lead = " " if all(string.endswith(" ") for string in self.exact) else ""
            self.cut()
            if len(strings) > MOST_REQUIRED:
                return
            strings = frozenset(_collapsed(lead + string) for string in strings)
        self.exact = frozenset(_collapsed(a + b) for a, b in product(self.exact, strings))

    def cut(self, ends: Strings = _EMPTY) -> None:
        """Goes on with something that is not exact.

        Args:
            ends: With one of these it ends.
        """
        self.offer(self.exact)
        if self.complete:
            self.lead = self.exact
            self.complete = False
        self.exact = _EMPTY if "" in ends else _few_endings(ends)

    def offer(self, strings: Strings) -> None:
        """Keeps a part that must occur."""
        if len(strings) <= MOST_REQUIRED and all(string.strip() for string in strings):
            self.parts.append(strings)

    def best(self) -> Strings | None:
        """The rarest part."""
        return min((*self.parts, *self._last()), key=_frequency, default=None)

    def _last(self) -> list[Strings]:
        return [self.exact] if len(self.exact) <= MOST_REQUIRED and all(map(str.strip, self.exact)) else []

    @property
    def beginnings(self) -> Strings:
        """With one of these it begins."""
        return self.exact if self.complete else self.lead


def _walk(tree: Iterable[Any], sequence: _Sequence) -> None:
    for kind, argument in tree:
        _step(kind, argument, sequence)


def _step(kind: Any, argument: Any, sequence: _Sequence) -> None:
    if kind is op.LITERAL:
        sequence.extend(frozenset((_character(argument),)))
    elif kind is op.IN:
        characters = _class(argument)
        if characters is None:
            sequence.cut()
        else:
            sequence.extend(characters)
    elif kind is op.SUBPATTERN:
        _walk(argument[3], sequence)
    elif kind is op.BRANCH:
        _branch([_part(alternative) for alternative in argument[1]], sequence)
    elif kind in (op.MAX_REPEAT, op.MIN_REPEAT):
        fewest, most, repeated = argument
        _repeat(fewest, most, repeated, sequence)
    elif kind is not op.AT:
        sequence.cut()


def _branch(parts: list[_Sequence], sequence: _Sequence) -> None:
    if all(part.complete for part in parts):
        strings = frozenset().union(*(part.exact for part in parts))
        if len(strings) <= MOST_REQUIRED:
            sequence.extend(strings)
            return
    bests = [part.exact if part.complete else part.best() for part in parts]
    _begin(frozenset().union(*(part.beginnings for part in parts)), sequence)
    sequence.cut(frozenset().union(*(part.exact for part in parts)))
    if None not in bests:
        sequence.offer(frozenset().union(*(strings for strings in bests if strings is not None)))


def _repeat(fewest: int, most: Any, tree: Any, sequence: _Sequence) -> None:
    part = _part(tree)
    if fewest == 0:
        if part.complete and (most == 1 or part.exact == _SPACE) and len(part.exact) < MOST_EXACT:
            sequence.extend(part.exact | {""})
        else:
            sequence.cut(sequence.exact | part.exact)
    elif (fewest, most) == (1, 1):
        _walk(tree, sequence)
    elif part.complete and part.exact == _SPACE:
        sequence.extend(part.exact)
    else:
        _begin(part.beginnings, sequence)
        sequence.cut(part.exact)
        if part.complete:
            sequence.offer(_repeated(part.exact, fewest))
        elif (best := part.best()) is not None:
            sequence.offer(best)


def _few_endings(strings: Strings) -> Strings:
    """The strings, or as much of their last characters as leaves a few."""
    for length in (4, 3, 2):
        if len(strings) <= MOST_ENDINGS:
            break
        strings = frozenset(string[-length:] for string in strings)
    return strings if len(strings) <= MOST_EXACT else _EMPTY


def _begin(strings: Strings, sequence: _Sequence) -> None:
    """What a sequence goes on with begins with one of a few strings."""
    if "" not in strings and len(strings) * len(sequence.exact) <= MOST_EXACT:
        sequence.extend(strings)


def _repeated(strings: Strings, times: int) -> Strings:
    """One of a few strings so many times, or fewer when that would be too many."""
    found = strings
    for _ in range(times - 1):
        longer = frozenset(_collapsed(a + b) for a, b in product(found, strings))
        if len(longer) > MOST_EXACT:
            break
        found = longer
    return found


def _part(tree: Any) -> _Sequence:
    part = _Sequence()
    _walk(tree, part)
    return part


def _class(items: list[Any]) -> Strings | None:
    """The characters of a small class; None for a large one."""
    found: set[str] = set()
    for kind, argument in items:
        if kind is op.LITERAL:
            found.add(_character(argument))
        elif kind is op.CATEGORY and argument is op.CATEGORY_SPACE:
            found.add(" ")
        elif kind is op.CATEGORY and argument is op.CATEGORY_DIGIT:
            found.update(_DIGITS)
        elif kind is op.RANGE and (argument[1] - argument[0] < _SMALL_CLASS or argument == _ALL_DIGITS):
            found.update(map(_character, range(argument[0], argument[1] + 1)))
        else:
            return None
    return frozenset(found) if found and len(found - _DIGITS) <= _SMALL_CLASS else None


def _character(code: int) -> str:
    character = chr(code).lower()
    if character in _MARKS:
        return f" {character} "
    return character if character in _WORD_CHARACTERS else " "


def _collapsed(text: str) -> str:
    return _SPACES.sub(" ", text)


def _frequency(strings: Strings) -> float:
    """Roughly how often one of the strings stands in English: short and common words often, long ones rarely."""
    return sum(map(_each, strings))


@cache
def _each(string: str) -> float:
    words = string.split()
    common = len(set(words)) == len(words) and all(word in _COMMON for word in words)
    factor = {1: 40, 2: 150}.get(len(words), 8) if common else 1
    boundaries = string.startswith(" ") + string.endswith(" ")
    digits = sum(map(str.isdigit, string))
    length = sum(map(len, words))
    if boundaries < 2 and length <= _FRAGMENT and not digits:
        factor *= 8
    rare = 2 * max(0, digits - 1)
    return math.exp(-0.7 * (length + rare + boundaries + 2 * (len(words) - 1))) * factor


def _inner(string: str) -> str:
    """A long literal without the spaces around it: it is hardly less rare, and the same for more patterns."""
    return string.strip() if len(string) > _LONG else string


def _is_counted(string: str) -> bool:
    """True for whole words, which are worth counting however frequent they are, and for what is rare."""
    return string[0] == string[-1] == " " or len(string.split()) > 1 or _each(string) <= MOST_FREQUENT_COUNTED


def _fewest(strings: Iterable[str]) -> Strings:
    """Without the strings that hold another of them."""
    kept: set[str] = set()
    for string in sorted(strings, key=len):
        if not any(string[i:j] in kept for i, j in combinations(range(len(string) + 1), 2)):
            kept.add(string)
    return frozenset(kept)


_SPACES = later.pattern(" {2,}")
BETWEEN = b" " + BREAK + b" "
_APART = [(mark.encode("ascii"), f" {mark} ".encode("ascii")) for mark in sorted(_MARKS)]
MARKS = "".join(sorted(_MARKS)).encode("ascii")
TABLE = (
    bytes(
        ord(character) if code < 128 and (character := chr(code).lower()) in _WORD_CHARACTERS | _MARKS else ord(" ")
        for code in range(255)
    )
    + BREAK
)
"""What becomes of each byte of folded text in its normal form."""
