"""``healthlint baseline``, and ``healthlint check`` beside a baseline."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from healthlint.cli import main

HEALTH = "# Tea\n\nPatients with diabetes take their medicine every day.\n"
"""Rules let posts be that are not about health."""

OLD = f"{HEALTH}\nOur tea is a miracle for the skin.\n\nHe is a drug addict.\n"
FILE = ".healthlint-baseline.json"
SELECT = "select: [claims/miracle, respect/addict]\n"


@pytest.fixture(autouse=True)
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with one old post, that has two findings, and its configuration."""
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "tea.md").write_text(OLD, encoding="utf-8")
    (tmp_path / ".healthlint.yaml").write_text(SELECT, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_only_what_is_new(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["posts", "-f", "concise"]) == 1
    assert main(["baseline", "posts"]) == 0
    assert f"{FILE} holds 2 findings in 1 post." in capsys.readouterr().err

    assert main(["posts", "-f", "concise"]) == 0
    said = capsys.readouterr()
    assert said.out == ""
    assert f"2 findings in {FILE} not shown." in said.err

    new = site / "posts" / "new.md"
    new.write_text(f"{HEALTH}\nA miracle cream.\n", encoding="utf-8")
    assert main(["posts", "-f", "concise", "-q"]) == 1
    said = capsys.readouterr()
    assert said.out.startswith("posts/new.md:5:3: error claims/miracle ")
    assert said.out.count("\n") == 1
    assert said.err == ""


def test_from_a_folder_below(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert main(["baseline", "posts"]) == 0
    monkeypatch.chdir(site / "posts")

    assert main(["tea.md"]) == 0


def test_other_baselines_and_none(site: Path) -> None:
    assert main(["baseline", "posts", "--file", "known.json"]) == 0
    assert not (site / FILE).exists()

    assert main(["posts"]) == 1
    assert main(["posts", "--baseline", "known.json"]) == 0
    assert main(["posts", "--baseline", "known.json", "--no-baseline"]) == 2
    assert main(["posts", "--baseline", "gone.json"]) == 2
    assert main(["baseline", "posts"]) == 0
    assert main(["posts"]) == 0
    assert main(["posts", "--no-baseline"]) == 1


def test_it_may_only_shrink(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["baseline", "posts"]) == 0
    before = (site / FILE).read_bytes()
    post = site / "posts" / "tea.md"
    post.write_text(f"{OLD}\nA miracle cream.\n", encoding="utf-8")

    assert main(["baseline", "posts"]) == 1
    assert (site / FILE).read_bytes() == before
    said = capsys.readouterr().err
    assert "1 finding not in" in said
    assert "posts/tea.md:9:3: claims/miracle" in said
    assert "--grow" in said

    assert main(["baseline", "posts", "--grow"]) == 0
    assert len(json.loads((site / FILE).read_text(encoding="utf-8"))["entries"]) == 3
    assert main(["baseline", "posts"]) == 0

    post.write_text(f"{HEALTH}\nHe is a drug addict.\n", encoding="utf-8")
    assert main(["baseline", "posts"]) == 0
    entries = json.loads((site / FILE).read_text(encoding="utf-8"))["entries"]
    assert [entry["rule"] for entry in entries] == ["respect/addict"]


def test_stale_entries_are_said_and_pruned(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["baseline", "posts"]) == 0
    post = site / "posts" / "tea.md"
    post.write_text(f"{HEALTH}\nHe is a drug addict.\n\nA miracle cream.\n", encoding="utf-8")
    capsys.readouterr()

    assert main(["posts", "-f", "concise"]) == 1
    assert f"1 finding in {FILE} no longer found: run 'healthlint baseline --prune PATHS'." in capsys.readouterr().err
    assert main(["baseline", "posts", "--prune"]) == 0
    entries = json.loads((site / FILE).read_text(encoding="utf-8"))["entries"]
    assert [entry["rule"] for entry in entries] == ["respect/addict"]
    assert main(["posts"]) == 1


def test_a_part_of_the_posts_leaves_the_rest(site: Path) -> None:
    (site / "posts" / "other.md").write_text(f"{HEALTH}\nA miracle cream.\n", encoding="utf-8")
    assert main(["baseline", "posts"]) == 0
    before = (site / FILE).read_bytes()

    assert main(["baseline", "posts/other.md"]) == 0
    assert (site / FILE).read_bytes() == before
    assert main(["baseline", "posts/other.md", "--prune"]) == 0
    assert (site / FILE).read_bytes() == before


def test_a_narrow_run_prunes_nothing_of_other_rules(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["baseline", "posts"]) == 0
    capsys.readouterr()

    assert main(["posts", "--select", "respect", "--ignore", "respect/addict"]) == 0
    assert "no longer found" not in capsys.readouterr().err


def test_prune_needs_a_baseline(site: Path) -> None:
    assert main(["baseline", "posts", "--prune"]) == 2
    assert main(["baseline", "posts", "--prune", "--grow"]) == 2
    assert not (site / FILE).exists()


def test_a_broken_baseline_is_said(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / FILE).write_text("<<<<<<< HEAD\n", encoding="utf-8")

    assert main(["posts"]) == 2
    assert f"{FILE}:1:1: is no JSON" in capsys.readouterr().err


def test_sarif_shows_known_findings_as_suppressed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["baseline", "posts"]) == 0
    capsys.readouterr()

    assert main(["posts", "-f", "sarif"]) == 0
    results = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    assert [result["suppressions"][0]["kind"] for result in results] == ["external", "external"]
