"""What a run needs first: the configuration, and the rules that it names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from healthlint import __version__, packs
from healthlint import config as configuration
from healthlint.config import Config
from healthlint.config.find import common_folder
from healthlint.core.rule import RuleSet


class Setup(NamedTuple):
    """A configuration and the folder that its paths are relative to."""

    config: Config
    root: Path
    file: Path | None = None
    """Of the configuration; None without one."""

    @property
    def folders(self) -> list[Path]:
        """The folders with rules, the built-in one first."""
        own = (
            Path(name.place.path).parent / name.text if name.place else self.root / name.text
            for name in self.config.packs
        )
        return list(dict.fromkeys([packs.builtin(), *own]))

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
            HealthlintError: with every mistake in the rule files.
        """
        return packs.prepared(*self.folders, version=__version__)

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


def setup(config: Path | None, paths: Sequence[Path] = ()) -> Setup:
    """The configuration that is named, or the nearest one upwards from what is linted, or the defaults.

    Raises:
        HealthlintError: it has mistakes.
    """
    path = config or configuration.find(common_folder(paths, Path.cwd()))
    return defaults() if path is None else Setup(configuration.read(path), path.absolute().parent, path)


def defaults() -> Setup:
    """A run without a configuration."""
    return Setup(Config(), Path.cwd())
