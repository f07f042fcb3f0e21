"""What a run needs first: the configuration, and the rules that it names."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from healthlint import __version__, packs
from healthlint import config as configuration
from healthlint.config import Config
from healthlint.config.find import common_folder
from healthlint.config.read import INSTALLED
from healthlint.config.schema import Name
from healthlint.core.rule import RuleSet
from healthlint.core.tuples import NamedTuple

LOCK = "healthlint.lock"
"""Beside the configuration: what its packs are pinned to."""


class Setup(NamedTuple):
    """A configuration and the folder that its paths are relative to."""

    config: Config
    root: Path
    file: Path | None = None
    """Of the configuration; None without one."""
    trusted: tuple[Path, ...] = ()
    """Folders that the configuration may name though they are outside of its repository."""

    @property
    def folders(self) -> list[Path]:
        """The folders with rules, the built-in one first."""
        return list(dict.fromkeys([packs.builtin(), *map(self.folder, self.config.packs)]))

    def folder(self, pack: Name) -> Path:
        """Where a pack of the configuration is: relative to the file that names it, or in an installed package.

        Raises:
            HealthlintError: there is no such package, or no rules in it.
        """
        if pack.text.startswith(INSTALLED):
            from healthlint.packs.installed import installed  # noqa: PLC0415 - few configurations name one

            return installed(pack.text.removeprefix(INSTALLED), pack.place)
        return Path(pack.place.path).parent / pack.text if pack.place else self.root / pack.text

    def named(self, select: Sequence[str] = ()) -> frozenset[str]:
        """What is named to run, anywhere, by the command line or else by the configuration."""
        blocks = (block.select or () for block in self.config.per_file)
        return frozenset(select or (name.text for names in (self.config.select, *blocks) for name in names))

    @property
    def everywhere(self) -> Config:
        """What the configuration says about all files."""
        return replace(self.config, per_file=())

    def load(self) -> RuleSet:
        """All rules, whether they are selected or not.

        Raises:
            HealthlintError: with every mistake in the rule files, or with every pack that is not as it was locked.
        """
        lock = self.root / LOCK
        if self.config.packs and lock.exists():
            from healthlint.packs.lock import check  # noqa: PLC0415 - few configurations have one

            check(lock, self.locked())
        return packs.prepared(*self.folders, version=__version__)

    def locked(self) -> dict[str, Path]:
        """The packs that a lock pins, by the names that they have in it: paths from the configuration, or packages."""
        folders = {name: self.folder(name) for name in self.config.packs}
        root = self.root.absolute()
        return {
            name.text if name.text.startswith(INSTALLED) else Path(os.path.relpath(folder, root)).as_posix(): folder
            for name, folder in folders.items()
        }

    def apply(self, every: RuleSet, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> RuleSet:
        """The rules that run, on all files and on single ones.

        Args:
            every: All that there are.
            select: From the command line: instead of every ``select`` and ``ignore`` of the configuration.
            ignore: From the command line: beside what is ignored already.

        Raises:
            HealthlintError: with every name that no rule has, and every option that does not fit.
        """
        if not self.config.per_file:
            return configuration.apply(every, self.config, select=select, ignore=ignore)
        from healthlint.engine.per_file import PerFile  # noqa: PLC0415 - few configurations need it

        return PerFile(every, self.config, self.root, select, ignore).anywhere()


def setup(config: Path | None, paths: Sequence[Path] = (), trusted: Sequence[Path] = ()) -> Setup:
    """The configuration that is named, or the nearest one upwards from what is linted, or the defaults.

    Args:
        config: The one that is named.
        paths: What is linted.
        trusted: Folders that it may name beside those of ``config.reach``.

    Raises:
        HealthlintError: it has mistakes.
    """
    path = config or configuration.find(common_folder(paths, Path.cwd()))
    if path is None:
        return defaults()
    return Setup(configuration.read(path, trusted), path.absolute().parent, path, tuple(trusted))


def defaults() -> Setup:
    """A run without a configuration."""
    return Setup(Config(), Path.cwd())
