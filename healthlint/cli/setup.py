"""What every command needs first: the configuration, and the rules that it names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import click

from healthlint import config as configuration
from healthlint import packs
from healthlint.config import Config
from healthlint.config.find import common_folder


class Setup(NamedTuple):
    """A configuration and the folder that its paths are relative to."""

    config: Config
    root: Path

    @property
    def folders(self) -> list[Path]:
        """The folders with rules, the built-in one first."""
        return [packs.builtin(), *(self.root / name.text for name in self.config.packs)]


def setup(config: Path | None, no_config: bool, paths: Sequence[Path] = ()) -> Setup:
    """The configuration: the one that is named, none, or the nearest one upwards from what is linted.

    Raises:
        HealthlintError: it has mistakes.
        click.UsageError: it is named and not wanted.
    """
    if config is not None and no_config:
        raise click.UsageError("--config and --no-config exclude each other.")
    if no_config:
        return Setup(Config(), Path.cwd())
    path = config or configuration.find(common_folder(list(paths), Path.cwd()))
    if path is None:
        return Setup(Config(), Path.cwd())
    return Setup(configuration.read(path), path.absolute().parent)
