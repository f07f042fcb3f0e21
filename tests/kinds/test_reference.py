"""Marks without entries, and entries without marks."""

from __future__ import annotations

import pytest

from healthlint.kinds.reference import Reference
from healthlint.prose.patterns import Patterns
from tests.kinds.conftest import Find

BROKEN = Reference("broken")
UNUSED = Reference("unused", headings=Patterns(("references",)), entry=Patterns((r"20\d\d",)))
LIST = "\n\n## References\n\n1. Lind T. Naps. 2019.\n2. Roy P. Rest. 2020.\n"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Naps help [1]." + LIST, []),
        ("Naps help [1-2]." + LIST, []),
        ("Naps help [3]." + LIST, ["[3]"]),
        ("Naps help [3].", ["[3]"]),
        ("Naps help.<sup>3</sup>" + LIST, ["3"]),
        ("Naps help.³" + LIST, ["³"]),
        ("The ion is Cu².", []),
        ("It is 10<sup>3</sup> times as much." + LIST, []),
        ("Naps help.[^x]", ["[^x]"]),
        ("Naps help.[^x]\n\n[^x]: Lind T. Naps. 2019.", []),
        ("See `naps[3]`.", []),
        ("Naps help [3].\n\n## References\n\nLind T. Naps. 2019.", []),
        ("Naps help [2].\n\n[1] Lind T. Naps. 2019.\n\n[2] A leaflet", []),
        ("Naps help [1].\n\n| No | Source |\n|-|-|\n| 1 | <https://example.org/naps> |\n", []),
        ("Naps help [2].\n\n| No | Source |\n|-|-|\n| 1 | <https://example.org/naps> |\n", ["[2]"]),
        ("Naps help [1].\n\n| Naps | Hours |\n|-|-|\n| 1 | 20 |\n", ["[1]"]),
    ],
)
def test_broken(find: Find, text: str, found: list[str]) -> None:
    assert find(BROKEN, text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Naps help." + LIST, ["References"]),
        ("Naps help [1]." + LIST, []),
        ("Naps help (Lind, 2019)." + LIST, []),
        ("Naps help.[^x]\n\n[^x]: Lind T. Naps. 2019." + LIST, []),
        ("Naps help ([Lind](https://doi.org/10.1/x)).\n\n## References\n\n- [Lind 2019](https://doi.org/10.1/x)", []),
        (
            "Naps help ([Roy](https://doi.org/10.1/y)).\n\n## References\n\n- [Lind 2019](https://doi.org/10.1/x)",
            ["References"],
        ),
        ("Naps help.\n\n## References\n\nAsk us.", []),
        ("Naps help.\n\n## Opening hours\n\n1. Since 2019.", []),
    ],
)
def test_unused(find: Find, text: str, found: list[str]) -> None:
    assert find(UNUSED, text) == found
