"""Measured precision: what was judged, of which rules, and that it is good enough for the level."""

from __future__ import annotations

import re

import pytest

from healthlint import packs
from healthlint.core.rule import Level, Rule
from healthlint.packs import Precision, describe

RULES = {rule.id: rule for rule in packs.load(packs.builtin())}
MEASURED = packs.measured()

ENOUGH = 10
"""Judged findings from which a recommended rule is held to the promise of its level."""
PROMISED = 0.9


def test_only_rules_that_exist_are_judged() -> None:
    assert sorted(set(MEASURED) - set(RULES)) == []


@pytest.mark.parametrize("rule_id", sorted(MEASURED))
def test_counts_are_possible(rule_id: str) -> None:
    found = MEASURED[rule_id]
    assert 0 <= found.right <= found.judged
    assert found.judged > 0
    assert re.fullmatch(r"20\d\d-(0[1-9]|1[0-2])", found.date)


def test_recommended_rules_keep_their_promise() -> None:
    low = {
        rule_id: f"{found.right} of {found.judged}"
        for rule_id, found in MEASURED.items()
        if RULES[rule_id].level is Level.RECOMMENDED
        and found.judged >= ENOUGH
        and found.right / found.judged < PROMISED
    }
    assert low == {}


def test_precision_is_shown() -> None:
    rule: Rule = RULES["claims/cure"]
    measured = {rule.id: Precision(30, 28, "2026-11")}

    assert "Measured precision: 28 of 30 findings on real texts, 2026-11.\n" in describe.explanation(
        rule, (), measured, str
    )
    assert "Measured precision" not in describe.explanation(rule, (), {}, str)
