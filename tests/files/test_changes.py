"""Which lines changed, as git tells it: real repositories, with names and lines that are hard to read."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from healthlint.core.problem import HealthlintError
from healthlint.files.changes import Change
from healthlint.files.git import Repository

LINES = "".join(f"Line {number}.\n" for number in range(1, 21))


def git(folder: Path, *arguments: str) -> str:
    identity = ["-c", "user.name=Test", "-c", "user.email=test@example.org", "-c", "commit.gpgsign=false"]
    done = subprocess.run(["git", *identity, *arguments], cwd=folder, check=True, capture_output=True, text=True)
    return done.stdout.strip()


def commit(folder: Path, message: str = "All") -> str:
    git(folder, "add", "--all")
    git(folder, "commit", "-q", "--allow-empty", "-m", message)
    return git(folder, "rev-parse", "HEAD")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / "a.md").write_text(LINES, "utf-8")
    (tmp_path / "b.md").write_text(LINES.replace("Line", "Other"), "utf-8")
    commit(tmp_path)
    return tmp_path


def changed(site: Path, ref: str = "HEAD") -> dict[str, Change]:
    repository = Repository(str(site))
    return repository.changed(repository.base(ref))


def edit(path: Path, **lines: str) -> None:
    """``edit(path, _3="New.")`` writes another third line."""
    all_lines = path.read_text("utf-8").splitlines(keepends=True)
    for number, text in lines.items():
        all_lines[int(number[1:]) - 1] = text
    path.write_text("".join(all_lines), "utf-8")


def test_nothing_changed(site: Path) -> None:
    assert changed(site) == {}


def test_edited_added_and_deleted_lines(site: Path) -> None:
    edit(site / "a.md", _3="New.\n", _7="", _10="One.\nTwo.\nThree.\n", _20="Line 20.\nThe end")

    assert changed(site) == {"a.md": Change("a.md", (range(3, 4), range(9, 12), range(22, 23)))}


def test_lines_touch(site: Path) -> None:
    edit(site / "a.md", _3="New.\n", _10="One.\nTwo.\nThree.\n")
    change = changed(site)["a.md"]

    assert [line for line in range(1, 22) if change.touches(line, line)] == [3, 10, 11, 12]
    assert change.touches(1, 3)
    assert change.touches(12, 20)
    assert not change.touches(4, 9)
    assert change.count == 4


def test_lines_that_look_like_headers(site: Path) -> None:
    lines = ["++ b/other.md", "-- a/other.md", "@@ -1,2 +3,4 @@", "diff --git a/x b/x", "rename to y", " and a blank"]
    (site / "a.md").write_text("\n".join(lines) + "\n", "utf-8")
    commit(site)
    (site / "a.md").write_text("".join(f"+{line}\n-{line}\n" for line in lines), "utf-8")
    edit(site / "b.md", _5="Other.\n")

    assert changed(site) == {"a.md": Change("a.md", (range(1, 13),)), "b.md": Change("b.md", (range(5, 6),))}


def test_new_files_staged_and_not_known_to_git(site: Path) -> None:
    (site / "staged.md").write_text("Staged.\n", "utf-8")
    (site / "empty.md").write_text("", "utf-8")
    git(site, "add", "staged.md", "empty.md")
    (site / "folder").mkdir()
    (site / "folder" / "free.md").write_text("Not known.\n", "utf-8")
    (site / ".gitignore").write_text("*.draft.md\n", "utf-8")
    (site / "x.draft.md").write_text("Ignored.\n", "utf-8")

    found = changed(site)

    assert found == dict.fromkeys([".gitignore", "empty.md", "folder/free.md", "staged.md"], Change(None))
    assert found["staged.md"].touches(1, 1)


def test_deleted_files_are_no_files(site: Path) -> None:
    (site / "a.md").unlink()
    git(site, "rm", "-q", "b.md")

    assert changed(site) == {}


def test_renamed_files_with_and_without_edits(site: Path) -> None:
    git(site, "mv", "a.md", "c.md")
    (site / "folder").mkdir()
    git(site, "mv", "b.md", "folder/d.md")
    edit(site / "folder" / "d.md", _4="New.\n")

    assert changed(site) == {"c.md": Change("a.md"), "folder/d.md": Change("b.md", (range(4, 5),))}


@pytest.mark.parametrize(
    "name",
    ["my post.md", "café.md", 'a "quoted".md', "tab\there.md", "line\nbreak.md", "b/a b/a.md", "-x.md", "ü ü.md"],
)
def test_names_that_git_quotes(site: Path, name: str) -> None:
    path = site / name
    path.parent.mkdir(exist_ok=True, parents=True)
    path.write_text(LINES, "utf-8")
    git(site, "add", "--all")
    commit(site)
    edit(path, _2="New.\n")
    assert changed(site) == {name: Change(name, (range(2, 3),))}

    git(site, "mv", "--", name, f"{name}.md")
    assert changed(site) == {f"{name}.md": Change(name, (range(2, 3),))}


def test_settings_of_the_user_do_not_count(site: Path) -> None:
    for setting in (
        "diff.noprefix=true",
        "diff.mnemonicPrefix=true",
        "diff.renames=false",
        "diff.interHunkContext=9",
        "diff.relative=true",
        "color.ui=always",
        "diff.external=false",
        "core.quotePath=true",
    ):
        git(site, "config", *setting.split("="))
    (site / ".gitattributes").write_text("*.md binary\n", "utf-8")
    commit(site)
    (site / "folder").mkdir()
    git(site, "mv", "a.md", "folder/c.md")
    edit(site / "folder" / "c.md", _4="New.\n", _6="New.\n")

    assert changed(site / "folder") == {"folder/c.md": Change("a.md", (range(4, 5), range(6, 7)))}


def test_the_base_is_where_the_branches_part(site: Path) -> None:
    parting = git(site, "rev-parse", "HEAD")
    git(site, "checkout", "-q", "-b", "topic")
    edit(site / "a.md", _3="Mine.\n")
    commit(site)
    git(site, "checkout", "-q", "main")
    edit(site / "b.md", _3="Theirs.\n")
    commit(site)
    git(site, "checkout", "-q", "topic")

    assert Repository(str(site)).base("main") == parting
    assert changed(site, "main") == {"a.md": Change("a.md", (range(3, 4),))}


def test_a_hook_leaves_paths_of_its_own(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (site / "folder").mkdir()
    edit(site / "a.md", _3="New.\n")
    monkeypatch.chdir(site)
    monkeypatch.setenv("GIT_DIR", ".git")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/index")

    repository = Repository("folder")

    assert set(repository.changed(repository.base("HEAD"))) == {"a.md"}


def test_no_repository(tmp_path: Path) -> None:
    with pytest.raises(HealthlintError, match="is not in a git repository"):
        Repository(str(tmp_path))


def test_no_git(site: Path, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory) -> None:
    monkeypatch.setenv("PATH", str(tmp_path_factory.mktemp("empty")))
    with pytest.raises(HealthlintError, match="git cannot be run: no such file or directory \\(install git\\)"):
        Repository(str(site))


def test_a_broken_index(site: Path) -> None:
    (site / ".git" / "index").write_bytes(b"nonsense")
    with pytest.raises(HealthlintError, match="'git diff' failed: "):
        changed(site)
