"""What a release holds: the code, the rules and the data, and what pyproject.toml promises about them."""

from __future__ import annotations

import ast
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from pathlib import Path

import pytest

from healthlint.core import cache_folder
from healthlint.engine import gates
from healthlint.packs import kept

ROOT = Path(__file__).parents[1]
MODULE = "healthlint/_native.pyd" if os.name == "nt" else "healthlint/_native.abi3.so"
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]


def _files(folder: str) -> set[str]:
    """What a folder holds, but for what Python, editors and compilers leave behind."""
    return {
        path.relative_to(ROOT).as_posix()
        for path in (ROOT / folder).rglob("*")
        if path.is_file() and "__pycache__" not in path.parts and path.suffix not in (".so", ".pyd")
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
    assert names - {MODULE} == _files("healthlint") | {f"healthlint/{name}" for name in _files("rules")} | {
        "healthlint/precision.yaml",
        f"healthlint/packs/{kept.SHIPPED}",
        *([f"healthlint/engine/{gates.SHIPPED}"] if MODULE in names else []),
    }
    assert {"healthlint/py.typed", "healthlint/prose/syllables.bin", "healthlint/prose/LICENSE-cmudict"} <= names
    assert sum(bool(re.fullmatch(r"healthlint/rules/[^/]+/pack\.yaml", name)) for name in names) >= 9


def test_wheel_with_the_compiled_core_says_where_it_runs(built: Path) -> None:
    (path,) = built.glob("*.whl")
    with zipfile.ZipFile(path) as wheel:
        is_compiled = MODULE in wheel.namelist()
        (metadata,) = [name for name in wheel.namelist() if name.endswith(".dist-info/WHEEL")]
        said = wheel.read(metadata).decode()
    tag = path.stem.partition(f"{PROJECT['name']}-")[2].partition("-")[2]
    assert tag.startswith("cp311-abi3-") if is_compiled else tag == "py3-none-any"
    assert f"Tag: {tag}\n" in said
    assert f"Root-Is-Purelib: {str(not is_compiled).lower()}\n" in said


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        ("", "healthlint: no compiled core, Python does its work, slower: there is no Rust compiler"),
        ("never", ""),
        (
            "require",
            "healthlint: the compiled core cannot be built, and HEALTHLINT_NATIVE requires it: there is no Rust",
        ),
        ("please", "HEALTHLINT_NATIVE is 'please': expected 'require', 'never' or nothing"),
    ],
)
def test_without_a_compiler(wish: str, said: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HEALTHLINT_NATIVE", wish)
    code = "import sys; sys.path[:0] = ['.']; from hatch_build import *; print(compiled_or_pure(Path('.')))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stderr.startswith(said)
    assert (done.stdout, done.returncode) == (("None\n", 0) if wish in ("", "never") else ("", 1))


def test_a_core_that_does_not_compile_is_no_traceback(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    if shutil.which("cargo") is None:
        pytest.skip("there is no Rust compiler")
    (tmp_path / "native").mkdir()
    for name in ("Cargo.toml", "Cargo.lock"):
        (tmp_path / "native" / name).write_text("nonsense", "utf-8")
    monkeypatch.setenv("HEALTHLINT_NATIVE", "")
    code = "import sys; from hatch_build import *; print(compiled_or_pure(Path(sys.argv[1])))"
    done = subprocess.run(
        [sys.executable, "-c", code, str(tmp_path)],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout == "None\n"
    assert done.stderr.startswith(
        "healthlint: no compiled core, Python does its work, slower: cargo build failed: error"
    )
    assert done.stderr.count("\n") == 1


def test_wheel_names_its_licences(built: Path) -> None:
    (path,) = built.glob("*.whl")
    with zipfile.ZipFile(path) as wheel:
        licences = {name.partition("/licenses/")[2] for name in wheel.namelist() if "/licenses/" in name}
    assert licences == {"LICENSE", "healthlint/prose/LICENSE-cmudict"}


def test_sdist_can_be_tested(built: Path) -> None:
    (path,) = built.glob("*.tar.gz")
    with tarfile.open(path) as sdist:
        names = {name.partition("/")[2] for name in sdist.getnames()}
    assert not {name for name in names if "/target/" in name or name == MODULE}
    wanted = (
        _files("healthlint")
        | _files("native/src")
        | _files("rules")
        | _files("tests")
        | _files("examples")
        | _files("tools")
    )
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
    assert not list((tmp_path / "cache").glob("gate-*")), "their gate is in the wheel too"


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
