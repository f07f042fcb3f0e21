"""Files that hold many posts: each of them is checked like a file of its own."""

from __future__ import annotations

from collections.abc import Iterator

from healthlint import files
from healthlint.core import regular_file
from healthlint.core.problem import HealthlintError, Problem
from healthlint.core.report import FileResult
from healthlint.core.source import Source
from healthlint.engine.pipeline import Pipeline
from healthlint.engine.workers import CHUNK, MOST
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
    try:
        for stretch in _stretches(posts(path, pipeline.rules.max_file_size)):
            results += _checked(pipeline, stretch)
    except HealthlintError as error:
        return tuple(results), error.problems
    return tuple(results), ()


def _stretches(found: Iterator[Source]) -> Iterator[list[Source]]:
    """Posts that are checked together; those before a mistake in the file come first."""
    stretch: list[Source] = []
    try:
        for post in found:
            stretch.append(post)
            if len(stretch) == MOST or sum(len(one.text) for one in stretch) > CHUNK:
                yield stretch
                stretch = []
    except HealthlintError:
        yield stretch
        raise
    yield stretch


def _checked(pipeline: Pipeline, stretch: list[Source]) -> list[FileResult]:
    most = pipeline.rules.max_file_size
    judged = [_too_large(post, most) or post for post in stretch]
    results = iter(pipeline.check_all([one for one in judged if isinstance(one, Source)]))
    return [next(results) if isinstance(one, Source) else one for one in judged]


def _too_large(post: Source, most: int) -> FileResult | None:
    if len(post.text) * 4 <= most or len(post.text.encode("utf-8", "replace")) <= most:
        return None
    message = f"a post larger than {regular_file.size(most)}, and not checked"
    hint = "raise 'max-file-size' in the configuration, or split the post"
    return FileResult(post.path, problems=(Problem(post.path, message, *(post.part or (0, 0)), hint),))
