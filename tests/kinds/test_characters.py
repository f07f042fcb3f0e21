"""Exact characters."""

from __future__ import annotations

import pytest

from healthlint.kinds.characters import Characters
from tests.kinds.conftest import Find


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Itâ€™s warm, isnâ€™t it.", ["Itâ€™s", "isnâ€™t"]),
        ("It’s warm at the café.", []),
        ("`Itâ€™s`", []),
        ("â€™â€™", ["â€™â€™"]),
    ],
)
def test_sequences_are_found_unfolded_with_their_word(find: Find, text: str, found: list[str]) -> None:
    assert find(Characters(("â€™",)), text) == found


def test_the_longest_sequence_wins(find: Find) -> None:
    assert find(Characters(("??", "???")), "What???") == ["What???"]
