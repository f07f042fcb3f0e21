"""Files of pieces: what was written is read, and what is broken is noticed."""

from __future__ import annotations

import io

import pytest

from healthlint.core import pieces

PIECES = (b"first", b"", b"\x00the third\n")


def test_some_are_read_without_the_others() -> None:
    data = b"before\n" + pieces.join(*PIECES)

    def opened() -> io.BytesIO:
        file = io.BytesIO(data)
        file.readline()
        return file

    assert pieces.read(opened()) == list(PIECES)
    assert pieces.read(opened(), 1, 1) == [b""]
    assert [data[pieces.begin(opened(), piece) :] for piece in (0, 1, 2)] == [
        b"first\x00the third\n",
        b"\x00the third\n",
        b"\x00the third\n",
    ]


@pytest.mark.parametrize("broken", [b"", b"healthlint", b"healthlint pieces 1 a:b\n", b"healthlint pieces 1 9:1\nxx"])
def test_what_is_no_such_file_is_said(broken: bytes) -> None:
    with pytest.raises(ValueError, match=r"pieces|int"):
        pieces.begin(io.BytesIO(broken), 0)
    with pytest.raises(ValueError, match=r"piece|int"):
        pieces.read(io.BytesIO(broken))


def test_parts_are_unpacked_one_by_one() -> None:
    data, ends = pieces.pack(PIECES)

    parts = [data[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    assert [pieces.unpack(part) for part in parts] == list(PIECES)
    for broken in (b"", parts[2][:-1], parts[2][:-1] + b"z"):
        with pytest.raises(ValueError, match="not as it was written"):
            pieces.unpack(broken)
