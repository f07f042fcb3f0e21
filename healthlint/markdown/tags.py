"""The tags of HTML: where they begin and end, and their attributes."""

from __future__ import annotations

import re

from healthlint.core import later
from healthlint.core.span import Span

ENTITY = later.pattern(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_TAG = later.pattern(r"</?([A-Za-z][A-Za-z0-9:._-]*+)(?!//)((?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+)")
_ATTRIBUTE = later.pattern(r"([A-Za-z_:@][\w:.@-]*)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>`]+)))?")
_MOST_WASTE = 1_000_000
"""After so many characters looked at for the ends of tags that never end, nothing more is taken for a tag."""


def match_tag(segment: str, at: int) -> re.Match[str] | None:
    """A tag up to its ``>``: the name in group 1, everything after it in group 2. None for comments and the like."""
    return _TAG.match(segment, at)


def attributes(tag: re.Match[str], base: int) -> dict[str, Span]:
    """The values of a tag's attributes by lower-case names, as spans counted from the base."""
    values: dict[str, Span] = {}
    offset = base + tag.start(2)
    for found in _ATTRIBUTE.finditer(tag[2]):
        group = found.lastindex or 1
        if group > 1:
            values.setdefault(found[1].lower(), Span(offset + found.start(group), offset + found.end(group)))
    return values


class TagFinder:
    """Finds the ends of tags in one document, in time linear in its length."""

    def __init__(self) -> None:
        self._wasted = 0

    def markup_end(self, segment: str, at: int) -> int:
        """Where a tag, comment, declaration or instruction ends; 0 when the ``<`` at an offset begins none."""
        if self._wasted > _MOST_WASTE:
            return 0
        following = segment[at + 1 : at + 2]
        if following == "!":
            if segment.startswith("<!--", at):
                end = segment.find("-->", at + 2)
                return end + 3 if end >= 0 else len(segment)
            return self._after("]]>" if segment.startswith("<![CDATA[", at) else ">", segment, at)
        if following == "?":
            return self._after("?>", segment, at)
        tag = _TAG.match(segment, at)
        if not tag:
            return 0
        end = tag.end()
        if segment[end : end + 1] == ">":
            return end + 1
        self._wasted += end - at
        return 0

    def _after(self, closing: str, segment: str, at: int) -> int:
        end = segment.find(closing, at)
        if end >= 0:
            return end + len(closing)
        self._wasted += len(segment) - at
        return 0
