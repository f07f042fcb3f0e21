"""Sources judged by what they are."""

from __future__ import annotations

import pytest

from healthlint.core.reading import CitationForm
from healthlint.kinds.source import Source
from healthlint.prose.patterns import Patterns
from tests.kinds.conftest import Find, Read

CLAIMS = Patterns((r"\d+%",))
WEAK = Source(CLAIMS, hosts={"prints what it is sent": ("wire.example",)})
NAMED = Source(CLAIMS, forms=frozenset({CitationForm.NAMED_SOURCE}))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Naps help 70% of us ([more](https://www.wire.example/naps)).", ["more"]),
        ("Naps help 70% of us ([more](https://news.wire.example/naps)).", ["more"]),
        ("Naps help 70% of us, and 20% twice ([more](https://wire.example/naps)).", ["more"]),
        ("Naps help 70% of us ([more](https://wire.example/naps), [Lind](https://doi.org/10.1/x)).", []),
        ("Naps help 70% of us ([Lind](https://doi.org/10.1/x)).", []),
        ("Naps help us ([more](https://wire.example/naps)).", []),
        ("Naps help 70% of us. Pillows are soft. [We](https://wire.example/naps) like them.", []),
    ],
)
def test_hosts(find: Find, text: str, found: list[str]) -> None:
    assert find(WEAK, text) == found


def test_a_host_that_is_no_source_at_all(find: Find) -> None:
    kind = Source(CLAIMS, hosts={"is a social media page": ("youtube.com",)})

    assert find(kind, "Naps help 70% of us ([video](https://www.youtube.com/watch)).") == ["video"]


def test_the_host_and_what_it_is_fill_the_message(read: Read) -> None:
    reading = read("Naps help 70% of us ([more](https://www.wire.example/naps)).")

    [finding] = WEAK.find(reading)

    assert finding.values == {"host": "wire.example", "reason": "prints what it is sent"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("According to the CDC, naps help 70% of us.", ["According to the CDC"]),
        ("According to the [CDC](https://www.cdc.gov/naps), naps help 70% of us.", []),
        ("According to the CDC, naps help.", []),
    ],
)
def test_forms(find: Find, text: str, found: list[str]) -> None:
    assert find(NAMED, text) == found


def test_what_is_let_go(find: Find) -> None:
    kind = Source(CLAIMS, hosts=WEAK.hosts, except_=Patterns(("90%",)), unless=Patterns(("myth",)))

    assert find(kind, "Naps help 90% of us ([more](https://wire.example/naps)).") == []
    assert find(kind, "It is a myth that naps help 70% ([more](https://wire.example/naps)).") == []
