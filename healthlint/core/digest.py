"""``blake2b`` and ``sha256`` as of ``hashlib``, without OpenSSL, which that loads: two milliseconds of a start."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hashlib import blake2b, sha256

__all__ = ["blake2b", "sha256"]

_OWN = {"blake2b": ("_blake2",), "sha256": ("_sha2", "_sha256")}
"""By name, the modules of CPython in which it is, in some version."""


def _find(name: str) -> Any:
    for module in (*_OWN[name], "hashlib"):
        try:
            return getattr(import_module(module), name)
        except (ImportError, AttributeError):
            continue
    raise ImportError(name)


if not TYPE_CHECKING:
    blake2b, sha256 = _find("blake2b"), _find("sha256")
