"""Output formats: each turns a report into text, in a file of its own. Nothing here prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from importlib import import_module
from types import MappingProxyType

from healthlint.core.report import Report, Stream
from healthlint.core.tuples import NamedTuple
from healthlint.formats.style import Style

__all__ = ["FORMATS", "Format", "Style", "automatic"]


class Format(NamedTuple):
    """A way to show a report, in a module of this package that is loaded when it is asked for: a run needs one."""

    module: str
    machine: bool
    """True when programs read it: its shape is a contract, and no summary follows the findings."""
    streams: bool = True
    """True when it needs the files of a report only once, one after another, and nothing that is known at the end."""

    def pieces(self, report: Stream, style: Style) -> Iterator[str]:
        """All findings, piece by piece: nothing when there is nothing to say. The last ends with a line break.

        Raises:
            TypeError: the format needs a whole ``Report``, and this is none.
        """
        module = import_module(f"healthlint.formats.{self.module}")
        if self.streams:
            yield from module.pieces(report, style)
        elif isinstance(report, Report):
            yield module.render(report, style)
        else:
            raise TypeError(f"the format '{self.module}' needs a whole report")

    def render(self, report: Report, style: Style) -> str:
        """All findings as one text."""
        return "".join(self.pieces(report, style))


FORMATS: Mapping[str, Format] = MappingProxyType(
    {
        "full": Format("full", machine=False),
        "concise": Format("concise", machine=True),
        "grouped": Format("grouped", machine=False),
        "json": Format("json", machine=True),
        "json-lines": Format("json_lines", machine=True),
        "sarif": Format("sarif", machine=True, streams=False),
        "github": Format("github", machine=True, streams=False),
        "gitlab": Format("gitlab", machine=True, streams=False),
        "junit": Format("junit", machine=True, streams=False),
        "checkstyle": Format("checkstyle", machine=True, streams=False),
        "rdjson": Format("rdjson", machine=True, streams=False),
        "azure": Format("azure", machine=True),
        "pylint": Format("pylint", machine=True),
        "markdown": Format("markdown", machine=True, streams=False),
    }
)
"""The formats by the names that ``--output-format`` takes; the first is the default."""


def automatic(environment: Mapping[str, str]) -> str:
    """The format that ``auto`` stands for: ``github`` in GitHub Actions, ``full`` elsewhere."""
    return "github" if environment.get("GITHUB_ACTIONS") == "true" else "full"
