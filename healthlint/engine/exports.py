"""Files that hold many posts: each of them is checked like a file of its own."""

from __future__ import annotations

from collections.abc import Iterator

from healthlint import files
from healthlint.core import regular_file
from healthlint.core.problem import HealthlintError, Problem
from healthlint.core.report import FileResult
from healthlint.core.source import Source
from healthlint.engine.pipeline import Pipeline
from healthlint.markdown import wxr

SHARE = 20
"""An export may be so many times as large as a post."""


def posts(path: str, most: int) -> Iterator[Source]:
    """The posts of an export.

    Args:
        path: The file.
        most: So many bytes a post may have.

    Raises:
        HealthlintError: it cannot be read, is too large, or is no XML; the posts before the mistake have come.
    """
    return wxr.posts(files.read(path, most * SHARE))


def check(pipeline: Pipeline, path: str) -> tuple[tuple[FileResult, ...], tuple[Problem, ...]]:
    """The results of the posts in an export, and what is wrong with the file as a whole."""
    results: list[FileResult] = []
    most = pipeline.rules.max_file_size
    try:
        for post in posts(path, most):
            if len(post.text) * 4 > most and len(post.text.encode("utf-8", "replace")) > most:
                message = f"a post larger than {regular_file.size(most)}, and not checked"
                hint = "raise 'max-file-size' in the configuration, or split the post"
                place = post.part or (0, 0)
                results.append(FileResult(post.path, problems=(Problem(post.path, message, *place, hint),)))
            else:
                results.append(pipeline.check(post))
    except HealthlintError as error:
        return tuple(results), error.problems
    return tuple(results), ()
