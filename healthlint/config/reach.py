"""How far a configuration reaches: it may come from a stranger, and names files that are read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path


class Reach:
    """The folders in which lie what a configuration may name.

    Args:
        config: The file. The repository that it is in (a folder with ``.git``) may be named, every folder in it and
            every file; without a repository the folder above the file's own.
        trusted: More folders.
    """

    def __init__(self, config: Path, trusted: Iterable[Path] = ()) -> None:
        folder = config.resolve().parent
        repository = next((above for above in (folder, *folder.parents) if (above / ".git").exists()), None)
        self.home = repository or folder.parent
        self._folders = (self.home, *(path.resolve() for path in trusted))

    def holds(self, path: Path) -> bool:
        """True when a path, and what it points to if it is a link, lies in one of the folders."""
        try:
            real = path.resolve()
        except (OSError, RuntimeError):  # a link to itself
            return False
        return any(real.is_relative_to(folder) for folder in self._folders)
