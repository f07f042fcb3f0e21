"""What stands in the words themselves: bare web addresses and superscript digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from healthlint.core import later
from healthlint.core.document import OPAQUE, Link, LinkKind, Mark, MarkKind
from healthlint.core.prose import Prose
from healthlint.core.span import Span
from healthlint.markdown.attribute_words import decode

_BEFORE = later.pattern(r"[\w@/.-]")
_ADDRESS = later.pattern(rf"(?:https?://|www\.)[^\s<>\"{OPAQUE}“”«»]{{2,2000}}")
_TRAILING = "?!.,:;*_~'’"
_DIGITS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_SUPERSCRIPT = later.pattern("[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:[⁻,–-][⁰¹²³⁴⁵⁶⁷⁸⁹]+)*")


def bare_addresses(prose: Prose, source: str, links: list[Link]) -> list[Link]:
    """Links for the addresses in the text that are in no link yet, ended as GFM 0.29 (section 6.9) says."""
    text = prose.text
    if "://" not in text and "www." not in text:
        return []
    linked = sorted(link.span for link in links)
    found: list[Link] = []
    index = 0
    for match in _addresses(text):
        start = match.start()
        while index < len(linked) and linked[index].end <= start:
            index += 1
        if any(span.start <= start < span.end for span in linked[index : index + 3]):
            continue
        span = Span(start, start + len(_without_trailing(match[0])))
        place = prose.to_source(span)
        written = decode(source[place.start : place.end])
        # The words have lost their underscores when those were emphasis; the file has not.
        target = (
            written if written and not any(character.isspace() for character in written) else text[start : span.end]
        )
        found.append(Link(LinkKind.AUTOLINK, span, target, place))
    return found


def _addresses(text: str) -> Iterator[re.Match[str]]:
    """Addresses in the text; looked for by their marks, which is much faster than by a pattern alone."""
    starts = [at - 5 if text.startswith("https", max(0, at - 5)) else at - 4 for at in _finds(text, "://") if at >= 4]
    starts += _finds(text, "www.")
    done = 0
    for start in sorted(starts):
        if start < done or (start and _BEFORE.match(text, start - 1)):
            continue
        found = _ADDRESS.match(text, start)
        if found:
            done = found.end()
            yield found


def _finds(text: str, mark: str) -> Iterator[int]:
    at = text.find(mark)
    while at >= 0:
        yield at
        at = text.find(mark, at + 1)


def _without_trailing(address: str) -> str:
    while True:
        shorter = address.rstrip(_TRAILING)
        if (shorter.endswith(")") and shorter.count(")") > shorter.count("(")) or (
            shorter.endswith("]") and "[" not in shorter
        ):
            shorter = shorter[:-1]
        if shorter == address:
            return address
        address = shorter


def superscripts(prose: Prose, marks: list[Mark]) -> list[Mark]:
    """Marks for superscript digits (U+00B9 and others) that are in no mark yet."""
    text = prose.text
    if text.isascii() or not any(digit in text for digit in _DIGITS):
        return []
    marked = {mark.span.start for mark in marks}
    return [
        Mark(MarkKind.SUPERSCRIPT, Span(*found.span()), found[0], prose.to_source(Span(*found.span())))
        for found in _SUPERSCRIPT.finditer(text)
        if found.start() not in marked
    ]
