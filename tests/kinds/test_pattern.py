"""Words that count only where they are the whole block."""

from __future__ import annotations

import pytest

from healthlint.kinds.pattern import Pattern
from healthlint.prose.patterns import Patterns
from tests.kinds.conftest import Find

BUTTONS = Pattern(Patterns(("share", "tweet", "all rights reserved")), whole=True)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Share", ["Share"]),
        ("**Share!**", ["Share"]),
        ("Share the plan.", []),
        ("Please share", []),
        ("Share | Tweet", ["Share", "Tweet"]),
        ("Share 12, tweet 3", ["Share", "tweet"]),
        ("Share 12", []),
        ("Share it or tweet", []),
        ("Share. All rights reserved.", ["Share", "All rights reserved"]),
        ("Share. All of it.", []),
    ],
)
def test_whole_blocks(find: Find, text: str, found: list[str]) -> None:
    assert find(BUTTONS, text) == found
