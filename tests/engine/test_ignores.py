"""Comments written into posts: where they stand, what they excuse, and that nothing else changes."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import healthlint
from healthlint.core.report import Diagnostic
from healthlint.core.source import Source
from healthlint.engine.ignores import Ignored, ignored, mistake
from healthlint.engine.pipeline import Pipeline
from healthlint.markdown import parse

RULES = ("respect/committed-suicide", "hygiene/misspelt-term", "trust/author", "suppression")
HEAD = "---\nauthor: Jo Doe\n---\n\nAnxiety, depression and a doctor: a post about health.\n\n"
"""So that rules about health posts apply, and nothing is missing."""
SPELT, SAID = "hygiene/misspelt-term", "respect/committed-suicide"


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline(healthlint.load_rules(select=RULES), dt.date(2026, 6, 15))


def run(pipeline: Pipeline, text: str, path: str = "post.md", reason: str = "why") -> Ignored:
    source = Source(path, text)
    return ignored(source, pipeline, pipeline.check(source).diagnostics, reason)


def line(*rules: str) -> str:
    return f"<!-- healthlint-disable-line {', '.join(rules)} -- why -->"


def above(*rules: str) -> str:
    return f"<!-- healthlint-disable-next-line {', '.join(rules)} -- why -->"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He committed suicide.\n", f"{above(SAID)}\nHe committed suicide.\n"),
        ("He committed\nsuicide.", f"{above(SAID)}\nHe committed\nsuicide."),
        ("Seratonin. He committed suicide.\n", f"{above(SPELT, SAID)}\nSeratonin. He committed suicide.\n"),
        ("Tea.\r\n\r\nSeratonin.\r\n", f"Tea.\r\n\r\n{above(SPELT)}\r\nSeratonin.\r\n"),
        ("# Seratonin\n\nTea.\n", f"# Seratonin {line(SPELT)}\n\nTea.\n"),
        ("- Tea.\n- Seratonin.\n", f"- Tea.\n- Seratonin. {line(SPELT)}\n"),
        ("| Seratonin | b |\n|---|---|\n", f"| Seratonin {line(SPELT)} | b |\n|---|---|\n"),
        ("> Seratonin.\n", f"> Seratonin. {line(SPELT)}\n"),
        # Already excused, or nothing to excuse:
        (f"Seratonin. {line(SPELT)}\n", None),
        ("`Seratonin`.\n", None),
        ("```\nSeratonin.\n```\n", None),
    ],
)  # fmt: skip
def test_where_comments_stand(pipeline: Pipeline, text: str, expected: str | None) -> None:
    done = run(pipeline, HEAD + text)
    assert (done.source.text, done.result.diagnostics, done.left) == (HEAD + (expected or text), (), ())
    assert (done.excused > 0) == (expected is not None)
    assert run(pipeline, done.source.text).source == done.source


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("post.mdx", "- Seratonin.\n", f"- Seratonin. {{/* healthlint-disable-line {SPELT} -- why */}}\n"),
        ("post.mdx", "Seratonin.\n", f"{{/* healthlint-disable-next-line {SPELT} -- why */}}\nSeratonin.\n"),
        ("post.md", "import Tea from './tea'\n\nSeratonin.\n", f"import Tea from './tea'\n\n{{/* healthlint-disable-next-line {SPELT} -- why */}}\nSeratonin.\n"),
    ],
)  # fmt: skip
def test_mdx(pipeline: Pipeline, path: str, text: str, expected: str) -> None:
    done = run(pipeline, HEAD + text, path)
    assert (done.source.text, done.result.diagnostics) == (HEAD + expected, ())


@pytest.mark.parametrize("end", ["", "\n", "\r\n"])
def test_what_is_said_of_the_whole_post(pipeline: Pipeline, end: str) -> None:
    newline = end or "\n"
    text = f"# Diabetes{newline * 2}{'Patients with diabetes see their doctor once a year. ' * 9}So it is."
    expected = f"{text}{newline * 2}<!-- healthlint-disable-file trust/author -- why -->{newline}"
    assert run(pipeline, text + end).source.text == expected


def test_front_matter_needs_a_comment_for_the_file(pipeline: Pipeline) -> None:
    text = "---\nauthor: Jo Doe\ntitle: Seratonin\n---\n\nPatients with diabetes need a doctor, and seratonin.\n\n- Seratonin.\n"
    done = run(pipeline, text)
    assert done.result.diagnostics == ()
    assert done.source.text.count("disable-file") == 1
    assert done.source.text.count("healthlint-") == 3  # what can be excused where it stands is


def test_only_what_is_wanted(pipeline: Pipeline) -> None:
    source = Source("post.md", f"{HEAD}- Seratonin.\n- He committed suicide.\n")
    wanted: list[Diagnostic] = [it for it in pipeline.check(source).diagnostics if it.rule == SPELT]
    done = ignored(source, pipeline, wanted, "why")
    assert [found.rule for found in done.result.diagnostics] == [SAID]
    assert done.excused == len(wanted) == 1


def test_what_a_suppression_lacks_is_not_excused(pipeline: Pipeline) -> None:
    text = f"{HEAD}Tea. {line(SPELT)}\n"
    done = run(pipeline, text)
    assert done.source.text == text
    assert [found.rule for found in done.result.diagnostics] == ["suppression/unused"]


@pytest.mark.parametrize(
    ("reason", "wrong"),
    [
        ("agreed", ""),
        ("agreed, expires 2030-12-31", ""),
        ("", "it says nothing"),
        (" \t", "it says nothing"),
        ("expires 2030-12-31", "it says only a date"),
        ("agreed, expires next year", "'expires next year' is no date; write it as 'expires 2030-12-31'"),
        ("a --> b", "it would end the comment: leave out '-->', '*/' and line breaks"),
        ("a */ b", "it would end the comment: leave out '-->', '*/' and line breaks"),
        ("a\nb", "it would end the comment: leave out '-->', '*/' and line breaks"),
    ],
)
def test_reasons(reason: str, wrong: str) -> None:
    assert mistake(reason) == wrong


PARTS = st.lists(
    st.sampled_from(["He committed suicide.", "seratonin", "It is **safe**.", "Her perscription", "é🙂", "`commit suicide`", "\n", "\r\n", "\n\n", " ", "- ", "1. ", "# ", "    ", "<b>commit</b> suicide", "<div>\n", "</div>\n", "> ", "| a | b |\n|---|---|\n| seratonin | c |\n", "&amp;", line(SPELT), "<!-- healthlint-enable -->", "[seratonin](https://example.org)", "\\\n", "```\n", "[^1]: ", "{% comment %}seratonin{% endcomment %}", "===\n"]),
    max_size=12,
)  # fmt: skip


def words(text: str) -> list[str]:
    """What a reader reads."""
    return parse(Source("post.md", text)).text.split()


@settings(max_examples=60, deadline=None)
@given(PARTS)
def test_nothing_but_comments_comes_and_twice_is_once(pipeline: Pipeline, parts: list[str]) -> None:
    text = HEAD + "".join(parts)
    before = pipeline.check(Source("post.md", text))
    done = run(pipeline, text)
    rest = iter(done.source.text)
    assert all(character in rest for character in text)  # the old text is all there, in its order
    assert words(done.source.text) == words(text)
    assert done.excused == len(done.result.suppressed) - len(before.suppressed)
    assert {found.rule for found in done.result.diagnostics} <= {found.rule for found in before.diagnostics}
    assert run(pipeline, done.source.text).source == done.source
