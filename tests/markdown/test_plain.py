"""Plain text: one block a line."""

from __future__ import annotations

import pytest

from healthlint.core.document import BlockKind
from tests.markdown.reading import outline, read, words, written

TEXT = """Tea for Sleep: A Short Guide

Many people drink tea in the evening and hope to sleep better than they did before.
What Is Tea?
Tea is an infusion of leaves in hot water, and people have drunk it for a long time.
How tea helps
- Warmth: a warm cup calms.
• Ritual
1. Boil water.
2) Wait.
Note: ask a doctor before you change anything at all about your medication
Results vary.
and some people sleep worse after drinking tea late in the evening, as we know.
The End
"""


def test_plain_text() -> None:
    document = read(TEXT, "post.txt")
    assert outline(document) == [
        ("heading", "Tea for Sleep: A Short Guide"),
        ("paragraph", "Many people drink tea in the evening and hope to sleep better than they did before."),
        ("heading", "What Is Tea?"),
        ("paragraph", "Tea is an infusion of leaves in hot water, and people have drunk it for a long time."),
        ("heading", "How tea helps"),
        ("item", "Warmth: a warm cup calms."),
        ("item", "Ritual"),
        ("item", "Boil water."),
        ("item", "Wait."),
        ("paragraph", "Note: ask a doctor before you change anything at all about your medication"),
        ("paragraph", "Results vary."),
        ("paragraph", "and some people sleep worse after drinking tea late in the evening, as we know."),
        ("paragraph", "The End"),
    ]
    headings = [block for block in document.blocks if block.kind is BlockKind.HEADING]
    assert all(block.implied and block.level == 2 for block in headings)
    assert [block.label for block in document.blocks if block.kind is BlockKind.ITEM] == ["", "", "1", "2"]
    assert {block.group for block in document.blocks if block.kind is BlockKind.ITEM} == {1}
    assert written(document, "Ritual") == "Ritual"


def test_markup_is_text() -> None:
    document = read("*Not* emphasis & &amp; `code` <b>. See https://example.org/x.\r\n{{ y }}\r\n", "post.TXT")
    assert words(document) == ["*Not* emphasis & &amp; `code` <b>. See https://example.org/x.", "{{ y }}"]
    assert [link.target for link in document.links] == ["https://example.org/x"]


@pytest.mark.parametrize("text", ["", "\n \n", "\u200b\n", "?\n", "-\n", "- \nx"])
def test_nearly_nothing(text: str) -> None:
    read(text, "post.txt")
