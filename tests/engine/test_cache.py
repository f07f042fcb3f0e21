"""Results of earlier runs: the same findings, and never a stale one."""

from __future__ import annotations

import os
import sqlite3
import sys
from dataclasses import fields, replace
from pathlib import Path

import pytest

from healthlint import packs
from healthlint.core.document import Document
from healthlint.core.problem import Problem
from healthlint.core.report import Diagnostic, FileResult, Related, Suppressed
from healthlint.core.rule import RuleSet, Scope, Severity
from healthlint.core.source import Source
from healthlint.core.span import Position
from healthlint.engine import cache as module
from healthlint.engine import plain, workers
from healthlint.engine.cache import Cache
from healthlint.engine.pipeline import Pipeline
from healthlint.engine.run import run

POST = "# Tea\n\nOur tea cures diabetes. The study shows that 90% of people slept well.\n"


@pytest.fixture(scope="module")
def rules() -> RuleSet:
    return packs.load(packs.builtin())


@pytest.fixture
def posts(tmp_path: Path) -> Path:
    folder = tmp_path / "posts"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.md").write_text(POST * (number + 1), "utf-8")
    return folder


@pytest.fixture
def folder(tmp_path: Path) -> str:
    return str(tmp_path / "cache")


def test_a_warm_run_reads_no_post(rules: RuleSet, posts: Path, folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    cold = run([posts], rules, cache=Cache("a", folder))
    monkeypatch.setattr(workers, "Pipeline", None)

    warm = run([posts], rules, cache=Cache("a", folder))

    assert warm == cold
    assert any(result.diagnostics for result in warm.results)


def test_a_changed_post_is_read_again(rules: RuleSet, posts: Path, folder: str) -> None:
    run([posts], rules, cache=Cache("a", folder))
    (posts / "1.md").write_text("# Nothing\n", "utf-8")

    assert run([posts], rules, cache=Cache("a", folder)) == run([posts], rules)


def test_other_settings_know_nothing(folder: str) -> None:
    Cache("a", folder).keep([(b"key", FileResult("x.md"))])
    one, other = Cache("a", folder), Cache("b", folder)

    assert one.key("x.md", b"text") != other.key("x.md", b"text")
    assert one.key("x.md", b"text") != one.key("y.md", b"text")
    assert one.key("x.md", b"text") != one.key("x.md", b"texts")


def test_problems_are_not_kept(folder: str) -> None:
    cache = Cache("a", folder)
    cache.keep([(b"1", FileResult("x.md", problems=(Problem("x.md", "broken"),))), (b"2", FileResult("y.md"))])

    assert cache.find([b"1", b"2"]) == {b"2": FileResult("y.md")}


@pytest.mark.parametrize("data", [b"no database at all " * 200, b""])
def test_a_broken_file_is_begun_anew(folder: str, data: bytes) -> None:
    cache = Cache("a", folder)
    cache.keep([(b"1", FileResult("x.md"))])
    Path(cache.path).write_bytes(data)

    assert cache.find([b"1"]) == {}
    cache.keep([(b"1", FileResult("x.md"))])
    cache.keep([(b"1", FileResult("x.md"))])
    assert cache.find([b"1"]) == {b"1": FileResult("x.md")}


def test_a_broken_result_is_passed_over(folder: str) -> None:
    cache = Cache("a", folder)
    cache.keep([(b"1", FileResult("x.md"))])
    with sqlite3.connect(cache.path) as database:
        database.execute("UPDATE results SET data = ?", (b'["os.system", "x"]',))
    database.close()

    assert cache.find([b"1"]) == {}


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_a_file_that_others_may_write_is_not_read(folder: str) -> None:
    cache = Cache("a", folder)
    cache.keep([(b"1", FileResult("x.md"))])
    assert Path(cache.path).stat().st_mode & 0o777 == 0o600

    Path(cache.path).chmod(0o666)

    assert cache.find([b"1"]) == {}


def test_a_result_that_is_gone_when_it_is_wanted_is_made_anew(
    rules: RuleSet, posts: Path, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cold = run([posts], rules, cache=Cache("a", folder))
    monkeypatch.setattr(Cache, "find", lambda *_: {})

    assert run([posts], rules, cache=Cache("a", folder)) == cold


def test_what_changes_during_a_run_is_not_kept(
    rules: RuleSet, posts: Path, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    post = posts / "0.md"
    parse = Pipeline.parse

    def changed(pipeline: Pipeline, source: Source) -> Document:
        if source.path == str(post):
            post.write_text("# Nothing\n", "utf-8")
            os.utime(post, (1, 1))
        return parse(pipeline, source)

    monkeypatch.setattr(Pipeline, "parse", changed)
    run([posts], rules, cache=Cache("a", folder))
    monkeypatch.undo()

    cache = Cache("a", folder)
    assert cache.find([cache.key(str(post), POST.encode())]) == {}
    later = posts / "1.md"
    assert len(cache.find([cache.key(str(later), later.read_bytes())])) == 1


def test_clean_removes_what_was_kept_and_nothing_else(folder: str) -> None:
    Cache("a", folder).keep([(b"1", FileResult("x.md"))])
    (Path(folder) / "notes.txt").write_text("mine", "utf-8")

    files, size = module.clean(folder)

    assert files == 1
    assert size > 0
    assert [path.name for path in Path(folder).iterdir()] == ["notes.txt"]


def test_results_come_back_whole(rules: RuleSet, posts: Path) -> None:
    for result in run([posts], rules).results:
        assert plain.read(plain.write(result)) == result
        assert plain.read(plain.write(replace(result, path="\udcff.md"))).path == "\udcff.md"


def test_every_field_comes_back() -> None:
    place = Related("y.md", Position(1, 2), Position(3, 4), "there")
    found = Diagnostic(
        *("x.md", "a/b", Severity.INFO, "m", Position(5, 6), Position(7, 8), "w", "e", "f", Scope.DOCUMENT, "h", "n"),
        *(("s",), ("r",), (place,), "u"),
    )
    assert all(getattr(found, field.name) not in ("", ()) for field in fields(found))
    result = FileResult("x.md", (found,), (Problem("x.md", "p", 1, 2, "h"),), (Suppressed(found, "why"),))

    assert plain.read(plain.write(result)) == result
    assert all(getattr(result, field.name) for field in fields(result))


def test_what_is_no_result_is_refused() -> None:
    for data in (b"", b"[]", b'["x.md", [["a"]], [], []]', b'["x.md", 1, 2, 3]', b"[" * 9999, b"\xff"):
        with pytest.raises(ValueError, match="not a result"):
            plain.read(data)
