"""``--profile``: how long each rule took."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Outcome

Lint = Callable[..., Outcome]

ROW = re.compile(r" *(\d+\.\d{4}) +(\d+\.\d)% +([\d,]+) +([\d,]+)? *(\S.*)")


def test_what_took_longest_comes_first(lint: Lint) -> None:
    only = ("posts", "--select", "claims/cure,respect/addict,safety/dose", "-f", "concise")
    done = lint(*only, "--profile")

    assert done.code == 1
    assert done.out == lint(*only).out, "findings are those of a run that is not measured"
    _, head, *lines = done.err.splitlines()
    assert head.split() == ["seconds", "share", "posts", "found", "what"]
    rows = [match.groups() for line in lines[:-2] if (match := ROW.fullmatch(line))]
    seconds = [float(row[0]) for row in rows]
    assert seconds == sorted(seconds, reverse=True)
    by_name = {row[4]: row for row in rows}
    assert {name for name in by_name if name.startswith("(")} == {
        "(making the rules ready)", "(reading files)", "(parsing Markdown)", "(finding candidates, excuses, places)"}  # fmt: skip
    assert by_name["claims/cure"][2:4] == ("1", "1")
    assert by_name["(parsing Markdown)"][2] == "2"
    assert 99 < sum(float(row[1]) for row in rows) < 101
    assert lines[-2].split()[1:] == ["100.0%", "2", "rules", "ran"]
    assert float(lines[-2].split()[0]) - sum(seconds) < 0.001
    assert lines[-1].strip() == "1 rule had nothing to do: no post has words that they look for"


def test_rules_of_single_files_are_measured(lint: Lint, posts: Path) -> None:
    (posts / ".healthlint.yaml").write_text(
        "select: [claims/cure]\nper-file: [{files: good.md, select: [trust/author]}]\n", "utf-8"
    )
    done = lint("posts", "--profile", "-f", "concise")

    assert "trust/author" in done.err
    assert "claims/cure" in done.err


def test_the_table_goes_beside_every_format(lint: Lint) -> None:
    done = lint("posts", "--select", "claims/cure", "--profile", "--statistics")
    assert done.out.startswith("1  error  claims/cure")
    assert "   seconds  share" in done.err


def test_nothing_to_measure(lint: Lint, posts: Path) -> None:
    (posts / "empty").mkdir()
    assert "seconds" not in lint("empty", "--profile").err


def test_what_cannot_be_measured(lint: Lint) -> None:
    done = lint("posts", "--profile", "--jobs", "2")
    assert (done.code, "--profile measures one process: leave --jobs out." in done.err) == (2, True)
    done = lint("-", "--profile")
    assert (done.code, "--profile needs files." in done.err) == (2, True)
