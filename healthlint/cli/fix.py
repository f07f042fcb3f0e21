"""``--fix`` and ``--diff``: the safe fixes, made or shown, and with ``--unsafe-fixes`` the others."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import click

from healthlint import files
from healthlint.cli.output import print_bytes, remark, write
from healthlint.cli.reports import Target, write_report
from healthlint.core.printable import printable_lines
from healthlint.core.problem import HealthlintError, Problem
from healthlint.core.report import FileResult, Report
from healthlint.core.rule import RuleSet
from healthlint.core.source import Source, file_of
from healthlint.core.tuples import NamedTuple
from healthlint.engine.pipeline import ready
from healthlint.formats import Style
from healthlint.formats.words import counted, printable

if TYPE_CHECKING:
    from healthlint.cli.piped import Piped
    from healthlint.engine.fix import Fixed, Made


class Change(NamedTuple):
    """A file and what becomes of it."""

    path: str
    old: bytes
    text: str
    fixed: Fixed


def options_of_check(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds ``--fix`` and ``--diff``, and what goes with them."""
    fix = click.option("--fix", is_flag=True, help="Make the safe fixes: exact words, left-overs, configured texts.")
    diff = click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
    unsafe = click.option(
        "--unsafe-fixes", is_flag=True, help="With --fix or --diff: also fixes to be read afterwards."
    )
    shown = click.option("--show-fixes", is_flag=True, help="With --fix: list what was changed, on standard error.")
    return fix(diff(unsafe(shown(command))))


def check_options(*, fix: bool, diff: bool, unsafe_fixes: bool, show_fixes: bool) -> None:
    """Raises UsageError for options that do not go together."""
    if fix and diff:
        raise click.UsageError("--fix and --diff exclude each other.")
    if unsafe_fixes and not (fix or diff):
        raise click.UsageError("--unsafe-fixes needs --fix, or --diff to see what it would change.")
    if show_fixes and not fix:
        raise click.UsageError("--show-fixes needs --fix; --diff shows what would be changed.")


def changes(report: Report, rules: RuleSet, *, unsafe: bool = False, piped: Piped | None = None) -> list[Change]:
    """The files of a report that have safe fixes; with ``unsafe`` also those that have others.

    What was piped in is not read again.

    Raises:
        HealthlintError: a file cannot be read any more, or a configured text is not what its rule asks for.
    """
    from healthlint.engine.fix import fixable, fixed  # noqa: PLC0415 - few runs fix anything
    from healthlint.engine.misfits import misfits  # noqa: PLC0415

    problems = misfits(rules)
    if problems:
        raise HealthlintError(problems)
    found = []
    for result in in_files(report.results, "fixed"):
        if not fixable(result, rules.of(result.path), unsafe=unsafe):
            continue
        old = piped.data if piped else files.read_bytes(result.path, rules.max_file_size)
        text = files.decode(result.path, old)
        done = fixed(Source(result.path, text), ready(rules), unsafe=unsafe)
        if done.source.text != text:
            found.append(Change(result.path, old, text, done))
    return found


def in_files(results: Iterable[FileResult], what: str) -> list[FileResult]:
    """The results of posts that have a file to themselves, and a word about the others where something was found.

    Args:
        results: Of posts.
        what: Cannot be done to posts of an export.
    """
    alone: list[FileResult] = []
    exports: dict[str, int] = {}
    for result in results:
        file = file_of(result.path)
        if file == result.path:
            alone.append(result)
        elif result.diagnostics:
            exports[file] = exports.get(file, 0) + len(result.diagnostics)
    for file, count in exports.items():
        remark(f"{file}: {counted(count, 'finding')} not {what}: change the posts where the export was made.")
    return alone


def make(
    report: Report, rules: RuleSet, *, unsafe: bool = False, shown: bool = False, piped: Piped | None = None
) -> Report:
    """Makes the fixes, and says how many: the report of what is left.

    A file that cannot be fixed stays as it is, and is a problem of the run. What was piped in goes to standard output,
    with its fixes if it has any.
    """
    done: dict[str, Fixed] = {}
    problems: list[Problem] = []
    found = changes(report, rules, unsafe=unsafe, piped=piped)
    if piped:
        print_bytes(files.encode(found[0].fixed.source.text, piped.data) if found else piped.data)
    for change in found:
        try:
            if not piped:
                files.rewrite(change.path, change.fixed.source.text, change.old)
        except HealthlintError as error:
            problems += error.problems
        else:
            done[change.path] = change.fixed
            if shown:
                for one in change.fixed.made:
                    remark(f"{change.path}: {described(one)}")
    if done:
        made = sum(len(one.made) for one in done.values())
        remark(f"{counted(made, 'finding')} fixed in {counted(len(done), 'file')}.")
    results = tuple(done[one.path].result if one.path in done else one for one in report.results)
    return replace(report, results=results, unread=(*report.unread, *problems))


def beside_post(
    report: Report, main: Target | str, more: Sequence[Target], *, counts: bool = False, quiet: bool = False
) -> None:
    """Writes the report of a piped post to files alone, or a word about it: the post takes standard output."""
    if isinstance(main, Target):
        more = (main, *more)
    if more:
        write_report(report, more[0], Style(), more[1:], counts=counts, quiet=quiet)
    left = sum(len(result.diagnostics) for result in report.results)
    if left and not more and not quiet:
        remark(f"{counted(left, 'finding')} left; --output-file says where to list them.")


def described(made: Made) -> str:
    """A fix in a line: the rule, and what became of what."""
    old, new = (printable(" ".join(text.split())) for text in (made.old, made.new))
    if not new:
        return f"{made.rule}: took out '{old}'"
    return f"{made.rule}: '{old}' became '{new}'" if old else f"{made.rule}: put in '{new}'"


def show(report: Report, rules: RuleSet, *, unsafe: bool = False, piped: Piped | None = None) -> int:
    """Prints what the fixes would change as a unified diff: 1 when there is something, as an exit code."""
    import difflib  # noqa: PLC0415

    found = changes(report, rules, unsafe=unsafe, piped=piped)
    for change in found:
        old, new = (text.splitlines(keepends=True) for text in (change.text, change.fixed.source.text))
        lines = difflib.unified_diff(old, new, change.path, change.path)
        text = "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)
        # A file or a program that applies it needs every byte; a terminal must not obey them.
        write(printable_lines(text) if sys.stdout.isatty() else text)
    return int(bool(found))
