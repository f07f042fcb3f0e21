"""The citation that was turned down stands beside the finding."""

from __future__ import annotations

import json
from dataclasses import replace

from healthlint import packs
from healthlint.core.report import Report
from healthlint.core.source import Source
from healthlint.engine.run import run_sources
from healthlint.formats import FORMATS, Style

POST = """\
# Sleep and health

Naps help 70% of patients with insomnia ([our page](/naps)).
"""


def report() -> Report:
    """What one rule says about the post."""
    rules = packs.load(packs.builtin())
    one = tuple(rule for rule in rules if rule.id == "evidence/uncited-percentage")
    return run_sources([Source("naps.md", POST)], replace(rules, rules=one))


def test_full_points_at_it() -> None:
    shown = FORMATS["full"].render(report(), Style())

    assert "see: naps.md:3:42: 'our page' is no source for it: it is a page of your own site." in shown


def test_json_has_its_place() -> None:
    [found] = json.loads(FORMATS["json"].render(report(), Style()))

    assert found["related"] == [
        {
            "path": "naps.md",
            "line": 3,
            "column": 42,
            "end_line": 3,
            "end_column": 59,
            "message": "'our page' is no source for it: it is a page of your own site.",
        }
    ]
