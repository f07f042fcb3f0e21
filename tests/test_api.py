"""The public API: small, typed, cheap to import."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import healthlint
from healthlint import HealthlintError, Position, Scope, Severity


def test_every_public_name_is_there() -> None:
    for name in healthlint.__all__:
        assert getattr(healthlint, name) is not None
    assert len(set(healthlint.__all__)) == len(healthlint.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="lint_file"):
        _ = healthlint.lint_file  # type: ignore[attr-defined]


def test_the_import_is_cheap() -> None:
    code = "import sys, healthlint; print(sorted(set('click re2 yaml pyromark textstat ahocorasick_rs'.split()) & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout.strip() == "[]"


def test_lint_text() -> None:
    found = healthlint.lint_text("Hello.\n\nOur tea **cures** diabetes.\n", path="tea.md")

    cure = next(diagnostic for diagnostic in found if diagnostic.rule == "claims/cure")
    assert (cure.path, cure.severity, cure.scope) == ("tea.md", Severity.ERROR, Scope.SPAN)
    assert cure.words == "cures diabetes"
    assert (cure.start, cure.end) == (Position(3, 11), Position(3, 27))
    assert cure.excerpt == "Our tea **cures** diabetes."


def test_lint_text_with_chosen_rules() -> None:
    rules = healthlint.load_rules(select=["respect"], ignore=["respect/addict"])

    found = healthlint.lint_text("An addict committed suicide. Our tea cures diabetes.", rules=rules)

    assert [diagnostic.rule for diagnostic in found] == ["respect/committed-suicide"]


@pytest.mark.parametrize(
    "text", ["", "\ufeff", "\x00", "\ud800", "---\n", "---\na: [\n---\nText.", "\r\r\n\n\r", "# " * 1000]
)
def test_lint_text_takes_anything(text: str) -> None:
    healthlint.lint_text(text)


def test_lint_paths(tmp_path: Path) -> None:
    (tmp_path / "posts").mkdir()
    (tmp_path / "posts" / "b.md").write_text("It cures diabetes.", encoding="utf-8")
    (tmp_path / "posts" / "a.txt").write_text("It cures diabetes.", encoding="utf-8")
    (tmp_path / "posts" / "c.html").write_text("ignored", encoding="utf-8")

    report = healthlint.lint_paths(
        [tmp_path / "posts", tmp_path / "missing.md"], rules=healthlint.load_rules(select=["claims"])
    )

    assert [(Path(found.path).name, found.rule) for found in report.diagnostics()] == [
        ("a.txt", "claims/cure"),
        ("b.md", "claims/cure"),
    ]
    assert [Path(problem.path).name for problem in report.problems()] == ["missing.md"]


def test_lint_paths_reads_the_nearest_configuration(tmp_path: Path) -> None:
    (tmp_path / ".healthlint.yaml").write_text("select: [claims]\nseverity: {claims/cure: info}\n", encoding="utf-8")
    (tmp_path / "a.md").write_text("It cures diabetes. An addict.", encoding="utf-8")

    report = healthlint.lint_paths([tmp_path])

    assert [(found.rule, found.severity) for found in report.diagnostics()] == [("claims/cure", Severity.INFO)]


def test_unknown_rules_are_an_error() -> None:
    with pytest.raises(HealthlintError) as error:
        healthlint.load_rules(select=["claims/cures"], ignore=["trst"])

    assert {problem.hint for problem in error.value.problems} == {
        "did you mean 'claims/cure'?",
        "did you mean 'trust'?",
    }


def test_own_packs_stand_beside_the_built_in_ones(rulebook: Path) -> None:
    folder = rulebook.parent / "own"
    (folder / "lexicon").mkdir(parents=True)
    (rulebook / "house").rename(folder / "house")
    (rulebook / "lexicon" / "illness.yaml").rename(folder / "lexicon" / "illness.yaml")

    rules = healthlint.load_rules(folder, select=["house"])

    assert [found.rule for found in healthlint.lint_text("It cures colds fast.", rules=rules)] == ["house/cure"]
