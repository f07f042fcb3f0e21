"""``rules: "2026.1"``: an upgrade adds no findings; and preview rules wait until they are asked for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from healthlint import packs
from healthlint.cli import main
from healthlint.core import rule as rules_module
from healthlint.core.rule import Level, Rule, RuleSet

POST = "# Tea\n\nOur tea cures diabetes. Many addicts drink it. He committed suicide. It is a miracle drug.\n"
NEXT: Any = "2026.2"
Run = Callable[..., list[str]]


def upgraded(rules: RuleSet) -> RuleSet:
    """The rules of a later edition: one is new, one came to be recommended, one law names more."""

    def later(rule: Rule) -> Rule:
        if rule.id == "claims/cure":
            return replace(rule, since=NEXT, recommended_since=NEXT)
        if rule.id == "respect/addict":
            return replace(rule, recommended_since=NEXT)
        return replace(rule, level=Level.PREVIEW) if rule.id == "claims/miracle" else rule

    changed = tuple(later(rule) for rule in rules)
    laws = tuple(
        replace(pack, provisions=tuple(replace(provision, since=NEXT) for provision in pack.provisions))
        if pack.name == "us-ftc"
        else pack
        for pack in rules.packs
    )
    return replace(rules, rules=changed, packs=laws, known={rule.id: rule.level for rule in changed})


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The rules that find something, under a configuration."""
    (tmp_path / "post.md").write_text(POST, "utf-8")
    monkeypatch.chdir(tmp_path)
    prepared = packs.prepared
    monkeypatch.setattr(rules_module, "EDITIONS", ("2026.1", NEXT))
    monkeypatch.setattr(packs, "prepared", lambda *folders, version: upgraded(prepared(*folders, version=version)))

    def lint(config: str, *arguments: str) -> list[str]:
        (tmp_path / ".healthlint.yaml").write_text(config, "utf-8")
        assert main(["post.md", "-f", "concise", "--no-cache", *arguments]) in (0, 1)
        return [line.split(" ")[2] for line in capsys.readouterr().out.splitlines()]

    return lint


PINNED = 'rules: "2026.1"\n'
OLD = ["respect/committed-suicide"]
NEW = ["claims/cure", "respect/addict", "respect/committed-suicide"]


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        ("", NEW),
        (PINNED, OLD),
        ("rules: 2026.1\n", OLD),
        (PINNED + "select: [recommended, strict]\n", ["respect/addict", *OLD]),
        (PINNED + "select: [claims, respect]\n", ["respect/addict", *OLD]),
        (PINNED + "select: ['*/*']\n", ["respect/addict", *OLD]),
        (PINNED + "select: [claims/cure]\n", ["claims/cure"]),
        (PINNED + "select: [recommended, claims/cure]\nignore: [claims]\n", OLD),
        (PINNED + "select: [recommended, strict]\nignore: [strict]\n", OLD),
        (PINNED + "select: [us-fda]\n", []),
        ("select: [us-ftc]\n", ["claims/cure"]),
        (PINNED + "select: [respect/committed-suicide, us-ftc]\n", OLD),
        (PINNED + "per-file: [{files: '*.md', select: [claims, respect/committed-suicide]}]\n", OLD),
    ],
)
def test_rules_of_later_editions_wait(run: Run, config: str, expected: list[str]) -> None:
    assert [rule for rule in run(config) if rule in NEW] == expected


def test_the_command_line_is_held_to_the_edition_too(run: Run) -> None:
    assert "claims/cure" not in run(PINNED, "--select", "claims")
    assert run(PINNED, "--select", "claims/cure") == ["claims/cure"]


@pytest.mark.parametrize(
    ("select", "outcome"),
    [
        ("recommended", (False, 0)),
        ("claims", (False, 0)),
        ("'claims/*'", (False, 0)),
        ("us-fda", (False, 0)),
        ("preview", (True, 0)),
        ("preview, claims/miracle", (True, 1)),
        ("claims/miracle", (True, 1)),
    ],
)
def test_preview_rules_run_when_asked_for_and_count_by_their_id(
    run: Run, tmp_path: Path, capsys: pytest.CaptureFixture[str], select: str, outcome: tuple[bool, int]
) -> None:
    found, code = outcome
    (tmp_path / "post.md").write_text("# Tea\n\nThis tea is a miracle drug for arthritis.\n", "utf-8")

    assert ("claims/miracle" in run(f"select: [{select}]\n")) is found
    assert main(["post.md", "--no-cache"]) == code
    assert ("of preview rules did not count" in capsys.readouterr().err) is (found and not code)


def test_an_edition_that_is_not_known(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "post.md").write_text(POST, "utf-8")
    config = tmp_path / "config.yaml"
    config.write_text('rules: "1999.1"\n', "utf-8")

    assert main([str(tmp_path), "--config", str(config)]) == 2
    assert "config.yaml:1:8: expected one of: 2026.1; found '1999.1'" in capsys.readouterr().err


def test_every_built_in_rule_belongs_to_an_edition() -> None:
    rules = packs.load(packs.builtin())
    assert {rule.since for rule in rules} <= set(rules_module.EDITIONS)
    assert all(
        rules_module.EDITIONS.index(rule.since) <= rules_module.EDITIONS.index(rule.recommended_since) for rule in rules
    )
