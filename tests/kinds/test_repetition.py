"""What stands in a post twice."""

from __future__ import annotations

import pytest

from healthlint.kinds.repetition import Repetition
from tests.kinds.conftest import Find

SLEEP = "Sleep helps the body to repair itself."


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (f"{SLEEP} Eat well.\n\n{SLEEP.upper()}", [SLEEP.upper()]),
        (f"{SLEEP}\n\nSleep helps. Sleep helps.", []),
        (f"## Effect\n\n{SLEEP}\n\n## Effect\n\n{SLEEP}", []),
        (f"## Effect\n\n{SLEEP}\n\n## Cause\n\n{SLEEP}", [SLEEP]),
        ("Call `a()` when you are done with it.\n\nCall `b()` when you are done with it.", []),
    ],
)
def test_sentences(find: Find, text: str, found: list[str]) -> None:
    assert find(Repetition("sentence"), text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("## Sleep well\n\n## Sleep well\n\nNow.", ["Sleep well"]),
        ("- nuts and figs\n- nuts and figs\n- nuts and figs", ["nuts and figs", "nuts and figs"]),
        ("Sleep well\n\nDream\n\nSleep well", []),
        ("Yes\n\nYes", []),
    ],
)
def test_lines(find: Find, text: str, found: list[str]) -> None:
    assert find(Repetition("line", words=2), text) == found


def test_a_passage_is_one_finding(find: Find) -> None:
    passage = f"{SLEEP}\n\n- dark rooms\n- cool rooms\n\nDim the light an hour before you lie down."
    text = f"## Adults\n\n{passage}\n\nAsk a nurse.\n\n## Children\n\n{passage}\n\nAsk a parent."
    (found,) = find(Repetition("paragraph"), text)
    assert found.startswith(SLEEP)
    assert found.endswith("lie down.")
