"""A folder as it was in the last commit of git."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

from healthlint.core.problem import HealthlintError
from healthlint.files.git import Repository


def is_in_git(folder: Path) -> bool:
    """True when a folder lies in a git repository that has a commit, and is not told to ignore it."""
    try:
        return Repository(str(folder)).folder_is_kept()
    except HealthlintError:
        return False


def is_committed(folder: Path) -> bool:
    """True when the last commit of the git repository around a folder holds it."""
    return Repository(str(folder)).folder_is_committed()


def extract(folder: Path, into: Path) -> None:
    """Writes what the last commit holds of a folder to another one.

    Raises:
        HealthlintError: git breaks down.
    """
    data = Repository(str(folder)).folder_as_tar()
    into.mkdir(parents=True, exist_ok=True)
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        for member in archive:
            content = archive.extractfile(member) if member.isfile() else None
            if content is not None:
                path = into / member.name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.read())
