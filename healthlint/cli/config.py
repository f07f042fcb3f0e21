"""``healthlint config``: what applies to a path, and where each value comes from."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

import click

from healthlint.cli import options
from healthlint.cli.output import style, write
from healthlint.config.origins import Setting
from healthlint.core.printable import printable
from healthlint.core.rule import Severity
from healthlint.engine.applied import Applied, Running, applied
from healthlint.formats import Style
from healthlint.strict import Place


@click.command()
@click.argument("path", type=click.Path(path_type=Path), default=Path())
@options.configured
@click.option("--rules", "with_rules", is_flag=True, help="Also each rule that runs, and those that are ignored.")
@click.option("--output-format", "-f", type=click.Choice(["text", "json"]), default="text", show_default=True)
@options.color
def config(
    *, path: Path, config: Path | None, no_config: bool, with_rules: bool, output_format: str, color: str
) -> int:
    """Shows what applies to PATH, a file or a folder: every setting, and the line that it comes from.

    Blocks of 'per-file' that fit PATH are laid over the other settings. PATH need not be there yet.
    """
    found = applied(path, options.chosen(config, no_config, [path]))
    if output_format == "json":
        write(f"{json.dumps(_plain(found), indent=2)}\n")
    else:
        write("".join(f"{line}\n" for line in _lines(found, style(color, sys.stdout), with_rules=with_rules)))
    return 0


def _lines(found: Applied, dress: Style, *, with_rules: bool) -> Iterator[str]:
    *others, own = [_shown(path) for path in found.files] or [""]
    extends = f", which extends {', '.join(others)}" if others else ""
    yield f"{printable(found.path)}: {own or 'no configuration, only defaults'}{extends}"
    if found.excluded:
        yield f"It is left out: excludes '{printable(str(found.excluded.value))}' {_origin(found.excluded)}."
    width = max(len(_value(setting)) for setting in found.settings) + 2
    for key, group in groupby(found.settings, key=lambda setting: setting.key[0]):
        yield ""
        yield dress.bold(key)
        yield from (f"  {_value(setting):<{width}}{_origin(setting)}" for setting in group)
    if found.blocks:
        otherwise = "for files that fit" if Path(found.path).is_dir() else "does not fit"
        yield ""
        yield dress.bold("per-file")
        for block, fits in found.blocks:
            patterns = printable(", ".join(block.patterns))
            note = "" if fits else f", {otherwise}"
            yield f"  {patterns:<{width}}({_at(block.node.place)}{note})"
    yield ""
    counts = Counter(running.rule.severity for running in found.running)
    each = ", ".join(f"{counts[severity]} {severity}" for severity in Severity if counts[severity])
    yield f"Rules that run: {len(found.running)}{f' ({each})' if each else ''}."
    if with_rules:
        yield from _rules(found, dress)


def _rules(found: Applied, dress: Style) -> Iterator[str]:
    width = max(
        (len(rule.id) for rule in (*(it.rule for it in found.running), *(it for it, _ in found.ignored))), default=0
    )
    if found.running:
        yield from ("", dress.bold("rules that run"))
    for running in found.running:
        rule = running.rule
        reasons = [f"'{running.selected.value}' {_origin(running.selected)}"]
        if running.severity:
            reasons.append(f"severity {_origin(running.severity)}")
        elif rule.provisions:
            reasons.append(f"law: {', '.join(dict.fromkeys(provision.pack for provision in rule.provisions))}")
        reasons = [printable(reason) for reason in reasons]
        reasons += [f"{option.key[2]} {option.value} {_origin(option)}" for option in running.options]
        yield f"  {rule.id:<{width}}  {rule.severity:<7}  {'; '.join(reasons)}"
    if found.ignored:
        yield from ("", dress.bold("rules that are selected and taken out"))
    for rule, by in found.ignored:
        yield f"  {rule.id:<{width}}  {'.'.join(by.key)} '{printable(str(by.value))}' {_origin(by)}"


def _value(setting: Setting) -> str:
    value = str(setting.value).lower() if isinstance(setting.value, bool) else str(setting.value)
    return printable(": ".join([" ".join(setting.key[1:]), value]) if len(setting.key) > 1 else value)


def _origin(setting: Setting) -> str:
    if setting.place is None:
        return "(default)"
    return f"({_at(setting.place)}{', per-file' if setting.block is not None else ''})"


def _at(place: Place) -> str:
    return f"{_shown(Path(place.path))}:{place.line}:{place.column}"


def _shown(path: Path) -> str:
    """As one would write it from here."""
    return printable(str(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path))


def _plain(found: Applied) -> dict[str, Any]:
    return {
        "path": found.path,
        "files": [_shown(path) for path in found.files],
        "excluded": _setting(found.excluded),
        "settings": [_setting(setting) for setting in found.settings],
        "per_file": [
            {"files": list(block.patterns), "fits": fits, **_place(block.node.place)} for block, fits in found.blocks
        ],
        "rules": [_running(running) for running in found.running],
        "ignored": [{"rule": rule.id, "by": _setting(by)} for rule, by in found.ignored],
    }


def _running(running: Running) -> dict[str, Any]:
    rule = running.rule
    return {
        "rule": rule.id,
        "severity": rule.severity.value,
        "level": rule.level.value,
        "selected_by": _setting(running.selected),
        "severity_by": _setting(running.severity),
        "laws": list(dict.fromkeys(provision.pack for provision in rule.provisions)),
        "options_by": _settings(running.options),
    }


def _settings(found: Iterable[Setting]) -> list[dict[str, Any] | None]:
    return [_setting(setting) for setting in found]


def _setting(setting: Setting | None) -> dict[str, Any] | None:
    if setting is None:
        return None
    return {"key": list(setting.key), "value": setting.value, "per_file": setting.block, **_place(setting.place)}


def _place(place: Place | None) -> dict[str, Any]:
    """Nulls for a default."""
    if place is None:
        return {"path": None, "line": None, "column": None}
    return {"path": _shown(Path(place.path)), "line": place.line, "column": place.column}
