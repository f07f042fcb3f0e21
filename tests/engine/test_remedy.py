"""Left-overs that are taken out, texts that are put in, and who may do it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

import healthlint
from healthlint import files
from healthlint.core.report import Applicability
from healthlint.core.rule import RuleSet
from healthlint.core.source import Source
from healthlint.engine import plain
from healthlint.engine.fix import fixed
from healthlint.engine.misfits import misfits
from healthlint.engine.pipeline import Pipeline
from healthlint.kinds.require import Insertion, Require

HEAD = "Insomnia is a disease. Patients take medication for it, a treatment with side effects."
"""So that rules about health posts apply."""
DISCLAIMER = "*This post is general information, not medical advice.*"
ADVICE = "disclaimer/medical-advice"
LEFT_OVERS = ("hygiene/page-furniture", "hygiene/form-text")


def with_text(rules: RuleSet, text: str, at: str) -> RuleSet:
    """The rules, with a text for those that ask for one."""

    def changed(kind: Require) -> Require:
        return replace(kind, insert=Insertion(text, at))  # type: ignore[arg-type]

    found = (replace(rule, kind=changed(rule.kind)) if isinstance(rule.kind, Require) else rule for rule in rules)
    return replace(rules, rules=tuple(found))


@pytest.fixture(scope="module")
def pipeline() -> Pipeline:
    return Pipeline(healthlint.load_rules(select=[*LEFT_OVERS]))


@pytest.fixture(scope="module")
def advice() -> RuleSet:
    return healthlint.load_rules(select=[ADVICE])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("{}\n\nSpread the love\n\nMore.\n", "{}\n\nMore.\n"),
        ("{}\n\n**Spread the love!**\n\n\nMore.\n", "{}\n\nMore.\n"),
        ("{}\n\n[Share on Facebook](https://example.org/x)\n", "{}\n"),
        ("{}\r\n\r\nSpread the love\r\n", "{}\r\n"),
        ("{}\n\nSpread the love", "{}"),
        ("Spread the love\n\n{}\n", "{}\n"),
        ("{}\n\n- tea\n- Spread the love\n- soup\n", "{}\n\n- tea\n- soup\n"),
        ("{}\n\n## Leave a Reply\n\nYour email address will not be published. Required fields are marked *\n", "{}\n"),
        ("{}\n\n## Leave a Reply\n\n## Tea\n\nTea.\n", "{}\n\n## Tea\n\nTea.\n"),
        ("---\ntitle: T\n---\nSpread the love\n\n{}\n", "---\ntitle: T\n---\n\n{}\n"),
        # Left to people: what else would change, or stands in the line.
        ("{}\nSpread the love\nMore.\n", None),
        ("Spread the love\n", None),
        ("{}\n\n> Spread the love\n", None),
        ("{}\n\n| Spread the love | b |\n|---|---|\n| a | b |\n", None),
        ("{}\n\n1. tea\n2. Spread the love\n3. soup\n", None),
        ("{}\n\n- Spread the love\n  - tea\n", None),
        ("{}\n\nSpread the love\n---------------\n\nMore.\n", None),
        ("{}\n\n## Leave a Reply\n\nMore.\n", None),
        ("{}\n\n## Leave a Reply\n\n{{{{< form >}}}}\n", None),
        ("{}\n\n<p>Spread the love</p>\n", None),
        ("{}\n\nYour email address will not be published. Call us.\n", None),
        ("{}\n\nSpread the love ![logo](a.png)\n", None),
        ("{}\n\n`Spread the love`\n", None),
    ],
)  # fmt: skip
def test_left_overs(pipeline: Pipeline, text: str, expected: str | None) -> None:
    source = Source("post.md", text.format(HEAD))
    done = fixed(source, pipeline)
    assert done.source.text == (source.text if expected is None else expected.format(HEAD))
    assert bool(done.made) == (expected is not None)
    if expected is not None:
        assert done.result.diagnostics == ()


def test_a_heading_with_words_below_is_an_unsafe_one(pipeline: Pipeline) -> None:
    source = Source("post.md", f"{HEAD}\n\n## Leave a Reply\n\nMore.\n")
    (found,) = pipeline.check(source).diagnostics
    assert found.fix is not None
    assert found.fix.applicability is Applicability.UNSAFE
    assert fixed(source, pipeline, unsafe=True).source.text == f"{HEAD}\n\nMore.\n"


@pytest.mark.parametrize(
    ("text", "at", "expected"),
    [
        ("{}\n", "end", "{}\n\n[]\n"),
        ("{}", "end", "{}\n\n[]"),
        ("{}\r\n", "end", "{}\r\n\r\n[]\r\n"),
        ("{}\n\n- tea\n\n[^1]: A note.\n", "end", "{}\n\n- tea\n\n[^1]: A note.\n\n[]\n"),
        ("{}\n", "start", "[]\n\n{}\n"),
        ("# Sleep\n\n{}\n", "start", "# Sleep\n\n[]\n\n{}\n"),
        ("# Sleep\n{}\n", "start", "# Sleep\n[]\n\n{}\n"),
        ("Sleep\r\n=====\r\n\r\n{}\r\n", "start", "Sleep\r\n=====\r\n\r\n[]\r\n\r\n{}\r\n"),
        ("## Sleep\n\n{}\n", "start", "[]\n\n## Sleep\n\n{}\n"),
        ("---\ntitle: Sleep\n---\n\n# Sleep\n\n{}\n", "start", "---\ntitle: Sleep\n---\n\n# Sleep\n\n[]\n\n{}\n"),
        ("import X from './x'\nexport const y = 1\n\n{}\n", "start", "import X from './x'\nexport const y = 1\n\n[]\n\n{}\n"),
        # Where it would not be read, or change what stands there.
        ("{}\n\n```\ncode\n", "end", None),
        ("{}\n\n<!-- a comment that does not end\n", "end", None),
        # Nothing is missing.
        ("{}\n\nThis is not medical advice.\n", "end", None),
        ("Chop the carrots.\n", "end", None),
    ],
)  # fmt: skip
def test_texts_are_put_in(advice: RuleSet, text: str, at: str, expected: str | None) -> None:
    pipeline = Pipeline(with_text(advice, DISCLAIMER, at))
    body = f"{HEAD} A doctor diagnoses depression. Therapy helps symptoms in adults with chronic pain. {HEAD}"
    source = Source("post.mdx", text.format(body))
    done = fixed(source, pipeline)
    assert done.source.text == (source.text if expected is None else expected.format(body).replace("[]", DISCLAIMER))
    if expected is not None:
        assert done.result.diagnostics == ()
        assert fixed(done.source, pipeline).made == ()


def test_a_text_that_its_rule_would_not_take(advice: RuleSet) -> None:
    assert misfits(with_text(advice, DISCLAIMER, "end")) == []
    (problem,) = misfits(with_text(advice, "Enjoy!", "end"))
    assert f"is not what {ADVICE} asks for: 'Enjoy!'" in problem.message
    assert "site: inserts:" in problem.hint


def test_applicability_of_swaps() -> None:
    pipeline = Pipeline(healthlint.load_rules(select=["respect/committed-suicide", "respect/substance-abuse"]))
    text = "He committed suicide.\n\nA suicide victim.\n\nShe **committed** suicide.\n\nHe tested dirty.\n"
    result = pipeline.check(Source("post.md", text))
    fixes = [found.fix.applicability.value for found in result.diagnostics if found.fix]
    assert fixes == ["safe", "unsafe", "display", "display"]
    assert plain.read(plain.write(result)) == result
    done = fixed(Source("post.md", text), pipeline, unsafe=True)
    assert done.source.text.startswith(
        "He died by suicide.\n\nA people who died by suicide.\n\nShe **committed** suicide."
    )


LINES = st.lists(
    st.sampled_from([
        "Spread the love", "## Leave a Reply", "Your email address will not be published.", "[Share on Facebook](x)",
        "He committed suicide.", "# Sleep", "Tea is warm. é🙂", "- tea", "- Spread the love", "  - soup", "1. one",
        "> Spread the love", "---", "===", "```", "| a | b |", "|---|---|", "", "", "", "<div>", "</div>", "    code",
        "{{< form >}}", "<!-- note -->", "[^1]: note", "   ", "**Spread the love**", "import x from 'y'",
    ]),
    max_size=12,
)  # fmt: skip
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16"])


@settings(max_examples=120, deadline=None)
@given(LINES, st.sampled_from(["\n", "\r\n"]), ENCODINGS, st.sampled_from(["start", "end"]), st.booleans())
@example(["Spread the love", "", "Spread the love"], "\r\n", "utf-16", "end", False)
def test_properties(  # noqa: PLR0917
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], newline: str, encoding: str, at: str, unsafe: bool
) -> None:
    pipeline = every_fix(at)
    path = tmp_path_factory.mktemp("posts") / "post.md"
    text = newline.join([f"{HEAD} Therapy helps adults with chronic pain and depression. {HEAD}", "", *lines])
    path.write_bytes(text.encode(encoding))
    old = path.read_bytes()

    done = fixed(Source(str(path), files.decode(str(path), old)), pipeline, unsafe=unsafe)
    files.rewrite(str(path), done.source.text, old)
    new = files.read(str(path)).text

    # What is on the disk is what was worked out, in the encoding that it had.
    assert new == done.source.text
    assert encoding == "utf-8" or path.read_bytes()[:2] == old[:2]
    # Line ends stay.
    assert newline == "\r\n" or "\r" not in new
    assert newline == "\n" or new.count("\n") == new.count("\r\n")
    # What was fixed is answered, and the new words are not found.
    left = [found for found in done.result.diagnostics if found.rule in {one.rule for one in done.made}]
    assert ADVICE not in {found.rule for found in left}
    assert all(found.words not in one.new for found in left for one in done.made if one.rule == found.rule)
    # A second run changes nothing.
    again = fixed(Source(str(path), new), pipeline, unsafe=unsafe)
    assert (again.source.text, again.made) == (new, ())
    # Lines are only taken out, put in, or have their words replaced: all others stay, in their order.
    gone = [line for one in done.made for line in one.old.splitlines()]
    come = [line for one in done.made for line in one.new.splitlines()]
    rest = iter(new.splitlines())
    for line in text.splitlines():
        replaced = line.replace("committed suicide", "died by suicide")
        assert line in gone or not line.strip() or any(other in (line, replaced) for other in rest), (line, new)
    assert all(
        not line.strip() or line in text or line in come or "died by suicide" in line for line in new.splitlines()
    )


def every_fix(at: str) -> Pipeline:
    """All that can be fixed: swaps, left-overs and a disclaimer."""
    if at not in _PIPELINES:
        rules = healthlint.load_rules(select=["respect/committed-suicide", *LEFT_OVERS, ADVICE])
        _PIPELINES[at] = Pipeline(with_text(rules, DISCLAIMER, at))
    return _PIPELINES[at]


_PIPELINES: dict[str, Pipeline] = {}


def test_what_a_link_points_to_is_written(tmp_path: Path) -> None:
    target, link = tmp_path / "real.md", tmp_path / "link.md"
    target.write_text("old", encoding="utf-8")
    target.chmod(0o640)
    link.symlink_to(target)
    files.rewrite(str(link), "new", b"old")
    assert link.is_symlink()
    assert (target.read_text(encoding="utf-8"), target.stat().st_mode & 0o777) == ("new", 0o640)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.md", "real.md"]
