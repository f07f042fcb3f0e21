"""What a configuration, which may come from a stranger, can name: nothing outside of its repository."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from healthlint.cli import main
from tests.conftest import PACK, RULE

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs symbolic links")


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with posts, beside a folder that is none of its business."""
    outside = tmp_path / "outside" / "rules" / "house"
    outside.mkdir(parents=True)
    (outside / "pack.yaml").write_text(PACK, encoding="utf-8")
    (outside / "cure.yaml").write_text(RULE.replace("{illness}", "colds"), encoding="utf-8")
    (tmp_path / "outside" / "base.yaml").write_text("select: [claims]\n", encoding="utf-8")
    site = tmp_path / "site"
    (site / ".git").mkdir(parents=True)
    (site / "posts").mkdir()
    (site / "posts" / "tea.md").write_text("Tea cures colds.\n", encoding="utf-8")
    monkeypatch.chdir(site)
    return site


@pytest.mark.parametrize("name", ["../outside/base.yaml", "ABSOLUTE/outside/base.yaml", "link.yaml"])
def test_extend_does_not_lead_out(name: str, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "link.yaml").symlink_to("../outside/base.yaml")
    name = name.replace("ABSOLUTE", str(site.parent))
    (site / ".healthlint.yaml").write_text(f"extend: {name}\n", encoding="utf-8")

    assert main(["posts"]) == 2
    assert f":1:9: '{name}' leads out of {site.as_posix()} (move it there, or" in capsys.readouterr().err


@pytest.mark.parametrize("name", ["../outside/rules", "ABSOLUTE/outside/rules", "linked", "posts/../../outside/rules"])
def test_packs_do_not_lead_out(name: str, site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "linked").symlink_to("../outside/rules")
    name = name.replace("ABSOLUTE", str(site.parent))
    (site / ".healthlint.yaml").write_text(f"packs: [{name}]\n", encoding="utf-8")

    assert main(["posts"]) == 2
    assert f"'{name}' leads out of" in capsys.readouterr().err


def test_what_leads_out_may_be_trusted(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / ".healthlint.yaml").write_text(
        "extend: ../outside/base.yaml\npacks: [../outside/rules]\nselect: [house]\n", encoding="utf-8"
    )

    assert main(["posts", "--trust", "../outside", "-f", "concise"]) == 1
    assert "house/cure" in capsys.readouterr().out
    assert main(["config", "posts/tea.md", "--trust", "../outside"]) == 0
    assert main(["rules", "--trust", "../outside"]) == 0
    capsys.readouterr()


def test_without_a_repository_the_folder_above_may_be_named(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / ".git").rmdir()
    (site / ".healthlint.yaml").write_text("extend: ../outside/base.yaml\n", encoding="utf-8")
    assert main(["posts", "--fail-on", "never"]) == 0

    (site / ".healthlint.yaml").write_text("extend: ../../outside/base.yaml\n", encoding="utf-8")
    assert main(["posts"]) == 2
    assert "leads out of" in capsys.readouterr().err


def test_a_link_in_a_pack_does_not_lead_out(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pack = site / "own" / "house"
    pack.mkdir(parents=True)
    (pack / "pack.yaml").write_text(PACK, encoding="utf-8")
    secret = site.parent / "secret.yaml"
    secret.write_text("password: hunter2\n", encoding="utf-8")
    (pack / "rule.yaml").symlink_to(secret)
    (site / ".healthlint.yaml").write_text("packs: [own]\n", encoding="utf-8")

    assert main(["posts"]) == 2
    err = capsys.readouterr().err
    assert "own/house/rule.yaml: a link that leads out of the folder of rules" in err
    assert "hunter2" not in err
    assert "password" not in err


def test_links_in_circles(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / "own").mkdir()
    (site / "own" / "again").symlink_to("..")
    (site / "loop.yaml").symlink_to("loop.yaml")
    for written in ("packs: [own]\n", "extend: loop.yaml\n", "packs: [loop.yaml]\n"):
        (site / ".healthlint.yaml").write_text(written, encoding="utf-8")
        assert main(["posts"]) == 2
        assert capsys.readouterr().err.startswith("error: ")
