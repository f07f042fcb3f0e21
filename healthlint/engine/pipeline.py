"""Posts, from their sources to their diagnostics. Pure: the same text, rules and day always give the same result."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

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
        (result,) = self.check_all([source])
        return result

    def check_all(self, sources: Sequence[Source]) -> list[FileResult]:
        """As ``check``, of several posts: sooner, since what is done to all of them is done at once."""
        if self.rules.by_file is not None:
            return self._by_file(sources)
        parsed = [self._parsed(source) for source in sources]
        linted = iter(self.lint([one for one in parsed if isinstance(one, Document)]))
        return [_result(one, next(linted)) if isinstance(one, Document) else one for one in parsed]

    def _parsed(self, source: Source) -> Document | FileResult:
        try:
            return self.parse(source)
        except HealthlintError as error:
            return FileResult(source.path, problems=error.problems)
        except Exception as error:
            message = f"reading the Markdown broke down: {type(error).__name__}: {error}"
            return FileResult(source.path, problems=(Problem(source.path, message, hint="please report this"),))

    def parse(self, source: Source) -> Document:
        """The first half. Raises HealthlintError where the post has mistakes."""
        return markdown.parse(source)

    def lint(self, documents: Sequence[Document]) -> list[Linted]:
        """The second half."""
        return lint(documents, self.rules, self._gate, self.day)

    def _by_file(self, sources: Sequence[Source]) -> list[FileResult]:
        """The posts for which the same rules run together."""
        together: dict[int, tuple[Pipeline, list[Source]]] = {}
        for source in sources:
            rules = self.rules.of(source.path)
            together.setdefault(id(rules), (self._other(rules), []))[1].append(source)
        results = {
            id(source): result
            for pipeline, those in together.values()
            for source, result in zip(those, pipeline.check_all(those), strict=True)
        }
        return [results[id(source)] for source in sources]

    def alike(self, rules: RuleSet) -> Pipeline:
        """A pipeline of the same sort for other rules."""
        return Pipeline(rules, self.day)

    def _other(self, rules: RuleSet) -> Pipeline:
        if id(rules) not in self._others:
            self._others[id(rules)] = self.alike(rules)
        return self._others[id(rules)]


def _result(document: Document, linted: Linted) -> FileResult:
    return FileResult(document.source.path, linted.diagnostics, linted.problems, linted.suppressed)


_last: Pipeline | None = None


def ready(rules: RuleSet) -> Pipeline:
    """The pipeline of the rules; the last one is kept, for those who lint one text after another."""
    global _last  # noqa: PLW0603 - a cache of one
    if _last is None or _last.rules is not rules:
        _last = Pipeline(rules)
    return _last
