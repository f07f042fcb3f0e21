"""What a run needs first: the configuration, and the rules that it names."""

from __future__ import annotations

from collections.abc import Sequence
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

    @property
    def folders(self) -> list[Path]:
        """The folders with rules, the built-in one first."""
        return [packs.builtin(), *(self.root / name.text for name in self.config.packs)]

    def load(self) -> RuleSet:
        """All rules, whether they are selected or not.

        Raises:
            HealthlintError: with every mistake in the rule files.
        """
        return packs.prepared(*self.folders, version=__version__)


def setup(config: Path | None, paths: Sequence[Path] = ()) -> Setup:
    """The configuration that is named, or the nearest one upwards from what is linted, or the defaults.

    Raises:
        HealthlintError: it has mistakes.
    """
    path = config or configuration.find(common_folder(paths, Path.cwd()))
    return defaults() if path is None else Setup(configuration.read(path), path.absolute().parent)


def defaults() -> Setup:
    """A run without a configuration."""
    return Setup(Config(), Path.cwd())
