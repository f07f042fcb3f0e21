"""Pipes, devices and large files are told of, and never waited for."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from healthlint import files
from healthlint.cli import main
from healthlint.core import regular_file
from healthlint.core.problem import HealthlintError

TEA = "Tea cures diabetes.\n"
needs_pipes = pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
needs_links = pytest.mark.skipif(os.name == "nt", reason="needs symbolic links")


@pytest.fixture
def posts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "site" / "posts"
    folder.mkdir(parents=True)
    (folder / "tea.md").write_text(TEA, encoding="utf-8")
    monkeypatch.chdir(folder.parent)
    return folder


@needs_pipes
def test_a_pipe_among_posts_is_not_waited_for(posts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    os.mkfifo(posts / "pipe.md")

    assert main(["posts", "-f", "concise", "--select", "claims/cure"]) == 2
    out, err = capsys.readouterr()
    assert out.startswith("posts/tea.md:1:5: error claims/cure")
    assert "posts/pipe.md: cannot be read: a pipe, socket or device, and no file" in err


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs /dev/zero")
def test_devices_are_not_read() -> None:
    with pytest.raises(HealthlintError, match="device"):
        files.read("/dev/zero")


@needs_pipes
@pytest.mark.parametrize("where", [".healthlint.yaml", "house/pack.yaml", "house/rule.yaml", "base.yaml", "held.json"])
def test_pipes_in_the_place_of_other_files(where: str, posts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = posts.parent
    (site / ".git").mkdir()
    (site / "own" / "house").mkdir(parents=True)
    if where.startswith("house"):
        (site / ".healthlint.yaml").write_text("packs: [own]\n", encoding="utf-8")
    if where == "base.yaml":
        (site / ".healthlint.yaml").write_text("extend: base.yaml\n", encoding="utf-8")
    os.mkfifo(site / ("own" if where.startswith("house") else ".") / where)
    arguments = ["posts", "--baseline", "held.json"] if where == "held.json" else ["posts"]
    arguments += ["--config", where] if where == ".healthlint.yaml" else []

    assert main(arguments) == 2
    err = capsys.readouterr().err
    assert "a pipe, socket or device" in err or "without a pack.yaml" in err


def test_a_file_that_is_too_large_is_told_of(posts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (posts.parent / ".healthlint.yaml").write_text("max-file-size: 1 KB\n", encoding="utf-8")
    (posts / "large.md").write_text(TEA * 60, encoding="utf-8")

    assert main(["posts", "-f", "concise", "--select", "claims/cure"]) == 2
    out, err = capsys.readouterr()
    assert out.startswith("posts/tea.md:1:5: error claims/cure")
    assert err == (
        "error: posts/large.md: larger than 1 KB, and not checked (raise 'max-file-size' in the configuration, split "
        "the file, or leave it out with 'excludes')\n"
    )


@pytest.mark.parametrize(
    ("written", "most"),
    [("19", 19), ("20", 20), ("0.02 KB", 20), ("1MB", 1_000_000), ("2k", 2_000), ("5 mb", 5_000_000)],
)
def test_sizes(written: str, most: int, posts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (posts.parent / ".healthlint.yaml").write_text(f"max-file-size: {written}\n", encoding="utf-8")

    assert main(["posts", "--fail-on", "never"]) == (2 if most < len(TEA) else 0)
    capsys.readouterr()


@pytest.mark.parametrize("written", ["1 GB", "-3", "[]", "", "much", "0", "200 MB"])
def test_what_is_no_size(written: str, posts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (posts.parent / ".healthlint.yaml").write_text(f"max-file-size: {written}\n", encoding="utf-8")

    assert main(["posts"]) == 2
    assert ".healthlint.yaml:1:" in capsys.readouterr().err


def test_standard_input_has_a_limit_too(
    posts: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (posts.parent / ".healthlint.yaml").write_text("max-file-size: 10\n", encoding="utf-8")
    with (posts / "tea.md").open(encoding="utf-8") as file:
        monkeypatch.setattr(sys, "stdin", file)
        assert main(["-"]) == 2
    assert "<stdin>: larger than 10 bytes" in capsys.readouterr().err


@needs_links
def test_links_out_of_the_folder_are_not_followed(posts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    secret = posts.parent.parent / "secret.md"
    secret.write_text("Secret tea cures diabetes.\n", encoding="utf-8")
    (posts / "link.md").symlink_to(secret)

    assert main(["posts", "-f", "concise", "--select", "claims/cure"]) == 1
    out, err = capsys.readouterr()
    assert "link.md" not in out
    assert "1 link leads out of the folders and was not followed." in err
    assert main(["posts/link.md", "-f", "concise", "--select", "claims/cure"]) == 1, "a file that is named is read"
    assert "posts/link.md:1:12" in capsys.readouterr().out


def test_size_in_words() -> None:
    assert [regular_file.size(count) for count in (10, 1_000, 1_500, 5_000_000)] == [
        "10 bytes",
        "1 KB",
        "1.5 KB",
        "5 MB",
    ]
