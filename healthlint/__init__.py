"""healthlint: a linter for health writing.

    >>> import healthlint
    >>> for found in healthlint.lint_text("Our tea cures diabetes.", path="tea.md"):
    ...     print(found.start.line, found.rule, found.message)

Everything below is public and keeps its meaning within a major version; other modules may change at any time.
Importing this package is cheap: the parser and the rules are loaded by the first call.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import os
    from collections.abc import Iterable

    from healthlint.core.problem import HealthlintError, Problem
    from healthlint.core.report import Diagnostic, FileResult, Report
    from healthlint.core.rule import Level, Rule, RuleSet, Scope, Severity
    from healthlint.core.span import Position

__version__ = "0.1.0"

__all__ = [
    "Diagnostic",
    "FileResult",
    "HealthlintError",
    "Level",
    "Position",
    "Problem",
    "Report",
    "Rule",
    "RuleSet",
    "Scope",
    "Severity",
    "__version__",
    "lint_paths",
    "lint_text",
    "load_rules",
]

_HOMES = {
    "Diagnostic": "report",
    "FileResult": "report",
    "HealthlintError": "problem",
    "Level": "rule",
    "Position": "span",
    "Problem": "problem",
    "Report": "report",
    "Rule": "rule",
    "RuleSet": "rule",
    "Scope": "rule",
    "Severity": "rule",
}


def lint_text(text: str, *, path: str = "<text>", rules: RuleSet | None = None) -> list[Diagnostic]:
    """Lints one post that is in memory.

    Args:
        text: The post, as it stands in its file.
        path: What diagnostics call it. Its ending says what it is: ``.md``, ``.mdx``, ``.txt``, ``.html``; Markdown by
            default.
        rules: The rules that run; the recommended built-in ones by default. No configuration is read.

    Returns:
        The diagnostics in the order of the text.

    Raises:
        HealthlintError: the post cannot be read, or a rule broke down on it.
    """
    from healthlint.core.problem import HealthlintError  # noqa: PLC0415
    from healthlint.core.source import Source  # noqa: PLC0415
    from healthlint.engine.pipeline import ready  # noqa: PLC0415

    result = ready(_default_rules() if rules is None else rules).check(Source(path, text))
    if result.problems:
        raise HealthlintError(result.problems)
    return list(result.diagnostics)


def lint_paths(
    paths: Iterable[str | os.PathLike[str]],
    *,
    config: str | os.PathLike[str] | None = None,
    rules: RuleSet | None = None,
) -> Report:
    """Lints files, and folders with all posts in them.

    Args:
        paths: Files and folders.
        config: A configuration file; by default the nearest ``.healthlint.yaml`` upwards from the paths, if any.
        rules: The rules that run, instead of those that the configuration selects. Its excludes still hold.

    Returns:
        The diagnostics of all files, and as ``problems()`` what could not be read.

    Raises:
        HealthlintError: the configuration or the rules have mistakes.
    """
    from pathlib import Path  # noqa: PLC0415

    from healthlint.engine.run import run  # noqa: PLC0415
    from healthlint.engine.setup import setup  # noqa: PLC0415

    wanted = [Path(path) for path in paths]
    found = setup(Path(config) if config is not None else None, wanted)
    if rules is None:
        rules = found.apply(found.load())
    return run(wanted, rules, excludes=found.config.excludes, root=found.root)


def load_rules(*folders: str | os.PathLike[str], select: Iterable[str] = (), ignore: Iterable[str] = ()) -> RuleSet:
    """Loads the built-in rules, and own ones.

    Args:
        folders: Folders with own packs, as ``rules/README.md`` describes them, beside the built-in ones.
        select: Rule ids, packs, globs, levels, or ``ALL``; the recommended rules by default.
        ignore: The same, for what is left out.

    Returns:
        The rules, ready to run, for any number of posts.

    Raises:
        HealthlintError: with every mistake in the rule files, and every name that no rule has.
    """
    from pathlib import Path  # noqa: PLC0415

    from healthlint import config, packs  # noqa: PLC0415

    rules = packs.prepared(packs.builtin(), *map(Path, folders), version=__version__)
    return config.apply(rules, config.Config(), select=tuple(select), ignore=tuple(ignore))


@cache
def _default_rules() -> RuleSet:
    return load_rules()


def __getattr__(name: str) -> object:
    """Loads a public type when it is first asked for (PEP 562)."""
    if name in _HOMES:
        from importlib import import_module  # noqa: PLC0415

        return getattr(import_module(f"healthlint.core.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
