"""What becomes of findings: where and when rules apply, one of a family, one of a sentence, fingerprints."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import ClassVar

import pytest

import healthlint
from healthlint import packs
from healthlint.core.document import BlockKind
from healthlint.core.reading import Reading
from healthlint.core.rule import Finding, RuleSet, Scope, Severity
from healthlint.core.source import Source
from healthlint.engine.pipeline import Pipeline
from healthlint.engine.run import run

Make = Callable[..., RuleSet]

RULE = """\
message: "'{{match}}'"
why: Because.
do: Do.
severity: {severity}
level: recommended
sources: [{{title: A law}}]
find:
  pattern:
    patterns: [{pattern}]
examples:
  invalid: ["«{word}» one", "«{word}» two"]
  valid: [nothing, else]
{more}
"""


@pytest.fixture
def make(rulebook: Path) -> Make:
    """Rules of one word each, such as ``tea={"severity": "info", "more": "family: drinks"}``."""

    def rules(**words: dict[str, str]) -> RuleSet:
        for word, options in words.items():
            text = RULE.format_map({"severity": "error", "pattern": word, "word": word, "more": "", **options})
            (rulebook / "house" / f"{word}.yaml").write_text(text, encoding="utf-8")
        (rulebook / "house" / "cure.yaml").unlink()
        return packs.load(rulebook)

    return rules


def found(rules: RuleSet, text: str, path: str = "post.md") -> list[str]:
    return [f"{d.start.line}:{d.start.column} {d.rule}" for d in healthlint.lint_text(text, path=path, rules=rules)]


def test_where(make: Make) -> None:
    rules = make(tea={"more": "where: [heading, cell]"})

    assert found(rules, "# tea\n\ntea\n\n- tea\n\n| tea |\n|---|\n| tea |\n") == [
        "1:3 house/tea",
        "7:3 house/tea",
        "9:3 house/tea",
    ]


def test_when_the_post_is_about_it(make: Make) -> None:
    rules = make(tea={"more": "when: {mentions: [milk], at_least: 2, unless: [lemon], words: 4}"})

    assert found(rules, "tea and milk and milk") == ["1:1 house/tea"]
    assert found(rules, "tea and milk") == []
    assert found(rules, "tea, milk, milk, lemon") == []
    assert found(rules, "tea milk milk") == []


def test_one_finding_of_a_family_in_a_sentence(make: Make) -> None:
    rules = make(
        tea={"severity": "warning", "more": "family: drinks"},
        milk={"severity": "error", "more": "family: drinks\nrank: 7"},
        water={"severity": "error", "more": "family: drinks\nrank: 2"},
        bread={"severity": "info", "more": "family: food"},
    )

    diagnostics = healthlint.lint_text("tea and milk and water and bread. Tea again.", rules=rules)

    assert [(d.rule, d.related) for d in diagnostics] == [
        ("house/water", ("house/tea", "house/milk")),
        ("house/bread", ()),
        ("house/tea", ()),
    ]


def test_a_rule_speaks_once_in_a_sentence(make: Make) -> None:
    assert found(make(tea={}), "tea, tea. More tea.") == ["1:1 house/tea", "1:16 house/tea"]


def test_diagnostics_are_in_the_order_of_the_text(make: Make) -> None:
    rules = make(tea={}, milk={}, bread={})

    assert found(rules, "bread\n\ntea\n\nmilk") == ["1:1 house/bread", "3:1 house/tea", "5:1 house/milk"]


def test_fingerprints_survive_edits_elsewhere(make: Make) -> None:
    rules = make(tea={})
    before = healthlint.lint_text("We like tea.\n\nWe like tea.\n", rules=rules)

    after = healthlint.lint_text("New words.\n\nWe like\n**tea**.\n\nOther words.\n\n- We like tea.\n", rules=rules)
    edited = healthlint.lint_text("We love tea.\n", rules=rules)

    assert [d.fingerprint for d in before] == [d.fingerprint for d in after]
    assert len({d.fingerprint for d in before}) == 2
    assert edited[0].fingerprint not in {d.fingerprint for d in before}


@dataclass(frozen=True)
class Broken:
    """A kind with a defect."""

    scope: ClassVar[Scope] = Scope.SPAN
    placeholders: ClassVar[frozenset[str]] = frozenset()
    once: ClassVar[bool] = False
    searched: ClassVar[tuple[str, ...]] = ()
    waits_for: ClassVar[tuple[str, ...]] = ()

    def find(self, reading: Reading) -> Iterator[Finding]:  # noqa: ARG002 - the protocol
        raise ZeroDivisionError("oops")


def test_a_rule_that_breaks_down_is_a_problem_of_the_post(make: Make) -> None:
    rules = make(tea={}, milk={})
    broken = replace(rules, rules=(replace(rules.rules[0], kind=Broken()), *rules.rules[1:]))

    result = Pipeline(broken).check(Source("post.md", "milk and tea"))

    other = rules.rules[1].id
    assert [d.rule for d in result.diagnostics] == [other]
    assert [str(problem) for problem in result.problems] == [
        f"post.md: the rule {rules.rules[0].id} broke down on this file: ZeroDivisionError: oops "
        "(the other rules ran; please report this)"
    ]


def test_a_run_goes_on_after_a_file_that_cannot_be_read(make: Make, tmp_path: Path) -> None:
    folder = tmp_path / "posts"
    folder.mkdir()
    (folder / "a.md").write_bytes(b"\xff tea")
    (folder / "b.md").write_text("tea", encoding="utf-8")

    report = run([folder, tmp_path / "none.md"], make(tea={}))

    assert [(Path(d.path).name, d.rule, d.severity) for d in report.diagnostics()] == [
        ("b.md", "house/tea", Severity.ERROR)
    ]
    assert sorted(Path(problem.path).name for problem in report.problems()) == ["a.md", "none.md"]


def test_every_kind_of_block_can_be_named() -> None:
    assert {kind.value for kind in BlockKind} == {
        "heading",
        "paragraph",
        "item",
        "cell",
        "quote",
        "footnote",
        "alt",
        "field",
        "frame",
    }


def test_a_post_leaves_no_garbage() -> None:
    pipeline = Pipeline(packs.load(packs.builtin()))
    post = Source(
        "x.md", "# Tea\n\nOur tea cures diabetes [1]. The study shows that 90% of people slept well.\n\n[1]: x\n"
    )
    assert pipeline.check(post).diagnostics  # patterns are compiled, words are known
    gc.collect()
    gc.disable()
    try:
        pipeline.check(post)
        assert gc.collect() == 0
    finally:
        gc.enable()
