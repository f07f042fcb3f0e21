"""Completion, as shells ask for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = str(Path(sys.executable).with_name("healthlint"))


def environment(**more: str) -> dict[str, str]:
    return os.environ | {"PATH": f"{Path(PROGRAM).parent}{os.pathsep}{os.environ['PATH']}"} | more


def offered(*words: str, cwd: Path | None = None) -> list[str]:
    """What is offered to bash for the last word."""
    env = environment(
        _HEALTHLINT_COMPLETE="bash_complete",
        COMP_WORDS="\n".join(["healthlint", *words]),
        COMP_CWORD=str(len(words)),
    )
    done = subprocess.run([PROGRAM], env=env, cwd=cwd, capture_output=True, text=True, check=True)
    assert done.stderr == ""
    return [line.removeprefix("plain,") for line in done.stdout.splitlines()]


def test_commands_and_paths() -> None:
    assert offered("ch") == ["check", "file,ch"]
    assert offered("posts/a") == ["file,posts/a"]
    assert offered("posts/", "") == ["file,"]
    assert {"check", "explain", "completion", "file,"} <= set(offered(""))


def test_options_with_and_without_the_command() -> None:
    assert offered("check", "--sel") == ["--select"]
    assert offered("--sel") == ["--select"]
    assert offered("posts/", "--diff-b") == ["--diff-base"]
    assert offered("--ver") == ["--version"]


def test_formats() -> None:
    assert offered("posts/", "-f", "js") == ["json", "json-lines"]
    assert offered("posts/", "--output", "git") == ["github:", "gitlab:"]
    assert offered("posts/", "--output", "sarif:o") == ["file,sarif:o"]
    assert offered("posts/", "--fail-on", "e") == ["error"]


def test_rules_packs_and_levels() -> None:
    assert offered("explain", "claims/cu") == ["claims/cure"]
    assert offered("posts/", "--select", "readab")[0] == "readability"
    assert "readability/grade-level" in offered("posts/", "--select", "readab")
    assert offered("posts/", "--ignore", "rec") == ["recommended"]
    assert offered("posts/", "--ignore", "claims,ev,claims/cu") == ["claims,ev,claims/cure"]
    assert "claims,claims" not in offered("posts/", "--select", "claims,cl")
    all_packs = offered("test", "")
    assert {"claims", "uk-cap"} <= set(all_packs)
    assert not [name for name in all_packs if "/" in name]


def test_own_rules_of_the_nearest_configuration(tmp_path: Path) -> None:
    house = tmp_path / "house-rules" / "house"
    house.mkdir(parents=True)
    (house / "pack.yaml").write_text("title: House rules\npurpose: Ours.\n", "utf-8")
    (house / "leeches.yaml").write_text(
        "message: \"'{match}' is outdated.\"\nwhy: Ask.\ndo: Say what is done.\nseverity: warning\n"
        "level: recommended\nsources: [{title: House style}]\nfind: {pattern: {patterns: [leeches]}}\n"
        "examples:\n  invalid: [Try «leeches»., More «leeches».]\n  valid: [Try tea., Try soup.]\n",
        "utf-8",
    )
    config = tmp_path / ".healthlint.yaml"
    config.write_text("packs: [house-rules]\n", "utf-8")
    assert offered("explain", "house/", cwd=tmp_path) == ["house/leeches"]

    config.write_text("packs: [nowhere]\n", "utf-8")
    assert offered("explain", "claims/cu", cwd=tmp_path) == ["claims/cure"]


@pytest.mark.parametrize("words", [("explan", "x"), ("--no-such", ""), ("posts/", "--select")])
def test_wrong_lines_offer_no_traceback(words: tuple[str, ...]) -> None:
    offered(*words)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_scripts(shell: str) -> None:
    done = subprocess.run([PROGRAM, "completion", shell], capture_output=True, text=True, check=True)

    assert f"_HEALTHLINT_COMPLETE={shell}_complete" in done.stdout
    if found := shutil.which(shell):
        subprocess.run([found, "-n"], input=done.stdout, text=True, check=True)


@pytest.mark.parametrize(("shell", "line"), [("zsh", "claims/cure"), ("fish", "plain,claims/cure")])
def test_other_shells_ask_too(shell: str, line: str) -> None:
    env = environment(
        _HEALTHLINT_COMPLETE=f"{shell}_complete",
        COMP_WORDS="healthlint explain claims/cur",
        COMP_CWORD="2" if shell == "zsh" else "claims/cur",
    )
    done = subprocess.run([PROGRAM], env=env, capture_output=True, text=True, check=True)
    assert any(found.startswith(line) for found in done.stdout.splitlines()), done.stdout


@pytest.mark.skipif(not shutil.which("bash"), reason="needs bash")
def test_bash_completes(tmp_path: Path) -> None:
    script = tmp_path / "healthlint.bash"
    done = subprocess.run([PROGRAM, "completion", "bash"], capture_output=True, text=True, check=True)
    script.write_text(done.stdout, "utf-8")
    code = (
        f"source {script}; complete -p healthlint; COMP_WORDS=(healthlint explain claims/cur); COMP_CWORD=2; "
        '_healthlint_completion healthlint; echo "${COMPREPLY[@]}"'
    )
    done = subprocess.run(["bash", "-c", code], env=environment(), capture_output=True, text=True, check=True)

    how, found = done.stdout.splitlines()
    assert how.endswith("-F _healthlint_completion healthlint")
    assert found == "claims/cure"


def test_an_unknown_shell() -> None:
    done = subprocess.run([PROGRAM, "completion", "tcsh"], capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "'tcsh' is not one of 'bash', 'zsh', 'fish'" in done.stderr
