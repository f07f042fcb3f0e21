"""Patterns: the regular expressions of rules and lexicons, folded, vetted and found in linear time.

The only door to RE2, which knows no backtracking: whatever a pack holds, time grows with the text alone. Where there is
a compiled core, it does the same for nearly all patterns, and RE2 is left the others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import cache, cached_property, lru_cache
from typing import Any, NamedTuple, TypeAlias

from healthlint.core import later
from healthlint.core.digest import blake2b
from healthlint.prose import alternatives, compiled, literals
from healthlint.prose.folding import fold

MAX_PROGRAM = 20_000
"""Instructions that one compiled pattern may have. Lexicons of some hundred words need about 3,000."""
_MEMORY = 64 << 20
"""Bytes that RE2 may use for the states of one pattern that passed ``check``. It takes what a text needs; with its
default of 8 MB a pattern over some hundred words falls back to a search that is twenty times slower."""
MAX_LENGTH = 100_000
"""Characters of one pattern, its lexicons expanded. The longest of the built-in rules has 22,000."""
MOST_UNICODE = 20
"""Classes such as ``\\p{Lu}`` in one pattern: each takes ten milliseconds to compile."""
MAX_REPEAT = 200
"""The largest count in a repetition such as ``{0,60}``: larger ones are slow on every text."""


class Patterns:
    """Regular expressions that are searched for together, lexicons already expanded. Immutable.

    Looked up for every sentence, so the hash of its many strings is worked out once, and what was compiled is kept.
    Both are left behind by pickle: strings hash differently in another process.
    """

    __slots__ = ("_hash", "_matcher", "_members", "_re2", "items")

    def __init__(self, items: tuple[str, ...], members: dict[bool, tuple[Member, ...]] | None = None) -> None:
        self.items = items
        self._members = members or {}
        self._hash = hash(items)
        self._matcher: Any = None
        self._re2: Re2 | None = None

    def __hash__(self) -> int:
        return self._hash

    def __eq__(self, other: object) -> bool:
        return self is other or (isinstance(other, Patterns) and self.items == other.items)

    def __repr__(self) -> str:
        return f"Patterns({self.items!r})"

    def __reduce__(self) -> tuple[type[Patterns], tuple[tuple[str, ...]]]:
        return Patterns, (self.items,)

    def members(self, *, counted: bool = False) -> tuple[Member, ...]:
        """The patterns one by one, with the literals that each needs. Worked out once.

        Args:
            counted: It matters how many matches there are; see ``literals.needed``.
        """
        if counted not in self._members:
            self._members[counted] = _members(self.items, counted=counted)
        return self._members[counted]

    @property
    def matcher(self) -> compiled.Matcher | None:
        """The compiled core's search; made when first asked for. None where there is none, or not for these."""
        if self._matcher is None:
            self._matcher = _matcher(self) or False
        return self._matcher or None

    @property
    def re2(self) -> Re2:
        """The search of RE2; made when first asked for."""
        if self._re2 is None:
            self._re2 = Re2(self)
        return self._re2


def name_of(patterns: Patterns) -> str:
    """A digest of what patterns hold: the same in every process."""
    data = "\0".join(patterns.items).encode("utf-8", "surrogatepass")
    return blake2b(data, digest_size=12).hexdigest()


def remember(matchers: Callable[[Patterns], compiled.Matcher | None]) -> None:
    """Has matchers looked up before they are made; in place of where they were looked up before.

    Args:
        matchers: Gives the one of some patterns, if it has it.
    """
    _remembered[:] = [matchers]


Stretch: TypeAlias = tuple[int, int, Sequence[Patterns]]
"""From an offset to another one, and what is looked for in between."""


class Member(NamedTuple):
    """Patterns of a group that are looked for where their literals stand together in a sentence."""

    patterns: Patterns
    needs: tuple[frozenset[str], ...]
    """Of each of these parts a match holds one; nothing for patterns without literals."""


