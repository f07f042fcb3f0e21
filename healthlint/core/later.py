"""What takes time to make, made when it is first used: a run over one post uses a few of the patterns of the code."""

from __future__ import annotations

import re
from typing import Any, AnyStr, cast


def pattern(text: AnyStr, flags: int = 0) -> re.Pattern[AnyStr]:
    """As ``re.compile``, which is put off until the pattern is first asked for anything."""
    return cast("re.Pattern[AnyStr]", _Pattern(text, flags))


class _Pattern:
    """A regular expression that is not compiled yet. What was asked of it once it has as its own."""

    def __init__(self, text: str | bytes, flags: int) -> None:
        self._what = (text, flags)

    def __getattr__(self, name: str) -> Any:
        text, flags = self._what
        found = getattr(re.compile(text, flags), name)
        setattr(self, name, found)
        return found
