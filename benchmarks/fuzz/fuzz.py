# ruff: noqa: E402, PT017, PT018 - modules are instrumented as they are imported; failures must be exceptions
"""Looks for posts, packs and configurations that break something, guided by the code that they reach.

    python benchmarks/fuzz/fuzz.py [CORPUS] [-max_total_time=1800] [more options of libFuzzer]

Needs atheris, which has wheels for Linux and Python 3.12 and later. What it finds is written into the current folder; a
minimised form of it belongs into ``tests/fuzz/failures``.
"""

from __future__ import annotations

import sys
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "fuzz"), str(ROOT / "tests" / "markdown")]

import atheris

with atheris.instrument_imports(include=["healthlint"]):
    import healthlint
    from healthlint import markdown
    from healthlint.config import read as configuration
    from healthlint.core.problem import HealthlintError
    from healthlint.core.source import Source
    from healthlint.engine.fix import fixed
    from healthlint.engine.pipeline import Pipeline
    from healthlint.files import decode
    from healthlint.packs.loader import RuleFile
    from healthlint.strict import Decoder, read_yaml

from contract import assert_exact
from pieces import CONFIGURATION, ENDINGS, MARKDOWN, YAML

assert configuration
SLOWEST = 5.0
"""Seconds that a small post may take under instrumentation."""
PIPELINE = Pipeline(healthlint.load_rules(select=["ALL"]))


def text_of(data: bytes, pieces: tuple[str, ...]) -> str:
    """Bytes as pieces of a language: low ones name one, high ones are followed by as many bytes of noise."""
    found: list[str] = []
    at = 0
    while at < len(data):
        byte = data[at]
        at += 1
        if byte < 240:
            found.append(pieces[byte % len(pieces)])
        else:
            width = byte - 239
            found.append(data[at : at + width].decode("utf-8", "surrogateescape"))
            at += width
    return "".join(found)


def check_post(data: bytes) -> None:
    """A post is read exactly, linted without a breakdown, and fixed into one that is read exactly."""
    text = text_of(data[1:], MARKDOWN)
    source = Source(f"post{ENDINGS[data[0] % len(ENDINGS)]}", text)
    assert_exact(markdown.parse(source))
    result = PIPELINE.check(source)
    assert not [one for one in result.problems if "broke down" in one.message], result.problems
    for found in (*result.diagnostics, *(one.diagnostic for one in result.suppressed)):
        assert 1 <= found.start.line <= found.end.line
        assert (found.start <= found.end) and found.start.column >= 1
    assert_exact(markdown.parse(fixed(source, PIPELINE).source))


def check_yaml(data: bytes) -> None:
    """YAML is read, or every mistake in it is a problem with a place."""
    for pieces, schema in ((YAML, RuleFile), (CONFIGURATION, None)):
        try:
            node = read_yaml("file.yaml", text_of(data, pieces))
            if schema is not None:
                Decoder().attempt(node, dict)
        except HealthlintError as error:
            assert error.problems
            assert all(problem.line >= 0 and problem.message for problem in error.problems)
        except TypeError:
            pass


def check_bytes(data: bytes) -> None:
    """Bytes are a text, or there is a problem that says why not."""
    try:
        text = decode("post.md", data)
    except HealthlintError as error:
        assert error.problems
    else:
        assert_exact(markdown.parse(Source("post.md", text)))


def check(data: bytes) -> None:
    """One input."""
    if len(data) < 2:
        return
    begin = time.process_time()
    (check_post, check_post, check_post, check_yaml, check_bytes)[data[0] % 5](data[1:])
    assert time.process_time() - begin < SLOWEST, "too slow"


if __name__ == "__main__":
    atheris.Setup(sys.argv, check)
    atheris.Fuzz()
