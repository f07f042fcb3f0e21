"""Several reports in one run, and ``auto``."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from healthlint.cli import main
from healthlint.formats import FORMATS


@pytest.fixture(autouse=True)
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "tea.md").write_text(
        "# Tea\n\nA miracle cream 😀 for patients with diabetes and eczema.\n", encoding="utf-8"
    )
    (tmp_path / ".healthlint.yaml").write_text("select: [claims/miracle]\n", encoding="utf-8")
    for name in ("GITHUB_ACTIONS", "GITHUB_WORKSPACE", "CI_PROJECT_DIR", "BUILD_SOURCESDIRECTORY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_every_format_in_one_run(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    more = [f"--output={name}:out.{name}" for name in FORMATS]

    assert main(["tea.md", "-f", "concise", *more]) == 1
    assert capsys.readouterr().out == (site / "out.concise").read_text(encoding="utf-8")
    assert all((site / f"out.{name}").stat().st_size for name in FORMATS)
    assert json.loads((site / "out.sarif").read_text(encoding="utf-8"))["version"] == "2.1.0"
    assert not list(site.glob("*.tmp"))
    assert not list(site.glob(".*.tmp"))


def test_auto(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tea.md", "-f", "auto"]) == 1
    assert "-->" in capsys.readouterr().out

    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    assert main(["tea.md", "-f", "auto"]) == 1
    assert capsys.readouterr().out.startswith("::error title=healthlint claims/miracle,file=tea.md,line=3")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["--output", "sarf:x"], "'sarf' is no output format"),
        (["--output", "sarif"], "names no file"),
        (["--output", "sarif:"], "names no file"),
        (["--output", "sarif:x", "--output", "junit:./x"], "Two reports cannot go to one file"),
        (["--output", "sarif:x", "-o", "x"], "Two reports cannot go to one file"),
        (["--output", "sarif:gone/x"], "cannot be written"),
    ],
)
def test_wrong_usage(arguments: list[str], message: str, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tea.md", *arguments]) == 2
    assert message in capsys.readouterr().err
    assert not (site / "x").exists()
