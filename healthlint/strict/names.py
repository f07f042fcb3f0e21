"""Near names: what somebody probably meant who wrote a name that does not exist."""

from __future__ import annotations

from collections.abc import Iterable

_LISTED = 12
"""Longer lists of allowed names help nobody in an error message."""


def near(name: str, known: Iterable[str]) -> str:
    """The known name that looks most like this one; empty when none does."""
    # Imported here because only mistakes need it.
    from difflib import get_close_matches  # noqa: PLC0415

    names = {known_name.lower(): known_name for known_name in known}
    found = get_close_matches(name.lower(), names, n=1, cutoff=0.6)
    return names[found[0]] if found else ""


def did_you_mean(name: str, known: Iterable[str], label: str = "known") -> str:
    """A hint for a name that does not exist: the near one, or the names that there are."""
    names = list(known)
    meant = near(name, names)
    if meant:
        return f"did you mean '{meant}'?"
    if not names or len(names) > _LISTED:
        return ""
    return f"{label}: {', '.join(names)}"
