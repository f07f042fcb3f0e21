"""Paths, addresses, columns and replacements as other programs want them."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from healthlint.core.report import Applicability, Diagnostic, Fix, Report
from healthlint.core.span import Position
from healthlint.formats import places


def only(report: Report, rule: str) -> Diagnostic:
    return next(found for found in report.diagnostics() if found.rule == rule)


def test_paths_are_relative_to_the_checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "site").mkdir()
    monkeypatch.chdir(tmp_path / "site")

    assert places.repository_path("posts/a.md") == "posts/a.md"
    assert places.repository_path("./posts/../a.md") == "a.md"
    assert places.repository_path(str(tmp_path / "site" / "a.md")) == "a.md"
    assert places.repository_path(str(tmp_path / "b.md")) == str(tmp_path / "b.md")

    monkeypatch.setenv("GITHUB_WORKSPACE", str(tmp_path))
    assert places.repository_path("posts/a.md") == "site/posts/a.md"
    assert places.repository_path(str(tmp_path / "b.md")) == "b.md"


def test_windows_paths_have_slashes() -> None:
    assert places.uri("C:\\my posts\\tea.md") == "file:///C:/my%20posts/tea.md"


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("posts/tea & honey.md", "posts/tea%20%26%20honey.md"),
        ("100%25.md", "100%2525.md"),
        ("naïve 😀.md", "na%C3%AFve%20%F0%9F%98%80.md"),
        ("caf\udce9.md", "caf%E9.md"),
        ("a\nb", "a%0Ab"),
    ],
)
def test_uris(path: str, uri: str) -> None:
    assert places.uri(path) == uri


@pytest.mark.skipif(os.sep == "\\", reason="parts folders there")
def test_backslashes_are_part_of_a_name_elsewhere() -> None:
    assert places.repository_path("a\\b.md") == "a\\b.md"


@pytest.mark.parametrize(
    ("url", "address"),
    [
        ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("https://example.org/a b", ""),
        ("https://example.org/é<>#a#b", "https://example.org/%C3%A9%3C%3E#a%23b"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_web_addresses(url: str, address: str) -> None:
    assert places.web_address(url) == address


def test_columns_in_bytes(report: Report) -> None:
    # "A 😀 poet ": ten bytes and three more for the emoji
    assert places.in_bytes(only(report, "respect/wording")) == (Position(7, 13), Position(7, 30))


def test_fixes_that_programs_may_offer(make: Callable[..., Diagnostic]) -> None:
    here = (Position(7, 1), Position(7, 4))

    def offered(applicability: Applicability, text: str = "died") -> bool:
        found = make("x.md", "respect/wording", "He did.", "He did", fix=Fix(applicability, *here, text))
        return places.applicable(found) is not None

    assert offered(Applicability.SAFE)
    assert offered(Applicability.UNSAFE, "One line.\n\nAnother.")
    assert not offered(Applicability.DISPLAY)
    assert not offered(Applicability.SAFE, "\x1b[2J")
