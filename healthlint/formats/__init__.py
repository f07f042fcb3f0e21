"""Output formats: each turns a report into text, in a file of its own. Nothing here prints."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from types import MappingProxyType
from typing import NamedTuple

from healthlint.core.report import Report
from healthlint.formats import concise, full, grouped, json
from healthlint.formats.statistics import statistics
from healthlint.formats.style import Style
from healthlint.formats.summary import summary

__all__ = ["FORMATS", "Format", "Style", "automatic", "statistics", "summary"]


class Format(NamedTuple):
    """A way to show a report."""

    render: Callable[[Report, Style], str]
    """All findings; empty when there is nothing to say. Ends with a line break otherwise."""
    machine: bool
    """True when programs read it: its shape is a contract, and no summary follows the findings."""


def _later(module: str) -> Callable[[Report, Style], str]:
    """Loads a format when it is asked for: most runs need one, and every run has to start."""

    def render(report: Report, style: Style) -> str:
        text: str = import_module(f"healthlint.formats.{module}").render(report, style)
        return text

    return render


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "full": Format(full.render, machine=False),
        "concise": Format(concise.render, machine=True),
        "grouped": Format(grouped.render, machine=False),
        "json": Format(json.render, machine=True),
        "json-lines": Format(_later("json_lines"), machine=True),
        "sarif": Format(_later("sarif"), machine=True),
        "github": Format(_later("github"), machine=True),
        "gitlab": Format(_later("gitlab"), machine=True),
        "junit": Format(_later("junit"), machine=True),
        "checkstyle": Format(_later("checkstyle"), machine=True),
        "rdjson": Format(_later("rdjson"), machine=True),
        "azure": Format(_later("azure"), machine=True),
        "pylint": Format(_later("pylint"), machine=True),
        "markdown": Format(_later("markdown"), machine=True),
    }
)
"""The formats by the names that ``--output-format`` takes; the first is the default."""


def automatic(environment: Mapping[str, str]) -> str:
    """The format that ``auto`` stands for: ``github`` in GitHub Actions, ``full`` elsewhere."""
    return "github" if environment.get("GITHUB_ACTIONS") == "true" else "full"
