"""Which rules run on which file, where the configuration says something about single files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from healthlint import config as configuration
from healthlint.config import Config
from healthlint.config.per_file import laid_over
from healthlint.core.problem import HealthlintError, Problem
from healthlint.core.rule import RuleSet
from healthlint.files.excludes import Excludes, place


class PerFile:
    """The ``per-file`` blocks of a configuration, and the rules of every combination of them that a file has.

    Args:
        every: All rules that there are.
        config: The configuration.
        root: The folder that its globs are relative to.
        select: From the command line: instead of every ``select`` and ``ignore`` of the configuration.
        ignore: From the command line: beside what is ignored already.

    Raises:
        HealthlintError: with every name that no rule has, and every option that does not fit.
    """

    def __init__(
        self, every: RuleSet, config: Config, root: Path, select: Sequence[str] = (), ignore: Sequence[str] = ()
    ) -> None:
        self._every, self._config = every, config
        self._root = str(root.resolve())
        self._select, self._ignore = tuple(select), tuple(ignore)
        self._globs = [Excludes(block.files.patterns) for block in config.per_file]
        self._known: dict[tuple[int, ...], RuleSet] = {}
        problems: list[Problem] = []
        # All files first, then each block by itself: whatever several of them together need is valid then.
        for blocks in ((), *((index,) for index in range(len(config.per_file)))):
            try:
                self._of(blocks)
            except HealthlintError as error:
                problems += error.problems
        if problems:
            raise HealthlintError(dict.fromkeys(problems))

    def blocks(self, path: str) -> tuple[int, ...]:
        """The numbers of the blocks that fit a file."""
        relative = place(path, self._root)
        if relative is None:
            return ()
        return tuple(index for index, globs in enumerate(self._globs) if globs.match(relative))

    def rules(self, path: str) -> RuleSet:
        """The rules that run on a file; the same object for files with the same rules."""
        return self._of(self.blocks(path))

    def settings(self, path: str) -> str:
        """What the blocks say about a file, for a cache: results of files that no changed block fits stay good."""
        return "\0".join(repr(self._config.per_file[index]) for index in self.blocks(path))

    def anywhere(self) -> RuleSet:
        """All rules that run on some file: those of all files first."""
        found = {rule.id: rule for blocks in ((), *self._known) for rule in self._of(blocks)}
        rules = tuple(found[rule.id] for rule in self._every if rule.id in found)
        return replace(self._of(()), rules=rules, by_file=self)

    def _of(self, blocks: tuple[int, ...]) -> RuleSet:
        if blocks not in self._known:
            config = laid_over(self._config, (self._config.per_file[index] for index in blocks))
            self._known[blocks] = configuration.apply(self._every, config, select=self._select, ignore=self._ignore)
        return self._known[blocks]
