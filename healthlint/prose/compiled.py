"""The compiled core, where it was built (``native/README.md``), and what does the same in Python where it was not.

The only door to ``healthlint._native``. ``HEALTHLINT_PURE=1`` in the environment does without it.
"""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias, TypeGuard

from healthlint.core.reading import Tokens
from healthlint.prose import literals, syllables, tokens

if TYPE_CHECKING:
    from healthlint import _native
    from healthlint.prose import scan

    Scan: TypeAlias = _native.Scan | scan.Scan
    Hits: TypeAlias = _native.Hits | scan.Hits
    Matcher: TypeAlias = _native.Matcher

PURE = "HEALTHLINT_PURE"
"""The environment variable."""
INTERFACE = 10
"""Of the core that this code knows: one in a source folder may be older."""

is_used = False
"""True when the compiled core is used."""

if os.environ.get(PURE, "0") in ("", "0"):
    try:
        from healthlint import _native

        is_used = _native.INTERFACE == INTERFACE
    except ImportError:
        pass


def read(text: str, starts: Sequence[int], ends: Sequence[int], firsts: Sequence[int]) -> Tokens:
    """As ``tokens.read``."""
    if is_used:
        # A lone surrogate, as an escape in front matter may make one, has no UTF-8.
        with contextlib.suppress(UnicodeEncodeError):
            return _tokenizer().read(text, starts, ends, firsts)
    return tokens.read(text, starts, ends, firsts)


Split: TypeAlias = tuple[list[int], list[int], list[int], list[int]]
"""The starts and the ends of sentences, the first of each stretch and one more, and the stretches that have yet
to be parted further."""


def splitter(
    kind: Callable[[str], int], is_known: Callable[[str], bool], words: Sequence[frozenset[str]]
) -> Callable[[str, Sequence[tuple[int, int]]], Split | None] | None:
    """What splits stretches of text as ``sentences.Splitter`` does; None without the core.

    Args:
        kind: As ``sentences.kind``.
        is_known: Whether the dictionary has a word.
        words: The sets of words of the splitter, in the order of its class in ``native/src/sentences.rs``.
    """
    if not is_used:
        return None
    made = _native.Splitter(kind, is_known, words)

    def split(text: str, stretches: Sequence[tuple[int, int]]) -> Split | None:
        # A lone surrogate has no UTF-8.
        with contextlib.suppress(UnicodeEncodeError):
            return made.bounds(text, stretches)
        return None

    return split


@cache
def _tokenizer() -> _native.Tokenizer:
    """Asks Python about each character beyond ASCII, and each word, once."""
    return _native.Tokenizer(tokens.kept, syllables_of, (tokens.SHORTEST, tokens.POLYSYLLABLE))


def syllables_of(word: bytes) -> int:
    """As ``syllables.count``."""
    return syllables.count(word, hyphenated)


def hyphenated(word: str) -> int:
    """As ``syllables.hyphenated``."""
    return _hyphenation().syllables(word)


@cache
def _hyphenation() -> _native.Hyphenation:
    return _native.Hyphenation(syllables.written())


def scan_of(
    parts: Sequence[frozenset[str]],
    members: Sequence[tuple[int, tuple[int, ...]]],
    counted: Sequence[Mapping[str, bool]],
) -> Scan:
    """As ``scan.Scan``."""
    if is_used:
        return _native.Scan(parts, members, counted, literals.TABLE, literals.MARKS)
    from healthlint.prose import scan  # noqa: PLC0415 - with a library that the core does without

    return scan.Scan(parts, members, counted)


def written(scan: Scan) -> bytes | None:
    """What ``scan_read`` makes the same of, sooner than it was made; None from Python, which has nothing to keep."""
    return scan.written() if is_used and isinstance(scan, _native.Scan) else None


def scan_read(data: bytes) -> Scan:
    """What was ``written`` by this core. Raises ValueError for anything else."""
    if not is_used:
        raise ValueError("there is no compiled core")
    return _native.Scan.read(data, literals.TABLE, literals.MARKS)


def source() -> str:
    """The digest of what the compiled core was made from; empty without one."""
    return _native.SOURCE if is_used else ""


def is_searched(hits: Hits) -> TypeGuard[_native.Hits]:
    """True where the core looks for what could match itself."""
    return is_used and isinstance(hits, _native.Hits)


def matcher_of(pattern: bytes) -> Matcher | None:
    """What looks for a pattern as ``patterns.Re2`` does; None where only that does."""
    if is_used:
        # Written in a way of which it cannot be told that it means the same.
        with contextlib.suppress(ValueError):
            return _native.Matcher(pattern)
    return None


def matcher_read(data: bytes) -> Matcher:
    """What was ``written`` of a matcher by this core. Raises ValueError for anything else."""
    if not is_used:
        raise ValueError("there is no compiled core")
    return _native.Matcher.read(data)


def find_each(data: bytes, stretches: Sequence[tuple[int, int, Sequence[Matcher]]]) -> list[tuple[int, int, int]]:
    """As ``patterns.find_each``, all at once. Raises as ``Matcher`` does."""
    return _native.find_each(data, stretches)


def events(text: str, special: str = "") -> Iterable[tuple[str, int, int, Any]]:
    """As ``markdown.parser.found``."""
    return _native.events(text, special)


def standing(text: str, strings: tuple[str, ...]) -> Sequence[str]:
    """Those of some strings that stand in a text, in their order."""
    if is_used:
        # A lone surrogate has no UTF-8.
        with contextlib.suppress(UnicodeEncodeError):
            return _native.standing(text, strings)
    return [string for string in strings if string in text]
