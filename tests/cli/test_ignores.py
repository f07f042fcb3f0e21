"""``--add-ignores``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from healthlint import files
from tests.cli.conftest import BAD, Outcome

Lint = Callable[..., Outcome]
ONLY = ("--select", "claims/cure,respect/addict,suppression", "-f", "concise", "--no-cache")
COMMENT = "<!-- healthlint-disable-next-line claims/cure, respect/addict -- agreed -->"
EXCUSED = BAD.replace("Our tea", f"{COMMENT}\nOur tea")


def test_comments_are_written_once(lint: Lint, posts: Path) -> None:
    bad = posts / "posts" / "bad.md"
    assert lint("posts", *ONLY).code == 1
    assert lint("posts", *ONLY, "--add-ignores", "agreed") == (0, "", "healthlint: 2 findings excused in 1 file.\n")
    assert bad.read_text(encoding="utf-8") == EXCUSED
    assert lint("posts", *ONLY) == (0, "", "")
    assert lint("posts", *ONLY, "--add-ignores=other").err == "healthlint: 0 findings excused in 0 files.\n"
    assert bad.read_text(encoding="utf-8") == EXCUSED
    assert lint("posts", *ONLY, "--no-inline-config").code == 1


def test_encoding_and_line_ends_stay(lint: Lint, posts: Path) -> None:
    bad = posts / "posts" / "bad.md"
    bad.write_bytes(b"\xff\xfe" + BAD.replace("\n", "\r\n").encode("utf-16-le"))
    assert lint("posts", *ONLY, "--add-ignores", "agreed").code == 0
    assert bad.read_bytes() == b"\xff\xfe" + EXCUSED.replace("\n", "\r\n").encode("utf-16-le")


def test_what_a_baseline_holds_needs_no_comment(lint: Lint, posts: Path) -> None:
    bad = posts / "posts" / "bad.md"
    assert lint("baseline", "posts").code == 0
    bad.write_text(f"{BAD}\nOur soup cures asthma.\n", encoding="utf-8")
    assert lint("posts", *ONLY, "-q", "--add-ignores", "agreed").err == "healthlint: 1 finding excused in 1 file.\n"
    comment = "<!-- healthlint-disable-next-line claims/cure -- agreed -->"
    assert bad.read_text(encoding="utf-8") == f"{BAD}\n{comment}\nOur soup cures asthma.\n"


def test_a_file_that_changes_meanwhile(lint: Lint, posts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    bad = posts / "posts" / "bad.md"
    rewrite = files.rewrite

    def later(path: str, text: str, old: bytes) -> None:
        bad.write_bytes(b"Somebody else's words.")
        rewrite(path, text, old)

    monkeypatch.setattr(files, "rewrite", later)
    outcome = lint("posts", *ONLY, "--add-ignores", "agreed")
    assert outcome.code == 2
    assert "posts/bad.md: changed while it was being fixed" in outcome.err
    assert bad.read_bytes() == b"Somebody else's words."


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("posts", "--add-ignores", ""), "it says nothing"),
        (("posts", "--add-ignores", "a --> b"), "it would end the comment"),
        (("posts", "--add-ignores", "agreed", "--no-inline-config"), "posts may excuse nothing"),
        (("posts", "--add-ignores", "agreed", "--fix"), "goes without --fix"),
        (("-", "--add-ignores", "agreed"), "needs files"),
    ],
)
def test_wrong_usage(lint: Lint, posts: Path, arguments: tuple[str, ...], message: str) -> None:
    outcome = lint(*arguments, *ONLY)
    assert (outcome.code, outcome.out) == (2, "")
    assert message in outcome.err
    assert (posts / "posts" / "bad.md").read_text(encoding="utf-8") == BAD
