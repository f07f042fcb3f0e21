"""``healthlint config``: what applies to a path, and where it comes from."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from healthlint import lint_paths
from tests.cli.conftest import Outcome

Lint = Callable[..., Outcome]

BASE = "select: [recommended, us-ftc]\nseverity: {claims: error, risk: info}\n"
CONFIG = """\
extend: base.yaml
ignore: [trust/reviewer]
severity: {claims/hype: info}
excludes: [drafts/**]
site: {provides: [trust/author]}
per-file:
  - files: archive/**
    ignore: [risk]
    severity: {respect/addict: info}
    options: {readability/grade-level: {limit: 14}}
  - {files: [news/**], select: [respect]}
"""


@pytest.fixture
def site(posts: Path) -> Path:
    (posts / "base.yaml").write_text(BASE, "utf-8")
    (posts / ".healthlint.yaml").write_text(CONFIG, "utf-8")
    return posts


def settings(outcome: Outcome) -> list[str]:
    """Each as ``key: value place``."""
    found = json.loads(outcome.out)["settings"]
    return [f"{'.'.join(it['key'])}: {it['value']} {it['path']}:{it['line']}:{it['column']}" for it in found]


def test_each_value_and_its_line(lint: Lint, site: Path) -> None:  # noqa: ARG001 - a configuration
    assert settings(lint("config", "archive/new.md", "-f", "json")) == [
        "select: recommended base.yaml:1:10",
        "select: us-ftc base.yaml:1:23",
        "ignore: trust/reviewer .healthlint.yaml:2:10",
        "ignore: risk .healthlint.yaml:8:14",
        "severity.claims: error base.yaml:2:20",
        "severity.risk: info base.yaml:2:33",
        "severity.claims/hype: info .healthlint.yaml:3:25",
        "severity.respect/addict: info .healthlint.yaml:9:32",
        "options.readability/grade-level.limit: 14 .healthlint.yaml:10:48",
        "excludes: drafts/** .healthlint.yaml:4:12",
        "suppressions: True None:None:None",
        "site.provides: trust/author .healthlint.yaml:5:19",
    ]
    assert settings(lint("config", "news/new.md", "-f", "json"))[:3] == [
        "select: respect .healthlint.yaml:11:33",
        "severity.claims: error base.yaml:2:20",
        "severity.risk: info base.yaml:2:33",
    ]


def test_as_text(lint: Lint, site: Path) -> None:  # noqa: ARG001 - a configuration
    outcome = lint("config", "archive/new.md", "--rules")
    lines = [" ".join(line.split()) for line in outcome.out.splitlines()]

    assert lines[0] == "archive/new.md: .healthlint.yaml, which extends base.yaml"
    assert "risk (.healthlint.yaml:8:14, per-file)" in lines
    assert "claims: error (base.yaml:2:20)" in lines
    assert "archive/** (.healthlint.yaml:7:5)" in lines
    assert "news/** (.healthlint.yaml:11:5, does not fit)" in lines
    assert "claims/hype info 'recommended' (base.yaml:1:10); severity (.healthlint.yaml:3:25)" in lines
    assert "trust/author site.provides 'trust/author' (.healthlint.yaml:5:19)" in lines
    assert any(line.startswith("readability/grade-level") and "limit 14" in line for line in lines)
    assert not any("drafts" in line for line in lines[:2])
    assert "It is left out: excludes 'drafts/**' (.healthlint.yaml:4:12)." in lint("config", "drafts/a.md").out


def test_without_a_configuration(lint: Lint) -> None:
    outcome = lint("config")
    assert (outcome.code, outcome.err) == (0, "")
    assert outcome.out.startswith(".: no configuration, only defaults\n")
    assert "  recommended  (default)\n" in outcome.out


def test_a_mistake_is_told_as_in_a_run(lint: Lint, site: Path) -> None:
    (site / ".healthlint.yaml").write_text("slect: [a]\n", "utf-8")
    outcome = lint("config")
    assert outcome.code == 2
    assert "unknown key 'slect'" in outcome.err


@pytest.mark.parametrize("path", ["archive/new.md", "posts/new.md", "news/new.md"])
def test_what_is_shown_is_what_runs(lint: Lint, site: Path, path: str) -> None:
    (site / path).parent.mkdir(exist_ok=True)
    (site / path).write_text("# Tea\n", "utf-8")
    shown: list[dict[str, Any]] = json.loads(lint("config", path, "-f", "json").out)["rules"]

    rules = lint_paths([path]).rules.of(path)

    assert [(it["rule"], it["severity"]) for it in shown] == [(rule.id, rule.severity.value) for rule in rules]
    for it in shown:
        by = it["severity_by"]
        assert by is None or by["value"] == it["severity"]
