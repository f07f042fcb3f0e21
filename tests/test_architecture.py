"""The shape that DESIGN and the map promise: who imports whom, where things stand, how large they get."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "healthlint"
RULES = ROOT / "rules"
MODULES = sorted(PACKAGE.rglob("*.py"))
MOST_LINES = 350

DOORS = {
    "ahocorasick_rs": "prose",
    "click": "cli",
    "pyromark": "markdown",
    "re2": "prose",
    "textstat": "prose",
    "yaml": "strict",
}
"""Each library is known in one folder, so that it can be replaced there."""

WRITTEN_BY_US = [
    path
    for folder in (".ci", ".github", "benchmarks", "healthlint", "tools")
    for path in sorted((ROOT / folder).rglob("*"))
    if path.is_file() and path.suffix in {"", ".md", ".py", ".yaml", ".yml"}
]
"""Rules, posts and tests are left out: words such as these are what some of them are about."""


def _name(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def _imports(path: Path) -> Iterator[str]:
    """The top-level name of everything that a module imports, also inside of functions."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{_name(path)}:{node.lineno}: write the import in full"
            yield str(node.module).partition(".")[0]


def test_import_contracts_hold() -> None:
    code = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_every_library_has_one_door(path: Path) -> None:
    folder = path.relative_to(PACKAGE).parts[0]
    # Of the last two, each Python has one.
    ours = {"healthlint", *sys.stdlib_module_names, "_sha2", "_sha256"}
    wrong = [name for name in _imports(path) if name not in ours and DOORS.get(name) != folder]
    assert wrong == []


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_files_stay_small(path: Path) -> None:
    assert len(path.read_text("utf-8").splitlines()) <= MOST_LINES, "split it by what it is about"


def test_no_module_has_a_name_that_says_nothing() -> None:
    nothing = {"utils", "util", "helpers", "helper", "common", "base", "manager", "misc"}
    assert [_name(path) for path in MODULES if path.stem in nothing or path.parent.name in nothing] == []


@pytest.mark.parametrize(
    "path", [p for p in MODULES if p.parent != PACKAGE / "cli" and p.name != "__main__.py"], ids=_name
)
def test_only_the_command_line_prints_or_exits(path: Path) -> None:
    calls = [
        f"{path.name}:{node.lineno}: {ast.unparse(node.func)}"
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.Call)
        and ast.unparse(node.func)
        in {"print", "exit", "quit", "sys.exit", "os._exit", "sys.stdout.write", "sys.stderr.write"}
    ]
    assert calls == []


def test_only_one_module_runs_other_programs() -> None:
    assert [_name(path) for path in MODULES if "subprocess" in _imports(path)] == ["healthlint/files/git.py"]


def test_nothing_is_left_to_do() -> None:
    mark = re.compile(r"\b(TO[D]O|FIX[M]E|XX[X])\b")
    left = [
        f"{_name(path)}:{number}"
        for path in WRITTEN_BY_US
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if mark.search(line)
    ]
    assert left == []


@pytest.mark.parametrize("folder", ["healthlint", "rules", "tests"])
def test_folders_have_a_readme(folder: str) -> None:
    assert (ROOT / folder / "README.md").is_file()


def test_the_map_names_every_folder() -> None:
    readme = (PACKAGE / "README.md").read_text("utf-8")
    folders = [path.parent.name for path in MODULES if path.name == "__init__.py" and path.parent != PACKAGE]
    assert [folder for folder in folders if f"{folder}/" not in readme] == []


def test_every_package_says_what_it_is_for() -> None:
    inits = [path for path in MODULES if path.name == "__init__.py"]
    assert [_name(path) for path in inits if not ast.get_docstring(ast.parse(path.read_text("utf-8")))] == []


def test_every_rule_file_belongs_to_a_pack() -> None:
    files = [path for path in sorted(RULES.rglob("*")) if path.is_file() and path.name != "README.md"]
    packs = {path.parent for path in files if path.name == "pack.yaml"}
    assert packs
    assert [_name(path) for path in files if path.suffix != ".yaml"] == []
    others = {RULES / "lexicon", RULES / "pairs"}
    assert [_name(path) for path in files if path.parent not in packs | others] == []
    assert not packs & others
    assert [_name(pack) for pack in packs if len(list(pack.glob("*.yaml"))) < 2] == []


def test_tests_stand_where_the_code_stands() -> None:
    """``tests/x/test_y.py`` is about ``healthlint/x``; those of ``fuzz`` are about all of it."""
    folders = {path.parent.name for path in MODULES} | {"fuzz", "rules", "tests"}
    astray = [_name(path) for path in (ROOT / "tests").rglob("test_*.py") if path.parent.name not in folders]
    assert astray == []
