"""Gates from the user's cache folder: the same rules chosen, and never those of other rules."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from healthlint import lint_text, load_rules, markdown
from healthlint.core import pieces
from healthlint.core.rule import RuleSet
from healthlint.core.source import Source
from healthlint.engine import gates
from healthlint.engine.gate import Gate, _made, shipped
from healthlint.kinds.pattern import Pattern
from healthlint.prose import compiled, patterns
from healthlint.prose.folding import fold
from healthlint.prose.patterns import Patterns

pytestmark = pytest.mark.skipif(
    not compiled.is_used, reason="there is no compiled core, which alone makes them worth it"
)

TEXT = "# Tea\n\nOur tea cures diabetes in a week, with no side effects. Ask your doctor about Xanax and detox teas.\n"


@pytest.fixture
def rules(cache_dir: Path) -> RuleSet:
    assert not cache_dir.exists()
    return load_rules()


def _gates(cache_dir: Path) -> list[Path]:
    return sorted(cache_dir.glob("gate-*"))


def _chosen(gate: Gate) -> list[int]:
    document = markdown.parse(Source("tea.md", TEXT))
    data = fold(document.text)
    return gate.chosen(gate.prefilter.candidates(data))


def test_the_second_gate_is_read(cache_dir: Path, rules: RuleSet, monkeypatch: pytest.MonkeyPatch) -> None:
    first, findings = _chosen(Gate(rules)), lint_text(TEXT, rules=rules)
    assert len(_gates(cache_dir)) == 1
    monkeypatch.setattr("healthlint.engine.gate._made", None)

    assert _chosen(Gate(rules)) == first
    assert lint_text(TEXT, rules=replace(rules)) == findings
    assert len(findings) > 0


def test_a_broken_gate_is_made_anew(cache_dir: Path, rules: RuleSet) -> None:
    first = _chosen(Gate(rules))
    (path,) = _gates(cache_dir)
    whole = path.read_bytes()
    half = len(whole) // 2
    for broken in (
        b"",
        b"healthlint pieces 1 \n",
        whole[:100],
        whole[:-1],
        whole[:half] + b"zz" + whole[half + 2 :],
        whole.replace(b"[", b"{", 1),
    ):
        path.write_bytes(broken)

        assert _chosen(Gate(rules)) == first
        assert path.read_bytes() == whole


def test_matchers_are_read_where_they_are_there(
    cache_dir: Path, rules: RuleSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    findings = lint_text(TEXT, rules=rules)
    made: list[bytes] = []
    _forget(monkeypatch, made)

    assert lint_text(TEXT, rules=load_rules()) == findings
    assert len(made) < 10  # of some fifty
    (path,) = _gates(cache_dir)
    path.unlink()
    _forget(monkeypatch, made)

    assert lint_text(TEXT, rules=load_rules()) == findings
    assert len(made) > 30


def test_broken_matchers_are_made_anew(cache_dir: Path, rules: RuleSet, monkeypatch: pytest.MonkeyPatch) -> None:
    findings = lint_text(TEXT, rules=rules)
    (path,) = _gates(cache_dir)
    whole = path.read_bytes()
    begin = len(whole) - len(pieces.split(whole)[-1].data)
    path.write_bytes(whole[:begin] + bytes(byte ^ 255 for byte in whole[begin:]))
    made: list[bytes] = []
    _forget(monkeypatch, made)

    assert lint_text(TEXT, rules=load_rules()) == findings
    assert len(made) > 30


def _forget(monkeypatch: pytest.MonkeyPatch, made: list[bytes]) -> None:
    """Forgets all matchers, and tells which are made from then on."""

    def matcher_of(pattern: bytes) -> compiled.Matcher | None:
        made.append(pattern)
        return make(pattern)

    make = compiled.matcher_of
    patterns._matcher.cache_clear()
    monkeypatch.setattr(compiled, "matcher_of", matcher_of)


def test_rules_that_look_for_something_else_have_another_gate(cache_dir: Path, rules: RuleSet) -> None:
    Gate(rules)
    (found,) = [rule for rule in rules if rule.id == "claims/cure"]
    other = replace(found, kind=Pattern(Patterns(("no such words",))))
    changed = replace(rules, rules=tuple(other if rule is found else rule for rule in rules))

    assert _chosen(Gate(changed)) != _chosen(Gate(rules))
    assert len(_gates(cache_dir)) == 2


def test_what_a_rule_looks_for_is_told_before_it_is_read(rules: RuleSet) -> None:
    keys = [gates.key(rules)]
    for rule in rules:
        assert rule.kind is not None

    assert [*keys, gates.key(rules)] == [gates.key(rules)] * 2


def test_rules_without_a_key_are_not_kept(cache_dir: Path, rules: RuleSet) -> None:
    Gate(replace(rules, key=""))

    assert _gates(cache_dir) == []


def test_the_gate_of_the_built_in_rules_may_come_with_the_package(
    cache_dir: Path, rules: RuleSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = shipped(rules)
    assert data is not None
    beside = tmp_path / "gate.data"
    beside.write_bytes(data)
    monkeypatch.setattr(gates, "SHIPPED", str(beside))
    found = gates.find(rules)

    assert found is not None
    assert found[0] == [list(part) for part in _plain(_made(rules)[0])]
    assert _gates(cache_dir) == []
    assert gates.find(replace(rules, rules=rules.rules[1:])) is None


def _plain(plan: gates.Plan) -> gates.Plan:
    always, waiting, also = plan
    return always, [list(one) for one in waiting], [list(one) for one in also]  # type: ignore[misc]
