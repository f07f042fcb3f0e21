"""Where rules are."""

from __future__ import annotations

from pathlib import Path

from healthlint.core.problem import HealthlintError, Problem


def builtin() -> Path:
    """The folder of the built-in packs: inside the installed package, or beside it in a checkout.

    Raises:
        HealthlintError: neither is there.
    """
    package = Path(__file__).resolve().parent.parent
    for folder in (package / "rules", package.parent / "rules"):
        if (folder / "lexicon").is_dir():
            return folder
    raise HealthlintError(
        [Problem(str(package / "rules"), "the built-in rules are missing", hint="reinstall healthlint")]
    )


def shown(path: Path) -> str:
    """A path as problems print it: relative to the current folder where it is below."""
    return (path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path).as_posix()
