"""Where a finding is, as programs outside of this one want to hear it."""

from __future__ import annotations

import os
import re
from functools import lru_cache
from pathlib import PurePath, PurePosixPath, PureWindowsPath
from urllib.parse import quote

from healthlint.core import later
from healthlint.core.report import Applicability, Diagnostic, Fix
from healthlint.core.source import file_of
from healthlint.core.span import LineIndex, Position
from healthlint.formats.words import printable

_CHECKOUTS = ("GITHUB_WORKSPACE", "CI_PROJECT_DIR", "BUILD_SOURCESDIRECTORY")
"""Where GitHub Actions, GitLab CI and Azure Pipelines say that the repository is checked out."""

_URL = later.pattern(r"(https?://[A-Za-z0-9.-]+(?::\d+)?)((?:[/?][^\s#]*)?)(#\S*)?", re.IGNORECASE)
_STRAY = later.pattern("%(?![0-9A-Fa-f]{2})")
_URI_CHARACTERS = "!$&'()*+,/:;=?@~%"


def repository_path(path: str) -> str:
    """The path as a repository names it: relative to its top where that is known, with ``/`` on every system.

    The top is the checkout of the CI run, or else the current folder. A path outside of it stays absolute. Of a post in
    an export it is the export, in which its lines are.
    """
    path = file_of(path)
    checkouts = [folder for folder in map(os.environ.get, _CHECKOUTS) if folder]
    return _below(path, (*checkouts, os.getcwd()))  # noqa: PTH109 - 10 times faster than pathlib


@lru_cache(maxsize=64)
def _below(path: str, tops: tuple[str, ...]) -> str:
    """The path relative to the first of some folders, the last of them the current one, that it lies in."""
    absolute = os.path.abspath(path)  # noqa: PTH100 - resolves '..' without following links
    for top in tops:
        if absolute.startswith(top.rstrip("/\\") + os.sep):
            return PurePath(os.path.relpath(absolute, top)).as_posix()
    windows = PureWindowsPath(path)
    # A backslash parts folders on Windows; in the names of POSIX it is as rare as it is legal.
    return windows.as_posix() if windows.drive or os.sep == "\\" else path


def uri(path: str) -> str:
    """A path as a URI reference (RFC 3986): every byte that is not plain is percent-encoded."""
    return quote(_bytes(path), safe="/-._~") if not PureWindowsPath(path).drive else _file_uri(path)


def _file_uri(path: str) -> str:
    drive, _, rest = path.replace("\\", "/").partition(":")
    return f"file:///{drive}:{quote(_bytes(PurePosixPath(rest).as_posix()), safe='/-._~')}"


def _bytes(path: str) -> bytes:
    """A file name as its bytes; names that are not UTF-8 come as surrogates (PEP 383)."""
    try:
        return path.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return path.encode("utf-8", "replace")


def web_address(url: str) -> str:
    """The address with what RFC 3986 does not allow percent-encoded; empty when it is no http(s) address."""
    match = _URL.fullmatch(url)
    if match is None:
        return ""
    top, path, fragment = match.groups(default="")
    path, fragment = (quote(_bytes(_STRAY.sub("%25", part)), safe=_URI_CHARACTERS) for part in (path, fragment[1:]))
    return f"{top}{path}#{fragment}" if fragment else f"{top}{path}"


def applicable(found: Diagnostic) -> Fix | None:
    """The fix that a program may offer to make; None for those that only people can make."""
    fix = found.fix
    if fix is None or fix.applicability is Applicability.DISPLAY:
        return None
    return fix if all(printable(line) == line for line in fix.text.splitlines()) else None


def in_bytes(found: Diagnostic) -> tuple[Position, Position]:
    """Start and end with columns that count the bytes of UTF-8, from 1."""
    lines = LineIndex(found.excerpt)

    def counted(place: Position) -> Position:
        before = lines.line_text(place.line - found.start.line + 1)[: place.column - 1]
        return Position(place.line, 1 + len(before.encode("utf-8", "surrogatepass")))

    return counted(found.start), counted(found.end)
