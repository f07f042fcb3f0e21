"""Results of earlier runs, in the user's cache folder: a post that has not changed is not read again.

One SQLite file, so that runs beside each other are safe. Whatever is wrong with it, the run goes on without.
"""

from __future__ import annotations

import contextlib
import os
import time
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Any

from healthlint.core import cache_folder
from healthlint.core.digest import blake2b
from healthlint.core.report import FileResult
from healthlint.engine import plain

if TYPE_CHECKING:
    import sqlite3

NAME = "results.sqlite"
_SCHEMA = "CREATE TABLE IF NOT EXISTS results (key BLOB PRIMARY KEY, data BLOB NOT NULL)"
_MOST_BYTES = 256 << 20
"""A larger file is begun anew."""
_AT_ONCE = 500
"""Keys in one question; SQLite takes at least 999."""
_PATIENCE = 5.0
"""Seconds that a run waits for another one that writes."""


class Cache:
    """Results by what they were made from.

    Args:
        settings: Everything beside the post that a result depends on: rules, configuration, version.
        folder: Where the file is; the user's cache folder by default.
    """

    def __init__(self, settings: str, folder: str | None = None) -> None:
        self.path = os.path.join(folder or cache_folder.cache_folder(), NAME)  # noqa: PTH118
        # Excuses in posts may end with a day.
        settings = f"{settings}\0{time.strftime('%Y-%m-%d')}"
        self._settings = blake2b(settings.encode("utf-8", "surrogatepass"), digest_size=16).digest()

    def key(self, path: str, data: bytes, own: str = "") -> bytes:
        """Of a post: its bytes, its path, which rules and diagnostics know, and settings that are its own."""
        digest = blake2b(data, digest_size=16, key=self._settings)
        digest.update(b"\0" + path.encode("utf-8", "surrogatepass"))
        if own:
            digest.update(b"\0" + own.encode("utf-8", "surrogatepass"))
        return digest.digest()

    def known(self, keys: Iterable[bytes]) -> set[bytes]:
        """The keys of results that there are."""
        return {key for (key,) in self._rows("key", keys)}

    def find(self, keys: Iterable[bytes]) -> dict[bytes, FileResult]:
        """The results that there are and that can be read."""
        found: dict[bytes, FileResult] = {}
        for key, data in self._rows("key, data", keys):
            with contextlib.suppress(ValueError):
                found[key] = plain.read(data)
        return found

    def _rows(self, columns: str, keys: Iterable[bytes]) -> Iterator[Any]:
        wanted = iter(keys)
        if not cache_folder.is_ours(self.path):
            return
        import sqlite3  # noqa: PLC0415 - not every run has a cache

        with contextlib.suppress(sqlite3.Error), contextlib.closing(self._open()) as database:
            while some := list(islice(wanted, _AT_ONCE)):
                marks = ", ".join("?" * len(some))
                yield from database.execute(f"SELECT {columns} FROM results WHERE key IN ({marks})", some)  # noqa: S608

    def keep(self, results: Iterable[tuple[bytes, FileResult]]) -> None:
        """Adds results, all at once. Those with problems are not kept: they are to be seen again."""
        rows = [(key, plain.write(result)) for key, result in results if not result.problems]
        if not rows or not self._ready():
            return
        import sqlite3  # noqa: PLC0415

        try:
            with contextlib.closing(self._open()) as database, database:
                database.execute(_SCHEMA)
                database.executemany("INSERT OR REPLACE INTO results VALUES (?, ?)", rows)
        except sqlite3.DatabaseError as error:
            if not isinstance(error, sqlite3.OperationalError):  # no database, or a broken one
                self._remove()

    def _open(self) -> sqlite3.Connection:
        import sqlite3  # noqa: PLC0415

        return sqlite3.connect(self.path, timeout=_PATIENCE)

    def _ready(self) -> bool:
        """Makes the file for its owner alone; False when it may not be written."""
        if not cache_folder.make_folder(os.path.dirname(self.path)):  # noqa: PTH120
            return False
        with contextlib.suppress(OSError):
            if os.path.getsize(self.path) > _MOST_BYTES:  # noqa: PTH202
                self._remove()
        with contextlib.suppress(OSError):
            os.close(os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600))
        return cache_folder.is_ours(self.path)

    def _remove(self) -> None:
        with contextlib.suppress(OSError):
            os.unlink(self.path)  # noqa: PTH108


def clean(folder: str | None = None) -> tuple[int, int]:
    """Removes all that healthlint keeps in its cache folder: the number of files and of bytes that are gone."""
    place = folder or cache_folder.cache_folder()
    files = size = 0
    with contextlib.suppress(OSError), os.scandir(place) as entries:
        for entry in entries:
            if entry.name.startswith((NAME, "gate-", "rules-", "stamp-")) and entry.is_file(follow_symlinks=False):
                size += entry.stat(follow_symlinks=False).st_size
                os.unlink(entry.path)  # noqa: PTH108
                files += 1
    return files, size
