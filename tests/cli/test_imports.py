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
UNWANTED = {
    "asyncio",
    "concurrent.futures",
    "difflib",
    "multiprocessing",
    "nltk",
    "pyphen",
    "shutil",
    "sqlite3",
    "textstat",
    "unittest",
    "yaml",
    "click.shell_completion",
    "healthlint.cli.completion",
    "healthlint.cli.init",
    "healthlint.cli.watching",
    "healthlint.engine.changed",
    "healthlint.engine.profile",
    "healthlint.files.git",
    "healthlint.files.site",
    "healthlint.engine.applied",
    "healthlint.engine.excused",
    "healthlint.engine.fix",
    "healthlint.engine.pairs",
    "healthlint.engine.trial",
    "healthlint.formats.json",
    "healthlint.formats.sarif",
    "healthlint.packs.describe",
    "healthlint.packs.examples",
    "healthlint.packs.loader",
    "healthlint.packs.pairs",
}
MOST_OF_OURS = 140
"""Modules of healthlint: each costs a quarter of a millisecond."""


def test_one_post_imports_nothing_that_it_does_not_need(tmp_path: Path) -> None:
    post = tmp_path / "post.md"
    post.write_text("---\ntitle: Tea\n---\n\n# Tea\n\nOur tea cures diabetes.\n", encoding="utf-8")
    subprocess.run([sys.executable, "-c", CODE, str(post)], check=False, capture_output=True)  # checks the rules

    done = subprocess.run(
        [sys.executable, "-c", CODE, str(post)], capture_output=True, text=True, encoding="utf-8", check=True
    )

    modules = set(done.stdout.rpartition("modules:")[2].split())
    assert "healthlint.engine.pipeline" in modules
    assert not modules & UNWANTED
    assert len([name for name in modules if name.startswith("healthlint")]) <= MOST_OF_OURS
