"""Patterns for files to leave out, as in ``.gitignore``."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable


class Excludes:
    """Compiled patterns.

    A pattern with a slash at its start or inside counts from the root, one without matches at any depth; a slash at
    its end means folders only; ``*`` and ``?`` stop at slashes, ``**`` does not; ``!`` takes a path back in. The last
    pattern that fits decides, as in gitignore(5). What lies in a folder that is left out is left out.
    """

    def __init__(self, patterns: Iterable[str]) -> None:
        self._rules: list[tuple[re.Pattern[str], bool, bool]] = []
        for written in patterns:
            pattern = written.replace("\\", "/") if "\\" in written and "/" not in written else written
            kept = pattern.startswith("!")
            pattern = pattern[1:] if kept else pattern
            folders_only = pattern.endswith("/")
            pattern = pattern.removeprefix("./").rstrip("/")
            if pattern:
                self._rules.append((re.compile(_translate(pattern)), folders_only, kept))

    def __bool__(self) -> bool:
        return bool(self._rules)

    def match(self, path: str, *, folder: bool = False) -> bool:
        """True when a path is to be left out, itself or with a folder above it.

        Args:
            path: Relative to the root, with forward slashes.
            folder: The path is a folder.
        """
        if not self._rules or path.startswith("../") or path in ("", "."):
            return False
        parts = path.split("/")
        for depth in range(1, len(parts) + 1):
            is_folder = folder or depth < len(parts)
            if self._decide("/".join(parts[:depth]), folder=is_folder):
                return True
        return False

    def _decide(self, path: str, *, folder: bool) -> bool:
        left_out = False
        for pattern, folders_only, kept in self._rules:
            if (folder or not folders_only) and left_out is kept and pattern.fullmatch(path):
                left_out = not kept
        return left_out


def place(path: str, root: str) -> str | None:
    """A path relative to the root, with forward slashes; None on another drive.

    The folder is made real, the name is not: a pattern names a link, not what it points to.

    Args:
        path: Of a file or folder, relative to the current folder.
        root: A real path.
    """
    above, name = os.path.split(os.path.normpath(path))
    try:
        return os.path.relpath(os.path.join(os.path.realpath(above or "."), name), root).replace(os.sep, "/")  # noqa: PTH118
    except ValueError:
        return None


def _translate(pattern: str) -> str:
    anchored = "/" in pattern
    pattern = pattern.lstrip("/")
    pieces = [] if anchored else ["(?:.*/)?"]
    at = 0
    while at < len(pattern):
        character = pattern[at]
        if pattern.startswith("**/", at):
            pieces.append("(?:.*/)?")
            at += 3
            continue
        if pattern.startswith("**", at):
            pieces.append(".*")
            at += 2
            continue
        end = pattern.find("]", at + 2) if character == "[" else -1
        if character == "*":
            pieces.append("[^/]*")
        elif character == "?":
            pieces.append("[^/]")
        elif end > 0:
            inside = pattern[at + 1 : end].replace("\\", "\\\\").replace("[", "\\[").replace("&&", "&\\&")
            pieces.append("[" + ("^" + inside[1:] if inside[0] in "!^" else inside) + "]")
            at = end
        else:
            pieces.append(re.escape(character))
        at += 1
    return "".join(pieces)
