"""Safe fixes: what is replaced, and that nothing else is."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import healthlint
from healthlint.core.source import Source
from healthlint.core.span import Span
from healthlint.engine.fix import Edit, applied, edits, fixed
from healthlint.engine.pipeline import Pipeline

RULES = ("respect/committed-suicide", "hygiene/misspelt-term")


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline(healthlint.load_rules(select=[*RULES, "suppression"]))


HEAD = "Anxiety, depression and a doctor: a post about health.\n\n"
"""So that rules about health posts apply."""


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He committed suicide.", "He died by suicide."),
        ("Committing suicide is no crime.", "Dying by suicide is no crime."),
        ("They commit suicide, he commits suicide.", "They die by suicide, he dies by suicide."),
        ("- He committed suicide.\r\n- So it was.\r\n", "- He died by suicide.\r\n- So it was.\r\n"),
        ("| He committed suicide | b |\n|---|---|\n", "| He died by suicide | b |\n|---|---|\n"),
        ("🙂 He committed suicide. É", "🙂 He died by suicide. É"),
        # Left to people:
        ("He **committed** suicide.", None),
        ("He committed\nsuicide.", None),
        ("He committed&nbsp;suicide.", None),
        ("A suicide victim.", None),
        ("After a failed suicide attempt.", None),
        ("He has committed suicide.", None),
        # No finding:
        ("`committed suicide`", None),
        ("Avoid the phrase \"committed suicide\".", None),
        ("He committed suicide. <!-- healthlint-disable-line respect/committed-suicide -- a quote -->", None),
    ],
)  # fmt: skip
def test_fixes(pipeline: Pipeline, text: str, expected: str | None) -> None:
    done = fixed(Source("post.md", HEAD + text), pipeline)
    assert done.source.text == HEAD + (text if expected is None else expected)
    assert (bool(done.made)) == (expected is not None)
    if expected is not None:
        assert [found for found in done.result.diagnostics if found.rule in RULES] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tea.\n\n<!-- healthlint-disable-next-line hygiene/misspelt-term -->\nTea.\n", "Tea.\n\nTea.\n"),
        ("Tea. <!-- healthlint-disable-line hygiene/misspelt-term -- why --> Soup.\n", "Tea. Soup.\n"),
        ("| tea <!-- healthlint-disable-line hygiene/misspelt-term --> | b |\r\n|---|---|\r\n", "| tea | b |\r\n|---|---|\r\n"),
        ("Seratonine. <!-- healthlint-disable-line hygiene/misspelt-term -- until then, expires 2020-01-01 -->\n", "Seratonine.\n"),
        ("<!-- healthlint-disable hygiene/misspelt-term -->\n\nTea.\n\n<!-- healthlint-enable hygiene/misspelt-term -->\n", "\nTea.\n\n"),
        ("He committed suicide. <!-- healthlint-disable-line hygiene/misspelt-term -->", "He died by suicide."),
        ("- <!-- healthlint-disable-line hygiene/misspelt-term -->Tea.\n", "- Tea.\n"),
        # Left to people:
        ("Tea\n<!-- healthlint-disable-next-line hygiene/misspelt-term -->\nand soup.\n", None),
        ("Seratonin. <!-- healthlint-disable-line hygiene/misspelt-term, respect/committed-suicide -->\n", None),
        # Of use:
        ("Seratonin. <!-- healthlint-disable-line hygiene/misspelt-term -- a name -->\n", None),
    ],
)  # fmt: skip
def test_comments_that_excuse_nothing_go(pipeline: Pipeline, text: str, expected: str | None) -> None:
    done = fixed(Source("post.md", HEAD + text), pipeline)
    assert done.source.text == HEAD + (text if expected is None else expected)


def test_the_rest_is_still_found(pipeline: Pipeline) -> None:
    done = fixed(Source("post.md", f"{HEAD}He committed suicide.\n\nA suicide victim.\n"), pipeline)
    (left,) = done.result.diagnostics
    assert (left.words, left.start.line, len(done.made)) == ("suicide victim", 5, 1)


PARTS = st.lists(
    st.sampled_from(["He committed suicide.", "They commit suicide", "It is **safe**.", "seratonin", "Her perscription", "é🙂", "`commit suicide`", "\n", "\r\n", "\n\n", " ", "- ", "<b>commit</b> suicide", "> ", "suicide victim", "&amp;", "<!-- healthlint-disable-line hygiene/misspelt-term -->", "<!-- healthlint-disable respect -->", "<!-- healthlint-enable -->"]),
    max_size=10,
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(PARTS)
def test_only_the_spans_change_and_twice_is_once(pipeline: Pipeline, parts: list[str]) -> None:
    source = Source("post.md", HEAD + "".join(parts))
    first = edits(pipeline.check(source), source, pipeline.rules)
    text, last = applied(source.text, first), 0
    rest = []
    for edit in first:
        rest.append(source.text[last : edit.span.start])
        last = edit.span.end
    for piece in [*rest, source.text[last:]]:
        assert piece in text
    assert len(text) == len(source.text) + sum(len(e.text) - (e.span.end - e.span.start) for e in first)
    done = fixed(source, pipeline)
    assert fixed(done.source, pipeline)[::2] == (done.source, ())


def test_applied() -> None:
    assert applied("abcdef", [Edit(Span(1, 2), "XX", "r"), Edit(Span(4, 6), "", "r")]) == "aXXcd"
