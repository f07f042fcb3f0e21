"""Files of pieces: what was written is read, and what is broken is noticed."""

from __future__ import annotations

from pathlib import Path

import pytest

from healthlint.core import pieces

PIECES = (b"first", b"", b"\x00the third\n")


def test_pieces_of_a_file_are_read_where_they_begin(tmp_path: Path) -> None:
    path = tmp_path / "pieces"
    path.write_bytes(b"before\n" + pieces.join(*PIECES))
    with path.open("rb") as file:
        file.readline()
        found = pieces.mapped(file)

    assert tuple(bytes(piece.checked()) for piece in found) == PIECES


def test_a_piece_that_was_changed_is_noticed_when_it_is_checked() -> None:
    first, _, third = pieces.split(pieces.join(*PIECES).replace(b"third", b"thirt"))

    assert bytes(first.checked()) == b"first"
    with pytest.raises(ValueError, match="not as it was written"):
        third.checked()


@pytest.mark.parametrize(
    "broken", [b"", b"healthlint", b"healthlint pieces 1 a:b\n", b"healthlint pieces 1 9:1\nxx", pieces.join(b"x")[:-1]]
)
def test_what_is_no_such_file_is_refused(broken: bytes, tmp_path: Path) -> None:
    path = tmp_path / "pieces"
    path.write_bytes(broken)
    with path.open("rb") as file, pytest.raises(ValueError, match=r"pieces|int|empty"):
        pieces.mapped(file)


def test_parts_are_unpacked_one_by_one() -> None:
    data, ends = pieces.pack(PIECES)

    parts = [memoryview(data)[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    assert [pieces.unpack(part) for part in parts] == list(PIECES)
    for broken in (b"", parts[2][:-1], bytes(parts[2][:-1]) + b"z"):
        with pytest.raises(ValueError, match="not as it was written"):
            pieces.unpack(memoryview(broken))
