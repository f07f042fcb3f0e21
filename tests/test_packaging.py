"""What a release holds: the code, the rules and the data, and what pyproject.toml promises about them."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

from healthlint.core import cache_folder
from healthlint.packs import kept

ROOT = Path(__file__).parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def _files(folder: str) -> set[str]:
    """What a folder holds, but for what Python and editors leave behind."""
    return {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel and the sdist."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "-d", str(folder)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_wheel_holds_the_package_and_the_rules(built: Path) -> None:
    (path,) = built.glob("*.whl")
    with zipfile.ZipFile(path) as wheel:
        names = {name for name in wheel.namelist() if ".dist-info/" not in name}
    assert names == _files("healthlint") | {f"healthlint/{name}" for name in _files("rules")} | {
        "healthlint/precision.yaml",
        f"healthlint/packs/{kept.SHIPPED}",
    }
    assert {"healthlint/py.typed", "healthlint/prose/syllables.bin", "healthlint/prose/LICENSE-cmudict"} <= names
    assert sum(bool(re.fullmatch(r"healthlint/rules/[^/]+/pack\.yaml", name)) for name in names) >= 9


def test_wheel_names_its_licences(built: Path) -> None:
    (path,) = built.glob("*.whl")
    with zipfile.ZipFile(path) as wheel:
        licences = {name.partition("/licenses/")[2] for name in wheel.namelist() if "/licenses/" in name}
    assert licences == {"LICENSE", "healthlint/prose/LICENSE-cmudict"}


def test_sdist_can_be_tested(built: Path) -> None:
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    wanted = _files("healthlint") | _files("rules") | _files("tests") | _files("examples") | _files("tools")
    assert wanted - names == set()
    assert {"pyproject.toml", "README.md", "CHANGELOG.md", "CONTRIBUTING.md", "LICENSE"} <= names


def test_wheel_runs_away_from_the_checkout(built: Path, tmp_path: Path) -> None:
    (path,) = built.glob("*.whl")
    site, elsewhere = tmp_path / "site", tmp_path / "elsewhere"
    with zipfile.ZipFile(path) as wheel:
        wheel.extractall(site)  # noqa: S202 - built by ourselves, a moment ago
    elsewhere.mkdir()
    (elsewhere / "post.md").write_text("# Tea\n\nOur tea cures diabetes in a week.\n", "utf-8")
    code = "import healthlint, runpy; print(healthlint.__file__); runpy.run_module('healthlint', run_name='__main__')"
    done = subprocess.run(
        [sys.executable, "-c", code, "--output-format", "concise", "post.md"],
        cwd=elsewhere,
        env=os.environ | {"PYTHONPATH": str(site), cache_folder.VARIABLE: str(tmp_path / "cache")},
        capture_output=True,
        text=True,
        check=False,
    )
    where, *findings = done.stdout.splitlines()
    assert Path(where) == site / "healthlint" / "__init__.py"
    assert done.returncode == 1, done.stderr
    assert any(line.startswith("post.md:3:9: error") and "'cures diabetes'" in line for line in findings), done.stdout
    assert not list((tmp_path / "cache").glob("rules-*")), (
        "the rules in the wheel fit the code in it: none were checked"
    )


def test_every_dependency_has_a_reason_and_a_range() -> None:
    text = (ROOT / "pyproject.toml").read_text("utf-8")
    lines = text[text.index("\n[project]") :].splitlines()
    for dependency in PROJECT["dependencies"]:
        assert re.fullmatch(r"[a-z0-9-]+>=[\d.]+,<[\d.]+", dependency), "give a lowest and a highest version"
        assert lines[lines.index(f'  "{dependency}",') - 1].startswith("  # ")


def test_the_build_needs_no_other_versions_than_a_run() -> None:
    requires = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["build-system"]["requires"]
    assert set(requires) - set(PROJECT["dependencies"]) == {"hatchling>=1.27"}


def test_every_dependency_is_used() -> None:
    imported = {
        alias.name.partition(".")[0]
        for path in (ROOT / "healthlint").rglob("*.py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for alias in (node.names if isinstance(node, ast.Import) else [ast.alias(str(node.module))])
    }
    # pyphen is never imported: prose/syllables.py reads its patterns.
    names = {"ahocorasick-rs": "ahocorasick_rs", "google-re2": "re2", "pyyaml": "yaml"}
    wanted = {re.split("[<>=]", dependency)[0] for dependency in PROJECT["dependencies"]} - {"pyphen"}
    assert {names.get(name, name) for name in wanted} <= imported


def test_ci_runs_what_the_classifiers_promise() -> None:
    workflow = (ROOT / ".github/workflows/ci.yml").read_text("utf-8")
    promised = re.findall(r"Python :: (3\.\d+)", "\n".join(PROJECT["classifiers"]))
    assert promised == re.findall(r'"(3\.\d+)"', workflow)
    assert PROJECT["requires-python"] == f">={promised[0]}"
