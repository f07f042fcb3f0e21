"""``healthlint new-rule``: a rule to begin with."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

import click

from healthlint import __version__, packs
from healthlint.cli import options
from healthlint.cli.output import remark, write
from healthlint.config.find import NAME
from healthlint.config.read import INSTALLED
from healthlint.core.problem import HealthlintError, Problem
from healthlint.engine.setup import Setup
from healthlint.engine.trial import try_rule
from healthlint.packs.files import PACK
from healthlint.packs.loader import load_one
from healthlint.packs.locate import shown
from healthlint.packs.template import pack_text, rule_texts, wrong_name

FOLDER = "house-rules"
"""Where new rules go that no configuration has a place for."""


@click.command("new-rule")
@click.argument("name", metavar="PACK/NAME")
@click.option(
    "--folder",
    type=click.Path(path_type=Path, file_okay=False),
    help=f"The folder of packs; by default the one that the configuration names, or else {FOLDER}.",
)
@options.configured
def new_rule(name: str, folder: Path | None, config: Path | None, no_config: bool) -> int:
    """Writes a rule file with comments that say what stands where. It passes 'healthlint test' as it is.

    A new pack gets its pack.yaml, too. Nothing that exists is overwritten.
    """
    wrong, near = wrong_name(name)
    if wrong:
        raise HealthlintError([Problem("new-rule", wrong, hint=f"for example: {near}")])
    found = options.chosen(config, no_config)
    pack, _, rule = name.partition("/")
    if (packs.builtin() / pack).is_dir():
        hint = f"for example: house/{rule}"
        raise HealthlintError([Problem("new-rule", f"'{pack}' is a pack that comes with healthlint", hint=hint)])
    top = folder or _top(found, pack)
    home = top if (top / PACK).is_file() else top / pack
    path = home / f"{rule}.yaml"
    if path.exists():
        hint = "give the new rule another name, or edit that file"
        raise HealthlintError([Problem(shown(path.absolute()), "exists already, and was left as it is", hint=hint)])
    text = _proven(name)
    try:
        home.mkdir(parents=True, exist_ok=True)
        if not (home / PACK).exists():
            write(pack_text(pack), home / PACK)
            remark(f"{shown((home / PACK).absolute())} describes the new pack: edit it.")
        write(text, path)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise HealthlintError([Problem(shown(home.absolute()), f"cannot be written: {reason}")]) from error
    remark(f"{shown(path.absolute())} is a rule to begin with: edit it, and try it with 'healthlint test {name}'.")
    if top.resolve() not in {place.resolve() for place in _own(found)}:
        remark(f"It runs when {NAME} says 'packs: [{os.path.relpath(top, found.root)}]'.")
    return 0


def _own(found: Setup) -> list[Path]:
    """The folders of packs that the configuration names and that can be written to: no installed ones."""
    return [found.folder(name) for name in found.config.packs if not name.text.startswith(INSTALLED)]


def _top(found: Setup, pack: str) -> Path:
    """The folder in which a pack is or belongs; a folder that is that pack itself."""
    own = _own(found)
    for folder in own:
        if (folder / PACK).is_file() and folder.resolve().name == pack:
            return folder
    several = [folder for folder in own if not (folder / PACK).is_file()]
    having = [folder for folder in several if (folder / pack).is_dir()]
    return next(iter([*having, *several]), found.root / FOLDER)


def _proven(name: str) -> str:
    """The text of a rule that its examples prove."""
    english = packs.prepared(packs.builtin(), version=__version__)
    for text in rule_texts(name):
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"{name.partition('/')[2]}.yaml"
            path.write_text(text, encoding="utf-8")
            rule = load_one(path, name.partition("/")[0])
        if not try_rule(rule, english):
            return text
    raise HealthlintError([Problem("new-rule", f"no rule can be made of the words of '{name}'", hint="take others")])
