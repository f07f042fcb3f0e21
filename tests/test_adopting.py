"""docs/adopting.md is what happens: its commands are run in a repository with 300 posts, with real git and pre-commit."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import healthlint
from healthlint.engine.starter import REPOSITORY

ROOT = Path(__file__).parents[1]
TEXT = (ROOT / "docs" / "adopting.md").read_text("utf-8")

SENTENCES = (
    "Our grandmother drank it every evening, and it cures insomnia.",
    "A warm cup before bed helps some people to sleep.",
    "Many addicts with insomnia found that it helped them to sleep.",
)
PAGE = """\
<h1>{{ .Title }}</h1>
{{ .Content }}
<footer>
  <p>This article is general information, not medical advice. Ask a clinician who knows you about your own care.</p>
</footer>
"""
NEW = """\
---
title: Ginger in winter
author: A. Writer
date: 2026-11-20
---

# Ginger in winter

Ginger tea cures the flu in two days.

Her brother committed suicide that winter. In a crisis, call or text 988.

Our lozenges are licensed to cure a sore throat. Ask a pharmacist about them.
"""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A Hugo site with 300 old posts, not committed yet."""
    folder = tmp_path / "site"
    (folder / "content").mkdir(parents=True)
    for number in range(300):
        head = f"---\ntitle: Cup {number}\nauthor: A. Writer\ndate: 2019-03-{1 + number % 28:02}\n---\n\n# Cup {number}\n\n"
        (folder / "content" / f"tea-{number:03}.md").write_text(f"{head}{SENTENCES[number % 3]}\n", "utf-8")
    (folder / "hugo.toml").write_text('baseURL = "https://www.tea.health/"\n', "utf-8")
    page = folder / "layouts" / "_default" / "single.html"
    page.parent.mkdir(parents=True)
    page.write_text(PAGE, "utf-8")
    subprocess.run(["git", "init", "-q", "-b", "main"], cwd=folder, check=True)
    return folder


def steps() -> list[tuple[str, str]]:
    """The commands and what they print."""
    blocks = re.findall(r"^```console\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    parts = [part for block in blocks for part in re.split(r"^\$ ", block, flags=re.MULTILINE) if part]
    return [(command, said) for command, _, said in (part.partition("\n") for part in parts)]


def matches(printed: str, said: str) -> bool:
    """True when each line is there, in its order; ``...`` stands for any lines, and at the end of a line for the rest."""
    lines = [re.sub(r"\b[0-9a-f]{10}\b", "COMMIT", line.rstrip()) for line in printed.splitlines()]
    at, free = 0, False
    for wanted in said.splitlines():
        wanted = re.sub(r"\b[0-9a-f]{10}\b", "COMMIT", wanted)  # noqa: PLW2901
        if wanted == "...":
            free = True
            continue
        start = wanted.removesuffix("...")
        fits = [line.startswith(start) if start != wanted else line == wanted for line in lines[at:]]
        if True not in (fits if free else fits[:1]):
            return False
        at += fits.index(True) + 1
        free = False
    return free or at == len(lines)


def test_matching() -> None:
    assert matches("a\nb\nc\n", "a\n...\nc\n")
    assert matches("a\nb\n", "...\nb\n")
    assert matches("a: long text\n", "a: long...\n")
    assert not matches("a\nb\nc\n", "a\nc\n")
    assert not matches("a\nb\n", "a\n")
    assert not matches("a\n", "a\n...\nb\n")


@pytest.mark.skipif(not shutil.which("bash") or sys.platform != "linux", reason="the commands are those of Linux")
@pytest.mark.usefixtures("registry")
def test_the_transcript_is_what_happens(site: Path, hook: Path, home: Path) -> None:
    subprocess.run(["git", "tag", "-f", f"v{healthlint.__version__}"], cwd=hook, check=True, capture_output=True)
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "GITHUB_"))}
    environment.pop("PYTHONPATH", None)
    settings = {f"url.{hook}.insteadOf": REPOSITORY, "user.name": "Test", "user.email": "test@example.org"}
    environment |= {
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "PRE_COMMIT_HOME": str(home),
        "PRE_COMMIT_COLOR": "never",
        "GIT_CONFIG_COUNT": str(len(settings)),
    }
    for number, (name, value) in enumerate(settings.items()):
        environment |= {f"GIT_CONFIG_KEY_{number}": name, f"GIT_CONFIG_VALUE_{number}": value}
    assert len(steps()) >= 18
    for command, said in steps():
        if "ginger" in command and not (site / "content" / "ginger.md").exists():
            (site / "content" / "ginger.md").write_text(NEW, "utf-8")
        done = subprocess.run(
            ["bash", "-c", f"{command} 2>&1"], cwd=site, env=environment, capture_output=True, text=True, check=False
        )
        assert matches(done.stdout, said), f"$ {command}\n{done.stdout}"
        assert done.returncode in (0, 1), done.stdout
    log = subprocess.run(["git", "log", "--format=%s"], cwd=site, check=True, capture_output=True, text=True)
    assert log.stdout.splitlines() == ["Ginger in winter", "healthlint"], "the first try was stopped"
