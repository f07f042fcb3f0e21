"""Long runs of one thing: none may be read again and again from each of its places."""

from __future__ import annotations

import time

import pytest

import healthlint
from healthlint.core.source import Source
from healthlint.engine.pipeline import Pipeline

MANY = 8_000
SECONDS = 3.0
"""Far more than any takes, and far less than what grows with the square."""
RUNS = {
    "stops": '"' + ".!" * MANY + "x",
    "superscripts after a stop": "! " * 4 + "¹" * MANY + "! ",
    "closing signs": "It helps." + "*\"'" * MANY + "x",
    "capitals": "A" * MANY + "0" + "A-0" * MANY + "-",
    "spaces after a key": '---\ntitle: "x\nb:' + " " * MANY + "\rx\n---\n\nText\n",
    "spaces in a key": '---\ntitle: "x\nb' + " " * MANY + "\rx\n---\n\nText\n",
    "spaces after a date": "<!-- healthlint-disable claims -- expires" + " " * MANY + "( -->\n\nText\n",
    "lines in a comment": "<!-- healthlint-disable" + " \n" * MANY + "s -->\n\nText\n",
    "spaces after an import": 'import "r"' + "\t" * MANY + "x\n\nText\n",
    "a language that never ends": "Text\n{:lang=a" + "-" * MANY + "\n",
}


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    ready = Pipeline(healthlint.load_rules(select=["ALL"]))
    ready.check(Source("post.md", "Tea.\n"))
    return ready


@pytest.mark.parametrize("text", RUNS.values(), ids=RUNS.keys())
def test_long_runs(pipeline: Pipeline, text: str) -> None:
    begin = time.process_time()
    result = pipeline.check(Source("post.md", text))
    assert time.process_time() - begin < SECONDS
    assert not [problem for problem in result.problems if "broke down" in problem.message]
