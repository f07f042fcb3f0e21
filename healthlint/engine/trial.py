"""Rules on trial: each finds in its examples exactly what they say."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace

from healthlint import markdown
from healthlint.core.problem import Problem
from healthlint.core.rule import Example, Rule, RuleSet, Scope
from healthlint.core.source import Source
from healthlint.core.span import LineIndex, Span
from healthlint.engine.lint import lint
from healthlint.kinds import Suppression, When
from healthlint.packs.examples import differences

DAY = dt.date(2026, 1, 1)
"""The day on which suppressions in examples are read, so that examples mean the same on every day."""


def try_rule(rule: Rule, rules: RuleSet) -> list[Problem]:
    """What in the examples of a rule does not come out as they say; empty for a good rule.

    Args:
        rule: One of the rules.
        rules: Where it comes from; gives the English.
    """
    problems = []
    for example, invalid in each(rule):
        found, broken = findings(rule, example.text, rules)
        problems += broken
        problems += differences(rule, example, found, invalid=invalid)
    return problems


def each(rule: Rule) -> Iterator[tuple[Example, bool]]:
    """The examples of a rule; True for those that must be flagged."""
    for example in rule.examples.invalid:
        yield example, True
    for example in rule.examples.valid:
        yield example, False


def findings(rule: Rule, text: str, rules: RuleSet) -> tuple[list[Span | None], list[Problem]]:
    """Where one rule finds something in an example, as spans of its text, and what broke down.

    None stands for a finding about the post as a whole. No other rule runs, but for rules about suppressions.
    """
    source = Source(f"example of {rule.id}", text)
    document = markdown.parse(source)
    # Whether a suppression is of use only the other rules can tell.
    others = tuple(other for other in rules if other is not rule) if isinstance(rule.kind, Suppression) else ()
    (linted,) = lint([document], replace(rules, rules=(for_examples(rule), *others)), day=DAY)
    lines = LineIndex(text)
    found: list[Span | None] = []
    for diagnostic in linted.diagnostics:
        if diagnostic.rule != rule.id:
            continue
        if diagnostic.scope is Scope.DOCUMENT:
            found.append(None)
        else:
            found.append(Span(lines.offset(*diagnostic.start), lines.offset(*diagnostic.end)))
    return found, [replace(problem, path=rule.path) for problem in linted.problems]


def for_examples(rule: Rule) -> Rule:
    """The rule as its examples see it: without the conditions that only a whole post can meet.

    A rule about words is tried on sentences, without its ``when``. A rule about posts is tried on small posts,
    with its ``when`` but for the least number of ``words``.
    """
    if rule.when is None:
        return rule
    if rule.kind.scope is Scope.SPAN or not isinstance(rule.when, When):
        return replace(rule, when=None)
    return replace(rule, when=replace(rule.when, words=0))
