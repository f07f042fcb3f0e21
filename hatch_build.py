"""Puts the built-in rules into the wheel as they are after loading: to check them takes seconds at the first run."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class Snapshot(BuildHookInterface):
    """Works the rules out with the code that is being built, which tells whether they fit it when it runs."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Adds the snapshot to a wheel. An editable one has none: its rules change."""
        if version == "editable":
            return
        sys.path.insert(0, self.root)
        from healthlint import __version__, packs
        from healthlint.packs import kept

        self._folder = tempfile.TemporaryDirectory()
        path = Path(self._folder.name) / kept.SHIPPED
        path.write_bytes(kept.shipped(packs.builtin(), version=__version__))
        build_data["force_include"][str(path)] = f"healthlint/packs/{kept.SHIPPED}"

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Clears up."""
        if version != "editable":
            self._folder.cleanup()
