"""The bar of a long run."""

from __future__ import annotations

import io

import pytest

from healthlint.cli import progress
from healthlint.cli.progress import Progress, bar


class Terminal(io.StringIO):
    """A stream that says that it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time, in seconds: set its only item."""
    now = [100.0]
    monkeypatch.setattr(progress.time, "monotonic", lambda: now[0])
    return now


def test_a_run_of_two_seconds_shows_nothing(clock: list[float]) -> None:
    terminal = Terminal()
    with Progress(stream=terminal) as shown:
        clock[0] += 1.9
        shown.show(1, 2)
    assert terminal.getvalue() == ""


def test_a_longer_run_shows_a_bar_and_takes_it_away(clock: list[float]) -> None:
    terminal = Terminal()
    with Progress(stream=terminal) as shown:
        clock[0] += 2
        shown.show(1500, 3000)
        shown.show(1501, 3000)
        clock[0] += 0.2
        shown.show(3000, 3000)
    assert terminal.getvalue() == (
        "\r\x1b[K[############------------] 1,500 of 3,000 posts"
        "\r\x1b[K[########################] 3,000 of 3,000 posts"
        "\r\x1b[K"
    )


def test_no_bar_where_nobody_looks(clock: list[float]) -> None:
    for stream, quiet in ((io.StringIO(), False), (Terminal(), True)):
        with Progress(stream=stream, quiet=quiet) as shown:
            clock[0] += 9
            shown.show(1, 2)
        assert stream.getvalue() == ""


def test_bar() -> None:
    assert bar(0, 7) == f"[{'-' * 24}]"
    assert bar(7, 7) == f"[{'#' * 24}]"
    assert bar(0, 0) == f"[{'-' * 24}]"
