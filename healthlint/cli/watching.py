"""``--watch`` of ``healthlint check``: lints again what changes, until it is interrupted."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import click

from healthlint import config as configuration
from healthlint import files
from healthlint.cli import options
from healthlint.cli.baseline import held_by
from healthlint.cli.output import complain, remark
from healthlint.config.find import common_folder
from healthlint.config.read import layers
from healthlint.core.problem import HealthlintError
from healthlint.engine.setup import Setup
from healthlint.formats.words import counted

PAUSE = 0.5
"""Seconds between two looks at the files: an editor who saves a post looks up later than that."""
_SHARE = 10
"""Of the time at most one part in so many is spent on looking."""
_NAMED = 3
"""So many files are named when they change; of more, the number."""
_WRITING = {"fix": "--fix", "diff": "--diff", "add_ignores": "--add-ignores", "outputs": "--output",
            "output_file": "--output-file"}  # fmt: skip

Stamps = dict[str, tuple[int, int, int]]
"""Files, and what tells one state of each from another."""


def until_interrupted(command: click.Command, given: Mapping[str, Any]) -> int:
    """Lints all, and then what changes: all again when that is the configuration, a rule of one's own, or the baseline.

    Args:
        command: One run of it is one look at the posts.
        given: Its options.

    Returns:
        0, when it is interrupted: that is how it ends.

    Raises:
        click.UsageError: options that cannot be combined.
    """
    for name, option in _WRITING.items():
        if given[name]:
            raise click.UsageError(f"--watch shows findings as they come, and goes without {option}.")
    if Path("-") in given["paths"]:
        raise click.UsageError("--watch needs files.")
    paths: tuple[Path, ...] = given["paths"]
    once = command.callback
    assert once is not None  # noqa: S101 - it is a function with options
    try:
        while True:
            settings = _Settings(paths, given)
            # As they are before the run: what changes while it goes on is seen afterwards.
            known, posts = settings.stamps(), settings.posts()
            _run(once, given)
            remark(f"watching {counted(len(posts), 'file')}; Ctrl-C ends it.")
            _follow(settings, known, posts, partial(_run, once, given, settings))
            remark("settings changed.")
    except KeyboardInterrupt:
        return 0


def _follow(settings: _Settings, known: Stamps, posts: Stamps, lint: Callable[[Iterable[str]], None]) -> None:
    """Lints posts as they change, until the settings do."""
    pause = PAUSE
    while True:
        time.sleep(pause)
        start = time.monotonic()
        if settings.stamps() != known:
            return
        now = settings.posts()
        pause = max(PAUSE, _SHARE * (time.monotonic() - start))
        changed = [path for path, stamp in now.items() if posts.get(path) != stamp]
        gone = [path for path in posts if path not in now]
        posts = now
        if gone:
            remark(f"{_named(gone)} gone.")
        if changed:
            remark(f"{_named(changed)} changed.")
            lint(changed)


def _run(
    once: Callable[..., int], given: Mapping[str, Any], settings: _Settings | None = None, paths: Iterable[str] = ()
) -> None:
    """One run, over all posts or some; what goes wrong in it is told, and may be mended while we watch."""
    more: dict[str, Any] = {"watched": False}
    if settings is not None:
        # The configuration is that of all posts, not the nearest one of those that changed.
        file = settings.found.file if settings.found else None
        more |= {"paths": tuple(map(Path, paths)), "config": file, "no_config": file is None}
    try:
        once(**{**given, **more})
    except HealthlintError as error:
        complain(error.problems)
    sys.stdout.flush()


class _Settings:
    """What a run depends on beside its posts."""

    def __init__(self, paths: tuple[Path, ...], given: Mapping[str, Any]) -> None:
        self._paths = paths
        self._config: Path | None = given["config"]
        self._wanted = not given["no_config"]
        self.found: Setup | None = None
        """None where the configuration has mistakes."""
        self._baseline: Path | None = None
        self._files: tuple[Path, ...] = ()
        try:
            self.found = options.chosen(self._config, not self._wanted, paths)
            self._baseline = held_by(given["baseline"], none=given["no_baseline"], root=self.found.root)
            self._files = tuple(layer.path for layer in layers(self.found.file)) if self.found.file else ()
        except HealthlintError:
            pass  # the run that comes next tells it

    def posts(self) -> Stamps:
        """The posts."""
        if self.found is None:
            return {}
        root, excludes = str(self.found.root), self.found.config.excludes
        return _stamps(files.discover([str(path) for path in self._paths], excludes=excludes, root=root).files)

    def stamps(self) -> Stamps:
        """The configuration with those that it extends, own rules and the baseline."""
        nearest = self._config
        if nearest is None and self._wanted:
            try:
                nearest = configuration.find(common_folder(self._paths, Path.cwd()))
            except HealthlintError as error:
                nearest = Path(error.problems[0].path)
        found = {path for path in (nearest, self._baseline, *self._files) if path is not None}
        for folder in self.found.folders[1:] if self.found else ():
            found.update(folder.rglob("*.yaml"))
        return _stamps(map(str, found))


def _stamps(paths: Iterable[str]) -> Stamps:
    found: Stamps = {}
    for path in paths:
        try:
            known = Path(path).stat()
        except OSError:
            continue  # gone meanwhile
        found[path] = (known.st_mtime_ns, known.st_size, known.st_ino)
    return found


def _named(paths: list[str]) -> str:
    if len(paths) > _NAMED:
        return f"{counted(len(paths), 'file')}"
    return ", ".join(paths)
