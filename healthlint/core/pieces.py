"""Files of several pieces of data, of which the first can be read without the others. What is broken is noticed."""

from __future__ import annotations

import io
import zlib
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
    head = file.readline(1000)
    if not head.startswith(_SORT + b" "):
        raise ValueError("not a file of pieces")
    marks = [tuple(map(int, mark.split(b":"))) for mark in head[len(_SORT) :].split()]
    found = []
    file.seek(sum(size for size, _ in marks[:first]), io.SEEK_CUR)
    for size, checksum in marks[first:][:most]:
        piece = file.read(size)
        if len(piece) != size or zlib.crc32(piece) != checksum:
            raise ValueError("a piece that is not as it was written")
        found.append(piece)
    return found
