"""Where a user's programs keep what they can work out again, and files there that nobody else may have written."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from typing import BinaryIO

from healthlint.core.pieces import Piece, mapped

VARIABLE = "HEALTHLINT_CACHE_DIR"
"""The environment variable that names another folder."""


def cache_folder() -> str:
    """Healthlint's folder: of ``XDG_CACHE_HOME`` (freedesktop.org), ``~/Library/Caches`` or ``%LOCALAPPDATA%``."""
    if chosen := os.environ.get(VARIABLE):
        return os.path.abspath(chosen)  # noqa: PTH100 - pathlib is slow to import, and this runs at every start
    home = os.path.expanduser("~")  # noqa: PTH111
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA") or os.path.join(home, "AppData", "Local")  # noqa: PTH118
        return os.path.join(base, "healthlint", "Cache")  # noqa: PTH118
    if sys.platform == "darwin":
        return os.path.join(home, "Library", "Caches", "healthlint")  # noqa: PTH118
    return os.path.join(os.environ.get("XDG_CACHE_HOME") or os.path.join(home, ".cache"), "healthlint")  # noqa: PTH118


def is_ours(path: str) -> bool:
    """True for a file or folder of the user that nobody else may write to; on Windows for every one that exists."""
    try:
        found = os.lstat(path)
    except OSError:
        return False
    return sys.platform == "win32" or (found.st_uid == os.getuid() and not found.st_mode & 0o022)


def make_folder(path: str) -> bool:
    """Makes the folder for its owner alone. False when it cannot be made, or belongs to somebody else."""
    try:
        os.makedirs(path, mode=0o700, exist_ok=True)  # noqa: PTH103
    except OSError:
        return False
    return is_ours(path)


def read(path: str) -> bytes | None:
    """What a file holds; None when it is not there or may be from somebody else."""
    file = opened(path)
    if file is None:
        return None
    try:
        with file:
            return file.read()
    except OSError:
        return None


def opened(path: str) -> BinaryIO | None:
    """A file, to be read in parts; None when it is not there or may be from somebody else."""
    if not is_ours(os.path.dirname(path)) or not is_ours(path):  # noqa: PTH120
        return None
    try:
        return open(path, "rb")  # noqa: PTH123
    except OSError:
        return None


def pieces_of(shipped: str, key: str, path: str) -> Iterator[list[Piece]]:
    """The pieces of a file that may come with the package, and of one that may be in the cache folder.

    Args:
        shipped: The one of the package, which counts where its first line is the key.
        key: What the pieces were made for.
        path: The other one, which has the key in its name.
    """
    for place, is_shipped in ((shipped, True), (path, False)):
        with contextlib.suppress(ValueError, OSError):
            file = open(place, "rb") if is_shipped else opened(place)  # noqa: PTH123, SIM115
            if file is None:
                continue
            with file:
                if is_shipped and file.readline().strip() != key.encode():
                    continue
                found = mapped(file)
            yield found


def write(path: str, data: bytes) -> bool:
    """Writes a file for its owner alone, at once or not at all. False when that is not possible."""
    if not make_folder(os.path.dirname(path)):  # noqa: PTH120
        return False
    draft = f"{path}.{os.getpid()}.tmp"
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(data)
        os.replace(draft, path)  # noqa: PTH105
    except OSError:
        return False
    return True


def forget_old(folder: str, prefix: str, most: int) -> None:
    """Removes the oldest files whose names begin alike, but for so many."""
    with contextlib.suppress(OSError), os.scandir(folder) as entries:
        kept = [entry for entry in entries if entry.name.startswith(prefix)]
        for entry in sorted(kept, key=lambda entry: entry.stat().st_mtime, reverse=True)[most:]:
            os.unlink(entry.path)  # noqa: PTH108
