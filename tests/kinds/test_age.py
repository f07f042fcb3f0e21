"""The newest year among the dates of a post."""

from __future__ import annotations

import pytest

from healthlint.kinds.age import Age
from healthlint.prose.patterns import Patterns
from tests.kinds.conftest import Find, Read

AGE = Age(2024, fields=("date", "last_reviewed"), text=Patterns(("updated in \\d{4}",)))


@pytest.mark.parametrize(
    ("post", "old"),
    [
        ("---\ndate: 2019-05-01\n---\nText.\n", True),
        ("---\ndate: 2024-05-01\n---\nText.\n", False),
        ("---\ndate: 2019-05-01\nLast-Reviewed: 2025-01-02\n---\nText.\n", False),
        ("---\ndate: 2019-05-01\nevent: 2025-01-02\n---\nText.\n", True),
        ("It was updated in 2020.\n", True),
        ("---\ndate: 2019-05-01\n---\nIt was updated in 2025.\n", False),
        ("In 2012 the advice changed.\n", False),
        ("---\ndate: someday, 120190 miles off\n---\nText.\n", False),
    ],
)
def test_only_dates_of_the_post_count(find: Find, post: str, *, old: bool) -> None:
    assert find(AGE, post) == [""] * old


def test_the_message_can_name_both_years(read: Read) -> None:
    (finding,) = AGE.find(read("---\ndate: 2019-05-01\nlast_reviewed: '2021'\n---\nText.\n"))

    assert finding.values == {"found": "2021", "limit": "2024"}
