"""Fixtures that all tests share."""

from __future__ import annotations

from pathlib import Path

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--shared",
        metavar="PATH",
        help="a folder with real posts and others' test suites; tests that need it are skipped without it",
    )


@pytest.fixture
def shared(request: pytest.FixtureRequest) -> Path:
    """The folder given as --shared."""
    path = request.config.getoption("--shared")
    if path is None:
        pytest.skip("needs --shared PATH (real posts and others' test suites)")
    return Path(path)
