"""The English of the built-in lexicons, and phrases marked «so» in their text."""

from __future__ import annotations

from typing import TypeAlias, cast

import pytest

from healthlint import load_rules
from healthlint.core.rule import RuleSet
from healthlint.core.span import Span
from healthlint.engine.gate import Gate
from healthlint.prose import compiled
from healthlint.prose.english import English
from healthlint.prose.prefilter import Prefilter

Prefilters: TypeAlias = tuple[RuleSet, Prefilter, Prefilter]


@pytest.fixture(scope="session")
def english() -> English:
    return cast("English", load_rules().english)


@pytest.fixture
def prefilters(monkeypatch: pytest.MonkeyPatch) -> Prefilters:
    """The built-in rules, and what is looked for of them by the compiled core and by Python."""
    rules = load_rules()
    core = Gate(rules).prefilter
    with monkeypatch.context() as context:
        context.setattr(compiled, "is_used", False)
        python = Gate(rules).prefilter
    return rules, core, python


def unmarked(text: str) -> tuple[str, Span]:
    """The text without its marks, and the span between them."""
    start = text.index("«")
    end = text.index("»") - 1
    return text.replace("«", "").replace("»", ""), Span(start, end)
