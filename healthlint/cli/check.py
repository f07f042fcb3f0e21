"""``healthlint check``: lints posts."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Collection
from dataclasses import replace
from pathlib import Path

import click

from healthlint.cli import ignores, options
from healthlint.cli.baseline import beside, held_by
from healthlint.cli.baseline import options_of_check as baseline_options
from healthlint.cli.excused import check_format, with_excused
from healthlint.cli.excused import option as excused_option
from healthlint.cli.fix import beside_post, check_options, make, show
from healthlint.cli.fix import options_of_check as fix_options
from healthlint.cli.output import complain, remark, style
from healthlint.cli.progress import Progress
from healthlint.cli.reports import AUTO, Target, chosen, targets, write_report
from healthlint.core.problem import HealthlintError, Problem
from healthlint.core.report import Tally
from healthlint.core.rule import Level, RuleSet, Severity
from healthlint.engine.cache import Cache
from healthlint.engine.run import Run, run_sources
from healthlint.engine.workers import settle
from healthlint.formats import FORMATS
from healthlint.formats.words import counted

STDIN = "-"


@click.command()
@click.argument("paths", nargs=-1, required=True, type=click.Path(path_type=Path))
@options.rules("--select", help="Run these instead of the default.")
@options.rules("--ignore", help="Do not run these.")
@click.option(
    "--fail-on",
    type=click.Choice([*(severity.value for severity in Severity), "never"]),
    default="warning",
    show_default=True,
    help="The least severity that makes the exit code 1.",
)
@click.option("--exit-zero", is_flag=True, help="Findings never make the exit code 1, as with '--fail-on never'.")
@options.configured
@click.option(
    "--output-format",
    "-f",
    type=click.Choice([*FORMATS, AUTO]),
    default="full",
    show_default=True,
    help="'auto' is 'github' in GitHub Actions and 'full' elsewhere.",
)
@click.option(
    "--output-file", "-o", type=click.Path(path_type=Path), metavar="FILE", help="Write here, at once or not at all."
)
@click.option(
    "--output",
    "outputs",
    multiple=True,
    callback=targets,
    shell_complete=options.completing("report"),
    metavar="FORMAT:FILE",
    help="One more report; may be repeated.",
)
@fix_options
@baseline_options
@options.diff_base
@ignores.option
@click.option("--no-inline-config", is_flag=True, help="Comments and front matter of posts suppress nothing.")
@click.option("--statistics", "counts", is_flag=True, help="Count the findings of each rule instead of showing them.")
@excused_option
@options.profile
@click.option("--watch", "watched", is_flag=True, help="Go on, and lint what changes, until Ctrl-C.")
@click.option("--stdin-filename", metavar="NAME", help="What to call standard input ('-').")
@click.option("--quiet", "-q", is_flag=True, help="Findings only, no summary.")
@click.option(
    "--jobs", "-j", type=click.IntRange(min=1), metavar="N", help="Processes; as many as are worth it by default."
)
@click.option("--no-cache", is_flag=True, help="Check every post anew, and keep no results.")
@click.option(
    "--cache-dir", type=click.Path(path_type=Path), metavar="FOLDER", help="Keep results here, not in the user's cache."
)
@options.color
def check(
    *,
    paths: tuple[Path, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str,
    exit_zero: bool,
    config: Path | None,
    no_config: bool,
    output_format: str,
    output_file: Path | None,
    outputs: tuple[Target, ...],
    fix: bool,
    diff: bool,
    unsafe_fixes: bool,
    show_fixes: bool,
    baseline: Path | None,
    no_baseline: bool,
    since: str | None,
    add_ignores: str | None,
    no_inline_config: bool,
    counts: bool,
    show_excused: bool,
    profiled: bool,
    watched: bool,
    stdin_filename: str | None,
    quiet: bool,
    jobs: int | None,
    no_cache: bool,
    cache_dir: Path | None,
    color: str,
) -> int:
    """Lints Markdown posts: files, folders, or '-' for standard input.

    RULES are names from 'healthlint rules', separated by commas: rules (claims/cure), packs (claims), globs
    ('claims/*'), levels (recommended, strict, preview), or ALL. Preview rules run only when selected by their id or as
    'preview', and count for the exit code only by their id.

    Exit code: 0 clean, 1 findings, 2 wrong usage, configuration, rules or files.
    """
    if watched:
        from healthlint.cli import watching  # noqa: PLC0415 - few runs need it

        return watching.until_interrupted(check, click.get_current_context().params)
    from_stdin = _from_stdin(paths, stdin_filename)
    fail_on = "never" if exit_zero else fail_on
    check_options(fix=fix, diff=diff, unsafe_fixes=unsafe_fixes, show_fixes=show_fixes)
    target = chosen(output_format, output_file, outputs)
    if show_excused:
        check_format(target, counts=counts)
    found = options.chosen(config, no_config, [Path(stdin_filename or ".")] if from_stdin else paths)
    if no_inline_config:
        found = found._replace(config=replace(found.config, suppressions=False))
    every_rule = found.load()
    rules = found.apply(every_rule, select, ignore)
    if not len(rules):
        raise HealthlintError([Problem("--select", "no rule is left to run", hint="see 'healthlint rules'")])
    ignores.check(add_ignores, rules, alone=not (from_stdin or fix or diff))
    changed = (
        options.seldom("diff_base").changed(since, paths, alone=not (from_stdin or fix or diff))
        if since is not None
        else None
    )
    costs = options.seldom("profile").started(wanted=profiled, from_stdin=from_stdin, jobs=jobs) if profiled else None
    piped = options.seldom("piped").read(stdin_filename or "<stdin>", rules.max_file_size) if from_stdin else None
    dress = style("never" if output_file and color == "auto" else color, sys.stdout)
    held = None if diff else held_by(baseline, none=no_baseline, root=found.root)
    later = diff or fix or show_excused or held is not None or counts or bool(outputs) or add_ignores is not None
    later = later or changed is not None or costs is not None
    settle()
    if piped:
        report = run_sources(piped.sources, rules)
    else:
        settings = f"{rules.key}\0{found.everywhere!r}\0{found.root}\0{select!r}\0{ignore!r}"
        cache = None if no_cache or not rules.key else Cache(settings, str(cache_dir) if cache_dir else None)
        streams = not later and FORMATS[target.format if isinstance(target, Target) else target].streams
        # Findings that appear one by one on a terminal are progress enough.
        with Progress(quiet=quiet or (streams and output_file is None and sys.stdout.isatty())) as progress:
            linting = Run(
                paths,
                rules,
                excludes=found.config.excludes,
                root=found.root,
                jobs=jobs,
                cache=cache,
                progress=progress.show,
                among=changed.among if changed else None,
                profile=costs,
            )
            if streams:
                write_report(linting, target, dress, quiet=quiet)
                return _conclude(linting.tally, rules, fail_on, color, found.named(select))
            report = linting.report()
    if diff:
        return show(report, rules, unsafe=unsafe_fixes, piped=piped) * (not exit_zero)
    if fix:
        report = make(report, rules, unsafe=unsafe_fixes, shown=show_fixes, piped=piped)
    report = with_excused(report, piped.sources if piped else []) if show_excused else report
    if held is not None:
        report = beside(report, held, rules={rule.id for rule in every_rule}, quiet=quiet)
    report = options.seldom("diff_base").narrowed(report, changed, quiet=quiet) if changed else report
    report = ignores.make(report, rules, add_ignores)
    if fix and piped:
        beside_post(report, target, outputs, counts=counts, quiet=quiet)
    else:
        write_report(report, target, dress, outputs, counts=counts, quiet=quiet)
    _ = costs and options.seldom("profile").show(costs, len(rules))
    return _conclude(report.tally(), rules, fail_on, color, found.named(select))


def _from_stdin(paths: tuple[Path, ...], name: str | None) -> bool:
    from_stdin = Path(STDIN) in paths
    if from_stdin and len(paths) > 1:
        raise click.UsageError("'-' (standard input) cannot stand beside other paths.")
    if name is not None and not from_stdin:
        raise click.UsageError("--stdin-filename needs '-' as the path.")
    return from_stdin


def _conclude(tally: Tally, rules: RuleSet, fail_on: str, color: str, named: Collection[str]) -> int:
    """Says what went wrong, and works out the exit code.

    Findings of preview rules count only where the rule is named by its id.
    """
    problems = list(tally.problems())
    complain(problems, color)
    for notice in tally.notices:
        remark(notice)
    if not tally.files:
        remark("warning: 0 files were checked.")
    if problems:
        return 2
    if fail_on == "never":
        return 0
    limit = Severity(fail_on).rank
    failing: Counter[str] = Counter()
    for (rule, severity), count in tally.found.items():
        if severity.rank <= limit:
            failing[rule] += count
    counting = [rule for rule in failing if rule in named or rules.known.get(rule) is not Level.PREVIEW]
    previews = failing.total() - sum(failing[rule] for rule in counting)
    if previews:
        found = counted(previews, "finding")
        remark(f"{found} of preview rules did not count; those of rules that are selected by their id do.")
    return int(bool(counting))
