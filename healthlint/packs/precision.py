"""How often the built-in rules were right where somebody judged their findings, one by one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from healthlint.core.record import record
from healthlint.packs.locate import shown
from healthlint.strict import decode, read_yaml


@record
class Precision:
    """One rule's findings on real texts, judged by reading them."""

    judged: int
    """Findings that were read: all, or a random sample."""
    right: int
    """Those that a careful medical editor would have marked too."""
    date: str
    """When, as year and month."""

    def __str__(self) -> str:
        return f"{self.right} of {self.judged} findings on real texts, {self.date}"


def measured() -> Mapping[str, Precision]:
    """What ``benchmarks/accuracy/precision.yaml`` says, by rule; it lies in the installed package too.

    Empty where neither is there.

    Raises:
        HealthlintError: with every mistake in the file.
    """
    package = Path(__file__).resolve().parent.parent
    for path in (package / "precision.yaml", package.parent / "benchmarks" / "accuracy" / "precision.yaml"):
        if path.is_file():
            found: Mapping[str, Precision] = decode(
                read_yaml(shown(path), path.read_text(encoding="utf-8")),
                Mapping[str, Precision],  # type: ignore[type-abstract]
            )
            return found
    return {}
