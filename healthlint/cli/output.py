"""What is printed, and how: findings to standard output or a file, problems to standard error."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TextIO

from healthlint.cli import OutputGoneError
from healthlint.core.printable import printable, printable_lines
from healthlint.core.problem import HealthlintError, Problem
from healthlint.formats import Style
from healthlint.formats.style import BOLD, RED


def style(color: str, stream: TextIO) -> Style:
    """Colours on a terminal, unless ``NO_COLOR`` (no-color.org) or a dumb terminal asks for none."""
    if color != "auto":
        return Style(colour=color == "always")
    wanted = not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    return Style(colour=wanted and stream.isatty())


def complain(problems: Iterable[Problem], color: str = "auto") -> None:
    """Problems on standard error, each on a line of its own."""
    dress = style(color, sys.stderr)
    for problem in problems:
        sys.stderr.write(f"{dress.paint('error:', BOLD, RED)} {printable(str(problem))}\n")


def remark(text: str) -> None:
    """What is worth knowing and no problem, on standard error."""
    sys.stderr.write(f"healthlint: {printable_lines(text)}\n")


def write(text: str | Iterable[str], path: Path | None = None) -> None:
    """To a file, at once or not at all; to standard output without one, piece by piece as they come.

    Raises:
        HealthlintError: the file cannot be written.
    """
    pieces = (text,) if isinstance(text, str) else text
    if path is None:
        try:
            for piece in pieces:
                sys.stdout.write(piece)
        except BrokenPipeError as error:
            raise OutputGoneError from error
        return
    with _draft(path) as put:
        for piece in pieces:
            put(piece)


def print_bytes(data: bytes) -> None:
    """To standard output, byte by byte as they are. Raises OutputGoneError when nobody reads them."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError as error:
        raise OutputGoneError from error


@contextlib.contextmanager
def _draft(path: Path) -> Iterator[Callable[[str], None]]:
    """Takes what is to stand in a file, which changes when all of it is there. Raises as ``write`` does."""
    at_once = not path.exists() or path.is_file()  # not /dev/null, nor a named pipe
    draft = path.with_name(f".{path.name}.{os.getpid()}.tmp") if at_once else path
    with _blamed(path):
        file = draft.open("w", encoding="utf-8", errors="backslashreplace", newline="\n")

    def put(text: str) -> None:
        try:
            file.write(text)
        except OSError as error:
            raise _blame(path, error) from error

    try:
        yield put
        with _blamed(path):
            file.close()
            if at_once:
                draft.replace(path)
    finally:
        with contextlib.suppress(OSError):
            file.close()
        if at_once:
            draft.unlink(missing_ok=True)


@contextlib.contextmanager
def _blamed(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _blame(path, error) from error


def _blame(path: Path, error: OSError) -> HealthlintError:
    reason = (error.strerror or str(error)).lower()
    return HealthlintError([Problem(str(path), f"cannot be written: {reason}", hint="see --output-file")])
