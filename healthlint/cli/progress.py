"""How far a long run is, on a terminal only."""

from __future__ import annotations

import sys
import time
from typing import TextIO

_PATIENCE = 2.0
"""Seconds before anything is shown: most runs are over by then."""
_PAUSE = 0.1
_WIDTH = 24
"""Columns of the bar."""


class Progress:
    """A bar on standard error that is gone when the run ends."""

    def __init__(self, *, quiet: bool = False, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._wanted = not quiet and self._stream.isatty()
        self._next = time.monotonic() + _PATIENCE
        self._shown = False

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_: object) -> None:
        if self._shown:
            self._stream.write("\r\x1b[K")
            self._stream.flush()

    def show(self, done: int, total: int) -> None:
        """Shows how many posts are done, now and then."""
        if self._wanted and time.monotonic() >= self._next:
            self._next = time.monotonic() + _PAUSE
            self._shown = True
            self._stream.write(f"\r\x1b[K{bar(done, total)} {done:,} of {total:,} posts")
            self._stream.flush()


def bar(done: int, total: int) -> str:
    """How much is done, as a bar of fixed width."""
    full = _WIDTH * done // max(total, 1)
    return f"[{'#' * full}{'-' * (_WIDTH - full)}]"
