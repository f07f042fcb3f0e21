"""Exports of WordPress on the command line: many posts in one file."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from healthlint.cli import main
from healthlint.engine import exports
from tests.cli.conftest import Outcome
from tests.exports import HEAD, export, item

Lint = Callable[..., Outcome]
CURE = "<p>Our tea cures acne.</p>"
HARMLESS = "<p>Chop the carrots.</p>"


@pytest.fixture
def site(posts: Path) -> Path:
    """An export with a claim in line 13 and another one in line 23."""
    file = posts / "site.xml"
    items = (
        item(CURE, wp__post_name="tea"),
        item(HARMLESS, wp__post_name="soup"),
        item(CURE, wp__post_name="more-tea"),
    )
    file.write_text(export(*items), "utf-8")
    return file


def found(outcome: Outcome) -> list[str]:
    return [line.partition(" ")[0] for line in outcome.out.splitlines() if "claims/cure" in line]


@pytest.mark.usefixtures("site")
def test_posts_are_named_and_places_are_those_of_the_file(lint: Lint) -> None:
    outcome = lint("site.xml", "--output-format", "concise", "--select", "claims/cure")
    assert found(outcome) == ["site.xml/tea:13:40:", "site.xml/more-tea:23:40:"]
    assert "in 2 of 3 files" in lint("site.xml", "--select", "claims/cure").out


@pytest.mark.usefixtures("site")
def test_in_folders_exports_are_told_from_other_xml(lint: Lint, posts: Path) -> None:
    (posts / "feed.xml").write_text("<rss><channel><item>Our tea cures acne.</item></channel></rss>", "utf-8")
    if hasattr(os, "mkfifo"):
        os.mkfifo(posts / "pipe.xml")
    outcome = lint(".", "--output-format", "concise", "--select", "claims/cure")
    assert found(outcome) == ["posts/bad.md:3:9:", "site.xml/tea:13:40:", "site.xml/more-tea:23:40:"]
    assert found(lint("feed.xml", "--output-format", "concise", "--select", "claims/cure")) == ["feed.xml:1:29:"]


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_with_a_cache_and_with_processes_it_is_the_same(lint: Lint, posts: Path, jobs: str) -> None:
    (posts / "other.xml").write_text(export(item(CURE + "<!-- wp:spacer /-->" * 20_000)), "utf-8")
    options = (".", "--output-format", "concise", "--select", "claims/cure", "--cache-dir", "cache", "--jobs", jobs)
    first = lint(*options)
    assert len(found(first)) == 4
    assert lint(*options).out == first.out


@pytest.mark.usefixtures("site")
def test_programs_are_told_the_file_that_there_is(lint: Lint) -> None:
    results = json.loads(lint("site.xml", "--output-format", "sarif", "--select", "claims/cure").out)["runs"][0][
        "results"
    ]
    assert {it["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for it in results} == {"site.xml"}
    assert "file=site.xml,line=13,col=40" in lint("site.xml", "--output-format", "github").out
    rows = json.loads(lint("site.xml", "--output-format", "json", "--select", "claims/cure").out)
    assert [(row["path"], row["line"]) for row in rows] == [("site.xml/tea", 13), ("site.xml/more-tea", 23)]


def test_a_folder_that_is_called_like_one(lint: Lint, posts: Path) -> None:
    (posts / "old.xml").mkdir()
    (posts / "old.xml" / "tea.md").write_text("Our tea cures acne.", "utf-8")
    assert "file=old.xml/tea.md,line=1" in lint("old.xml", "--output-format", "github").out


@pytest.mark.usefixtures("site")
def test_from_standard_input(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], site: Path) -> None:
    with site.open("rb") as piped:
        monkeypatch.setattr("sys.stdin", type("Piped", (), {"buffer": piped}))
        main(["-", "--stdin-filename", "site.xml", "--output-format", "concise", "--select", "claims/cure"])
    assert found(Outcome(0, *capsys.readouterr())) == ["site.xml/tea:13:40:", "site.xml/more-tea:23:40:"]


@pytest.mark.parametrize(
    ("options", "what"),
    [(("--fix",), "fixed"), (("--diff",), "fixed"), (("--add-ignores", "reviewed"), "excused")],
)
def test_an_export_is_never_changed(lint: Lint, site: Path, options: tuple[str, ...], what: str) -> None:
    site.write_text(export(item("<p>He committed suicide. Our tea cures acne.</p>")), "utf-8")
    before = site.read_bytes()
    outcome = lint("site.xml", *options, "--select", "claims/cure,respect")
    assert f"healthlint: site.xml: 2 findings not {what}: change the posts where the export was made." in outcome.err
    assert site.read_bytes() == before


def test_comments_in_the_content_excuse(lint: Lint, site: Path) -> None:
    comment = "<!-- healthlint-disable-next-line claims/cure -- a quotation -->\n"
    site.write_text(export(item(comment + CURE)), "utf-8")
    assert not found(lint("site.xml", "--output-format", "concise", "--select", "claims/cure"))


@pytest.mark.usefixtures("site")
def test_settings_for_single_posts(lint: Lint, posts: Path) -> None:
    (posts / ".healthlint.yaml").write_text("per-file: [{files: [site.xml/tea], ignore: [claims/cure]}]", "utf-8")
    assert found(lint("site.xml", "--output-format", "concise")) == ["site.xml/more-tea:23:40:"]


def test_a_baseline_knows_the_posts_and_which_are_gone(lint: Lint, site: Path) -> None:
    lint("baseline", "site.xml")
    assert lint("site.xml", "--select", "claims/cure").code == 0
    site.write_text(export(item(HARMLESS, wp__post_name="soup")), "utf-8")
    lint("baseline", "site.xml", "--prune")
    assert json.loads((site.parent / ".healthlint-baseline.json").read_text("utf-8"))["entries"] == []


def test_a_broken_export_takes_nothing_from_its_baseline(lint: Lint, site: Path) -> None:
    lint("baseline", "site.xml")
    before = (site.parent / ".healthlint-baseline.json").read_bytes()
    site.write_text(HEAD + item(HARMLESS, wp__post_name="soup") + "<item>", "utf-8")
    assert lint("baseline", "site.xml", "--prune").code == 2
    assert (site.parent / ".healthlint-baseline.json").read_bytes() == before


@pytest.mark.usefixtures("site")
def test_what_was_excused_is_shown(lint: Lint, site: Path) -> None:
    site.write_text(export(item("<p>No tea cures acne.</p>", wp__post_name="tea")), "utf-8")
    outcome = lint("site.xml", "--show-excused", "--output-format", "concise", "--select", "claims/cure")
    assert "site.xml/tea:13:" in outcome.out
    assert "excused claims/cure" in outcome.out


def test_only_what_changed(lint: Lint, site: Path, posts: Path) -> None:
    def git(*words: str) -> None:
        who = ("-c", "user.name=a", "-c", "user.email=a@example.org", "-c", "init.defaultBranch=main")
        subprocess.run(["git", *who, *words], cwd=posts, check=True, capture_output=True)

    git("init")
    git("add", ".")
    git("commit", "-m", "one")
    text = site.read_text("utf-8")
    site.write_text(text.replace("Chop the carrots.", "Our soup cures acne."), "utf-8")
    outcome = lint(".", "--diff-base", "HEAD", "--output-format", "concise", "--select", "claims/cure")
    assert found(outcome) == ["site.xml/soup:18:41:"]


def test_what_is_wrong_with_an_export(lint: Lint, site: Path) -> None:
    site.write_text(HEAD + item(CURE, wp__post_name="tea") + "<item><title>", "utf-8")
    outcome = lint("site.xml", "--output-format", "concise", "--select", "claims/cure")
    assert (outcome.code, found(outcome)) == (2, ["site.xml/tea:13:40:"])
    assert "error: site.xml:16:7: no well-formed XML: <title> never ends" in outcome.err
    assert "(export it again, or mend it at this place)" in outcome.err
    site.write_bytes(export(item("caf\xe9")).encode("latin-1"))
    assert "site.xml:13:32: not UTF-8 (byte 0xE9 in line 13)" in lint("site.xml").err


def test_how_large_it_may_be(lint: Lint, site: Path, posts: Path) -> None:
    (posts / ".healthlint.yaml").write_text("max-file-size: 2 KB\n", "utf-8")
    small = item(CURE, wp__post_name="tea")
    site.write_text(export(*[small] * 20, item(HARMLESS * 200, wp__post_name="long")), "utf-8")
    outcome = lint("site.xml", "--output-format", "concise", "--select", "claims/cure")
    assert len(found(outcome)) == 20
    assert "site.xml/long:111:1: a post larger than 2 KB, and not checked" in outcome.err
    site.write_text(export(*[small] * 300), "utf-8")
    assert f"site.xml: larger than {2 * exports.SHARE} KB, and not checked" in lint("site.xml").err


@pytest.mark.usefixtures("site")
def test_what_it_costs_is_measured(lint: Lint) -> None:
    assert "claims/cure" in lint("site.xml", "--profile", "--select", "claims/cure").err
