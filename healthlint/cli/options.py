"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from healthlint.engine.setup import Setup, defaults, setup

_TRUSTED = "healthlint.trusted"
"""Under it, the folders of ``--trust`` are kept with the command."""


def split(ctx: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:  # noqa: ARG001
    """``--select a,b --select c`` is three names."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def seldom(name: str) -> Any:
    """A module of this package that few runs need: it is loaded when it is asked for."""
    return import_module(f"healthlint.cli.{name}")


def completing(name: str) -> Callable[..., Any]:
    """What a shell may offer: a function of ``cli.complete``."""
    return lambda ctx, param, incomplete: getattr(seldom("complete"), name)(ctx, param, incomplete)  # noqa: PLW0108 - loads it later


diff_base = click.option(
    "--diff-base",
    "since",
    metavar="REF",
    help="Report only findings on lines that changed since REF, a branch, tag or commit of git.",
)
profile = click.option(
    "--profile",
    "profiled",
    is_flag=True,
    help="Show on standard error how long each rule took, in one process and without the cache.",
)


def rules(name: str, *, help: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:  # noqa: A002 - as of click
    """An option that takes names of rules, separated by commas, any number of times."""
    return click.option(
        name, multiple=True, callback=split, shell_complete=completing("rules"), metavar="RULES", help=help
    )


def configured(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds ``--config``, ``--no-config`` and ``--trust``."""
    path = click.Path(path_type=Path)
    explicit = click.option("--config", type=path, metavar="FILE", help="Read this configuration, and no other.")
    none = click.option("--no-config", is_flag=True, help="Read no configuration.")
    trust = click.option(
        "--trust",
        multiple=True,
        type=path,
        metavar="FOLDER",
        expose_value=False,
        callback=_trust,
        help="The configuration may name files in this folder, outside of its repository; may be repeated.",
    )
    return explicit(none(trust(command)))


def _trust(ctx: click.Context, parameter: click.Parameter, folders: tuple[Path, ...]) -> None:  # noqa: ARG001
    ctx.meta[_TRUSTED] = folders


def chosen(config: Path | None, no_config: bool, paths: Sequence[Path] = ()) -> Setup:
    """What ``--config`` and ``--no-config`` ask for; without them the nearest configuration."""
    if config is not None and no_config:
        raise click.UsageError("--config and --no-config exclude each other.")
    trusted = click.get_current_context().meta.get(_TRUSTED, ())
    return defaults() if no_config else setup(config, paths, trusted)


color = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colours; 'auto' means on a terminal, unless NO_COLOR is set.",
)
