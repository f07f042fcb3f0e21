"""Short cuts of formats: the same as the long way."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from itertools import chain

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthlint.core.report import Report
from healthlint.formats import FORMATS, Style, excused, snippet, words
from healthlint.formats.json import entry

LINES = st.text(st.sampled_from("ab ,…é"), max_size=260)


def test_json_is_what_the_standard_library_writes(report: Report) -> None:
    first, *others = report.results
    assert first.diagnostics
    odd = replace(first.diagnostics[0], words='"\\\n\x1b\ud800中😀', suggestions=("a", "b"), path="\udcff.md")
    report = replace(report, results=(replace(first, diagnostics=(odd, *first.diagnostics)), *others))
    entries = [*map(entry, report.diagnostics()), *map(excused.entry, report.excused)]

    assert FORMATS["json"].render(report, Style()) == f"{json.dumps(entries, indent=2)}\n"


def test_plain_characters_are_safe_and_one_column_wide() -> None:
    plain = [character for character in map(chr, range(0x3000)) if words.is_plain(character)]

    assert {"a", " ", "é", "’", "…"} <= set(plain)
    for character in plain:
        assert unicodedata.category(character)[0] != "C"
        assert words.safe(character) == character
        assert sum(map(words.columns, (character, "中"))) == words.columns(f"{character}中") == 3


@given(LINES, st.integers(0, 260), st.integers(0, 260))
def test_plain_lines_are_shown_as_others(line: str, start: int, length: int) -> None:
    start = min(start, len(line))
    end = min(start + length, len(line))
    quick = snippet.underline(line, start, end)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(snippet, "is_plain", lambda _: False)
        assert snippet.underline(line, start, end) == quick


@pytest.mark.parametrize("name", [name for name, shape in FORMATS.items() if shape.streams])
def test_formats_that_stream_look_at_each_file_once(name: str, report: Report) -> None:
    whole = FORMATS[name].render(report, Style())
    once = Report(chain(report.results), report.rules, report.version, excused=report.excused)  # type: ignore[arg-type]

    assert FORMATS[name].render(once, Style()) == whole
