"""Rules that were loaded before: checking them takes seconds, reading them does not.

A snapshot is used only while every rule file, the version of healthlint and its code are the same. That of the built-in
rules comes with the package; those of other folders are in the user's cache folder.
"""

from __future__ import annotations

import contextlib
import os
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from healthlint.core import cache_folder, regular_file
from healthlint.core.digest import blake2b
from healthlint.core.rule import RuleSet
from healthlint.packs import snapshot
from healthlint.packs.locate import shown

_MOST = 12
"""So many snapshots are kept: of other folders, configurations and versions."""
_PREFIX = "rules-"
_STAMPS = "stamp-"
"""One for each choice of folders: the stamps of their files, and the fingerprint that belongs to them."""
_COARSE = 3
"""Seconds: what was changed longer ago has another time when it is changed again, on every file system."""
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
    key = _key(folders, version)
    path = os.path.join(cache_folder.cache_folder(), f"{_PREFIX}{key}")  # noqa: PTH118
    begins = [_begin(folder) for folder in folders]
    for written in cache_folder.pieces_of(_beside(), key, path):
        with contextlib.suppress(ValueError):
            return replace(snapshot.read(written, begins), key=key)
    from healthlint.packs.loader import load  # noqa: PLC0415 - it takes a while, and most runs do without

    rules = load(*folders)
    if cache_folder.write(path, snapshot.write(rules, begins)):
        cache_folder.forget_old(os.path.dirname(path), _PREFIX, _MOST)  # noqa: PTH120
    return replace(rules, key=key)


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
    digest = blake2b(version.encode(), digest_size=16)
    for part in _parts(folders):
        digest.update(part.mark)
        for path in part.files():
            content = b""
            # What cannot be read is a problem of the rules when they are loaded.
            with contextlib.suppress(OSError):
                content = regular_file.read(path) if path.endswith(part.ending) else b""
            name = path[len(part.folder) :].replace(os.sep, "/")
            digest.update(f"{name}\0{len(content)}\0".encode("utf-8", "surrogatepass"))
            digest.update(content)
    return digest.hexdigest()


def _key(folders: Sequence[Path], version: str) -> str:
    """The fingerprint, worked out again only when the stamps of the files are not those of the last time.

    The stamp of a file has the time at which it was last changed in any way, which only the system sets, and its
    number. It is trusted where the file was older than the clock is coarse: what may be changed twice in a moment is
    read again.
    """
    if sys.platform == "win32":  # which has no such time
        return fingerprint(*folders, version=version)
    stamp, latest = _stamp(folders, version)
    place = blake2b("\0".join(map(os.path.abspath, folders)).encode("utf-8", "surrogatepass"), digest_size=8)
    path = os.path.join(cache_folder.cache_folder(), f"{_STAMPS}{place.hexdigest()}")  # noqa: PTH118
    known = (cache_folder.read(path) or b"").split()
    if len(known) == 2 and known[0] == stamp.encode():
        return known[1].decode("ascii", "replace")
    found = fingerprint(*folders, version=version)
    if latest < time.time() - _COARSE:
        cache_folder.write(path, f"{stamp} {found}".encode())
        cache_folder.forget_old(os.path.dirname(path), _STAMPS, _MOST)  # noqa: PTH120
    return found


def _stamp(folders: Sequence[Path], version: str) -> tuple[str, float]:
    """What tells whether any file was changed, and when the last one was, in seconds."""
    digest = blake2b(version.encode(), digest_size=16)
    latest = 0.0
    for part in _parts(folders):
        digest.update(part.mark + part.folder.encode("utf-8", "surrogatepass"))
        for path in part.files():
            try:
                it = os.stat(path)  # noqa: PTH116
            except OSError:
                digest.update(f"{path}\0".encode("utf-8", "surrogatepass"))
                continue
            latest = max(latest, it.st_ctime, it.st_mtime)
            what = f"{path}\0{it.st_size} {it.st_mtime_ns} {it.st_ctime_ns} {it.st_ino} {it.st_dev}\0"
            digest.update(what.encode("utf-8", "surrogatepass"))
    return digest.hexdigest(), latest


class _Part(NamedTuple):
    """A folder with files that the rules are made from."""

    folder: str
    ending: str
    """Of the files that are read. In folders with other folders in them, the names of all count."""
    deep: int
    mark: bytes = b""

    def files(self) -> list[str]:
        """Sorted."""
        return _files(self.folder, self.ending, self.deep)


def _parts(folders: Sequence[Path]) -> Iterator[_Part]:
    code = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120
    for name in ("core", "engine", "kinds", "markdown", "packs", "prose", "strict"):
        yield _Part(os.path.join(code, name), ".py", 0)  # noqa: PTH118
    for folder in folders:
        # A folder that is one pack gives it its name.
        name = os.path.basename(os.path.realpath(folder))  # noqa: PTH119
        yield _Part(str(folder), ".yaml", 2, f"folder {name}\0".encode("utf-8", "surrogatepass"))


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
