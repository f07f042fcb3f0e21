"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import click


def split(ctx: click.Context, parameter: click.Parameter, values: tuple[str, ...]) -> tuple[str, ...]:  # noqa: ARG001
    """``--select a,b --select c`` is three names."""
    return tuple(name.strip() for value in values for name in value.split(",") if name.strip())


def configured(command: Callable[..., Any]) -> Callable[..., Any]:
    """Adds ``--config`` and ``--no-config``."""
    path = click.Path(path_type=Path)
    explicit = click.option("--config", type=path, metavar="FILE", help="Read this configuration, and no other.")
    none = click.option("--no-config", is_flag=True, help="Read no configuration.")
    return explicit(none(command))


color = click.option(
    "--color",
    type=click.Choice(["auto", "always", "never"]),
    default="auto",
    show_default=True,
    help="Colours; 'auto' means on a terminal, unless NO_COLOR is set.",
)
