"""The compiled core; what each class does, the one in Python that it stands in for says."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from healthlint.core.span import Span

INTERFACE: int
"""Changes with what stands below."""
SOURCE: str
"""The digest of the sources that it was made from."""

class Hits:
    """As ``prose.scan.Hits``."""

    @property
    def groups(self) -> set[int]: ...
    def places(self, group: int) -> dict[int, list[int]]: ...
    def counts(self) -> tuple[list[int], list[int], list[int]]: ...
    def matches(self, group: int, made: Callable[[int], Matcher | None]) -> Matches:
        """As ``prose.prefilter.Candidates.matches``, and so the others. Zeros for what only Python can look for."""

    def filling(self, group: int, made: Callable[[int], Matcher | None], firsts: list[int]) -> Matches: ...
    def everywhere(
        self, group: int, made: Callable[[int], Matcher | None], firsts: list[int], blocks: list[Span]
    ) -> Matches: ...
    def opens(
        self, group: int, made: Callable[[int], Matcher | None], openings: dict[int, tuple[int, int]]
    ) -> bool | None:
        """None for what only Python can look for."""

class Matches(Iterator[tuple[int, int, int]]):
    """Where a match starts and ends, and the index of its stretch or block."""

    def __next__(self) -> tuple[int, int, int]: ...

class Hyphenation:
    """``prose.syllables.hyphenated``, with the patterns that it takes."""

    def __new__(cls, written: str) -> Hyphenation: ...
    def syllables(self, word: str) -> int: ...

class Matcher:
    """As ``prose.patterns.Re2``; its methods raise ``OverflowError`` for what that does better."""

    def __new__(cls, pattern: bytes) -> Matcher: ...
    @staticmethod
    def read(data: bytes) -> Matcher: ...
    def written(self) -> bytes | None:
        """What ``read`` makes the same of; None where that is not known."""

    def first(self, data: bytes, start: int, end: int) -> tuple[int, int] | None: ...
    def find(self, data: bytes, start: int, end: int) -> list[tuple[int, int]]: ...
    def shorten(self, data: bytes, start: int, end: int) -> int: ...
    def begins(self, data: bytes, stretches: Sequence[tuple[int, int]]) -> bool: ...

class Scan:
    """As ``prose.scan.Scan``."""

    def __new__(
        cls,
        parts: Sequence[frozenset[str]],
        members: Sequence[tuple[int, tuple[int, ...]]],
        counted: Sequence[Mapping[str, bool]],
        table: bytes,
        marks: bytes,
    ) -> Scan: ...
    @staticmethod
    def read(data: bytes, table: bytes, marks: bytes) -> Scan: ...
    def written(self) -> bytes: ...
    def find(self, data: bytes, starts: Sequence[int], ends: Sequence[int]) -> Hits: ...

class Splitter:
    """As ``prose.sentences.Splitter``, but for stretches that have to be parted further: it names them, at last."""

    def __new__(
        cls, kind: Callable[[str], int], known: Callable[[str], bool], words: Sequence[frozenset[str]]
    ) -> Splitter: ...
    def bounds(
        self, text: str, stretches: Sequence[tuple[int, int]]
    ) -> tuple[list[int], list[int], list[int], list[int]]: ...

class Tokens:
    """As ``prose.tokens.Tokens``."""

    @property
    def counts(self) -> list[int]: ...
    def words(self) -> list[list[bytes]]: ...
    def syllables(self) -> list[int]: ...
    def polysyllables(self) -> int: ...
    def letters(self) -> int: ...
    def pieces(self) -> int: ...

class Tokenizer:
    """``prose.tokens.read``, with what it asks of Python."""

    def __new__(
        cls, kept: Callable[[str], str], syllables: Callable[[bytes], int], limits: tuple[int, int]
    ) -> Tokenizer: ...
    def read(self, text: str, starts: Sequence[int], ends: Sequence[int], firsts: Sequence[int]) -> Tokens: ...

def find_each(data: bytes, stretches: Sequence[tuple[int, int, Sequence[Matcher]]]) -> list[tuple[int, int, int]]:
    """As ``prose.patterns.find_each``; raises as ``Matcher`` does."""

def events(text: str, special: str) -> Iterator[tuple[str, int, int, Any]]: ...
def standing(text: str, strings: tuple[str, ...]) -> list[str]:
    """As ``prose.compiled.standing``."""
