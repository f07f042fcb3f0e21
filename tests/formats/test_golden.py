"""Every format on one report, whole. ``HEALTHLINT_WRITE_GOLDEN=1 pytest tests/formats`` writes the files anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from healthlint.core.report import Report
from healthlint.core.rule import RuleSet
from healthlint.formats import FORMATS, Style

GOLDEN = Path(__file__).parent / "golden"


@pytest.mark.parametrize("name", FORMATS)
def test_golden(name: str, report: Report) -> None:
    path = GOLDEN / f"report.{name}"
    text = FORMATS[name].render(report, Style())
    if os.environ.get("HEALTHLINT_WRITE_GOLDEN"):
        path.write_text(text, encoding="utf-8", newline="\n")

    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", FORMATS)
def test_empty_reports(name: str) -> None:
    text = FORMATS[name].render(Report((), RuleSet((), english=None), "1.2.3"), Style())

    assert text == "" or text.endswith("\n")


@pytest.mark.parametrize("name", FORMATS)
def test_hostile_text_is_written_as_utf8_and_steers_nothing(name: str, hostile: Report) -> None:
    text = FORMATS[name].render(hostile, Style())

    assert "\x1b" not in text
    assert "\x00" not in text
    if name != "full":  # shows source lines, whose every character is checked by tests of its own
        text.encode("utf-8")
