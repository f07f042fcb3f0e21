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
UNWANTED = {"asyncio", "concurrent.futures", "difflib", "multiprocessing", "nltk", "pyphen", "sqlite3", "textstat"} | {
    "unittest",
    "click.shell_completion",
    "healthlint.cli.completion",
    "healthlint.cli.explain",
    "healthlint.cli.watching",
