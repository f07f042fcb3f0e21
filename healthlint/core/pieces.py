"""Files of several pieces of data, of which each can be read without the others. What is broken is noticed.

A file is mapped into memory: what nobody looks at is not read.
"""

from __future__ import annotations

import mmap
import zlib
from collections.abc import Iterable
from itertools import accumulate, pairwise
from typing import BinaryIO, NamedTuple

_SORT = b"healthlint pieces 1"


class Piece(NamedTuple):
    """One of the pieces, as it is in the file."""

    data: memoryview
    checksum: int

    def checked(self) -> memoryview:
        """Its data. Raises ValueError where they are not as they were written."""
        if zlib.crc32(self.data) != self.checksum:
            raise ValueError("a piece that is not as it was written")
        return self.data


def join(*pieces: bytes) -> bytes:
    """The pieces under a line that tells their sizes and checksums."""
    marks = [f"{len(piece)}:{zlib.crc32(piece)}".encode() for piece in pieces]
    return b"\n".join([b" ".join([_SORT, *marks]), b"".join(pieces)])


def mapped(file: BinaryIO) -> list[Piece]:
    """The pieces of a file, which may be closed then.

    Args:
        file: Where ``join`` begins.

    Raises:
        ValueError: it is no such file.
        OSError: it cannot be read.
    """
    start = file.tell()
    return split(memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))[start:])


def split(data: bytes | memoryview) -> list[Piece]:
    """The pieces that were joined. Raises ValueError for anything else."""
    head, is_there, _ = bytes(data[:1000]).partition(b"\n")
    if not is_there or not head.startswith(_SORT + b" "):
        raise ValueError("not a file of pieces")
    marks = [mark.partition(b":")[::2] for mark in head[len(_SORT) :].split()]
    ends = list(accumulate([int(size) for size, _ in marks], initial=len(head) + 1))
    if ends[-1] != len(data):
        raise ValueError("a file of pieces that has another length")
    parts = [memoryview(data)[start:end] for start, end in pairwise(ends)]
    return [Piece(part, int(checksum)) for part, (_, checksum) in zip(parts, marks, strict=True)]


def pack(parts: Iterable[bytes]) -> tuple[bytes, list[int]]:
    """Parts of a piece, to be read one by one, and where each of them ends. They are smaller, and have checksums."""
    packed = [zlib.compress(part) for part in parts]
    return b"".join(packed), list(accumulate(map(len, packed)))


def unpack(part: memoryview) -> bytes:
    """A part as it was before it was packed. Raises ValueError where it is broken."""
    try:
        return zlib.decompress(part)
    except zlib.error as error:
        raise ValueError(f"a part that is not as it was written: {error}") from error
