"""Fixtures that all tests share."""

from __future__ import annotations

import atexit
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from healthlint import packs
from healthlint.core import cache_folder

if cache_folder.VARIABLE not in os.environ:
    # Tests, and the programs that they start, leave the user's cache alone.
    os.environ[cache_folder.VARIABLE] = tempfile.mkdtemp(prefix="healthlint-tests-")
    atexit.register(shutil.rmtree, os.environ[cache_folder.VARIABLE], ignore_errors=True)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--shared",
        metavar="PATH",
        help="a folder with real posts and others' test suites; tests that need it are skipped without it",
    )


@pytest.fixture
def shared(request: pytest.FixtureRequest) -> Path:
    """The folder given as --shared."""
    path = request.config.getoption("--shared")
    if path is None:
        pytest.skip("needs --shared PATH (real posts and others' test suites)")
    return Path(path)


@pytest.fixture(scope="session")
def registry(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Skips where pip cannot install anything."""
    command = [sys.executable, "-m", "pip", "download", "-q", "--no-deps", "--retries", "1", "hatchling"]
    done = subprocess.run(command, cwd=tmp_path_factory.mktemp("download"), capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip(f"pip cannot reach a package registry: {done.stderr.strip().splitlines()[-1]}")


RELEASED = (
    "healthlint",
    "rules",
    "benchmarks",
    "native",
    "hatch_build.py",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    ".pre-commit-hooks.yaml",
)
"""What the environment of our hook is built from."""


def git(folder: Path, *arguments: str) -> None:
    """Runs git, as somebody."""
    identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True)


def repository(folder: Path) -> Path:
    """Makes a folder a git repository with all that is in it."""
    git(folder, "init", "-q")
    git(folder, "add", "--all")
    git(folder, "commit", "-q", "--allow-empty", "-m", "All files")
    return folder


@pytest.fixture(scope="session")
def hook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """healthlint as a git repository that pre-commit can install from."""
    root = Path(__file__).parents[1]
    folder = tmp_path_factory.mktemp("hook")
    for name in RELEASED:
        if (root / name).is_dir():
            made = shutil.ignore_patterns("__pycache__", "target", "_native.*so", "_native.pyd")
            shutil.copytree(root / name, folder / name, ignore=made)
        else:
            shutil.copy(root / name, folder / name)
    return repository(folder)


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where pre-commit keeps what it installs: once for all tests."""
    return tmp_path_factory.mktemp("home")


PACK = "title: House rules\npurpose: For these tests.\n"
RULE = """\
message: "'{match}' promises a cure."
why: Few treatments cure.
do: Say what it helped with.
severity: error
level: recommended
sources: [{title: A law, url: "https://example.org/law"}]
find:
  pattern:
    patterns: ["cures? {illness}"]
    excuse: [negated]
examples:
  invalid: [It «cures colds» fast., We «cure flu».]
  valid: [There is nothing., It does not cure colds.]
"""


@pytest.fixture
def rulebook(tmp_path: Path) -> Path:
    """A folder of rules with one rule, ``house/cure``, one lexicon of its own, and the built-in English."""
    folder = tmp_path / "rulebook"
    shutil.copytree(packs.builtin() / "lexicon", folder / "lexicon")
    (folder / "lexicon" / "illness.yaml").write_text("title: Illnesses\nterms: [colds?, flu]\n", encoding="utf-8")
    (folder / "house").mkdir()
    (folder / "house" / "pack.yaml").write_text(PACK, encoding="utf-8")
    (folder / "house" / "cure.yaml").write_text(RULE, encoding="utf-8")
    return folder


@pytest.fixture
def cache_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder for caches, not there yet, which no other test uses."""
    found = tmp_path / "cache"
    monkeypatch.setenv(cache_folder.VARIABLE, str(found))
    return found
