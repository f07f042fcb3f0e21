# ruff: noqa: PT017 - what is raised depends on what was generated
"""Generated posts, rule files, configurations and edits: seeded, bounded, the same on every run."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, seed, settings
from hypothesis import strategies as st

import healthlint
from healthlint import config, markdown
from healthlint.core.problem import HealthlintError
from healthlint.core.rule import RuleSet
from healthlint.core.source import Source
from healthlint.engine.fix import fixed
from healthlint.engine.pipeline import Pipeline
from healthlint.packs import load
from healthlint.packs.locate import builtin
from tests.conftest import PACK, RULE
from tests.fuzz.pieces import CONFIGURATION, ENDINGS, MARKDOWN, YAML
from tests.markdown.contract import assert_exact

FAILURES = sorted((Path(__file__).parent / "failures").iterdir())
bounded = settings(
    max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck), database=None
)


def texts(pieces: tuple[str, ...], most: int) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(pieces), max_size=most).map("".join)


@cache
def every_rule() -> RuleSet:
    return healthlint.load_rules(select=["ALL"])


@cache
def pipeline() -> Pipeline:
    return Pipeline(every_rule())


def check(source: Source) -> None:
    assert_exact(markdown.parse(source))
    result = pipeline().check(source)
    assert not [problem for problem in result.problems if "broke down" in problem.message]
    lines = source.text.count("\n") + source.text.count("\r") + 1
    for found in (*result.diagnostics, *(one.diagnostic for one in result.suppressed)):
        assert (1, 1) <= found.start <= found.end
        assert found.end.line <= lines
    assert_exact(markdown.parse(fixed(source, pipeline()).source))


@seed(1)
@bounded
@given(texts(MARKDOWN, 40), st.sampled_from(ENDINGS))
def test_posts(text: str, ending: str) -> None:
    check(Source(f"post{ending}", text))


@seed(2)
@bounded
@given(texts(MARKDOWN, 30), st.sampled_from(MARKDOWN), st.integers(0, 1000), st.integers(0, 30))
def test_edits(text: str, piece: str, at: int, width: int) -> None:
    """A post after an edit, as an editor saves it, and after its fixes: as exact as before."""
    place = at % (len(text) + 1)
    source = Source("post.md", text[:place] + piece + text[place + width :])
    check(source)
    done = fixed(source, pipeline())
    assert_exact(markdown.parse(done.source))
    assert done.made or done.source.text == source.text


def refused(run: Callable[[], object]) -> None:
    """It works, or every mistake is a problem with a message and a place in a file."""
    try:
        run()
    except HealthlintError as error:
        assert error.problems
        assert all(problem.message and problem.path for problem in error.problems)


@seed(3)
@bounded
@given(texts(CONFIGURATION, 30))
def test_configurations(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    path = tmp_path_factory.mktemp("site") / ".healthlint.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    refused(lambda: config.apply(every_rule(), config.read(path)))


@settings(bounded, max_examples=12)
@seed(4)
@given(texts(YAML, 12), st.integers(0, len(RULE)), st.integers(0, 60))
def test_packs(tmp_path_factory: pytest.TempPathFactory, text: str, at: int, width: int) -> None:
    folder = tmp_path_factory.mktemp("packs") / "house"
    folder.mkdir()
    (folder / "pack.yaml").write_text(PACK, encoding="utf-8")
    rule = RULE.replace("{illness}", "colds")
    (folder / "cure.yaml").write_bytes((rule[:at] + text + rule[at + width :]).encode("utf-8", "surrogatepass"))
    refused(lambda: load(builtin(), folder))


@pytest.mark.parametrize("path", FAILURES, ids=lambda path: path.name)
def test_past_failures(path: Path) -> None:
    """What once broke something, made small."""
    check(Source(str(path), path.read_bytes().decode("utf-8", "surrogatepass")))
