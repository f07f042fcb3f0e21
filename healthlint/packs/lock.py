"""``healthlint.lock``: packs pinned to what they held, so that an upgrade cannot change findings unseen."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path

from healthlint.core import regular_file
from healthlint.core.problem import HealthlintError, Problem
from healthlint.packs.locate import shown

VERSION = 1
_METHOD = "sha256:"


def text(packs: Mapping[str, Path]) -> str:
    """A lock file for packs: their folders by name."""
    found = {name: digest(folder) for name, folder in sorted(packs.items())}
    return f"{json.dumps({'version': VERSION, 'packs': found}, indent=2)}\n"


def read(path: Path) -> dict[str, str]:
    """The digests in a lock file, by pack.

    Raises:
        HealthlintError: it cannot be read, or is none.
    """
    hint = "write it anew with 'healthlint lock'"
    try:
        found = json.loads(regular_file.read_text(path))
        version, packs = found["version"], {str(name): str(digest) for name, digest in found["packs"].items()}
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise HealthlintError([Problem(shown(path), f"no lock file of healthlint: {error}", hint=hint)]) from error
    if version != VERSION:
        message = f"the lock file has version {version}, and this healthlint reads version {VERSION}"
        raise HealthlintError([Problem(shown(path), message, hint=hint)])
    return packs


def check(path: Path, packs: Mapping[str, Path]) -> None:
    """Compares packs with a lock file.

    Raises:
        HealthlintError: the file cannot be read, or with every pack that is not as it was locked.
    """
    locked = read(path)
    problems = []
    for name, folder in packs.items():
        if name not in locked:
            problems.append(_problem(path, f"the pack '{name}' is not locked", "add it with 'healthlint lock'"))
        elif locked[name] != digest(folder):
            hint = "look at the change with 'healthlint test --against POSTS', then accept it with 'healthlint lock'"
            problems.append(_problem(path, f"the pack '{name}' is not what was locked", hint))
    if problems:
        raise HealthlintError(problems)


def _problem(path: Path, message: str, hint: str) -> Problem:
    return Problem(shown(path.absolute()), message, hint=hint)


def digest(folder: Path) -> str:
    """Of the names and contents of the YAML files in a folder of packs, whatever system it was checked out on.

    Raises:
        HealthlintError: one of them cannot be read.
    """
    total = hashlib.sha256()
    for path in sorted(folder.rglob("*.yaml"), key=lambda path: path.relative_to(folder).as_posix()):
        name = path.relative_to(folder).as_posix()
        if not any(part.startswith((".", "__")) for part in name.split("/")):
            content = _content(path)
            total.update(f"{name}\0{len(content)}\0".encode("utf-8", "surrogatepass"))
            total.update(content)
    return _METHOD + total.hexdigest()


def _content(path: Path) -> bytes:
    try:
        return regular_file.read(path).replace(b"\r\n", b"\n")
    except OSError as error:
        raise HealthlintError([Problem(shown(path), f"cannot be read: {error.strerror}")]) from error