def check(pattern: str) -> str:
    """What is wrong with a pattern, in words for its author; empty when it is fine."""
    if len(pattern) > MAX_LENGTH:
        return f"the pattern is too long: {len(pattern):,} characters with its lexicons, {MAX_LENGTH:,} allowed"
    if len(_UNICODE.findall(pattern)) > MOST_UNICODE:
        return f"it has more than {MOST_UNICODE} classes of Unicode (\\p); text is read without accents, so write [a-z]"
    outside = re.sub(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]", "", pattern)
    if "^" in outside or "$" in outside:
        return "'^' and '$' are not known here: a pattern is found anywhere in a sentence (see 'whole')"
    for count in re.findall(r"\{(?:\d*,)?(\d+)\}", outside):
        if int(count) > MAX_REPEAT:
            return f"the repetition {{{count}}} is larger than {MAX_REPEAT}"
    program = _program(encode(pattern), longest=True)
    if not program.ok():
        return str(program.error().decode("utf-8", "replace"))
    if program.ProgramSize() > MAX_PROGRAM:
        return f"the pattern is too large: {program.ProgramSize():,} steps, {MAX_PROGRAM:,} allowed"
    if program.Match(_library().Anchor.ANCHOR_START, b"", 0, 0)[0][0] >= 0:
        return "the pattern also matches nothing at all"
    return ""


def find(patterns: Patterns, data: bytes, start: int, end: int) -> Iterable[tuple[int, int]]:
    """The leftmost longest matches between two offsets, none overlapping, each beginning and ending where words do."""
    if matcher := patterns.matcher:
        with suppress(OverflowError):
            return matcher.find(data, start, end)
    return patterns.re2.find(data, start, end)


def find_each(data: bytes, stretches: Sequence[Stretch]) -> Iterator[tuple[int, int, int]]:
    """As ``find``, of the patterns of each stretch together; with each match, the index of its stretch.

    What is not asked for is not looked for, but for a few stretches.
    """
    for start in range(0, len(stretches), _AT_ONCE):
        some = stretches[start : start + _AT_ONCE]
        found = _compiled_each(data, some)
        for begin, last, index in _each(data, some) if found is None else found:
            yield begin, last, start + index


def _compiled_each(data: bytes, stretches: Sequence[Stretch]) -> list[tuple[int, int, int]] | None:
    """By the compiled core; None where that cannot do it."""
    wanted = []
    for start, end, groups in stretches:
        matchers = [matcher for group in groups if (matcher := group.matcher)]
        if len(matchers) < len(groups):
            return None
        wanted.append((start, end, matchers))
    with suppress(OverflowError):
        return compiled.find_each(data, wanted)
    return None


def _each(data: bytes, stretches: Sequence[Stretch]) -> Iterator[tuple[int, int, int]]:
    for index, (start, end, groups) in enumerate(stretches):
        found = {group: match for group in groups if (match := first(group, data, start, end))}
        while found:
            begin = min(match[0] for match in found.values())
            last = max(match[1] for match in found.values() if match[0] == begin)
            yield begin, last, index
            for group in [group for group, match in found.items() if match[0] < last]:
                again = first(group, data, last, end)
                if again is None:
                    del found[group]
                else:
                    found[group] = again


def first(patterns: Patterns, data: bytes, start: int, end: int) -> tuple[int, int] | None:
    """The leftmost longest match between two offsets that begins and ends where words do."""
    if matcher := patterns.matcher:
        with suppress(OverflowError):
            return matcher.first(data, start, end)
    return patterns.re2.first(data, start, end)


def shorten(patterns: Patterns, data: bytes, start: int, end: int) -> int:
    """The end of the longest match that begins at ``start`` and ends by ``end``; -1 when there is none."""
    if matcher := patterns.matcher:
        with suppress(OverflowError):
            return matcher.shorten(data, start, end)
    return patterns.re2.whole(data, start, end)


def begins(patterns: Patterns, data: bytes, stretches: Sequence[tuple[int, int]]) -> bool:
    """True when any of some stretches begins with a match."""
    if matcher := patterns.matcher:
        with suppress(OverflowError):
            return matcher.begins(data, stretches)
    return any(patterns.re2.whole(data, start, end) >= 0 for start, end in stretches)


