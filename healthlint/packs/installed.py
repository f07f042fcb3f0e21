"""Packs that came with a Python package: found where it is installed, and none of its code is run."""

from __future__ import annotations

import importlib.util
from pathlib import Path

from healthlint.core.problem import HealthlintError, Problem
from healthlint.packs.files import PACK
from healthlint.strict import Place

RULES = "rules"
"""The folder in a package that holds its packs; without one the packs are folders of the package itself."""


def installed(name: str, place: Place | None = None) -> Path:
    """The folder of rules of an installed package.

    Args:
        name: Of the package, as Python imports it, such as ``acme_health``.
        place: Where a configuration names it.

    Raises:
        HealthlintError: there is no such package, or it holds no rules.
    """
    plain = name.strip().replace("-", "_")
    if not plain.isidentifier():
        raise _problem(place, f"'{name}' is no name of a Python package", "such as 'package:acme_health'")
    # Of a name without a dot only the place is looked up: nothing is imported.
    spec = importlib.util.find_spec(plain)
    if spec is None:
        hint = f"install it where healthlint is: pip install {plain.replace('_', '-')}"
        raise _problem(place, f"no Python package '{plain}' is installed", hint)
    folders = [Path(folder) for folder in spec.submodule_search_locations or ()]
    for folder in folders:
        for inner in (folder / RULES, folder):
            if any(inner.glob(PACK)) or any(inner.glob(f"*/{PACK}")):
                return inner
    where = f" ({folders[0]})" if folders else ""
    hint = f"a pack is a folder '{RULES}/<pack>' in it, with a {PACK}; ask those who made it"
    raise _problem(place, f"the package '{plain}' holds no rules{where}", hint)


def _problem(place: Place | None, message: str, hint: str) -> HealthlintError:
    if place is None:
        return HealthlintError([Problem("packs", message, hint=hint)])
    return HealthlintError([Problem(place.path, message, place.line, place.column, hint)])
