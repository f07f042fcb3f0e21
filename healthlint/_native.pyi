"""The compiled core; what each class does, the one in Python that it stands in for says."""

from collections.abc import Mapping, Sequence

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
    def find(self, data: bytes, stretches: Sequence[tuple[int, int]]) -> Hits: ...
