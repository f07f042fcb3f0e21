"""A law pack runs when it is named: with its own rules, and those that its provisions name."""

from __future__ import annotations

from pathlib import Path

import pytest

from healthlint import packs
from healthlint.config import Config, apply
from healthlint.config.schema import Name
from healthlint.core.problem import HealthlintError
from healthlint.core.rule import RuleSet, Severity
from healthlint.core.source import Source
from healthlint.engine.pipeline import Pipeline

LAW = """\
- {title: Leech Act, section: s. 4, url: "https://example.org/leeches", severity: warning, rules: [house/cure]}
- {title: Code of Teas, severity: error, rules: [house/cure]}
"""


@pytest.fixture
def rules(rulebook: Path) -> RuleSet:
    """``house/cure``, a strict hint; ``xx-law/cure``, recommended; and two provisions for the first."""
    cure = (rulebook / "house" / "cure.yaml").read_text(encoding="utf-8")
    folder = rulebook / "xx-law"
    folder.mkdir()
    (folder / "cure.yaml").write_text(cure, encoding="utf-8")
    (folder / "pack.yaml").write_text("title: A law\npurpose: For these tests.\n", encoding="utf-8")
    (folder / "provisions.yaml").write_text(LAW, encoding="utf-8")
    strict = cure.replace("severity: error", "severity: info").replace("level: recommended", "level: strict")
    (rulebook / "house" / "cure.yaml").write_text(strict, encoding="utf-8")
    return packs.load(rulebook)


def ids(rules: RuleSet) -> list[str]:
    return sorted(rule.id for rule in rules)


def test_levels_do_not_turn_a_law_on(rules: RuleSet) -> None:
    assert ids(apply(rules, Config())) == []
    (rule,) = apply(rules, Config(select=(Name("recommended"), Name("strict"))))
    assert (rule.id, rule.severity, rule.provisions) == ("house/cure", Severity.INFO, ())


def test_a_law_that_is_named_runs_its_rules_and_those_of_its_provisions(rules: RuleSet) -> None:
    applied = apply(rules, Config(select=(Name("recommended"), Name("xx-law"))))

    assert ids(applied) == ["house/cure", "xx-law/cure"]
    cure = next(rule for rule in applied if rule.id == "house/cure")
    assert cure.severity is Severity.ERROR, "the strictest provision counts"
    assert [law.authority.title for law in cure.provisions] == ["Leech Act", "Code of Teas"]


def test_the_command_line_can_name_it(rules: RuleSet) -> None:
    assert ids(apply(rules, Config(), select=["xx-law"])) == ["house/cure", "xx-law/cure"]
    assert ids(apply(rules, Config(select=(Name("xx-law"),)), select=["house/cure"])) == ["house/cure"]
    assert ids(apply(rules, Config(select=(Name("xx-law"),)), ignore=["xx-law"])) == []


def test_what_is_ignored_stays_ignored(rules: RuleSet) -> None:
    config = Config(select=(Name("xx-law"),), ignore=(Name("house/cure"),))

    assert ids(apply(rules, config)) == ["xx-law/cure"]


def test_the_configured_severity_has_the_last_word(rules: RuleSet) -> None:
    config = Config(select=(Name("xx-law"),), severity={Name("house"): Severity.WARNING})

    cure = next(rule for rule in apply(rules, config) if rule.id == "house/cure")

    assert cure.severity is Severity.WARNING
    assert len(cure.provisions) == 2


def test_a_misspelt_law_is_an_error(rules: RuleSet) -> None:
    with pytest.raises(HealthlintError) as caught:
        apply(rules, Config(), select=["xx-lwa"])

    assert "did you mean 'xx-law'?" in str(caught.value.problems[0])


def test_findings_name_the_provisions(rules: RuleSet) -> None:
    applied = apply(rules, Config(select=(Name("xx-law"),), ignore=(Name("xx-law/cure"),)))

    (found,) = Pipeline(applied).check(Source("tea.md", "It cures colds.")).diagnostics

    assert (found.rule, found.severity) == ("house/cure", Severity.ERROR)
    assert found.note == "xx-law: Leech Act, s. 4; Code of Teas."
    assert found.url == "https://example.org/leeches"
