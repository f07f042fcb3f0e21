"""The English of the built-in lexicons, and phrases marked «so» in their text."""

from __future__ import annotations

from typing import cast

import pytest

from healthlint import load_rules
from healthlint.core.span import Span
from healthlint.prose.english import English


@pytest.fixture(scope="session")
def english() -> English:
    return cast("English", load_rules().english)


def unmarked(text: str) -> tuple[str, Span]:
    """The text without its marks, and the span between them."""
    start = text.index("«")
    end = text.index("»") - 1
    return text.replace("«", "").replace("»", ""), Span(start, end)
