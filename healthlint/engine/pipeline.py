"""One post, from its source to its diagnostics. Pure: the same text, rules and day always give the same result."""

from __future__ import annotations

import datetime as dt

from healthlint import markdown
from healthlint.core.document import Document
from healthlint.core.problem import HealthlintError, Problem
from healthlint.core.report import FileResult
from healthlint.core.rule import RuleSet
from healthlint.core.source import Source
from healthlint.engine.gate import Gate
from healthlint.engine.lint import Linted, lint
from healthlint.engine.suppress import today


class Pipeline:
    """The rules, made ready for many posts."""

    def __init__(self, rules: RuleSet, day: dt.date | None = None) -> None:
        """Makes the rules ready.

        Args:
            rules: The rules that run.
            day: On which posts are read, since suppressions expire; today by default.
        """
        self.rules = rules
        self.day = day or today()
        # With rules for single files these are of no file: each set of rules has a pipeline, made when first needed.
        self._gate = Gate(rules) if rules.by_file is None else None
        self._others: dict[int, Pipeline] = {}

    def check(self, source: Source) -> FileResult:
        """The diagnostics of one post. Whatever goes wrong is a problem of this post, never the end of a run."""
        rules = self.rules.of(source.path)
        if rules is not self.rules:
            return self._other(rules).check(source)
        try:
            document = self.parse(source)
        except HealthlintError as error:
            return FileResult(source.path, problems=error.problems)
        except Exception as error:
            message = f"reading the Markdown broke down: {type(error).__name__}: {error}"
            return FileResult(source.path, problems=(Problem(source.path, message, hint="please report this"),))
        linted = self.lint(document)
        return FileResult(source.path, linted.diagnostics, linted.problems, linted.suppressed)

    def parse(self, source: Source) -> Document:
        """The first half. Raises HealthlintError where the post has mistakes."""
        return markdown.parse(source)

    def lint(self, document: Document) -> Linted:
        """The second half."""
        return lint(document, self.rules, self._gate, self.day)

    def alike(self, rules: RuleSet) -> Pipeline:
        """A pipeline of the same sort for other rules."""
        return Pipeline(rules, self.day)

    def _other(self, rules: RuleSet) -> Pipeline:
        if id(rules) not in self._others:
            self._others[id(rules)] = self.alike(rules)
        return self._others[id(rules)]


_last: Pipeline | None = None


def ready(rules: RuleSet) -> Pipeline:
    """The pipeline of the rules; the last one is kept, for those who lint one text after another."""
    global _last  # noqa: PLW0603 - a cache of one
    if _last is None or _last.rules is not rules:
        _last = Pipeline(rules)
    return _last
