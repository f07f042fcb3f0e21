"""A post as it was read."""

from __future__ import annotations

import os

from healthlint.core.tuples import NamedTuple

EXPORT = ".xml"
"""The ending of files that hold many posts."""


class Part(NamedTuple):
    """Where the text of a post begins in a file that holds many: 1-based, the column in code points."""

    line: int
    column: int


class Source(NamedTuple):
    """The text of one post, with its line endings as they stand in the file.

    ``path`` is what diagnostics print: relative, as given on the command line, or a name for standard input.
    Every character offset in the program counts code points of ``text``. A byte order mark is not part of it.
    """

    path: str
    text: str
    part: Part | None = None
    """Of a post of an export, whose ``path`` is ``FILE/NAME``; None when it has its file to itself."""


def file_of(path: str) -> str:
    """The file that holds a post: of ``site.xml/green-tea`` that is ``site.xml``, unless it is a folder.

    Args:
        path: Of a post, as diagnostics print it.
    """
    place = path.lower().find(f"{EXPORT}/")
    if place < 0:
        return path
    file = path[: place + len(EXPORT)]
    return path if os.path.isdir(file) else file  # noqa: PTH112 - pathlib is slow to import
