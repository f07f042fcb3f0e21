"""PyYAML has two parsers, and the one in C accepts more: rule files must be read alike with and without libyaml."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from healthlint import packs

FILES = sorted(Path(packs.builtin()).rglob("*.yaml"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_parser_without_libyaml(path: Path) -> None:
    assert list(yaml.parse(path.read_text(encoding="utf-8"), Loader=yaml.SafeLoader))
