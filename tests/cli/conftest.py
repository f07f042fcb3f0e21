"""A folder with posts, and a way to run the program in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from healthlint.cli import main

BAD = "# Tea\n\nOur tea cures diabetes. Many addicts drink it.\n"
GOOD = "# Soup\n\nChop the carrots.\n"


class Outcome(NamedTuple):
    """What a run left behind."""

    code: int
    out: str
    err: str


@pytest.fixture
def posts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The current folder: ``posts/bad.md`` with an error and a warning, ``posts/good.md`` with nothing."""
    folder = tmp_path / "posts"
    folder.mkdir()
    (folder / "bad.md").write_text(BAD, encoding="utf-8")
    (folder / "good.md").write_text(GOOD, encoding="utf-8")
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("GITHUB_ACTIONS", raising=False)
    return tmp_path


@pytest.fixture
def lint(posts: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Outcome]:  # noqa: ARG001 - the folder to run in
    def run(*arguments: str) -> Outcome:
        code = main(list(arguments))
        out, err = capsys.readouterr()
        return Outcome(code, out, err)

    return run
