"""What breaks off."""

from __future__ import annotations

import pytest

from healthlint.kinds.truncation import Truncation
from tests.kinds.conftest import Find


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("After the treatment most people feel tired, hungry and", ["and"]),
        ("After the treatment most people feel tired, hungry and\n\n- thirsty", []),
        ("After the treatment most people feel tired, hungry, and thirsty,", ["thirsty,"]),
        ("After the treatment most people feel tired and so on, [...]", ["[...]"]),
        ("After the treatment most people feel tired, and some of the...", ["the..."]),
        ("After the treatment most people feel tired, and some of the…", ["the…"]),
        ("After the treatment most people feel tired, and then...", []),
        ("After the treatment most people feel tired, some are even…\n\n[Read more >>](/tired)", ["even…"]),
        ("After the treatment most people feel tired, some are even…\n\nRead a book.", []),
        ("Patients should not drive and should not drink alcohol during", ["during"]),
        ("The nurse will help with burns, cuts, sprains and more", []),
        ("If you would like to see all that we know of it, read more", []),
        ("The ward will ask for your name, for your date of birth; and", []),
        ("Find the cause, and learn how severe it is", []),
        ("All the shots and blood transfusions that you've had", []),
        ("Tired and", []),
        ("## After the treatment most people feel tired, hungry and", []),
    ],
)
def test_paragraphs(find: Find, text: str, found: list[str]) -> None:
    assert find(Truncation(), text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Sleep well.\n\n## More", ["More"]),
        ("Sleep well.\n\nABOUT US", ["ABOUT US"]),
        ("Sleep well.\n\nNEVER DRIVE TIRED.", []),
        ("Sleep well.\n\n## More\n\n{{< tips >}}", []),
        ("# Sleep", []),
        ("Sleep well.\n\n## Call (555) 010-1234 for an appointment", []),
    ],
)
def test_posts(find: Find, text: str, found: list[str]) -> None:
    assert find(Truncation(unit="post"), text) == found
