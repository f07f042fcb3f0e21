"""Identifiers that cannot be right."""

from __future__ import annotations

import pytest

from healthlint.kinds.identifier import Identifier
from healthlint.prose.patterns import Patterns
from tests.kinds.conftest import Find, Read

KIND = Identifier(
    Patterns((r"PMID \d+",)),
    Patterns((r"PMID [1-9]\d{0,7}",)),
    addresses=Patterns((r"doi\.org/.+",)),
    valid_addresses=Patterns((r"doi\.org/10\.\d{4,9}/.+",)),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("PMID 1234567", []),
        ("PMID 1234567890", ["PMID 1234567890"]),
        ("[Lind](https://doi.org/10.1000/x)", []),
        ("[Lind](https://doi.org/11.1000/x)", ["Lind"]),
        ("[PMID 1234567890](https://doi.org/11.1000/x)", ["PMID 1234567890"]),
        ("[](https://doi.org/11.1000/x)", ["[](https://doi.org/11.1000/x)"]),
        ("`PMID 1234567890`", []),
    ],
)
def test_identifiers(find: Find, text: str, found: list[str]) -> None:
    assert find(KIND, text) == found


def test_the_identifier_fills_the_message(read: Read) -> None:
    [finding] = KIND.find(read("See [Lind](https://doi.org/11.1000/x)."))

    assert finding.values == {"identifier": "https://doi.org/11.1000/x"}
