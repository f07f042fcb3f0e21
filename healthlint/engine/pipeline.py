"""One post, from its source to its diagnostics. Pure: the same text and rules always give the same result."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from typing import Any, cast

from healthlint import markdown
from healthlint.core.problem import HealthlintError, Problem
from healthlint.core.report import FileResult
from healthlint.core.rule import RuleSet
from healthlint.core.source import Source
from healthlint.engine.lint import lint
from healthlint.prose.english import English
from healthlint.prose.patterns import Patterns, Prefilter


class Pipeline:
    """The rules, made ready for many posts."""

    def __init__(self, rules: RuleSet) -> None:
        self.rules = rules
        self._prefilter = Prefilter(tuple(dict.fromkeys(_asked(rules))))

    def check(self, source: Source) -> FileResult:
        """The diagnostics of one post. Whatever goes wrong is a problem of this post, never the end of a run."""
        try:
            document = markdown.parse(source)
        except HealthlintError as error:
            return FileResult(source.path, problems=error.problems)
        except Exception as error:
            message = f"reading the Markdown broke down: {type(error).__name__}: {error}"
            return FileResult(source.path, problems=(Problem(source.path, message, hint="please report this"),))
        linted = lint(document, self.rules, self._prefilter)
        return FileResult(source.path, linted.diagnostics, linted.problems)


def _asked(rules: RuleSet) -> Iterator[Patterns]:
    """All patterns that the rules and their conditions look for in every post."""
    for rule in rules:
        yield from _within(rule.kind)
        yield from _within(rule.when)
    for subject in cast("English", rules.english).subjects.values():
        yield from _within(subject)


def _within(value: Any) -> Iterator[Patterns]:
    if isinstance(value, Patterns):
        if value.items:
            yield value
    elif isinstance(value, dict):
        for part in (*value.keys(), *value.values()):
            yield from _within(part)
    elif dataclasses.is_dataclass(value):
        for field in dataclasses.fields(value):
            yield from _within(getattr(value, field.name))
