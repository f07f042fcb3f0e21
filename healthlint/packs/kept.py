"""Rules that were loaded before: checking them takes seconds, reading them does not.

A snapshot is used only while every rule file, the version of healthlint and its code are the same. That of the built-in
rules comes with the package; those of other folders are in the user's cache folder.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

from healthlint.core import cache_folder, pieces, regular_file
from healthlint.core.rule import RuleSet
from healthlint.packs import snapshot
from healthlint.packs.locate import shown

_MOST = 12
"""So many snapshots are kept: of other folders, configurations and versions."""
_PREFIX = "rules-"
SHIPPED = "snapshot.data"
"""Beside this file, in a wheel: a snapshot under the line that tells its fingerprint."""


def prepared(*folders: Path, version: str) -> RuleSet:
    """As ``load``, but what was worked out earlier where nothing has changed; what cannot be read there is made anew.

    Args:
        folders: As of ``load``.
        version: Of healthlint.

    Raises:
        HealthlintError: with every mistake in every file.
    """
    key = fingerprint(*folders, version=version)
    path = os.path.join(cache_folder.cache_folder(), f"{_PREFIX}{key}")  # noqa: PTH118
    begins = [_begin(folder) for folder in folders]
    for place in (_Place(_beside(), key), _Place(path, "")):
        with contextlib.suppress(ValueError, OSError):
            return replace(snapshot.read(place.piece(0), begins, partial(place.piece, 1)), key=key)
    from healthlint.packs.loader import load  # noqa: PLC0415 - it takes a while, and most runs do without

    rules = load(*folders)
    if cache_folder.write(path, snapshot.write(rules, begins)):
        cache_folder.forget_old(os.path.dirname(path), _PREFIX, _MOST)  # noqa: PTH120
    return replace(rules, key=key)


class _Place(NamedTuple):
    """Where a snapshot may be."""

    path: str
    key: str
    """What its first line has to be, of one that comes with the package; others have it in their names."""

    def piece(self, number: int) -> bytes:
        """One of its pieces. Raises ValueError or OSError where it is not there as it was written."""
        file = open(self.path, "rb") if self.key else cache_folder.opened(self.path)  # noqa: PTH123, SIM115
        if file is None:
            raise ValueError("no snapshot")
        with file:
            if self.key and file.readline().strip() != self.key.encode():
                raise ValueError("a snapshot of other rules")
            (found,) = pieces.read(file, number, 1)
            return found


def shipped(*folders: Path, version: str) -> bytes:
    """What ``SHIPPED`` holds for these folders and the code as it is.

    Raises:
        HealthlintError: with every mistake in every file.
    """
    from healthlint.packs.loader import load  # noqa: PLC0415

    data = snapshot.write(load(*folders), [_begin(folder) for folder in folders])
    return f"{fingerprint(*folders, version=version)}\n".encode() + data


def fingerprint(*folders: Path, version: str) -> str:
    """Of what all rule files hold, and the code that reads them, wherever they are."""
    digest = hashlib.blake2b(version.encode(), digest_size=16)
    code = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120
    for name in ("core", "engine", "kinds", "markdown", "packs", "prose", "strict"):
        _add(digest, os.path.join(code, name), ".py")  # noqa: PTH118
    for folder in folders:
        # A folder that is one pack gives it its name.
        digest.update(f"folder {os.path.basename(os.path.realpath(folder))}\0".encode("utf-8", "surrogatepass"))  # noqa: PTH119
        _add(digest, str(folder), ".yaml", deep=2)
    return digest.hexdigest()


def _add(digest: hashlib.blake2b, folder: str, ending: str, *, deep: int = 0) -> None:
    for path in _files(folder, ending, deep):
        content = b""
        # What cannot be read is a problem of the rules when they are loaded.
        with contextlib.suppress(OSError):
            content = regular_file.read(path) if path.endswith(ending) else b""
        name = path[len(folder) :].replace(os.sep, "/")
        digest.update(f"{name}\0{len(content)}\0".encode("utf-8", "surrogatepass"))
        digest.update(content)


def _beside() -> str:
    """Where a snapshot comes with the package."""
    return os.path.join(os.path.dirname(os.path.abspath(__file__)), SHIPPED)  # noqa: PTH100, PTH118, PTH120


def _begin(folder: Path) -> str:
    """What the paths of the files in a folder begin with, as problems print them."""
    return shown(folder / "x")[:-1]


def _files(folder: str, ending: str, deep: int) -> list[str]:
    """The files in a folder with an ending; with a depth all, and those of the folders in it, sorted."""
    found = []
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith((".", "__pycache__")):
                continue
            if entry.is_dir():
                found += _files(entry.path, ending, deep - 1) if deep else []
            elif deep or entry.name.endswith(ending):
                found.append(entry.path)
    return sorted(found)
