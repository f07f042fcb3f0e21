"""What a run over one post imports: start-up is most of its time."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

CODE = """
import sys
from healthlint.cli import main
main(["check", sys.argv[1], "--quiet", "--no-config", "--no-cache"])
print("modules:", *sys.modules)
"""
UNWANTED = {"asyncio", "concurrent.futures", "multiprocessing", "nltk", "pyphen", "sqlite3", "textstat", "unittest"}


def test_one_post_imports_nothing_that_it_does_not_need(tmp_path: Path) -> None:
    post = tmp_path / "post.md"
    post.write_text("# Tea\n\nOur tea cures diabetes.\n", encoding="utf-8")

    done = subprocess.run(
        [sys.executable, "-c", CODE, str(post)], capture_output=True, text=True, encoding="utf-8", check=True
    )

    modules = set(done.stdout.rpartition("modules:")[2].split())
    assert "healthlint.engine.pipeline" in modules
    assert not modules & UNWANTED