class Re2:
    """What is asked of patterns, answered by RE2."""

    def __init__(self, patterns: Patterns) -> None:
        self._patterns = patterns
        anchor = _library().Anchor
        self._anywhere, self._here = anchor.UNANCHORED, anchor.ANCHOR_START

    @cached_property
    def _leftmost(self) -> Any:
        """The search for where the leftmost match begins."""
        return _compiled(self._patterns, longest=False).Match

    @cached_property
    def _longest(self) -> Any:
        """The search for where the longest match ends."""
        return _compiled(self._patterns, longest=True).Match

    def find(self, data: bytes, start: int, end: int) -> Iterator[tuple[int, int]]:
        """As the function of this name."""
        position = start
        while position < end:
            found = self.first(data, position, end)
            if found is None:
                return
            yield found
            position = found[1]

    def first(self, data: bytes, start: int, end: int) -> tuple[int, int] | None:
        """As the function of this name."""
        while start < end:
            ((begin, last),) = self._leftmost(self._anywhere, data, start, end)
            if not 0 <= begin < end:
                return None
            if begin and data[begin] in _WORD and data[begin - 1] in _WORD:
                # Nothing else in this word is the beginning of one.
                start = _LETTERS.match(data, begin, end).end()  # type: ignore[union-attr]
                continue
            # Where the leftmost match begins is cheap to find, and how far it reaches is found from there: one search
            # for the leftmost longest match keeps a state for every place at which it might begin.
            last = self.whole(data, begin, end)
            if last >= 0:
                return begin, last
            start = begin + 1
        return None

    def whole(self, data: bytes, first: int, end: int) -> int:
        """The end of the longest match at ``first`` that is made of whole words; -1 when there is none."""
        if first and first < len(data) and data[first - 1] in _WORD and data[first] in _WORD:
            return -1
        limit = end
        while limit > first:
            ((again, last),) = self._longest(self._here, data, first, limit)
            if again < 0 or last <= first:
                return -1
            if last >= len(data) or data[last] not in _WORD or data[last - 1] not in _WORD:
                return int(last)
            # In the middle of a word: the next end that could do is where that word begins.
            limit = last - 1
            while limit > first and data[limit - 1] in _WORD:
                limit -= 1
        return -1


def words(pattern: str) -> frozenset[str]:
    """The words of a pattern that is nothing but one of several words; none for others."""
    found = _WORDS.fullmatch(pattern)
    return frozenset(found[1].lower().split("|")) if found else frozenset()


@lru_cache(maxsize=4096)
def _matcher(patterns: Patterns) -> compiled.Matcher | None:
    for matchers in _remembered:
        if found := matchers(patterns):
            return found
    return compiled.matcher_of(encoded(patterns))


@lru_cache(maxsize=4096)
def _compiled(patterns: Patterns, *, longest: bool) -> Any:
    return _program(encoded(patterns), longest=longest, memory=_MEMORY)


def encoded(patterns: Patterns) -> bytes:
    """Patterns as one, as it is matched."""
    return encode("|".join(f"(?:{item})" for item in patterns.items))


def _members(items: tuple[str, ...], *, counted: bool) -> tuple[Member, ...]:
    """The patterns, large ones split into their alternatives; those that need the same literals stay together."""
    together: dict[tuple[frozenset[str], ...], list[str]] = {}
    for item in items:
        for alternative in (item,) if counted else alternatives.of(item):
            needs = literals.needed(encode(alternative).decode("latin-1"), counted=counted)
            together.setdefault(needs, []).append(alternative)
    return tuple(Member(Patterns(tuple(found)), needs) for needs, found in together.items())


def encode(pattern: str) -> bytes:
    """The pattern as it is matched: spaces stand for any white space, characters folded as the text is."""
    parts = re.split(r"(\\.|\[\^?\]?(?:\\.|[^\]\\])*\])", pattern, flags=re.DOTALL)
    for i in range(0, len(parts), 2):
        parts[i] = re.sub(r" +", r"(?:\\s+)", parts[i])
    return fold("".join(parts))


def _program(pattern: bytes, *, longest: bool, memory: int = 0) -> Any:
    library = _library()
    options = library.Options()
    options.max_mem = memory or options.max_mem
    options.encoding = library.Options.Encoding.LATIN1
    options.case_sensitive = False
    options.longest_match = longest
    options.never_capture = True
    options.log_errors = False
    return library(pattern, options)


@cache
def _library() -> Any:
    """The byte-level interface of RE2: the public one encodes the text at each call."""
    import re2  # noqa: PLC0415 - most runs do without, where there is a compiled core

    return re2._re2.RE2  # noqa: SLF001


_remembered: list[Callable[[Patterns], compiled.Matcher | None]] = []
"""What ``remember`` was given last."""
_AT_ONCE = 8
"""Stretches that are searched before the first match is given."""
_UNICODE = later.pattern(r"\\[pP]")
_WORDS = later.pattern(r"\((?:\?:)?([\w'|]+)\)")
_LETTERS = later.pattern(rb"\w*", re.ASCII)
_WORD = frozenset(b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_")
