"""``healthlint init``: looks at a repository, and writes what it starts with."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from healthlint.cli.output import complain, remark, write
from healthlint.config.find import NAME, find
from healthlint.core import regular_file
from healthlint.core.problem import HealthlintError, Problem
from healthlint.engine import setup, starter
from healthlint.engine.starter import Starter
from healthlint.engine.templates import Printed, printed
from healthlint.files.site import Site, survey
from healthlint.formats.words import counted, listed

OTHER_CI = (".gitlab-ci.yml", "azure-pipelines.yml", "Jenkinsfile")
"""Files of CI systems that want an entry of their own."""


@click.command()
@click.argument("folder", type=click.Path(path_type=Path, exists=True, file_okay=False), default=Path())
@click.option("--yes", "-y", is_flag=True, help="Ask nothing: write all files, also over existing ones.")
def init(*, folder: Path, yes: bool) -> int:
    """Looks at the repository in FOLDER, by default the current one, and writes what healthlint needs there.

    It finds where the posts are and what the page templates print, shows it, and writes .healthlint.yaml, an entry in
    .pre-commit-config.yaml and .github/workflows/healthlint.yml. It asks before it writes. What else stands in an
    existing .pre-commit-config.yaml stays.

    Exit code: 0 done, 1 you declined, 2 something cannot be written or added to.
    """
    site = survey(folder)
    every = setup.defaults().load()
    found = printed(folder, site.templates, every)
    write("".join(f"{line}\n" for line in _seen(site, found)))
    starters, problems = _starters(folder, site, found)
    wanted = [one for one in starters if (_old(folder / one.path) or "").replace("\r\n", "\n") != one.text]
    if not wanted and not problems:
        write("Nothing to do: all is there.\n")
        return 0
    if wanted and not yes and not sys.stdin.isatty():
        raise click.UsageError("'healthlint init' asks before it writes, and nobody can answer here: say '--yes'.")
    written = [one for one in wanted if _agreed(folder, one, yes=yes)]
    for one in written:
        _write(folder / one.path, one.text)
        write(f"Wrote {one.path}.\n")
    complain(problems)
    if problems:
        sys.stderr.write(starter.entry(site))
    if written:
        write("".join(f"{line}\n" for line in _next(site, written)))
    return 2 if problems else int(len(written) < len(wanted))


def _seen(site: Site, found: Printed) -> list[str]:
    kind = f"{site.generator}, by {site.config}" if site.generator else "no site generator that healthlint knows"
    kind = f"{kind}, with MDX" if site.mdx else kind
    lines = [f"Site: {kind}.", f"Posts: {site.count} in {listed(site.posts)}." if site.count else "Posts: none yet."]
    if site.hosts:
        lines.append(f"Host: {listed(site.hosts)}.")
    lines += [f"{rule}: {template} prints it on every page." for rule, template in found.always.items()]
    lines += [
        f"{rule}: {template} prints it where the front matter of a post has it."
        for rule, template in found.from_posts.items()
    ]
    if not found.always and not found.from_posts:
        looked = f"{counted(len(site.templates), 'template')} print" if site.templates else "No template prints"
        lines.append(f"{looked} no disclaimer, author or date." if site.templates else f"{looked} anything for posts.")
    return lines


def _starters(folder: Path, site: Site, found: Printed) -> tuple[list[Starter], list[Problem]]:
    """The files to be written, and what stands in the way of others."""
    near = find(folder)  # raises where a file is named almost like a configuration
    starters = [starter.config(site, found.always)]
    if near is not None and near.parent != folder.absolute():
        remark(f"note: {near} counts here now; {NAME} in this folder will count instead. It can say 'extend'.")
    if not (folder / ".git").exists():
        remark("note: this is not the top of a git repository: no hook and no workflow, which belong there.")
        return starters, []
    problems: list[Problem] = []
    try:
        hooks = starter.hooks(site, _old(folder / starter.HOOKS))
    except HealthlintError as error:
        problems += error.problems
    else:
        starters += [hooks] if hooks else []
    other = next((name for name in OTHER_CI if (folder / name).exists()), None)
    if other and not (folder / ".github").exists():
        remark(f"note: no workflow for GitHub, since {other} is there: {starter.CI_DOCS} says what to add to it.")
        return starters, problems
    return [*starters, starter.workflow(site)], problems


def _agreed(folder: Path, one: Starter, *, yes: bool) -> bool:
    if yes:
        return True
    if not (folder / one.path).exists():
        return click.confirm(f"Write {one.path}?", default=True)
    if one.path == starter.HOOKS:
        return click.confirm(f"Add the hook to {one.path}?", default=True)
    return click.confirm(f"{one.path} is there. Overwrite it?", default=False)


def _next(site: Site, written: list[Starter]) -> list[str]:
    paths = " ".join(site.posts)
    lines = [
        "",
        "Next:",
        f"  healthlint {paths}",
        f"  healthlint baseline {paths}   # accept what there is, and see only what is new",
    ]
    if any(one.path == starter.HOOKS for one in written):
        lines.append("  pre-commit install")
    return lines


def _old(path: Path) -> str | None:
    try:
        return regular_file.read(path).decode("utf-8")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError as error:
        raise HealthlintError([Problem(str(path), "is not UTF-8", hint="save it as UTF-8")]) from error
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise HealthlintError([Problem(str(path), f"cannot be read: {reason}", hint="check it")]) from error


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise HealthlintError([Problem(str(path), f"cannot be written: {reason}", hint="check the folder")]) from error
    try:
        write(text, path)
    except HealthlintError as error:
        raise HealthlintError([replace(one, hint="check its permissions") for one in error.problems]) from error
