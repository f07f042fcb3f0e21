"""From paths on the command line to the files to lint."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from healthlint.core.problem import Problem
from healthlint.core.record import record
from healthlint.core.source import EXPORT
from healthlint.files.excludes import Excludes, place
from healthlint.files.read import is_export

SUFFIXES = (".md", ".markdown", ".mdx", ".txt", ".html", ".htm", EXPORT)
"""What is read in folders; XML only when it is an export. What is named itself is read whatever it is called."""
_PRUNED = frozenset(
    (
        "node_modules",
        "__pycache__",
        "site-packages",
        "venv",
        "virtualenv",
        "bower_components",
        "_site",
    )
)
"""Folders that never hold posts of one's own; hidden folders are left out too."""
_TEMPLATES = frozenset(("_layouts", "_includes", "layouts", "templates"))
"""Folders in which HTML is no post, but what posts are put into."""
_VIRTUALENV = "pyvenv.cfg"


@record
class Discovery:
    """The files to lint, and what became of the rest."""

    files: tuple[str, ...]
    """As given, or below the folders given; sorted, none twice."""
    problems: tuple[Problem, ...] = ()
    """Paths that are not there or cannot be entered."""
    excluded: int = 0
    """How many files and folders the excludes left out."""
    notices: tuple[str, ...] = ()
    """What a user may want to know, in whole sentences."""


def discover(
    paths: Sequence[str],
    *,
    excludes: Sequence[str] = (),
    suffixes: Sequence[str] = SUFFIXES,
    root: str = ".",
) -> Discovery:
    """Finds the files to lint.

    Args:
        paths: Files and folders. Folders are searched with all folders below them.
        excludes: Patterns as in ``.gitignore``, relative to ``root``; they hold for named files too.
        suffixes: Of the files to take from folders, in lower case.
        root: The folder of the configuration.
    """
    walk = _Walk(Excludes(excludes), tuple(suffixes), os.path.realpath(root))
    for path in paths:
        walk.take(path)
    files = tuple(sorted(walk.files.values(), key=lambda file: file.replace(os.sep, "/").split("/")))
    notices = list(walk.notices)
    if walk.excluded:
        count = "1 path is" if walk.excluded == 1 else f"{walk.excluded} paths are"
        notices.append(f"{count} left out by the excludes.")
    if walk.astray:
        count = "1 link leads" if walk.astray == 1 else f"{walk.astray} links lead"
        notices.append(
            f"{count} out of the folders and was not followed."
            if walk.astray == 1
            else f"{count} out of the folders and were not followed."
        )
    return Discovery(files, tuple(walk.problems), walk.excluded, tuple(notices))


class _Walk:
    def __init__(self, excludes: Excludes, suffixes: tuple[str, ...], root: str) -> None:
        self.files: dict[str, str] = {}
        """By real path, so that no file is taken twice under two names."""
        self.problems: list[Problem] = []
        self.notices: list[str] = []
        self._excludes = excludes
        self._suffixes = suffixes
        self._root = root
        self._entered: set[str] = set()
        self._left_out: set[str] = set()
        self._astray = 0

    @property
    def astray(self) -> int:
        """How many links lead out of the folders."""
        return self._astray

    @property
    def excluded(self) -> int:
        return len(self._left_out)

    def take(self, path: str) -> None:
        """Takes a path that was named."""
        try:
            is_folder = os.path.isdir(path)  # noqa: PTH112 - pathlib is slow to import and to walk
            exists = is_folder or os.path.lexists(path)
        except ValueError:
            is_folder = exists = False
        if not exists:
            self.problems.append(Problem(path, "no such file or folder", hint="check the path"))
        elif self._is_excluded(path, folder=is_folder):
            pass
        elif not is_folder:
            self._add(path)
        else:
            found = len(self.files)
            for file, real in self._below(path):
                self._add(file, real)
            if len(self.files) == found:
                wanted = ", ".join(self._suffixes)
                self.notices.append(f"No file to check in {path} (looked for {wanted}).")

    def _add(self, path: str, real: str = "") -> None:
        real = real or os.path.realpath(path)
        known = self.files.get(real)
        shown = os.path.normpath(path)
        if known is None or shown < known:
            self.files[real] = shown

    def _below(self, folder: str) -> Iterator[tuple[str, str]]:
        """The files in a folder and below, with their real paths; an empty one is not known yet."""
        waiting = [folder]
        top = os.path.realpath(folder)
        while waiting:
            folder = waiting.pop()
            real = os.path.realpath(folder)
            if real in self._entered:
                continue
            self._entered.add(real)
            try:
                with os.scandir(folder) as scan:
                    entries = sorted(scan, key=lambda entry: entry.name)
            except OSError as error:
                reason = error.strerror or str(error)
                self.problems.append(Problem(folder, f"cannot be searched: {reason}", hint="check its permissions"))
                continue
            suffixes = self._suffixes
            if not _TEMPLATES.isdisjoint(folder.replace(os.sep, "/").split("/")):
                suffixes = tuple(suffix for suffix in suffixes if suffix not in (".html", ".htm"))
            for entry in entries:
                # Links to folders are not followed: they lead out of the folder, or round in circles.
                if entry.is_dir(follow_symlinks=False):
                    if not self._is_pruned(entry) and not self._is_excluded(entry.path, folder=True):
                        waiting.append(entry.path)
                elif entry.name.lower().endswith(suffixes) and _is_file(entry) and not self._is_excluded(entry.path):
                    if entry.name.lower().endswith(EXPORT) and not is_export(entry.path):
                        continue
                    if not entry.is_symlink():
                        yield entry.path, os.path.join(real, entry.name)  # noqa: PTH118
                    elif self._leads_out(entry.path, top):
                        self._astray += 1
                    else:
                        yield entry.path, ""

    def _leads_out(self, path: str, top: str) -> bool:
        """True for a link to a file that lies neither in the folder that was named nor in that of the configuration."""
        real = os.path.realpath(path)
        return not any(real.startswith(folder.rstrip(os.sep) + os.sep) for folder in (top, self._root, os.getcwd()))  # noqa: PTH109

    def _is_excluded(self, path: str, *, folder: bool = False) -> bool:
        if not self._excludes:
            return False
        relative = place(path, self._root)
        if relative is None or not self._excludes.match(relative, folder=folder):
            return False
        self._left_out.add(relative)
        return True

    @staticmethod
    def _is_pruned(entry: os.DirEntry[str]) -> bool:
        if entry.name.startswith(".") or entry.name in _PRUNED:
            return True
        return os.path.exists(os.path.join(entry.path, _VIRTUALENV))  # noqa: PTH110, PTH118


def _is_file(entry: os.DirEntry[str]) -> bool:
    try:
        return not entry.is_dir()
    except OSError:  # A link to itself.
        return False
