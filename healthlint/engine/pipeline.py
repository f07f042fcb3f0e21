"""One post, from its source to its diagnostics. Pure: the same text and rules always give the same result."""

from __future__ import annotations

from healthlint import markdown
from healthlint.core.problem import HealthlintError, Problem
from healthlint.core.report import FileResult
from healthlint.core.rule import RuleSet
from healthlint.core.source import Source
from healthlint.engine.lint import lint


def check(source: Source, rules: RuleSet) -> FileResult:
    """The diagnostics of one post. Whatever goes wrong is a problem of this post, never the end of the run."""
    try:
        document = markdown.parse(source)
    except HealthlintError as error:
        return FileResult(source.path, problems=error.problems)
    except Exception as error:
        message = f"reading the Markdown broke down: {type(error).__name__}: {error}"
        return FileResult(source.path, problems=(Problem(source.path, message, hint="please report this"),))
    linted = lint(document, rules)
    return FileResult(source.path, linted.diagnostics, linted.problems)
