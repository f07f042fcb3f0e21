from __future__ import annotations

import os
from pathlib import Path

import pytest

from healthlint.files import discover


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    names = (
        "posts/b.md posts/a.markdown posts/C.MD posts/sub/d.mdx posts/notes.txt posts/picture.png posts/.hidden.md "
        "README.md drafts/e.md node_modules/x/README.md .git/x.md .venv/x.md tools/pyvenv.cfg tools/x.md"
    )
    for name in names.split():
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("x\n")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def found(*paths: str, excludes: tuple[str, ...] = (), root: str = ".") -> list[str]:
    return [file.replace(os.sep, "/") for file in discover(paths, excludes=excludes, root=root).files]


@pytest.mark.usefixtures("site")
def test_folders() -> None:
    assert found("posts") == [
        "posts/.hidden.md",
        "posts/C.MD",
        "posts/a.markdown",
        "posts/b.md",
        "posts/notes.txt",
        "posts/sub/d.mdx",
    ]
    assert found(".")[:2] == ["README.md", "drafts/e.md"]
    assert not [
        file for file in found(".") if "node_modules" in file or ".git" in file or "venv" in file or "tools" in file
    ]


@pytest.mark.usefixtures("site")
def test_named_files_are_taken_whatever_they_are_called() -> None:
    assert found("posts/picture.png", ".git/x.md") == [".git/x.md", "posts/picture.png"]


def test_no_file_twice(site: Path) -> None:
    assert found("posts/b.md", "./posts/b.md", "posts/../posts/b.md", str(site / "posts/b.md")) != []
    assert len(found("posts/b.md", "posts", "./posts", str(site / "posts"))) == 6


@pytest.mark.usefixtures("site")
@pytest.mark.parametrize(
    ("excludes", "left"),
    [
        (
            ("drafts",),
            ["README.md", "posts/C.MD", "posts/a.markdown", "posts/b.md", "posts/notes.txt", "posts/sub/d.mdx"],
        ),
        (("drafts/", "*.md", "*.MD"), ["posts/a.markdown", "posts/notes.txt", "posts/sub/d.mdx"]),
        (("/posts/*", "!posts/b.md"), ["README.md", "drafts/e.md", "posts/b.md"]),
        (("posts/**/d.mdx", "**/b.md", "[Cn]*"), ["README.md", "drafts/e.md", "posts/a.markdown"]),
        (("posts/sub/", "?.md", "notes"), ["README.md", "posts/C.MD", "posts/a.markdown", "posts/notes.txt"]),
    ],
)
def test_excludes(excludes: tuple[str, ...], left: list[str]) -> None:
    assert [file for file in found(".", excludes=excludes) if ".hidden" not in file] == left


def test_excludes_hold_for_named_files_and_are_counted(site: Path) -> None:
    discovery = discover(["drafts/e.md", "posts/b.md", "drafts"], excludes=["drafts/"])
    assert discovery.files == (str(Path("posts/b.md")),)
    assert discovery.excluded == 2
    assert discovery.notices == ("2 paths are left out by the excludes.",)
    assert found(str(site / "drafts/e.md"), excludes=("drafts/",), root=str(site)) == []
    assert found("drafts/e.md", excludes=("e.md",), root="posts") == ["drafts/e.md"]


@pytest.mark.usefixtures("site")
def test_missing_paths() -> None:
    discovery = discover(["nowhere.md", "posts/b.md", "a\0b"])
    assert [str(problem) for problem in discovery.problems] == [
        "nowhere.md: no such file or folder (check the path)",
        "a\0b: no such file or folder (check the path)",
    ]
    assert len(discovery.files) == 1


def test_nothing_to_check(tmp_path: Path) -> None:
    discovery = discover([str(tmp_path)])
    assert discovery.notices == (
        f"No file to check in {tmp_path} (looked for .md, .markdown, .mdx, .txt, .html, .htm, .xml).",
    )


@pytest.mark.skipif(not hasattr(os, "symlink") or os.name == "nt", reason="needs symbolic links")
def test_links(site: Path) -> None:
    (site / "posts/loop").symlink_to(site / "posts")
    (site / "posts/self.md").symlink_to(site / "posts/self.md")
    (site / "posts/again.md").symlink_to(site / "posts/b.md")
    (site / "linked").symlink_to(site / "drafts")
    files = found("posts", "linked")
    assert [file for file in files if "loop" in file] == []
    assert ("posts/again.md" in files) is not ("posts/b.md" in files)
    assert "linked/e.md" in files


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs a folder that cannot be read")
def test_folders_that_cannot_be_searched(site: Path) -> None:
    (site / "drafts").chmod(0)
    try:
        (problem,) = discover(["drafts"]).problems
    finally:
        (site / "drafts").chmod(0o755)
    assert problem.message == "cannot be searched: Permission denied"


def test_html_in_folders_of_templates_is_no_post(tmp_path: Path) -> None:
    for name in ("posts/tea.html", "_layouts/post.html", "_includes/note.html", "_includes/note.md", "_site/tea.html"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("<p>Tea.</p>", encoding="utf-8")

    discovery = discover([str(tmp_path)])
    assert [Path(file).relative_to(tmp_path).as_posix() for file in discovery.files] == [
        "_includes/note.md",
        "posts/tea.html",
    ]
