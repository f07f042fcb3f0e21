"""The pre-commit hook, tried as a user of pre-commit would: installed from this checkout, run on posts."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
RELEASED = (
    "healthlint",
    "rules",
    "benchmarks",
    "hatch_build.py",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    ".pre-commit-hooks.yaml",
)
"""What the hook's environment is built from."""

GOOD = """\
---
title: Tea and sleep
author: A. Writer
date: 2024-05-02
---

# Tea and sleep

Some people find that a warm drink helps them to unwind in the evening.
"""
BAD = "# Tea\n\nOur tea cures diabetes in a week.\n"


def _git(folder: Path, *arguments: str) -> None:
    identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def _repository(folder: Path) -> Path:
    folder.mkdir(exist_ok=True)
    _git(folder, "init", "-q")
    _git(folder, "add", "--all")
    _git(folder, "commit", "-q", "--allow-empty", "-m", "All files")
    return folder


@pytest.fixture(scope="module")
def registry(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Skips where pip cannot install anything."""
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--retries", "1", "hatchling"]
    done = subprocess.run(command, cwd=tmp_path_factory.mktemp("download"), capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"pip cannot reach a package registry: {done.stderr.strip().splitlines()[-1]}")


@pytest.fixture(scope="module")
def hook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """healthlint as a git repository that pre-commit can install from."""
    folder = tmp_path_factory.mktemp("hook")
    for name in RELEASED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder / name)
    return _repository(folder)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A blog, with files that are not for the hook."""
    folder = tmp_path_factory.mktemp("site")
    (folder / "good.md").write_text(GOOD, "utf-8")
    (folder / "bad.md").write_text(BAD, "utf-8")
    (folder / "notes.txt").write_text("Our tea cures diabetes in a week.\n", "utf-8")
    return _repository(folder)


def _try_hook(hook: Path, site: Path, home: Path, *files: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pre_commit", "try-repo", str(hook), "healthlint", "--color", "never", "--files"]
    environment = os.environ | {"PRE_COMMIT_HOME": str(home), "NO_COLOR": "1"}
    environment.pop("PYTHONPATH", None)  # the hook shall run what it installed
    return subprocess.run([*command, *files], cwd=site, capture_output=True, text=True, check=False, env=environment)


@pytest.mark.usefixtures("registry")
def test_hook_stops_a_bad_post_and_passes_a_good_one(hook: Path, site: Path, tmp_path: Path) -> None:
    bad = _try_hook(hook, site, tmp_path, "bad.md", "good.md", "notes.txt")
    assert bad.returncode == 1, bad.stdout + bad.stderr
    assert "'cures diabetes'" in bad.stdout
    assert "bad.md:3:9" in bad.stdout
    assert "notes.txt" not in bad.stdout
    good = _try_hook(hook, site, tmp_path, "good.md", "notes.txt")
    assert good.returncode == 0, good.stdout + good.stderr


@pytest.mark.parametrize(
    ("command", "name"),
    [("validate-manifest", ".pre-commit-hooks.yaml"), ("validate-config", ".pre-commit-config.yaml")],
)
def test_pre_commit_accepts_the_files(command: str, name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", command, name], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
