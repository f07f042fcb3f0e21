"""``extend``: one configuration that rests on others."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from healthlint.cli import main
from healthlint.config import read
from healthlint.core.problem import HealthlintError
from healthlint.engine.setup import setup


def write(folder: Path, **files: str) -> Path:
    """Files by their names without the ending; the path of ``main``."""
    for name, text in files.items():
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return folder / "main.yaml"


def test_what_is_said_here_wins(tmp_path: Path) -> None:
    config = read(
        write(
            tmp_path,
            main="extend: base.yaml\nignore: [risk]\nseverity: {claims: info, risk: error}\nsite: {hosts: [b.example]}\n",
            base="select: [claims]\nignore: [respect]\nseverity: {claims: error, trust: info}\n"
            "site: {provides: [trust/author], hosts: [a.example]}\nsuppressions: false\n",
        )
    )

    assert [name.text for name in config.select] == ["claims"]
    assert [name.text for name in config.ignore] == ["risk"]
    assert [(name.text, severity.value) for name, severity in config.severity.items()] == [
        ("claims", "error"),
        ("trust", "info"),
        ("claims", "info"),
        ("risk", "error"),
    ]
    assert config.suppressions is False
    assert [name.text for name in config.site.provides] == ["trust/author"]
    assert config.site.hosts == ("b.example",)


def test_of_two_that_are_extended_the_later_counts(tmp_path: Path) -> None:
    path = write(tmp_path, main="extend: [a.yaml, b.yaml]\n", a="select: [claims]\n", b="select: [risk]\n")
    assert [name.text for name in read(path).select] == ["risk"]


def test_packs_and_what_is_said_per_file_add_up(tmp_path: Path) -> None:
    (tmp_path / "base").mkdir()
    write(tmp_path / "base", base="packs: [house]\nper-file: [{files: [a/**], ignore: [risk]}]\n")
    path = write(
        tmp_path,
        main="extend: [base/base.yaml]\npacks: [own]\nper-file: [{files: [b/**], ignore: [trust]}]\n",
    )

    found = setup(path)

    assert [folder.relative_to(tmp_path) for folder in found.folders[1:]] == [Path("base/house"), Path("own")]
    assert [block.files.patterns for block in found.config.per_file] == [("a/**",), ("b/**",)]


def test_a_shared_base_is_read_once(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        main="extend: [a.yaml, b.yaml]\n",
        a="extend: base.yaml\n",
        b="extend: base.yaml\n",
        base="per-file: [{files: [a/**], ignore: [risk]}]\n",
    )
    assert len(read(path).per_file) == 1


def test_no_circles(tmp_path: Path) -> None:
    path = write(tmp_path, main="select: [claims]\nextend: [a.yaml]\n", a="extend: main.yaml\n")

    with pytest.raises(HealthlintError) as error:
        read(path)

    (problem,) = error.value.problems
    assert str(problem) == (
        f"{tmp_path}/a.yaml:1:9: 'main.yaml' extends itself: main.yaml > a.yaml > main.yaml (remove it from one of them)"
    )


def test_all_mistakes_of_all_files_have_their_places(tmp_path: Path) -> None:
    path = write(
        tmp_path, main="extend:\n  - a.yaml\n  - gone.yaml\n  - b.yaml\n", a="slect: [claims]\n", b="ignor: []\n"
    )

    with pytest.raises(HealthlintError) as error:
        read(path)

    assert [str(problem).replace(f"{tmp_path}/", "") for problem in error.value.problems] == [
        "a.yaml:1:1: unknown key 'slect' (did you mean 'select'?)",
        "main.yaml:3:5: 'gone.yaml' cannot be read: no such file or directory "
        "(paths in 'extend' are relative to the file that names them)",
        "b.yaml:1:1: unknown key 'ignor' (did you mean 'ignore'?)",
    ]


@pytest.mark.parametrize("value", ["", "{a: b}", "[[a.yaml]]", "['']"])
def test_what_is_no_file_is_refused(tmp_path: Path, value: str) -> None:
    with pytest.raises(HealthlintError):
        read(write(tmp_path, main=f"extend: {value}\n"))


def test_a_run(
    tmp_path: Path, rulebook: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    packs = tmp_path / "shared" / "packs"
    shutil.copytree(rulebook / "house", packs / "house")
    (packs / "lexicon").mkdir()
    shutil.copy(rulebook / "lexicon" / "illness.yaml", packs / "lexicon")
    (tmp_path / "shared" / "house.yaml").write_text(
        "packs: [packs]\nselect: [house]\nseverity: {house: info}\n", "utf-8"
    )
    (tmp_path / ".healthlint.yaml").write_text("extend: shared/house.yaml\nseverity: {house/cure: warning}\n", "utf-8")
    (tmp_path / "post.md").write_text("Tea will cure flu.\n", "utf-8")
    monkeypatch.chdir(tmp_path)

    assert main(["post.md", "-f", "concise"]) == 1
    assert capsys.readouterr().out == "post.md:1:10: warning house/cure 'cure flu' promises a cure.\n"
