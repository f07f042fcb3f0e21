"""Files read without a surprise: no pipe that never ends, no device, nothing larger than it may be."""

from __future__ import annotations

import errno
import os
import stat

MOST_BYTES = 5_000_000
"""Of a rule, a configuration or a baseline; and of a post, unless ``max-file-size`` says otherwise."""
_FLAGS = os.O_RDONLY | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)


class TooLargeError(OSError):
    """The file is larger than it may be."""


def read(path: str | os.PathLike[str], most: int = MOST_BYTES) -> bytes:
    """What a file holds.

    Args:
        path: The file; a link is followed.
        most: So many bytes it may have.

    Raises:
        TooLargeError: it has more.
        OSError: it cannot be read, or is no file: a folder, a pipe, a device, a socket.
    """
    # Asked before it is opened, since opening some devices does something, and again after, since it may have changed.
    _check(os.stat(path).st_mode, path)  # noqa: PTH116 - pathlib is slow to import
    file = os.open(path, _FLAGS)
    try:
        it = os.fstat(file)
        _check(it.st_mode, path)
        # Not all that it may have: room for that would be made, and most of it given back.
        data = more = os.read(file, min(it.st_size, most) + 1)
        while more and len(data) <= most:
            more = os.read(file, most + 1 - len(data))
            data += more
    finally:
        os.close(file)
    if len(data) > most:
        raise TooLargeError(errno.EFBIG, f"larger than {size(most)}", os.fspath(path))
    return data


def head(path: str | os.PathLike[str], count: int) -> bytes:
    """The first bytes of a file, at most so many. Raises OSError as ``read`` does."""
    _check(os.stat(path).st_mode, path)  # noqa: PTH116
    with os.fdopen(os.open(path, _FLAGS), "rb") as file:
        _check(os.fstat(file.fileno()).st_mode, path)
        return file.read(count)


def read_text(path: str | os.PathLike[str], most: int = MOST_BYTES) -> str:
    """The same, as UTF-8 text with every line end as a line feed. Raises as ``read``, and UnicodeDecodeError."""
    return read(path, most).decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")


def size(count: int) -> str:
    """So many bytes as people say it."""
    for unit, name in ((1_000_000, "MB"), (1_000, "KB")):
        if count >= unit:
            return f"{count / unit:.3g} {name}"
    return f"{count} bytes"


def _check(mode: int, path: str | os.PathLike[str]) -> None:
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(errno.EISDIR, "Is a directory", os.fspath(path))
    if not stat.S_ISREG(mode):
        raise OSError(errno.EINVAL, "a pipe, socket or device, and no file", os.fspath(path))
