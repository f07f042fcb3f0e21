"""Rule kinds: each is a frozen value whose fields are the options that a rule gives under ``find:``.

A new kind is one file here, one line in ``KINDS`` and one paragraph in ``rules/README.md``.
"""

from __future__ import annotations

from collections.abc import Mapping

from healthlint.core.rule import Kind
from healthlint.kinds.abbreviation import Abbreviation
from healthlint.kinds.age import Age
from healthlint.kinds.characters import Characters
from healthlint.kinds.condition import When
from healthlint.kinds.front_matter import FrontMatter
from healthlint.kinds.identifier import Identifier
from healthlint.kinds.language import Language
from healthlint.kinds.length import Length
from healthlint.kinds.link import Link
from healthlint.kinds.pattern import Claim, Pattern, Swap
from healthlint.kinds.readability import Readability
from healthlint.kinds.reference import Reference
from healthlint.kinds.repetition import Repetition
from healthlint.kinds.require import Require
from healthlint.kinds.share import Share
from healthlint.kinds.source import Source
from healthlint.kinds.suppression import Suppression
from healthlint.kinds.truncation import Truncation

KINDS: Mapping[str, type[Kind]] = {
    "abbreviation": Abbreviation,
    "age": Age,
    "characters": Characters,
    "claim": Claim,
    "front_matter": FrontMatter,
    "identifier": Identifier,
    "language": Language,
    "length": Length,
    "link": Link,
    "pattern": Pattern,
    "readability": Readability,
    "reference": Reference,
    "repetition": Repetition,
    "require": Require,
    "share": Share,
    "source": Source,
    "suppression": Suppression,
    "swap": Swap,
    "truncation": Truncation,
}

WORDLESS = frozenset({"characters", "front_matter", "language", "suppression"})
"""Kinds that do not judge by words: their rules run on posts in any language."""

__all__ = ["KINDS", "WORDLESS", "Suppression", "When"]
