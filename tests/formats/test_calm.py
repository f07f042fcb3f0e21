"""Hints about a post as a whole are one to people, and each its own to machines."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

import healthlint
from healthlint.core.report import FileResult, Report
from healthlint.core.rule import Severity
from healthlint.formats import FORMATS, Style

POST = "# Asthma\n\n" + "An inhaler treats the symptoms of asthma. " * 12
HINTS = ["trust/author", "trust/date", "trust/reviewer", "trust/references"]


@pytest.fixture(scope="module")
def report() -> Report:
    rules = healthlint.load_rules(select=HINTS)
    return Report((FileResult("asthma.md", tuple(healthlint.lint_text(POST, rules=rules))),), rules, "1.2.3")


def test_full(report: Report) -> None:
    text = FORMATS["full"].render(report, Style())
    assert text.count("info[") == 1
    assert "The post names no author. The post has no date." in text
    assert text.count("= help:") == len(HINTS)
    assert "also: trust/date, trust/reviewer, trust/references" in text


def test_several_have_the_reason_of_their_pack_and_say_it_once(report: Report) -> None:
    (trust,) = [pack for pack in report.rules.packs if pack.name == "trust"]
    (result,) = report.results

    text = FORMATS["full"].render(replace(report, results=(result, replace(result, path="more.md"))), Style())

    assert text.count("= why:") == 1
    assert f"= why: {trust.purpose}" in text


def test_one_alone_has_its_own_reason(report: Report) -> None:
    (result,) = report.results
    alone = replace(report, results=(replace(result, diagnostics=result.diagnostics[:1]),))
    (why,) = [rule.why for rule in report.rules if rule.id == "trust/author"]

    assert f"= why: {why}" in FORMATS["full"].render(alone, Style())


def test_words_that_call_for_what_is_missing_are_shown() -> None:
    rules = healthlint.load_rules(select=["disclaimer/suicide-mention"])
    post = "# Grief\n\nAfter the **suicide** of her brother she came to our group for people in grief.\n"
    report = Report((FileResult("grief.md", tuple(healthlint.lint_text(post, rules=rules))),), rules, "1.2.3")

    text = FORMATS["full"].render(report, Style())

    assert "3 | After the **suicide** of her brother" in text
    assert "  |             ^^^^^^^\n" in text


def test_grouped(report: Report) -> None:
    assert len(FORMATS["grouped"].render(report, Style()).splitlines()) == 2


@pytest.mark.parametrize("name", ["concise", "json"])
def test_machines_get_each(name: str, report: Report) -> None:
    text = FORMATS[name].render(report, Style())
    assert all(rule in text for rule in HINTS)
    if name == "json":
        assert [found["rule"] for found in json.loads(text)] == HINTS


def test_other_severities_stay_apart(report: Report) -> None:
    (result,) = report.results
    raised = replace(result.diagnostics[1], severity=Severity.ERROR)
    mixed = replace(result, diagnostics=(result.diagnostics[0], raised, *result.diagnostics[2:]))
    assert FORMATS["full"].render(replace(report, results=(mixed,)), Style()).count("error[trust/date]") == 1
