"""Output formats: each turns a report into text, in a file of its own. Nothing here prints."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import NamedTuple

from healthlint.core.report import Report
from healthlint.formats import concise, full, grouped, json
from healthlint.formats.statistics import statistics
from healthlint.formats.style import Style
from healthlint.formats.summary import summary

__all__ = ["FORMATS", "Format", "Style", "statistics", "summary"]


class Format(NamedTuple):
    """A way to show a report."""

    render: Callable[[Report, Style], str]
    """All findings; empty when there is nothing to say. Ends with a line break otherwise."""
    machine: bool
    """True when programs read it: its shape is a contract, and no summary follows the findings."""


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "full": Format(full.render, machine=False),
        "concise": Format(concise.render, machine=True),
        "grouped": Format(grouped.render, machine=False),
        "json": Format(json.render, machine=True),
    }
)
"""The formats by the names that ``--output-format`` takes; the first is the default."""
