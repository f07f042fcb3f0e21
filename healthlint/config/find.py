"""Finds the configuration that counts: the nearest one upwards."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from healthlint.core.problem import HealthlintError, Problem

NAME = ".healthlint.yaml"

_ALMOST = (
    ".healthlint.yml",
    "healthlint.yaml",
    "healthlint.yml",
    ".healthlint.toml",
    ".healthlint.json",
    ".healthlint",
)


def find(start: Path) -> Path | None:
    """The nearest ``.healthlint.yaml``, from a file or folder upwards.

    The search ends at the top of a repository (a folder with ``.git``) or of the disk.

    Raises:
        HealthlintError: on the way is a file that was surely meant as one and has another name.
    """
    start = start.absolute()
    for folder in (start, *start.parents):
        config = folder / NAME
        if config.is_file():
            return config
        for name in _ALMOST:
            if (folder / name).is_file():
                raise HealthlintError([Problem(str(folder / name), "is not read", hint=f"name it '{NAME}'")])
        if (folder / ".git").exists():
            break
    return None


def common_folder(paths: Sequence[Path], otherwise: Path) -> Path:
    """The deepest folder that holds all paths; where they have none in common, ``otherwise``."""
    absolute = [path.absolute() for path in paths]
    if not absolute:
        return otherwise
    for folder in (absolute[0], *absolute[0].parents):
        if all(path.is_relative_to(folder) for path in absolute):
            return folder
    return otherwise
