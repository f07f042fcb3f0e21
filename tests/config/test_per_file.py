"""``per-file``: other rules, severities and options for some files."""

from __future__ import annotations

from pathlib import Path

import pytest

from healthlint import lint_paths
from healthlint.cli import main
from healthlint.engine import workers

POST = "# Tea\n\nOur tea cures diabetes. Many addicts drink it, doctors say.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    for name in ("posts", "archive", "archive/old"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "tea.md").write_text(POST, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(folder: Path, config: str, capsys: pytest.CaptureFixture[str], *more: str) -> list[str]:
    """Paths with severities and rules."""
    (folder / ".healthlint.yaml").write_text(config, encoding="utf-8")
    main([*(more or (".",)), "-f", "concise"])
    found = (line.split(" ") for line in capsys.readouterr().out.splitlines())
    return [f"{path.partition(':')[0]} {severity} {rule}" for path, severity, rule, *_ in found]


BASE = "select: [claims/cure, respect/addict]\nper-file:\n"
EVERYWHERE = ["error claims/cure", "warning respect/addict"]


@pytest.mark.parametrize(
    ("block", "archive", "old"),
    [
        ("- {files: [archive/**], ignore: [claims]}", ["warning respect/addict"], ["warning respect/addict"]),
        ("- {files: [archive/old], ignore: [claims]}", EVERYWHERE, ["warning respect/addict"]),
        ("- {files: ['*.md'], select: [claims/cure]}", ["error claims/cure"], ["error claims/cure"]),
        ("- {files: [old], severity: {claims/*: info}}", EVERYWHERE, ["info claims/cure", "warning respect/addict"]),
        (
            "- {files: [archive/], ignore: [claims]}\n- {files: [old/], ignore: [respect]}",
            ["warning respect/addict"],
            [],
        ),
        (
            "- {files: [archive/], ignore: [claims]}\n- {files: [old/], select: [claims/cure]}",
            ["warning respect/addict"],
            ["error claims/cure"],
        ),
        (
            "- {files: [archive/], select: [readability/long-sentence]}\n"
            "- {files: [old/], options: {readability/long-sentence: {words: 4}}}",
            [],
            ["info readability/long-sentence"],
        ),
    ],
)
def test_blocks(
    folder: Path, capsys: pytest.CaptureFixture[str], block: str, archive: list[str], old: list[str]
) -> None:
    found = run(folder, BASE + block + "\n", capsys)

    assert [line.partition(" ")[2] for line in found if line.startswith("archive/tea")] == archive
    assert [line.partition(" ")[2] for line in found if line.startswith("archive/old")] == old
    elsewhere = EVERYWHERE[:1] if "*.md" in block else EVERYWHERE
    assert [line.partition(" ")[2] for line in found if line.startswith("posts")] == elsewhere


def test_globs_are_relative_to_the_configuration(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / ".healthlint.yaml").write_text(BASE + "- {files: [archive/old/tea.md], select: [claims/cure]}\n", "utf-8")
    monkeypatch.chdir(folder / "archive" / "old")

    main(["tea.md", "-f", "concise"])

    assert [line.split(" ")[2] for line in capsys.readouterr().out.splitlines()] == ["claims/cure"]


def test_the_command_line_wins(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = BASE + "- {files: [archive/], ignore: [claims]}\n"
    assert run(folder, config, capsys, "archive/tea.md", "--select", "claims/cure") == [
        "archive/tea.md error claims/cure"
    ]


def test_results_that_are_kept_follow_the_blocks(
    folder: Path, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    args = ("posts", "archive/tea.md", "--cache-dir", str(tmp_path / "cache"))
    everywhere = ["archive/tea.md error claims/cure", "archive/tea.md warning respect/addict"]
    posts = ["posts/tea.md error claims/cure", "posts/tea.md warning respect/addict"]
    config = BASE + "- {files: [drafts/], ignore: [claims]}\n"
    assert run(folder, config, capsys, *args) == everywhere + posts

    checked: list[str] = []
    check = workers.check

    def noted(paths: list[str], *rest: object) -> object:
        checked.extend(paths)
        return check(paths, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(workers, "check", noted)
    assert run(folder, config + "- {files: [archive/], ignore: [claims]}\n", capsys, *args) == [everywhere[1], *posts]
    assert checked == ["archive/tea.md"]
    assert run(folder, config, capsys, *args) == everywhere + posts
    assert checked == ["archive/tea.md"]


def test_fixes_and_baselines_and_processes_follow_the_blocks(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    grief = "# Grief\n\nHe committed suicide.\n"
    for name in ("posts", "archive"):
        (folder / name / "tea.md").write_text(grief, "utf-8")
    config = "select: [respect/committed-suicide]\nper-file: [{files: [archive/], ignore: [respect]}]\n"

    assert run(folder, config, capsys, "posts", "archive/tea.md", "--jobs", "2") == [
        "posts/tea.md error respect/committed-suicide"
    ]
    assert main(["baseline", "posts", "archive/tea.md"]) == 0
    assert "holds 1 finding in 1 post" in capsys.readouterr().err
    assert run(folder, config, capsys, "posts", "archive/tea.md", "--fix", "--no-baseline") == []
    assert (folder / "posts" / "tea.md").read_text("utf-8") == grief.replace("committed", "died by")
    assert (folder / "archive" / "tea.md").read_text("utf-8") == grief


def test_the_python_api(folder: Path) -> None:
    (folder / ".healthlint.yaml").write_text(BASE + "- {files: [archive/], ignore: [claims]}\n", "utf-8")
    found = [(item.path, item.rule) for item in lint_paths(["posts", "archive/tea.md"]).diagnostics()]
    assert found == [
        ("archive/tea.md", "respect/addict"),
        ("posts/tea.md", "claims/cure"),
        ("posts/tea.md", "respect/addict"),
    ]


@pytest.mark.parametrize(
    ("block", "expected"),
    [
        ("- {ignore: [claims]}", "3:3: the key 'files' is missing"),
        ("- {files: [], ignore: [claims]}", "3:11: expected patterns of files, found an empty list"),
        ("- {files: [a], ignroe: [claims]}", "3:16: unknown key 'ignroe' (did you mean 'ignore'?)"),
        ("- {files: [a], ignore: [clams]}", "3:25: unknown rule or pack 'clams' (did you mean 'claims'?)"),
        (
            "- {files: [a], options: {claims/cure: {words: 3}}}",
            "3:40: 'words' is no option of claims/cure (kind 'pattern')",
        ),
        ("- {files: [[a]], ignore: [claims]}", "3:12: expected a pattern of files, found a list"),
        ("  files: [a]", "3:3: expected a list, found a mapping"),
    ],
)
def test_a_mistake_has_a_place(folder: Path, capsys: pytest.CaptureFixture[str], block: str, expected: str) -> None:
    (folder / ".healthlint.yaml").write_text(f"{BASE}{block}\n", "utf-8")

    assert main(["posts"]) == 2
    assert expected in capsys.readouterr().err


def test_mistakes_above_and_in_blocks_are_told_at_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / ".healthlint.yaml").write_text("select: [clams]\nper-file: [{files: [a], ignore: [rsk]}]\n", "utf-8")

    assert main(["posts"]) == 2
    assert [line.partition(".yaml:")[2] for line in capsys.readouterr().err.splitlines()] == [
        "1:10: unknown rule or pack 'clams' (did you mean 'claims'?)",
        "2:34: unknown rule or pack 'rsk' (did you mean 'risk'?)",
    ]
