"""The pre-commit hook, tried as a user of pre-commit would: installed from this checkout, run on posts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.conftest import git, repository

ROOT = Path(__file__).parents[1]

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


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A blog, with files that are not for the hook."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "good.md").write_text(GOOD, "utf-8")
    (folder / "bad.md").write_text(BAD, "utf-8")
    (folder / "notes.txt").write_text("Our tea cures diabetes in a week.\n", "utf-8")
    return repository(folder)


def _environment(home: Path) -> dict[str, str]:
    environment = os.environ | {"PRE_COMMIT_HOME": str(home), "NO_COLOR": "1", "PRE_COMMIT_COLOR": "never"}
    # To compile the core takes a minute; that a wheel can hold it is tested elsewhere.
    environment["HEALTHLINT_NATIVE"] = "never"
    environment.pop("PYTHONPATH", None)  # the hook shall run what it installed
    return environment


def _pre_commit(site: Path, home: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "pre_commit", *arguments]
    return subprocess.run(command, cwd=site, capture_output=True, text=True, check=False, env=_environment(home))


def _try_hook(hook: Path, site: Path, home: Path, *files: str) -> subprocess.CompletedProcess[str]:
    return _pre_commit(site, home, "try-repo", str(hook), "healthlint", "--color", "never", "--files", *files)


@pytest.mark.usefixtures("registry")
def test_hook_stops_a_bad_post_and_passes_a_good_one(hook: Path, site: Path, home: Path) -> None:
    bad = _try_hook(hook, site, home, "bad.md", "good.md", "notes.txt")
    assert bad.returncode == 1, bad.stdout + bad.stderr
    assert "'cures diabetes'" in bad.stdout
    assert "bad.md:3:9" in bad.stdout
    assert "notes.txt" not in bad.stdout
    good = _try_hook(hook, site, home, "good.md", "notes.txt")
    assert good.returncode == 0, good.stdout + good.stderr


def _commit(site: Path, home: Path, message: str) -> subprocess.CompletedProcess[str]:
    """A commit as an editor makes it: the hooks of the repository run."""
    git(site, "add", "--all")
    command = ["git", "-c", "user.name=Test", "-c", "user.email=test@example.org", "commit", "-q", "-m", message]
    return subprocess.run(command, cwd=site, capture_output=True, text=True, check=False, env=_environment(home))


@pytest.mark.usefixtures("registry")
def test_commits_go_through_installed_hooks(hook: Path, site: Path, home: Path) -> None:
    revision = subprocess.run(["git", "rev-parse", "HEAD"], cwd=hook, check=True, capture_output=True, text=True)
    (site / ".pre-commit-config.yaml").write_text(
        f"repos:\n  - repo: {hook}\n    rev: {revision.stdout.strip()}\n    hooks:\n"
        "      - id: healthlint-fix\n        args: [--select, respect, -f, concise]\n      - id: healthlint\n",
        "utf-8",
    )
    (site / ".healthlint.yaml").write_text("excludes: [drafts/**]\n", "utf-8")
    installed = _pre_commit(site, home, "install", "--install-hooks")
    assert installed.returncode == 0, installed.stdout + installed.stderr
    assert (site / ".git" / "hooks" / "pre-commit").exists()
    assert _commit(site, home, "The hooks: no post is in this commit").returncode == 0

    post = site / "grief.md"
    post.write_text(GOOD + "\nHer brother committed suicide in 2001.\n", "utf-8")
    stopped = _commit(site, home, "A post with words that can be fixed")
    said = stopped.stdout + stopped.stderr
    assert stopped.returncode == 1, said
    assert "1 finding fixed in 1 file." in said
    assert "files were modified by this hook" in said
    assert "Her brother died by suicide in 2001." in post.read_text("utf-8")
    passed = _commit(site, home, "The same post, fixed")
    assert passed.returncode == 0, passed.stdout + passed.stderr

    (site / "drafts").mkdir()
    (site / "drafts" / "tea.md").write_text(BAD, "utf-8")
    passed = _commit(site, home, "A draft that is excluded")
    assert passed.returncode == 0, passed.stdout + passed.stderr

    (site / "tea.md").write_text(BAD, "utf-8")
    stopped = _commit(site, home, "A bad post")
    assert stopped.returncode == 1
    assert "tea.md:3:9" in stopped.stdout + stopped.stderr
    log = subprocess.run(["git", "log", "--format=%s"], cwd=site, check=True, capture_output=True, text=True)
    assert log.stdout.splitlines()[0] == "A draft that is excluded"


def test_hooks_print_one_report_each() -> None:
    hooks = {hook["id"]: hook for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text("utf-8"))}

    assert set(hooks) == {"healthlint", "healthlint-fix"}
    for hook in hooks.values():
        assert hook["require_serial"] is True
        assert hook["types_or"] == ["markdown", "mdx"]
        assert hook["language"] == "python"
        assert "args" not in hook, "who sets args shall not lose what makes the hook what it is"


@pytest.mark.parametrize(
    ("command", "name"),
    [("validate-manifest", ".pre-commit-hooks.yaml"), ("validate-config", ".pre-commit-config.yaml")],
)
def test_pre_commit_accepts_the_files(command: str, name: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "pre_commit", command, name], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout
