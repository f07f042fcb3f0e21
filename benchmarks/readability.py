"""Speed of Flesch-Kincaid on one core, beside textstat's: ``python benchmarks/readability.py FOLDER``.

The folder holds Markdown or text; what is measured is every paragraph without marks, links' targets and code.
"""

from __future__ import annotations

import re
import sys
import time
import warnings
from pathlib import Path

from healthlint.prose import readability

_MARKS = re.compile(r"```.*?```|<[^>]+>|\]\([^)]*\)|[#*|`\[\]]|^---.*?^---", re.DOTALL | re.MULTILINE)
_SAMPLE = 10
"""textstat is given one document in so many: it is slow."""


def main() -> None:
    """Prints megabytes a second: first pass, later passes, textstat."""
    start = time.perf_counter()
    readability.measure("flesch_kincaid_grade", ["The first sentence loads what it needs, esketamine and all."])
    print(f"first call          {(time.perf_counter() - start) * 1000:6.1f} ms")
    paths = [path for path in sorted(Path(sys.argv[1]).rglob("*")) if path.suffix in {".md", ".mdx", ".txt"}]
    posts = [_MARKS.sub("", path.read_text("utf-8", "replace")).split("\n\n") for path in paths]
    for label in ("every word is new", "words are known", "words are known"):
        _print_speed(label, posts)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        import textstat  # noqa: PLC0415

        textstat.flesch_kincaid_grade("The first sentence loads the dictionaries.")
    some = ["\n".join(post) for post in posts[::_SAMPLE]]
    start = time.perf_counter()
    for text in some:
        textstat.flesch_kincaid_grade(text)
    print(f"textstat            {_megabytes(some) / (time.perf_counter() - start):6.1f} MB/s")


def _print_speed(label: str, posts: list[list[str]]) -> None:
    start = time.perf_counter()
    for post in posts:
        readability.measure("flesch_kincaid_grade", post)
    elapsed = time.perf_counter() - start
    print(f"{label:<20}{sum(map(_megabytes, posts)) / elapsed:6.1f} MB/s")


def _megabytes(texts: list[str]) -> float:
    return sum(len(text.encode()) for text in texts) / 1e6


if __name__ == "__main__":
    main()
