"""``.healthlint.yaml``: found, read strictly, applied."""

from __future__ import annotations

from pathlib import Path

import pytest

from healthlint.cli import main

POST = "# Tea\n\nOur tea cures diabetes. Many addicts drink it, doctors say.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "tea.md").write_text(POST, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(folder: Path, config: str, capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, list[str], str]:
    """Exit code, rules with severities, standard error."""
    (folder / ".healthlint.yaml").write_text(config, encoding="utf-8")
    code = main(["posts", "-f", "concise", *more])
    out, err = capsys.readouterr()
    return code, [" ".join(line.split(" ")[1:3]) for line in out.splitlines()], err


def test_select_and_ignore(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, found, _ = run(folder, "select: [claims, respect]\nignore: [respect/alcoholic]\n", capsys)

    assert (code, found) == (1, ["error claims/cure", "warning respect/addict"])


def test_the_command_line_wins(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _, found, _ = run(folder, "select: [claims]\n", capsys, "--select", "respect")

    assert found == ["warning respect/addict"]


def test_severities_of_rules_packs_and_globs(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = "select: [claims, respect]\nseverity:\n  claims: info\n  respect/*: error\n  respect/addict: info\n"

    assert run(folder, config, capsys)[:2] == (0, ["info claims/cure", "info respect/addict"])


def test_options_of_a_rule(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = "select: [readability/long-sentence]\noptions:\n  readability/long-sentence: {words: 4}\n"

    assert run(folder, config, capsys)[1] == ["info readability/long-sentence"]


def test_what_the_site_provides_is_not_asked_for(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "posts" / "tea.md").write_text(
        POST + "\nIt is an illness, and treatment helps patients. " * 9, encoding="utf-8"
    )
    select = "select: [disclaimer/medical-advice]\n"

    assert run(folder, select, capsys)[1] == ["error disclaimer/medical-advice"]
    assert run(folder, f"{select}site: {{provides: [disclaimer/medical-advice]}}\n", capsys)[0] == 2
    both = "select: [disclaimer/medical-advice, claims/cure]\nsite: {provides: [disclaimer/medical-advice]}\n"
    assert run(folder, both, capsys)[1] == ["error claims/cure"]


def test_links_to_the_own_site_are_no_citations(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = "70% of patients sleep better ([study](https://www.clinic.example.org/a)).\n"
    (folder / "posts" / "tea.md").write_text(text, encoding="utf-8")

    assert run(folder, "select: [evidence/uncited-percentage]\n", capsys)[1] == []
    own = "select: [evidence/uncited-percentage]\nsite: {hosts: [clinic.example.org]}\n"
    assert run(folder, own, capsys)[1] == ["warning evidence/uncited-percentage"]


def test_excludes_hold_for_paths_that_are_named(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / ".healthlint.yaml").write_text("excludes: [posts/tea.md]\n", encoding="utf-8")

    code = main(["posts/tea.md"])

    out, err = capsys.readouterr()
    assert (code, out) == (0, "")
    assert err == "healthlint: 1 path is left out by the excludes.\nhealthlint: warning: 0 files were checked.\n"


def test_the_nearest_configuration_counts_and_the_repository_ends_the_search(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder.parent / ".healthlint.yaml").write_text("nonsense: true\n", encoding="utf-8")
    (folder / "posts" / ".healthlint.yaml").write_text("select: [respect]\n", encoding="utf-8")

    assert run(folder, "select: [claims]\n", capsys)[1] == ["warning respect/addict"]
    (folder / "posts" / ".healthlint.yaml").unlink()
    assert run(folder, "select: [claims]\n", capsys)[1] == ["error claims/cure"]
    (folder / ".healthlint.yaml").unlink()
    assert main(["posts", "--select", "claims/cure", "-q", "-f", "concise"]) == 1
    capsys.readouterr()
    (folder.parent / ".healthlint.yaml").unlink()


def test_no_config(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(folder, "nonsense: 1\n", capsys, "--no-config", "--select", "claims/cure")[:2] == (
        1,
        ["error claims/cure"],
    )


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ("slect: [claims]\n", ".healthlint.yaml:1:1: unknown key 'slect' (did you mean 'select'?)"),
        ("select: [clams]\n", ".healthlint.yaml:1:10: unknown rule or pack 'clams' (did you mean 'claims'?)"),
        (
            "severity: {claims/cure: erorr}\n",
            "1:25: expected one of: error, warning, info; found 'erorr' (did you mean 'error'?)",
        ),
        (
            "severity: {claims/cur: error}\n",
            "1:12: unknown rule or pack 'claims/cur' (did you mean 'claims/cure'?)",
        ),
        (
            "options: {readability/long-sentence: {wrds: 9}}\n",
            "1:39: 'wrds' is no option of readability/long-sentence (kind 'length') (did you mean 'words'?)",
        ),
        ("options: {readability/long-sentence: {words: many}}\n", "1:46: expected a whole number, found 'many'"),
        ("site: {provides: [trust/autor]}\n", "1:19: unknown rule"),
        ("packs: [nowhere]\n", "nowhere"),
        ("select: claims: risk\n", ".healthlint.yaml:1:15: a second ': ' in one line"),
        ("- claims\n", ".healthlint.yaml:1:1: expected a mapping"),
    ],
)
def test_a_mistake_has_a_place(folder: Path, capsys: pytest.CaptureFixture[str], config: str, expected: str) -> None:
    code, found, err = run(folder, config, capsys)

    assert (code, found) == (2, [])
    assert expected in err


def test_all_mistakes_are_told_at_once(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    config = "slect: [claims]\nseverity: {claims: bad}\nexcludes: {a: b}\n"

    assert len(run(folder, config, capsys)[2].splitlines()) == 3


def test_a_configuration_by_another_name_is_an_error(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / ".healthlint.yml").write_text("select: [claims]\n", encoding="utf-8")

    assert main(["posts"]) == 2
    assert "(name it '.healthlint.yaml')" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("line", "message", "otherwise"),
    [
        ("select: [{}]\n", "unknown rule or pack 'clams", "(see 'healthlint rules')"),
        ("{}\n", "unknown key 'slect", ""),
    ],
)
def test_of_very_many_mistakes_only_the_first_are_guessed(
    folder: Path, capsys: pytest.CaptureFixture[str], line: str, message: str, otherwise: str
) -> None:
    what = message.rpartition("'")[2]
    names = [f"{what}{number}" for number in range(300)]
    inside = ", ".join(names) if "[" in line else "\n".join(f"{name}: [claims]" for name in names)
    code, _, err = run(folder, line.format(inside), capsys)

    told = [one for one in err.splitlines() if message in one]
    assert (code, len(told)) == (2, 300)
    assert "did you mean" in told[99]
    assert told[100].endswith(otherwise)
    assert "did you mean" not in told[100]
