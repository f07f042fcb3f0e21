"""``healthlint check --show-excused``: the judgement behind what was not reported."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Outcome

Lint = Callable[..., Outcome]

POST = """# Gout

There is no cure for gout. Our tea cures gout.

Race for the cure.

Beware of a cure for everything.

About 40 percent of men get it (Smith, 2019).
"""
HEALTH = "Doctors treat addiction with medicines and therapy. Patients with depression need it too.\n\n"


@pytest.fixture
def gout(posts: Path) -> str:
    (posts / "posts" / "gout.md").write_text(POST, encoding="utf-8")
    return "posts/gout.md"


def test_without_the_flag_nothing_is_said_of_it(lint: Lint, gout: str) -> None:
    assert "excused" not in lint(gout, "--select", "claims/cure").out
    assert "excused" not in lint(gout, "--select", "claims/cure", "-f", "json").out


def test_concise_has_lines_of_their_own_after_the_findings(lint: Lint, gout: str) -> None:
    done = lint(gout, "--select", "claims/detox,respect/addict,evidence/uncited-percentage", "-f", "concise")
    assert done == Outcome(0, "", "")

    done = lint(gout, "--select", "evidence/uncited-percentage", "-f", "concise", "--show-excused")

    line = "posts/gout.md:9:1: excused evidence/uncited-percentage 'About 40 percent': cited: '(Smith, 2019)'\n"
    assert done == Outcome(0, line, "")


def test_stance_and_the_other_reasons(lint: Lint, posts: Path) -> None:
    post = posts / "posts" / "words.md"
    post.write_text(f"{HEALTH}The addicts left. Avoid terms like “addicts”. Gym addicts train.\n", encoding="utf-8")

    done = lint("posts/words.md", "--select", "respect/addict", "-f", "concise", "--show-excused")

    assert done.out.splitlines()[1:] == [
        "posts/words.md:3:37: excused respect/addict 'addicts': quoted by '“addicts”'",
        "posts/words.md:3:51: excused respect/addict 'addicts': looks like 'Gym addicts'",
    ]
    assert done.code == 1


def test_a_component_that_cites_is_named(lint: Lint, posts: Path) -> None:
    post = posts / "posts" / "cited.mdx"
    post.write_text(f'{HEALTH}<Cite id="3">About 40% of patients get better.</Cite>\n', encoding="utf-8")

    done = lint("posts/cited.mdx", "--select", "evidence/uncited-percentage", "-f", "concise", "--show-excused")

    assert done.out == "posts/cited.mdx:3:14: excused evidence/uncited-percentage 'About 40%': cited: 'Cite'\n"


def test_full_puts_them_below(lint: Lint, gout: str) -> None:
    done = lint(gout, "--select", "claims/cure", "--show-excused")

    findings, excused, summary = done.out.rsplit("\n\n", 2)
    assert findings.startswith("error[claims/cure]: 'cures gout'")
    assert all(" excused claims/cure " in line for line in excused.splitlines())
    assert [line.split(":")[1] for line in excused.splitlines()] == ["3", "7"]
    assert summary == "Found 1 error in 1 of 1 file.\n"


def test_json_has_objects_of_their_own_shape(lint: Lint, gout: str) -> None:
    done = lint(gout, "--select", "claims/cure", "-f", "json", "--show-excused")

    finding, *excused = json.loads(done.out)
    assert "excused" not in finding
    assert excused[-1] == {
        "excused": "unless",
        "path": "posts/gout.md",
        "rule": "claims/cure",
        "line": 7,
        "column": 11,
        "end_line": 7,
        "end_column": 21,
        "words": "a cure for",
        "cue": "Beware",
        "cue_line": 7,
        "cue_column": 1,
    }
    lines = lint(gout, "--select", "claims/cure", "-f", "json-lines", "--show-excused").out.splitlines()
    assert [json.loads(line) for line in lines] == [finding, *excused]


def test_standard_input(lint: Lint, monkeypatch: pytest.MonkeyPatch) -> None:
    given = f"{HEALTH}Avoid terms like “addicts”.\n".encode()
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))

    done = lint("-", "--select", "respect/addict", "-f", "concise", "--show-excused")

    assert done == Outcome(0, "<stdin>:3:19: excused respect/addict 'addicts': quoted by '“addicts”'\n", "")


def test_the_exit_code_is_that_of_the_findings(lint: Lint, gout: str) -> None:
    assert lint(gout, "--select", "respect/addict", "--show-excused").code == 0
    assert lint(gout, "--select", "claims/cure", "--show-excused").code == 1


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("-f", "sarif"), "'sarif' cannot show what was excused. Choose from: full, concise, json, json-lines."),
        (("--statistics",), "--show-excused cannot be combined with --statistics."),
    ],
)
def test_formats_that_have_no_place_for_it(lint: Lint, gout: str, arguments: tuple[str, ...], message: str) -> None:
    done = lint(gout, "--show-excused", *arguments)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
