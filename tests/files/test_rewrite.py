"""A changed text back into its file."""

from __future__ import annotations

import codecs
import os
from pathlib import Path

import pytest

from healthlint.core.problem import HealthlintError
from healthlint.files import decode, rewrite


@pytest.mark.parametrize(
    "old",
    [
        "Tea \u2013 é\r\n".encode(),
        codecs.BOM_UTF8 + "Tea é\n".encode(),
        codecs.BOM_UTF16_LE + "Tea é\r\n".encode("utf-16-le"),
        codecs.BOM_UTF16_BE + "Tea 🙂\n".encode("utf-16-be"),
    ],
)
def test_encoding_and_line_ends_stay(tmp_path: Path, old: bytes) -> None:
    path = tmp_path / "post.md"
    path.write_bytes(old)
    text = decode("post.md", old)
    rewrite(str(path), text, old)
    assert path.read_bytes() == old
    rewrite(str(path), text.replace("Tea", "Soup"), old)
    assert decode("post.md", path.read_bytes()) == text.replace("Tea", "Soup")
    assert path.read_bytes()[:2] == (old[:2] if old[:2] in (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb") else b"So")


def test_a_file_that_changed_meanwhile_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "post.md"
    path.write_bytes(b"Somebody else's words.")
    with pytest.raises(HealthlintError, match="changed while it was being fixed"):
        rewrite(str(path), "Soup", b"Tea")
    assert path.read_bytes() == b"Somebody else's words."
    assert os.listdir(tmp_path) == ["post.md"]  # noqa: PTH208


def test_mode_and_links_stay(tmp_path: Path) -> None:
    path, link = tmp_path / "post.md", tmp_path / "link.md"
    path.write_bytes(b"Tea")
    path.chmod(0o640)
    link.symlink_to(path)
    rewrite(str(link), "Soup", b"Tea")
    assert link.is_symlink()
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"Soup", 0o640)


def test_a_file_that_is_gone(tmp_path: Path) -> None:
    with pytest.raises(HealthlintError, match="cannot be fixed"):
        rewrite(str(tmp_path / "gone.md"), "Soup", b"Tea")
    assert list(tmp_path.iterdir()) == []
