"""Several processes: the same report as one, and a plain word when one is killed."""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

import pytest

from healthlint import packs
from healthlint.core.document import Document
from healthlint.core.rule import RuleSet
from healthlint.core.source import Source
from healthlint.engine import workers
from healthlint.engine.cache import Cache
from healthlint.engine.pipeline import Pipeline
from healthlint.engine.run import Run, run

POST = "# Tea\n\nOur tea cures diabetes. The study shows that 90% of people slept well.\n"


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return packs.load(packs.builtin())


@pytest.fixture
def posts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(workers, "CHUNK", 300)
    monkeypatch.setattr(workers, "ALONE", 1)
    for number in range(12):
        (tmp_path / f"{number:02}.md").write_text(POST * (number + 1), "utf-8")
    (tmp_path / "05.md").write_bytes(b"\xff\xfe\xff")
    return tmp_path


def test_any_number_of_processes_gives_the_same_report(rules: RuleSet, posts: Path) -> None:
    one = run([posts], rules, jobs=1)

    assert run([posts], rules, jobs=2) == one
    assert len(one.results) == 11
    assert len(one.unread) == 1


def test_progress_counts_the_files(rules: RuleSet, posts: Path) -> None:
    seen: list[tuple[int, int]] = []

    run([posts], rules, jobs=2, progress=lambda done, total: seen.append((done, total)))

    assert seen[-1] == (12, 12)  # also the one that cannot be read
    assert seen == sorted(seen)


@pytest.mark.skipif(sys.platform != "linux", reason="workers are copies of this process on Linux only")
def test_a_post_that_kills_its_worker_is_a_problem(
    rules: RuleSet, posts: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    parse = Pipeline.parse

    def killed(pipeline: Pipeline, source: Source) -> Document:
        if source.path.endswith("7.md"):
            os.kill(os.getpid(), signal.SIGKILL)
        return parse(pipeline, source)

    monkeypatch.setattr(Pipeline, "parse", killed)
    report = run([posts], rules, jobs=2)

    assert [Path(problem.path).name for problem in report.unread] == ["05.md", "07.md"]
    assert "it was killed, or memory ran out" in report.unread[1].message
    assert len(report.results) == 10


def test_results_come_when_some_are_there(rules: RuleSet, posts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    checked: list[str] = []
    parse = Pipeline.parse

    def noted(pipeline: Pipeline, source: Source) -> Document:
        checked.append(source.path)
        return parse(pipeline, source)

    monkeypatch.setattr(Pipeline, "parse", noted)
    running = Run([posts], rules, cache=Cache("a", str(posts / ".cache")))

    first = next(iter(running.results))

    assert checked == [first.path, str(posts / "01.md")]
    assert running.tally.files == 1


def test_few_chunks_are_under_way_at_once(rules: RuleSet, posts: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "_AHEAD", 1)

    assert run([posts], rules, jobs=2) == run([posts], rules, jobs=1)
