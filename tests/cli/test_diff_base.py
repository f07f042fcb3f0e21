"""``--diff-base``: what a change is answerable for, in real git repositories."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Outcome

Lint = Callable[..., Outcome]

ONLY = ("--select", "claims/cure,disclaimer/medical-advice", "-f", "concise")
OLD = """\
# Tea

Our tea cures diabetes.

In a trial, 40% of people slept better than before [(Smith, 2020)](https://pubmed.ncbi.nlm.nih.gov/12345678/).

It cures asthma as well.

Many people with asthma wake up in the night. An inhaler with a steroid keeps the inflammation down, and a second one
treats an attack. Patients who smoke have more symptoms.

This article is general information, not medical advice. Ask your doctor before you change a treatment.
"""


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "-q", "--allow-empty", "-m", "All")


@pytest.fixture
def site(posts: Path) -> Path:
    """``posts/old.md`` with two old errors, beside ``posts/good.md``, on ``main``; we are on ``topic``."""
    (posts / ".git").rmdir()
    (posts / "posts" / "bad.md").rename(posts / "posts" / "old.md")
    (posts / "posts" / "old.md").write_text(OLD, "utf-8")
    git(posts, "init", "-q", "-b", "main")
    commit(posts)
    git(posts, "checkout", "-q", "-b", "topic")
    return posts


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def places(done: Outcome) -> list[str]:
    return [" ".join(line.split(" ")[:3]) for line in done.out.splitlines()]


def since(site: Path) -> str:
    return f"since main (its merge base {git(site, 'rev-parse', 'main')[:10]})"


def test_nothing_changed_is_a_warning(lint: Lint, site: Path) -> None:
    done = lint("posts", *ONLY, "--diff-base", "main", "--quiet")

    assert (done.code, done.out) == (0, "")
    assert done.err == (
        f"healthlint: warning: of 2 files, none has changes {since(site)}.\n"
        "healthlint: warning: 0 files were checked.\n"
    )


def test_only_changed_lines_count(lint: Lint, site: Path) -> None:
    replace(site / "posts" / "old.md", "It cures asthma as well.", "It cures asthma too.")
    commit(site)

    assert places(lint("posts", *ONLY)) == [
        "posts/old.md:3:9: error claims/cure",
        "posts/old.md:7:4: error claims/cure",
    ]
    done = lint("posts", *ONLY, "--diff-base", "main")

    assert done.code == 1
    assert places(done) == ["posts/old.md:7:4: error claims/cure"]
    assert done.err == f"healthlint: 1 of 2 files has changes {since(site)}: 1 line checked.\n"
    assert lint("posts", *ONLY, "--diff-base", "main", "--quiet").err == ""


def test_what_is_not_committed_counts(lint: Lint, site: Path) -> None:
    replace(site / "posts" / "old.md", "It cures asthma as well.", "It cures asthma too.")
    (site / "posts" / "new.md").write_text("# Soup\n\nIt cures cancer.\n", "utf-8")

    done = lint("posts", *ONLY, "--diff-base", "HEAD", "--ignore", "disclaimer")

    assert places(done) == ["posts/new.md:3:4: error claims/cure", "posts/old.md:7:4: error claims/cure"]
    assert ": 1 line and all of 1 new file checked.\n" in done.err


def test_a_new_post_counts_in_full(lint: Lint, site: Path) -> None:
    (site / "posts" / "new.md").write_text(OLD.replace("This is general", "There is general"), "utf-8")

    everything = lint("posts/new.md", *ONLY)

    assert "disclaimer/medical-advice" in everything.out or "claims/cure" in everything.out
    assert lint("posts/new.md", *ONLY, "--diff-base", "main").out == everything.out


def test_the_post_as_a_whole_is_old_until_a_change_makes_it_worse(lint: Lint, site: Path) -> None:
    whole = ("--select", "disclaimer/medical-advice", "-f", "concise")
    assert lint("posts", *whole).out == ""
    replace(site / "posts" / "old.md", OLD.splitlines()[-1], "Enjoy!")
    worse = lint("posts", *whole)
    assert (worse.code, len(worse.out.splitlines())) == (1, 1)

    assert lint("posts", *whole, "--diff-base", "main").out == worse.out
    commit(site)
    replace(site / "posts" / "old.md", "# Tea\n", "# Teas\n")
    assert lint("posts", *whole).out == worse.out
    assert lint("posts", *whole, "--diff-base", "HEAD").out == ""


def test_what_a_deletion_brings_about_counts(lint: Lint, site: Path) -> None:
    post = site / "posts" / "old.md"
    replace(post, "Our tea cures", "<!-- healthlint-disable-next-line claims/cure -- as registered -->\nOur tea cures")
    commit(site)
    replace(post, "<!-- healthlint-disable-next-line claims/cure -- as registered -->\n", "")

    done = lint("posts", *ONLY, "--diff-base", "HEAD")

    assert places(done) == ["posts/old.md:3:9: error claims/cure"]
    assert ": 0 lines checked." in done.err


def test_a_renamed_post_is_not_new(lint: Lint, site: Path) -> None:
    git(site, "mv", "posts/old.md", "posts/tea.md")
    replace(site / "posts" / "tea.md", "It cures asthma as well.", "It cures asthma too.")
    commit(site)

    assert places(lint("posts", *ONLY, "--diff-base", "main")) == ["posts/tea.md:7:4: error claims/cure"]


def test_paths_may_be_given(lint: Lint, site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace(site / "posts" / "old.md", "It cures asthma as well.", "It cures asthma too.")
    replace(site / "posts" / "good.md", "carrots", "carrots. They cure cancer")

    assert lint("posts/old.md", *ONLY, "--diff-base", "main").out.count("\n") == 1
    monkeypatch.chdir(site / "posts")
    assert places(lint("old.md", *ONLY, "--diff-base", "main")) == ["old.md:7:4: error claims/cure"]
    monkeypatch.chdir(site.parent)
    done = lint(str(site / "posts"), *ONLY, "--diff-base", "main")
    assert len(done.out.splitlines()) == 2


def test_files_outside_of_git_are_told(lint: Lint, site: Path) -> None:
    (site / ".gitignore").write_text("drafts\n", "utf-8")
    (site / "drafts").mkdir()
    (site / "drafts" / "new.md").write_text("It cures cancer.\n", "utf-8")

    done = lint("posts", "drafts", *ONLY, "--diff-base", "main")

    assert done.out == ""
    assert "warning: 1 file was not checked: git ignores them, or they lie outside of its repository.\n" in done.err


def test_a_baseline_holds_and_nothing_in_it_is_stale(lint: Lint, site: Path) -> None:
    assert lint("baseline", "posts").code == 0
    replace(site / "posts" / "old.md", "# Tea\n", "# Tea\n\nIt cures gout.\n")

    done = lint("posts", *ONLY, "--diff-base", "main")

    assert places(done) == ["posts/old.md:3:4: error claims/cure"]
    assert "no longer found" not in done.err


def test_a_baseline_does_not_hide_a_sentence_that_is_said_again(lint: Lint, site: Path) -> None:
    assert lint("baseline", "posts").code == 0
    replace(site / "posts" / "old.md", "# Tea\n", "# Tea\n\nIt cures asthma as well.\n")

    assert lint("posts", *ONLY, "--diff-base", "main").out.count("cures asthma") == 1


@pytest.mark.parametrize("name", ["full", "grouped", "json", "json-lines", "sarif", "github", "gitlab", "junit",
                                  "checkstyle", "rdjson", "azure", "pylint", "markdown"])  # fmt: skip
def test_every_format(lint: Lint, site: Path, name: str) -> None:
    replace(site / "posts" / "old.md", "It cures asthma as well.", "It cures asthma too.")

    done = lint("posts", "--select", "claims/cure", "-f", name, "--diff-base", "main")

    assert done.code == 1
    shown = json.dumps(json.loads(done.out)["runs"][0]["results"]) if name == "sarif" else done.out
    assert "cures asthma" in shown
    assert "cures diabetes" not in shown


def test_other_options_hold(lint: Lint, site: Path) -> None:
    replace(site / "posts" / "old.md", "It cures asthma as well.", "It cures asthma too. There is no cure for gout.")
    base = ("posts", "--select", "claims/cure", "--diff-base", "main")

    assert lint(*base, "--fail-on", "never").code == 0
    assert lint(*base, "--statistics").out.split()[:3] == ["1", "error", "claims/cure"]
    excused = json.loads(lint(*base, "-f", "json", "--show-excused").out)
    assert {found["line"] for found in excused} == {7}
    assert lint(*base, "--add-ignores", "as registered").err.count("1 finding excused in 1 file.") == 1
    assert (site / "posts" / "old.md").read_text("utf-8").count("healthlint-disable") == 1


def test_what_cannot_be(lint: Lint, site: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    done = lint("posts", "--diff-base", "mian")
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "error: --diff-base: git knows no branch, tag or commit 'mian' (see 'git branch --all'; in CI, fetch it first: "
        "the checkout may hold one commit only)\n"
    )
    assert lint("posts", "--diff-base=--output=x").code == 2
    assert not (site / "x").exists()

    elsewhere = tmp_path_factory.mktemp("elsewhere")
    (elsewhere / "post.md").write_text("Soup.\n", "utf-8")
    done = lint(str(elsewhere / "post.md"), "--diff-base", "main")
    assert done.code == 2
    assert done.err == (
        f"error: --diff-base: {elsewhere} is not in a git repository "
        "(run it on files in a git repository, or leave --diff-base out)\n"
    )

    git(elsewhere, "init", "-q")
    done = lint(str(elsewhere), "--diff-base", "main")
    assert (done.code, done.err) == (2, "error: --diff-base: the git repository has no commit yet\n")

    for option in ("--fix", "--diff"):
        done = lint("posts", "--diff-base", "main", option)
        assert done.code == 2
        assert "--diff-base needs files, and goes without --fix and --diff: they change whole files." in done.err


def test_no_common_ancestor(lint: Lint, site: Path) -> None:
    git(site, "checkout", "-q", "--orphan", "other")
    (site / "posts" / "other.md").write_text("# Soup\n", "utf-8")
    commit(site)

    done = lint("posts", "--diff-base", "main")

    assert done.code == 2
    assert done.err == (
        "error: --diff-base: 'main' and the current commit have no commit in common (a shallow clone ends too soon: "
        "fetch all of it, as with 'fetch-depth: 0' or 'git fetch --unshallow')\n"
    )
