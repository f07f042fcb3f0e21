"""What the tests of rule kinds share."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from healthlint import markdown, packs
from healthlint.core.rule import Kind
from healthlint.core.source import Source
from healthlint.prose.english import English
from healthlint.prose.reader import Reader

Find = Callable[..., list[str]]
Read = Callable[..., Reader]


@pytest.fixture(scope="session")
def english() -> English:
    """The built-in English."""
    english = packs.load(packs.builtin()).english
    assert isinstance(english, English)
    return english


@pytest.fixture
def read(english: English) -> Read:
    """Reads a post."""

    def read(text: str, path: str = "post.md") -> Reader:
        return Reader(markdown.parse(Source(path, text)), english)

    return read


@pytest.fixture
def find(read: Read) -> Find:
    """The words that a kind finds in a post; for a finding without words, the source it points at, or nothing."""

    def find(kind: Kind, text: str, path: str = "post.md") -> list[str]:
        reading = read(text, path)
        words = []
        for finding in kind.find(reading):
            if finding.span is not None:
                words.append(reading.document.text[slice(*finding.span)])
            else:
                words.append(text[slice(*finding.source)] if finding.source else "")
        return words

    return find
