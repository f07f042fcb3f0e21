"""What a configuration says about single files, laid over what it says about all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from healthlint.config.schema import Config, PerFile


def laid_over(config: Config, blocks: Iterable[PerFile]) -> Config:
    """The configuration of files that some ``per-file`` blocks fit.

    Args:
        config: For all files.
        blocks: In their order; a later one wins.
    """
    for block in blocks:
        chosen = block.select is not None
        config = replace(
            config,
            select=block.select if block.select is not None else config.select,
            ignore=block.ignore if chosen else (*config.ignore, *block.ignore),
            severity={**config.severity, **block.severity},
            options={**config.options, **block.options},
        )
    return config
