"""``healthlint test --against POSTS``: what changed rules find otherwise."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable, Sequence
from fnmatch import fnmatchcase
from operator import attrgetter
from pathlib import Path

from healthlint import packs
from healthlint.cli.output import complain
from healthlint.core.problem import HealthlintError, Problem
from healthlint.core.report import Diagnostic
from healthlint.core.rule import RuleSet
from healthlint.engine.against import difference, differing
from healthlint.engine.setup import Setup
from healthlint.files import earlier
from healthlint.formats.words import counted, printable


def show(posts: Sequence[Path], found: Setup, rules: RuleSet, names: Sequence[str], base: Path | None) -> None:
    """Prints what rules find in posts and did not find before, and the other way round.

    Args:
        posts: Files, or folders that are searched for posts.
        found: The configuration.
        rules: The rules as they are.
        names: Rules, packs or globs whose findings are asked for; all without any.
        base: A folder with the rules as they were; None for the last commit of git.

    Raises:
        HealthlintError: there is nothing to compare with, or it has mistakes.
    """
    with tempfile.TemporaryDirectory() as temporary:
        before = _given(found.folders, base) if base else _committed(found.folders, Path(temporary))
        old, broken = packs.load_sound(*before)
        if broken or old is None:
            hint = "compare with another version: --base FOLDER"
            first = Problem("--against", "the rules that were before have mistakes", hint=hint)
            raise HealthlintError([first, *broken])

        def wanted(rule: str) -> bool:
            return not names or any(
                name in ("ALL", rule, rule.partition("/")[0]) or fnmatchcase(rule, name) for name in names
            )

        since = str(base) if base else "the last commit"
        changed = sorted(filter(wanted, differing(old, rules)))
        if not changed:
            sys.stdout.write(f"No rule differs from {since}.\n")
            return
        result = difference(posts, old, rules, found, wanted)
    for sign, one in _merged(result.removed, result.added):
        place = f"{printable(one.path)}:{one.start.line}:{one.start.column}"
        sys.stdout.write(f"{place}: {sign} {one.severity.value} {one.rule} {printable(one.message)}\n")
    complain(result.problems)
    what = changed[0] if len(changed) == 1 else f"{len(changed)} rules"
    sys.stdout.write(
        f"{what} compared with {since}: {counted(len(result.added), 'finding')} added, "
        f"{len(result.removed)} removed, {result.same} as before, in {counted(result.files, 'post')}.\n"
    )


def _merged(removed: Iterable[Diagnostic], added: Iterable[Diagnostic]) -> list[tuple[str, Diagnostic]]:
    signed = [*(("-", one) for one in removed), *(("+", one) for one in added)]
    place = attrgetter("path", "start", "rule")
    return sorted(signed, key=lambda it: (place(it[1]), it[0] == "+"))


def _given(folders: Sequence[Path], base: Path) -> list[Path]:
    """The folders of rules with one of them as it was: the only one beside the built-in rules, or its namesake."""
    _, *own = folders
    alike = [folder for folder in own if folder.name == base.resolve().name]
    candidates = own if len(own) == 1 else alike
    if len(candidates) != 1:
        message = "which of the folders under 'packs' it is compared with is not clear" if own else "there is no pack"
        hint = "give it the name of one of them" if own else "name the folder of your rules under 'packs' first"
        raise HealthlintError([Problem(f"--base {base}", message, hint=hint)])
    return [base if folder == candidates[0] else folder for folder in folders]


def _committed(folders: Sequence[Path], into: Path) -> list[Path]:
    """The folders as they were in the last commit; one that is in no repository, as an installed one, as it is."""
    before: list[Path] = []
    compared = False
    for number, folder in enumerate(folders):
        if not folder.is_dir() or not earlier.is_in_git(folder):
            before.append(folder)
            continue
        compared = True
        if earlier.is_committed(folder):
            # A folder that is one pack gives it its name.
            old = into / str(number) / folder.resolve().name
            earlier.extract(folder, old)
            before.append(old)
    if not compared:
        hint = "commit the rules before you change them, or give their earlier version with --base FOLDER"
        raise HealthlintError([Problem("--against", "no folder of rules is in a git repository", hint=hint)])
    return before
