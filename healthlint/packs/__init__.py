"""Rule packs: found, loaded, proven by their examples, described. Data in, a ``RuleSet`` out."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from healthlint.packs.kept import prepared
from healthlint.packs.locate import builtin

if TYPE_CHECKING:
    from healthlint.packs.loader import Loaded, load, load_sound
    from healthlint.packs.precision import Precision, measured

__all__ = ["Loaded", "Precision", "builtin", "load", "load_sound", "measured", "prepared"]

_LATER = {
    "Loaded": "loader",
    "Precision": "precision",
    "load": "loader",
    "load_sound": "loader",
    "measured": "precision",
}
"""By name, the modules that most runs do without: their rules were checked before."""


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_LATER[name]}"), name)
