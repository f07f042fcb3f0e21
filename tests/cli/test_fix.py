"""``--fix`` and ``--diff``."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from healthlint import files
from tests.cli.conftest import Outcome

Lint = Callable[..., Outcome]
ONLY = ("--select", "respect/committed-suicide", "-f", "concise", "--no-cache")
TEXT = b"# Grief\r\n\r\nHe committed suicide.\r\n"
FIXED = b"# Grief\r\n\r\nHe died by suicide.\r\n"


@pytest.fixture
def post(posts: Path) -> Path:
    path = posts / "posts" / "bad.md"
    path.write_bytes(TEXT)
    return path


def test_diff(lint: Lint, post: Path) -> None:
    outcome = lint("posts", *ONLY, "--diff")
    assert outcome.code == 1
    assert outcome.out.splitlines()[:2] == ["--- posts/bad.md", "+++ posts/bad.md"]
    assert "-He committed suicide.\r\n+He died by suicide." in outcome.out
    assert post.read_bytes() == TEXT


def test_fix(lint: Lint, post: Path) -> None:
    outcome = lint("posts", *ONLY, "--fix")
    assert (outcome.code, outcome.err) == (0, "healthlint: 1 finding fixed in 1 file.\n")
    assert post.read_bytes() == FIXED
    assert lint("posts", *ONLY, "--diff") == (0, "", "")


def test_a_file_that_changes_meanwhile(lint: Lint, post: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rewrite = files.rewrite

    def later(path: str, text: str, old: bytes) -> None:
        post.write_bytes(b"Somebody else's words.")
        rewrite(path, text, old)

    monkeypatch.setattr(files, "rewrite", later)
    outcome = lint("posts", *ONLY, "--fix")
    assert outcome.code == 2
    assert "posts/bad.md: changed while it was being fixed" in outcome.err
    assert post.read_bytes() == b"Somebody else's words."


@pytest.mark.parametrize("arguments", [("-", "--fix"), ("-", "--diff"), ("posts", "--fix", "--diff")])
def test_wrong_usage(lint: Lint, post: Path, arguments: tuple[str, ...]) -> None:  # noqa: ARG001 - a post to lint
    outcome = lint(*arguments, *ONLY)
    assert outcome.code == 2
    assert "--fix and --diff" in outcome.err
