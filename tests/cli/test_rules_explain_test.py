"""``healthlint rules``, ``explain`` and ``test``."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from tests.cli.conftest import Outcome

Lint = Callable[..., Outcome]


def test_rules_are_listed_by_pack(lint: Lint) -> None:
    out = lint("rules").out

    assert "claims/cure" in out
    assert out.index("claims/cure") < out.index("trust/author")


def test_rules_for_machines(lint: Lint) -> None:
    rules = {rule["id"]: rule for rule in json.loads(lint("rules", "--output-format", "json").out)}

    assert rules["claims/cure"]["severity"] == "error"
    assert rules["claims/cure"]["level"] == "recommended"
    assert len(rules) >= 45


def test_explain_says_all(lint: Lint) -> None:
    done = lint("explain", "respect/committed-suicide")

    assert done.code == 0
    for text in ("respect/committed-suicide", "error", "recommended", "https://", "«committed suicide»", "swap"):
        assert text in done.out


def test_explain_takes_several_and_knows_near_names(lint: Lint) -> None:
    assert lint("explain", "claims/cure", "trust/date").code == 0

    done = lint("explain", "claims/cures")

    assert (done.code, done.out) == (2, "")
    assert "did you mean 'claims/cure'?" in done.err


def test_examples_of_a_rule_that_holds(lint: Lint) -> None:
    done = lint("test", "claims/cure")

    assert done.code == 0
    assert "pairs of 1 rule: all as they should be." in done.out


def test_examples_of_a_rule_that_does_not_hold(lint: Lint, posts: Path, rulebook: Path) -> None:
    rule = rulebook / "house" / "cure.yaml"
    rule.write_text(rule.read_text("utf-8").replace("It does not cure colds", "It cures flu"), encoding="utf-8")
    own = posts / "own"
    (rulebook / "lexicon").rename(posts / "kept")
    own.mkdir()
    (rulebook / "house").rename(own / "house")
    (own / "lexicon").mkdir()
    (posts / "kept" / "illness.yaml").rename(own / "lexicon" / "illness.yaml")
    (posts / ".healthlint.yaml").write_text("packs: [own]\n", encoding="utf-8")

    done = lint("test", "house")

    assert done.code == 1
    assert "house/cure: flagged «cures flu» (valid example: It cures flu.)" in done.out + done.err
