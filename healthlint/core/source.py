"""A file as it was read."""

from __future__ import annotations

from typing import NamedTuple


class Source(NamedTuple):
    """The text of one post, with its line endings as they stand in the file.

    ``path`` is what diagnostics print: relative, as given on the command line, or a name for standard input.
    Every character offset in the program counts code points of ``text``. A byte order mark is not part of it.
    """

    path: str
    text: str
