"""Rules that were loaded before, from the user's cache folder: checking them takes seconds, reading them does not.

A snapshot is used only while every rule file, the version of healthlint and its code are the same.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
from dataclasses import replace
from pathlib import Path

from healthlint.core import cache_folder
from healthlint.core.rule import RuleSet
from healthlint.packs import snapshot

_MOST = 12
"""So many snapshots are kept: of other folders, configurations and versions."""
_PREFIX = "rules-"


def prepared(*folders: Path, version: str) -> RuleSet:
    """As ``load``, but from the cache when nothing has changed; what cannot be read there is made anew.

    Args:
        folders: As of ``load``.
        version: Of healthlint.

    Raises:
        HealthlintError: with every mistake in every file.
    """
    key = fingerprint(*folders, version=version)
    path = os.path.join(cache_folder.cache_folder(), f"{_PREFIX}{key}.json")  # noqa: PTH118
    data = cache_folder.read(path)
    if data is not None:
        with contextlib.suppress(ValueError):
            return replace(snapshot.read(data), key=key)
    from healthlint.packs.load import load  # noqa: PLC0415 - it takes a while, and most runs do without

    rules = load(*folders)
    if cache_folder.write(path, snapshot.write(rules)):
        _forget_old(os.path.dirname(path))  # noqa: PTH120
    return replace(rules, key=key)


def fingerprint(*folders: Path, version: str) -> str:
    """Of all rule files, the code that reads them, and the folder that their paths are shown relative to."""
    digest = hashlib.blake2b(digest_size=16)
    digest.update(f"{version}\0{sys.version}\0{os.getcwd()}\0{sys.byteorder}".encode())  # noqa: PTH109
    code = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120
    for name in ("core", "engine", "kinds", "markdown", "packs", "prose", "strict"):
        for entry in _files(os.path.join(code, name), ".py"):  # noqa: PTH118
            found = os.stat(entry)  # noqa: PTH116
            digest.update(f"{entry}\0{found.st_size}\0{found.st_mtime_ns}\0".encode())
    for folder in folders:
        digest.update(f"folder {folder}\0".encode())
        for entry in _files(str(folder), ""):
            with open(entry, "rb") as file:  # noqa: PTH123
                content = file.read()
            digest.update(f"{entry}\0{len(content)}\0".encode("utf-8", "surrogatepass") + content)
    return digest.hexdigest()


def _files(folder: str, ending: str) -> list[str]:
    """All files below a folder that rules may be read from, sorted."""
    found = []
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith((".", "__pycache__")):
                continue
            if entry.is_dir():
                found += [f"{entry.path}{os.sep}", *_files(entry.path, ending)] if not ending else []
            elif entry.name.endswith(ending):
                found.append(entry.path)
    return sorted(path for path in found if not path.endswith(os.sep))


def _forget_old(folder: str) -> None:
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        kept = [entry for entry in entries if entry.name.startswith(_PREFIX)]
        for entry in sorted(kept, key=lambda entry: entry.stat().st_mtime, reverse=True)[_MOST:]:
            os.unlink(entry.path)  # noqa: PTH108
