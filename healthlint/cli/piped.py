"""What comes on standard input, for ``-`` as the path."""

from __future__ import annotations

import sys

from healthlint import files
from healthlint.core import regular_file
from healthlint.core.problem import HealthlintError, Problem
from healthlint.core.source import Source
from healthlint.core.tuples import NamedTuple


class Piped(NamedTuple):
    """What came."""

    data: bytes
    sources: list[Source]
    """The post, or those of an export."""


def read(name: str, most: int) -> Piped:
    """The post that is piped in, or the posts of an export.

    Raises:
        HealthlintError: it is larger than it may be, neither UTF-8 nor UTF-16, or an export that is no XML.
    """
    data = sys.stdin.buffer.read(most + 1)
    if len(data) > most:
        hint = "raise 'max-file-size' in the configuration"
        raise HealthlintError([Problem(name, f"larger than {regular_file.size(most)}, and not checked", hint=hint)])
    source = Source(name, files.decode(name, data))
    if not files.is_export_text(name, source.text):
        return Piped(data, [source])
    from healthlint.markdown import wxr  # noqa: PLC0415 - few runs read any

    return Piped(data, list(wxr.posts(source)))
