"""The language of a post: as it says itself, or as the words show that every text in a language has."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from healthlint.core import later
from healthlint.core.document import Document
from healthlint.prose.english import LanguageWords

HOME = "en"
"""The language that the lexicons are in."""
_KEYS = ("lang", "language", "locale")
_READ = 2_000
"""Characters at the head of a post that tell its language."""
_ENOUGH = 600
"""Characters that tell it where English is as frequent as in careful prose."""
_FEWEST = 40
"""Words without which no language is told."""
_PLAINLY = 0.08
"""English from this share of its words on: careful prose has 0.3, a list of names and numbers 0.1."""
_CAREFULLY = 0.25
"""English beyond doubt, where so large a share of the first ``_ENOUGH`` characters is."""
_FOREIGN = 0.18
"""Another language, where it has so large a share of the words and English hardly any."""
_HARDLY = 0.05
_LETTERS = 0.3
"""Another script, where so many of the letters belong to it."""
_CODE = later.pattern(r"([a-z]{2,3})(?:[-_][a-z0-9]+)*", re.IGNORECASE)


def told(document: Document, data: bytes, languages: Mapping[str, LanguageWords]) -> str:
    """The code of the language of a post; empty when that is not plain.

    Args:
        document: The post.
        data: Its text, folded: see ``folding.fold``.
        languages: What tells them.
    """
    values = document.front_matter.values if document.front_matter else {}
    for key, value in values.items():
        if key.lower() in _KEYS and isinstance(value, str) and (code := code_of(value, languages)):
            return code
    known = _words(languages[HOME].words) if HOME in languages else frozenset()
    words = data[:_ENOUGH].lower().split()
    if len(words) >= _FEWEST and sum(map(known.__contains__, words)) >= _CAREFULLY * len(words):
        return HOME
    words = data[:_READ].lower().split()
    home = sum(map(known.__contains__, words))
    if home >= _PLAINLY * len(words) and len(words) >= _FEWEST:
        return HOME
    if home > _HARDLY * len(words):
        return ""
    text = document.text[:_READ]
    script = _script(text, languages)
    if script or len(words) < _FEWEST:
        return script
    shares = {
        code: sum(map(_words(language.words).__contains__, words)) / len(words)
        for code, language in languages.items()
        if language.words and code != HOME
    }
    best = max(shares, key=shares.__getitem__, default="")
    return best if best and shares[best] >= _FOREIGN else ""


def code_of(written: str, languages: Mapping[str, LanguageWords]) -> str:
    """The code of a language as people write it, ``es-MX`` or ``Spanish``; empty when it is none that is known."""
    code = _CODE.fullmatch(written.strip())
    if code and code[1].lower() in languages:
        return code[1].lower()
    name = written.strip().lower()
    return next((code for code, language in languages.items() if language.title.lower() == name), "")


def _script(text: str, languages: Mapping[str, LanguageWords]) -> str:
    """The language of which most letters are that are no Latin ones."""
    if text.isascii():
        return ""
    letters = sum(character.isalpha() for character in text)
    for code, language in languages.items():
        if language.letters and letters >= _FEWEST and len(_of(language.letters).findall(text)) >= _LETTERS * letters:
            return code
    return ""


@lru_cache(maxsize=64)
def _words(words: tuple[str, ...]) -> frozenset[bytes]:
    return frozenset(word.encode() for word in words)


@lru_cache(maxsize=64)
def _of(letters: str) -> re.Pattern[str]:
    return re.compile(f"[{letters}]")
