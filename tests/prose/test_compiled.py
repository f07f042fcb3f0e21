"""The compiled core: which one is used, and when it is not. That it does the same is tested beside what it stands in for."""

from __future__ import annotations

import os
import runpy
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthlint.prose import compiled

ROOT = Path(__file__).parents[2]


def _version(**environment: str) -> str:
    command = [sys.executable, "-m", "healthlint", "--version"]
    return subprocess.run(command, env=os.environ | environment, capture_output=True, text=True, check=True).stdout


def test_the_environment_asks_for_python() -> None:
    assert _version(HEALTHLINT_PURE="1").endswith(" (pure Python)\n")


@pytest.mark.skipif(not compiled.is_used, reason="there is no compiled core")
def test_the_core_is_made_from_these_sources() -> None:
    digest = runpy.run_path(str(ROOT / "hatch_build.py"))["digest"]
    assert digest(ROOT / "native") == compiled._native.SOURCE, "build it anew: pip install -e ."


@pytest.mark.skipif(not compiled.is_used, reason="there is no compiled core")
def test_a_core_with_another_interface_is_not_used(tmp_path: Path) -> None:
    code = (
        "import sys, types, healthlint; it = types.SimpleNamespace(INTERFACE=0);"
        "sys.modules['healthlint._native'] = healthlint._native = it;"
        "from healthlint.prose import compiled; print(compiled.is_used)"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


@given(st.text("ab!é\ud800", max_size=30), st.lists(st.text("ab!é", min_size=1, max_size=3), max_size=5))
def test_strings_that_stand_in_a_text(text: str, strings: list[str]) -> None:
    assert list(compiled.standing(text, tuple(strings))) == [string for string in strings if string in text]
