"""What a shell may offer for the names that options and arguments take."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from healthlint.core.problem import HealthlintError
from healthlint.core.rule import Level, RuleSet
from healthlint.formats import FORMATS
from healthlint.formats.words import title

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


def rule(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
    """Ids of rules; packs too, since most who ask do not know the rule yet."""
    return [_item(name, about) for name, about in _names() if _fits(name, incomplete)]


def rules(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
    """Rules, packs and levels, the last of a list with commas."""
    before, comma, last = incomplete.rpartition(",")
    given = set(before.split(","))
    levels = [(level.value, "level") for level in Level] + [("ALL", "every rule")]
    return [
        _item(f"{before}{comma}{name}", about)
        for name, about in [*_names(), *levels]
        if name not in given and _fits(name, last)
    ]


def report(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:  # noqa: ARG001
    """The first half of ``FORMAT:FILE``; the second is a file."""
    if ":" in incomplete:
        return [path(incomplete)]
    return [_item(f"{name}:") for name in FORMATS if name.startswith(incomplete)]


def path(incomplete: str) -> CompletionItem:
    """Says that the shell shall offer files."""
    return _item(incomplete, kind="file")


def _item(value: str, about: str = "", kind: str = "plain") -> CompletionItem:
    from click.shell_completion import CompletionItem  # noqa: PLC0415 - loaded when somebody presses the key

    return CompletionItem(value, kind, about or None)


def _fits(name: str, begun: str) -> bool:
    """Rules of a pack are offered when its name has begun: without a letter there would be hundreds."""
    return name.startswith(begun) and ("/" not in name or bool(begun))


def _names() -> Iterable[tuple[str, str]]:
    found = _rules()
    if found is not None:
        yield from ((pack.name, pack.title) for pack in found.packs)
        yield from ((one.id, title(one)) for one in found)


def _rules() -> RuleSet | None:
    """Those of the nearest configuration; the built-in ones where it has mistakes: this is no time to tell them."""
    from healthlint.engine import setup  # noqa: PLC0415 - as above

    try:
        return setup.setup(None).load()
    except HealthlintError:
        try:
            return setup.defaults().load()
        except HealthlintError:
            return None
