"""Patterns that are compiled when they are first used."""

from __future__ import annotations

import re

import pytest

from healthlint.core import later


def test_a_pattern_is_compiled_when_it_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[object] = []
    original = re.compile
    monkeypatch.setattr(re, "compile", lambda *what: (compiled.append(what), original(*what))[1])
    pattern = later.pattern(r"(\w+) TEA", re.IGNORECASE)
    assert compiled == []

    for _ in range(2):
        found = pattern.search("some green tea")
        assert found is not None
        assert found[1] == "green"
    assert len(compiled) == 1
    assert pattern.pattern == r"(\w+) TEA"


def test_patterns_of_bytes_are_too() -> None:
    assert later.pattern(rb"\d").findall(b"a1b2") == [b"1", b"2"]
