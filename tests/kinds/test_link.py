"""Links by their address."""

from __future__ import annotations

import pytest

from healthlint.kinds.link import Link
from healthlint.prose.patterns import Patterns
from tests.kinds.conftest import Find

PLACEHOLDER = Link(Patterns(("undefined", "todo")), whole=True)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See [the study](TODO).", ["the study"]),
        ("![A cup](undefined)", ["A cup"]),
        ("![](undefined)", ["![](undefined)"]),
        ("See [the study](https://example.org/todo).", []),
    ],
)
def test_placeholders(find: Find, text: str, found: list[str]) -> None:
    assert find(PLACEHOLDER, text) == found


def test_exceptions(find: Find) -> None:
    kind = Link(Patterns((r"example\.org",)), except_=Patterns(("about",)))

    assert find(kind, "[a](https://example.org/x) [b](https://example.org/about)") == ["a"]
