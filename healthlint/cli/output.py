"""What is printed, and how: findings to standard output or a file, problems to standard error."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

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
        sys.stderr.write(f"{dress.paint('error:', BOLD, RED)} {problem}\n")


def remark(text: str) -> None:
    """What is worth knowing and no problem, on standard error."""
    sys.stderr.write(f"healthlint: {text}\n")


def write(text: str, path: Path | None = None) -> None:
    """To a file, at once or not at all; to standard output without one.

    Raises:
        HealthlintError: the file cannot be written.
    """
    if path is None:
        sys.stdout.write(text)
        return
    try:
        if path.exists() and not path.is_file():  # /dev/null, a named pipe
            path.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
            return
        draft = path.with_name(f".{path.name}.{os.getpid()}.tmp")
        try:
            draft.write_text(text, encoding="utf-8", errors="backslashreplace", newline="\n")
            draft.replace(path)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise HealthlintError([Problem(str(path), f"cannot be written: {reason}", hint="see --output-file")]) from error
