"""Texts that a configuration or a rule would put into posts, and that are not what the rule asks for."""

from __future__ import annotations

from typing import cast

from healthlint.core.problem import Problem
from healthlint.core.rule import RuleSet
from healthlint.core.source import Source
from healthlint.kinds.require import Require
from healthlint.markdown import parse
from healthlint.prose.english import English
from healthlint.prose.reader import Reader


def misfits(rules: RuleSet) -> list[Problem]:
    """A problem for each text that leaves its rule unsatisfied: posts would have it, and the finding as well."""
    problems = []
    for rule in rules:
        if isinstance(rule.kind, Require) and rule.kind.insert is not None:
            text = rule.kind.insert.text
            reading = Reader(parse(Source("text.md", f"{text}\n")), cast("English", rules.english))
            if next(iter(rule.kind.find(reading)), None) is not None:
                message = f"the text that is to be put into posts is not what {rule.id} asks for: '{_short(text)}'"
                hint = f"see 'healthlint explain {rule.id}', and change it in 'site: inserts:' of the configuration"
                problems.append(Problem(rule.path, message, hint=hint))
    return problems


def _short(text: str, limit: int = 60) -> str:
    text = " ".join(text.split())
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
