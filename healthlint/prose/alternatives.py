"""The alternatives of large patterns, taken apart: each is looked for where it alone could stand."""

from __future__ import annotations

import re
from collections.abc import Iterator

from healthlint.core import later

_LARGE = 400
"""Characters of a pattern that is worth splitting."""
_SMALL = 60
"""Characters of alternatives that stay together."""
_MARKS = later.pattern(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|[()|]", re.DOTALL)
_OPENING = later.pattern(r"\((?:\?:)?(?!\?)")


def of(item: str) -> Iterator[str]:
    """The alternatives of a pattern that is nothing else and large, such as a lexicon of phrases; itself otherwise."""
    parts = _split(item) if len(item) > _LARGE else [item]
    if len(parts) == 1:
        yield item
        return
    small = [part for part in parts if len(part) <= _SMALL]
    if small:
        yield "|".join(small)
    for part in parts:
        if len(part) > _SMALL:
            yield from of(part)


def _split(item: str) -> list[str]:
    """What stands between the bars of a pattern or of the one group that it is made of."""
    marks = [(mark.group(), mark.start()) for mark in _MARKS.finditer(item) if mark.group() in ("(", ")", "|")]
    depth, bars, closes = 0, [], []
    for mark, at in marks:
        depth += {"(": 1, ")": -1}.get(mark, 0)
        if mark == "|" and depth == 0:
            bars.append(at)
        if mark == ")" and depth == 0:
            closes.append(at)
    if bars:
        return [item[start + 1 : end] for start, end in zip([-1, *bars], [*bars, len(item)], strict=True)]
    inner = _OPENING.match(item)
    if inner and closes == [len(item) - 1]:
        return _split(item[inner.end() : -1])
    return [item]
