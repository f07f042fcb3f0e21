"""Files of several pieces of data, of which the first can be read without the others. What is broken is noticed."""

from __future__ import annotations

import io
import zlib
from collections.abc import Iterable
from itertools import accumulate
from typing import BinaryIO

_SORT = b"healthlint pieces 1"


def join(*pieces: bytes) -> bytes:
    """The pieces under a line that tells their sizes and checksums."""
    marks = [f"{len(piece)}:{zlib.crc32(piece)}".encode() for piece in pieces]
    return b"\n".join([b" ".join([_SORT, *marks]), b"".join(pieces)])


def split(data: bytes) -> list[bytes]:
    """All pieces. Raises as ``read`` does."""
    return read(io.BytesIO(data))


def read(file: BinaryIO, first: int = 0, most: int | None = None) -> list[bytes]:
    """Some of the pieces.

    Args:
        file: Where ``join`` begins.
        first: The first of those that are read.
        most: So many are read; all by default.

    Raises:
        ValueError: it is no such file, or not as it was written.
        OSError: it cannot be read.
    """
    marks = _marks(file)
    found = []
    file.seek(sum(size for size, _ in marks[:first]), io.SEEK_CUR)
    for size, checksum in marks[first:][:most]:
        piece = file.read(size)
        if len(piece) != size or zlib.crc32(piece) != checksum:
            raise ValueError("a piece that is not as it was written")
        found.append(piece)
    return found


def begin(file: BinaryIO, piece: int) -> int:
    """Where one of the pieces begins, in bytes of the file. Raises as ``read`` does, also where the file is too short.

    Args:
        file: As of ``read``.
        piece: Its place among the pieces.
    """
    marks = _marks(file)
    start = file.tell()
    if file.seek(0, io.SEEK_END) != start + sum(size for size, _ in marks):
        raise ValueError("a file of pieces that has another length")
    return start + sum(size for size, _ in marks[:piece])


def pack(parts: Iterable[bytes]) -> tuple[bytes, list[int]]:
    """Parts of a piece, to be read one by one, and where each of them ends. They are smaller, and have checksums."""
    packed = [zlib.compress(part) for part in parts]
    return b"".join(packed), list(accumulate(map(len, packed)))


def unpack(part: bytes) -> bytes:
    """A part as it was before it was packed. Raises ValueError where it is broken."""
    try:
        return zlib.decompress(part)
    except zlib.error as error:
        raise ValueError(f"a part that is not as it was written: {error}") from error


def _marks(file: BinaryIO) -> list[tuple[int, int]]:
    """The sizes and checksums of all pieces; the first of them is next in the file then."""
    head = file.readline(1000)
    if not head.startswith(_SORT + b" "):
        raise ValueError("not a file of pieces")
    return [(int(size), int(checksum)) for size, _, checksum in (mark.partition(b":") for mark in head.split()[3:])]
