"""What the README shows is what happens."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest

import healthlint
from healthlint.cli import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)


def test_the_sample_is_real(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.chdir(ROOT)
    command, _, sample = blocks("console")[0].partition("\n")

    code = main(shlex.split(command.removeprefix("$ healthlint ")))

    assert code == 1
    assert sample in capsys.readouterr().out


def test_the_commands_are_known(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "soup.md").write_text("# Soup\n\nChop the carrots.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    commands = [line for line in blocks("sh")[1].splitlines() if line.startswith("healthlint")]

    codes = {command: main(shlex.split(command, comments=True)[1:]) for command in commands}

    assert len(commands) >= 7
    assert codes == dict.fromkeys(commands, 0)


def test_the_configuration_is_sound(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    house = tmp_path / "house-rules" / "house"
    house.mkdir(parents=True)
    (house / "pack.yaml").write_text("title: House rules\npurpose: Ours.\n", encoding="utf-8")
    (house / "leeches.yaml").write_text(blocks("yaml")[-1], encoding="utf-8")
    (tmp_path / ".healthlint.yaml").write_text(next(b for b in blocks("yaml") if "packs:" in b), encoding="utf-8")
    (tmp_path / "soup.md").write_text("# Soup\n\nChop the carrots.\n", encoding="utf-8")
    monkeypatch.chdir(tmp_path)

    assert main(["soup.md"]) == 0


def test_the_python_runs(capsys: pytest.CaptureFixture[str]) -> None:
    exec(compile(blocks("python")[0], "README.md", "exec"), {})  # noqa: S102 - our own text

    assert re.search("^1 claims/cure ", capsys.readouterr().out, re.MULTILINE)


def test_the_hook_is_of_this_version() -> None:
    assert f"rev: v{healthlint.__version__}" in README


@pytest.mark.parametrize(
    "path", sorted(ROOT.glob("*.md")) + sorted(ROOT.glob("*/README.md")) + sorted(ROOT.glob("docs/*.md")), ids=str
)
def test_links_lead_somewhere(path: Path) -> None:
    text = re.sub(r"^```.*?^```$|`[^`\n]*`", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL)

    for target in re.findall(r"\]\(([^)#\s]+)[^)]*\)", text):
        assert "://" in target or (path.parent / target).exists(), target
