"""``healthlint check``: what it prints, where, and with which exit code."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import healthlint
from healthlint.core.problem import HealthlintError, Problem
from healthlint.engine.pipeline import Pipeline
from healthlint.prose import compiled
from tests.cli.conftest import BAD, Outcome

Lint = Callable[..., Outcome]

ONLY = ("--select", "claims/cure,respect/addict", "-f", "concise")
CURE = "posts/bad.md:3:9: error claims/cure 'cures diabetes' promises a cure.\n"
ADDICT = "posts/bad.md:3:30: warning respect/addict 'addicts' makes a person into a condition. Try 'people with an addiction'.\n"


def test_findings_are_on_standard_output(lint: Lint) -> None:
    assert lint("posts", *ONLY) == Outcome(1, CURE + ADDICT, "")


def test_check_may_be_left_out(lint: Lint) -> None:
    assert lint("check", "posts", *ONLY) == lint("posts", *ONLY)


def test_nothing_found_is_nothing_said(lint: Lint) -> None:
    assert lint("posts/good.md", *ONLY) == Outcome(0, "", "")


def test_the_summary_is_for_people(lint: Lint) -> None:
    assert lint("posts/good.md", "--select", "claims/cure").out == "No problems in 1 file.\n"
    assert lint("posts/good.md", "--select", "claims/cure", "--quiet").out == ""
    assert lint("posts", "--select", "claims/cure").out.endswith("\nFound 1 error in 1 of 2 files.\n")


@pytest.mark.parametrize(("severity", "code"), [("error", 0), ("warning", 1), ("info", 1), ("never", 0)])
def test_fail_on(lint: Lint, severity: str, code: int) -> None:
    assert lint("posts", "--select", "respect/addict", "--fail-on", severity).code == code


def test_ignore(lint: Lint) -> None:
    assert lint("posts", *ONLY, "--ignore", "respect").out == CURE
    assert lint("posts", *ONLY, "--ignore", "claims/*").out == ADDICT


def test_full_shows_the_line_the_words_and_why(lint: Lint) -> None:
    assert lint("posts", "--select", "claims/cure").out.startswith(
        "error[claims/cure]: 'cures diabetes' promises a cure.\n"
        " --> posts/bad.md:3:9\n"
        "  |\n"
        "3 | Our tea cures diabetes. Many addicts drink it.\n"
        "  |         ^^^^^^^^^^^^^^\n"
        "  |\n"
        "  = why: Few treatments cure, and people who are ill act on the promise; some give up care that works.\n"
        "  = help: "
    )


def test_full_tells_why_once_for_each_rule(lint: Lint, posts: Path) -> None:
    (posts / "posts" / "worse.md").write_text("Our tea cures diabetes and arthritis.\n\nIt cures gout too.\n", "utf-8")

    out = lint("posts/worse.md", "--select", "claims/cure").out

    assert out.count("error[claims/cure]") == 2
    assert out.count("= why:") == 1


def test_json_is_a_contract(lint: Lint) -> None:
    found = json.loads(lint("posts", "--select", "claims/cure", "-f", "json").out)

    assert len(found) == 1
    keys = "path rule severity message line column end_line end_column words excerpt url fingerprint suggestions scope"
    assert set(keys.split()) <= set(found[0])
    place = [found[0][key] for key in ("path", "line", "column", "end_line", "end_column", "words", "scope")]
    assert place == ["posts/bad.md", 3, 9, 3, 23, "cures diabetes", "span"]


def test_statistics(lint: Lint) -> None:
    lines = lint("posts", "--select", "claims/cure,respect/addict", "--statistics").out.splitlines()

    assert lines[0].split()[:3] == ["1", "error", "claims/cure"]
    assert lines[1].split()[:3] == ["1", "warning", "respect/addict"]


def test_output_file(lint: Lint, posts: Path) -> None:
    assert lint("posts", *ONLY, "--output-file", "found.txt") == Outcome(1, "", "")
    assert (posts / "found.txt").read_text(encoding="utf-8") == CURE + ADDICT
    assert sorted(path.name for path in posts.iterdir()) == [".git", "found.txt", "posts"]


def test_an_output_file_that_cannot_be_written(lint: Lint) -> None:
    done = lint("posts", *ONLY, "-o", "nowhere/found.txt")

    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("error: nowhere/found.txt: cannot be written: no such file or directory")


def test_standard_input(lint: Lint, monkeypatch: pytest.MonkeyPatch) -> None:
    def stdin(data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    stdin(BAD.encode())
    assert lint("-", *ONLY).out == (CURE + ADDICT).replace("posts/bad.md", "<stdin>")
    stdin(BAD.encode())
    assert lint("-", *ONLY, "--stdin-filename", "posts/new.md").out == (CURE + ADDICT).replace("bad", "new")
    stdin(b"caf\xe9")
    done = lint("-", *ONLY)
    assert (done.code, done.err) == (2, "error: <stdin>:1:4: not UTF-8 (byte 0xE9 in line 1) (save it as UTF-8)\n")
    assert "'-' (standard input) cannot stand beside other paths" in lint("-", "posts").err
    assert "--stdin-filename needs '-' as the path" in lint("posts", "--stdin-filename", "a.md").err


def test_a_missing_path_does_not_stop_the_others(lint: Lint) -> None:
    done = lint("posts", "drafts", *ONLY)

    assert (done.code, done.out) == (2, CURE + ADDICT)
    assert done.err == "error: drafts: no such file or folder (check the path)\n"


def test_a_file_that_is_not_utf8_does_not_stop_the_others(lint: Lint, posts: Path) -> None:
    (posts / "posts" / "latin.md").write_bytes("Ein\nCafé".encode("latin-1"))

    done = lint("posts", *ONLY)

    assert (done.code, done.out) == (2, CURE + ADDICT)
    assert done.err.startswith("error: posts/latin.md:2:4: not UTF-8")


def test_no_files_is_said(lint: Lint, posts: Path) -> None:
    (posts / "empty").mkdir()

    done = lint("empty", *ONLY)

    assert done.code == 0
    assert "0 files were checked." in done.err


def test_unknown_names_are_errors(lint: Lint) -> None:
    done = lint("posts", "--select", "claims/cures,trst", "--ignore", "respekt")

    assert (done.code, done.out) == (2, "")
    assert len(done.err.splitlines()) == 3
    for hint in ("did you mean 'claims/cure'?", "did you mean 'trust'?", "did you mean 'respect'?"):
        assert hint in done.err


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        ((), "Missing argument 'PATHS...'"),
        (("chek",), "Did you mean 'check'?"),
        (("posts", "--fail-on", "never-ever"), "'never-ever' is not one of"),
        (("posts", "-f", "fulll"), "'fulll' is not one of"),
        (("posts", "--selekt", "claims"), "No such option"),
    ],
)
def test_wrong_usage(lint: Lint, arguments: tuple[str, ...], expected: str) -> None:
    done = lint("check", *arguments) if not arguments else lint(*arguments)

    assert done.code == 2
    assert expected in done.err


def test_colours_only_where_they_are_wanted(lint: Lint, monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b[" not in lint("posts", *ONLY).out
    assert "\x1b[" in lint("posts", *ONLY, "--color", "always").out
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" in lint("posts", *ONLY, "--color", "always").out
    assert "\x1b[" not in lint("posts", *ONLY, "--color", "auto").out


def test_escape_sequences_in_a_post_steer_nothing(lint: Lint, posts: Path) -> None:
    (posts / "posts" / "bad.md").write_text(
        "It \x1b[31mcures diabetes\x1b[0m. \u202ecures cancer\u202c.\n", encoding="utf-8"
    )

    for shape in ("full", "concise", "grouped", "json"):
        out = lint("posts", "-f", shape, "--select", "claims/cure").out
        assert "\x1b" not in out
        assert "\u202e" not in out


def test_version(lint: Lint) -> None:
    core = "compiled core" if compiled.is_used else "pure Python"
    assert lint("--version").out == f"healthlint {healthlint.__version__} ({core})\n"


@pytest.mark.skipif(os.name == "nt", reason="no SIGPIPE on Windows")
def test_a_closed_pipe_is_no_traceback(posts: Path) -> None:
    command = f"{sys.executable} -m healthlint posts -f full | head -n 1"
    done = subprocess.run(command, shell=True, cwd=posts, capture_output=True, text=True, check=False)  # noqa: S602

    assert "Traceback" not in done.stderr
    assert len(done.stdout.splitlines()) == 1


def test_an_old_console_encoding_stops_nothing(posts: Path) -> None:
    (posts / "posts" / "bad.md").write_text("# Thé\n\nIt cures diabetes — “always” 😀.\n", encoding="utf-8")
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "healthlint", "posts", "--select", "claims/cure"]
    done = subprocess.run(command, cwd=posts, capture_output=True, env=environment, check=False)

    assert (done.returncode, done.stderr) == (1, b"")
    assert "“always” 😀" in done.stdout.decode("utf-8")


def test_suppressions(lint: Lint, posts: Path) -> None:
    post = posts / "posts" / "bad.md"
    rules = ("--select", "claims/cure,suppression", "-f", "concise", "--quiet")
    post.write_text(
        "# Tea\n\nIt cures acne. <!-- healthlint-disable-line claims/cure -- a quote -->\n", encoding="utf-8"
    )
    assert lint("posts", *rules) == (0, "", "")
    outcome = lint("posts", *rules, "--no-inline-config")
    assert outcome.code == 1
    assert "claims/cure" in outcome.out
    (posts / ".healthlint.yaml").write_text("suppressions: false\n", encoding="utf-8")
    assert lint("posts", *rules).code == 1


def test_suppressions_in_sarif(lint: Lint, posts: Path) -> None:
    post = posts / "posts" / "bad.md"
    post.write_text("It cures acne. <!-- healthlint-disable-line claims/cure -- a quote -->\n", encoding="utf-8")
    (result,) = json.loads(lint("posts", "--select", "claims/cure", "-f", "sarif").out)["runs"][0]["results"]
    assert result["ruleId"] == "claims/cure"
    assert result["suppressions"] == [{"kind": "inSource", "status": "accepted", "justification": "a quote"}]


def test_a_run_that_breaks_off_leaves_no_file(lint: Lint, posts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        raise HealthlintError([Problem("--jobs", "a process was killed")])

    monkeypatch.setattr(Pipeline, "check_all", killed)

    assert lint("posts", *ONLY, "-o", "found.txt", "--no-cache").code == 2
    assert not [path for path in posts.iterdir() if "found" in path.name]


def test_exit_zero(lint: Lint) -> None:
    assert lint("posts", *ONLY, "--exit-zero") == Outcome(0, CURE + ADDICT, "")
    assert lint("posts", *ONLY, "--exit-zero", "--fail-on", "info").code == 0
    assert lint("nowhere", *ONLY, "--exit-zero").code == 2
