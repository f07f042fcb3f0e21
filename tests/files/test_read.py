from __future__ import annotations

import codecs
from pathlib import Path

import pytest

from healthlint.core.problem import HealthlintError, Problem
from healthlint.files import read


def problem_of(path: Path) -> Problem:
    with pytest.raises(HealthlintError) as caught:
        read(str(path))
    (problem,) = caught.value.problems
    return problem


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("é\r\nb\rc\n".encode(), "é\r\nb\rc\n"),
        (codecs.BOM_UTF8 + b"a", "a"),
        (codecs.BOM_UTF16_LE + "aé🙂".encode("utf-16-le"), "aé🙂"),
        (codecs.BOM_UTF16_BE + "aé🙂".encode("utf-16-be"), "aé🙂"),
        (b"", ""),
    ],
)
def test_encodings(tmp_path: Path, data: bytes, text: str) -> None:
    path = tmp_path / "post.md"
    path.write_bytes(data)
    assert read(str(path)) == (str(path), text, None)


def test_not_utf8(tmp_path: Path) -> None:
    path = tmp_path / "post.md"
    path.write_bytes("# Thé\r\n\r\nun caf".encode() + b"\xe9 noir\n")
    assert str(problem_of(path)) == f"{path}:3:7: not UTF-8 (byte 0xE9 in line 3) (save it as UTF-8)"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"\x89PNG\r\n\x00\x00", "not a text: it has NUL bytes"),
        (codecs.BOM_UTF16_LE + b"a\0b", "not UTF-16, although it begins like it: truncated data"),
        (codecs.BOM_UTF32_LE + b"a\0\0\0", "in UTF-32"),
    ],
)
def test_no_text(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "post.md"
    path.write_bytes(data)
    assert problem_of(path).message == message


def test_missing_and_folders(tmp_path: Path) -> None:
    assert str(problem_of(tmp_path / "no.md")) == f"{tmp_path / 'no.md'}: no such file (check the path)"
    assert problem_of(tmp_path).message == "a folder, not a file"
    assert problem_of(tmp_path / "a\0b").message.startswith("cannot be read: ")
