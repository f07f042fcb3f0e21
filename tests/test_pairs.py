"""Minimal pairs: what a rule flags, and its twin that is negated, hedged, asked, quoted, cited or knocked down."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

import healthlint
from healthlint import packs
from healthlint.core.problem import HealthlintError
from healthlint.core.rule import RuleSet
from healthlint.engine.pairs import try_pair
from healthlint.packs.pairs import Pair, pairs

RULES = healthlint.load_rules(select=["ALL", "preview"])
PAIRS = pairs(packs.builtin(), RULES)
EXCUSES = {"negated", "hedged", "questioned", "attributed", "quoted", "conditional", "rebutted", "disclaimed", "cited"}


@pytest.mark.parametrize("pair", PAIRS, ids=lambda pair: f"{Path(pair.path).stem}:{pair.flagged.line}-{pair.rule}")
def test_a_pair_is_told_apart(pair: Pair) -> None:
    assert [str(problem) for problem in try_pair(pair, RULES)] == []


def test_there_are_enough_and_few_are_known_to_be_wrong() -> None:
    by_stance = Counter(Path(pair.path).stem for pair in PAIRS)
    known = sum(1 for pair in PAIRS if pair.known)

    assert set(by_stance) == EXCUSES
    assert len(PAIRS) >= 400
    assert known / len(PAIRS) <= 0.02


def test_no_pair_stands_twice() -> None:
    texts = Counter((pair.rule, pair.flagged.text, pair.twin.text) for pair in PAIRS)
    assert [pair for pair, count in texts.items() if count > 1] == []


def write(folder: Path, text: str) -> Path:
    (folder / "pairs").mkdir(exist_ok=True)
    (folder / "pairs" / "negated.yaml").write_text(text, encoding="utf-8")
    return folder


def mistakes(folder: Path, rules: RuleSet) -> list[str]:
    with pytest.raises(HealthlintError) as caught:
        pairs(folder, rules)
    return [str(problem) for problem in caught.value.problems]


def test_mistakes_are_reported_with_their_places(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = write(
        tmp_path,
        "title: Negated\npairs:\n"
        "  - rule: claims/cures\n    flagged: It «cures acne».\n    twin: It never cures acne.\n"
        "  - rule: claims/cure\n    flagged: It cures acne.\n    twin: It never «cures acne».\n",
    )
    assert mistakes(folder, RULES) == [
        "pairs/negated.yaml:3:11: unknown rule 'claims/cures' (did you mean 'claims/cure'?)",
        "pairs/negated.yaml:6:11: no «marks» in 'flagged' (write « before and » after the words that are found)",
        "pairs/negated.yaml:6:11: a twin with « » marks (nothing is found in a twin: remove them)",
    ]


def test_a_misspelt_key_is_a_mistake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    folder = write(tmp_path, "title: N\npairs:\n  - rule: claims/cure\n    flagd: It «cures acne».\n    twin: No.\n")
    assert "unknown key 'flagd'" in mistakes(folder, RULES)[0]


def test_what_is_wrong_with_a_pair_is_told(tmp_path: Path) -> None:
    text = "title: N\npairs:\n  - rule: claims/cure\n    flagged: It never «cures acne».\n    twin: It cures acne.\n"
    (pair,) = pairs(write(tmp_path, text), RULES)

    messages = [problem.message for problem in try_pair(pair, RULES)]

    assert messages == ["claims/cure: found nothing at «cures acne»", "claims/cure: flagged «cures acne» in the twin"]


def test_a_pair_that_is_known_to_be_wrong_must_be_wrong(tmp_path: Path) -> None:
    text = "title: N\npairs:\n  - {rule: claims/cure, flagged: It «cures acne»., twin: It never cures acne., known: hard}\n"
    (pair,) = pairs(write(tmp_path, text), RULES)

    assert [problem.message for problem in try_pair(pair, RULES)] == [
        "claims/cure: this pair comes out right: take 'known' away"
    ]
