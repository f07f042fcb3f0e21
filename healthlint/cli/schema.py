"""``healthlint schema``: prints the JSON Schemas that editors check YAML files with."""

from __future__ import annotations

from pathlib import Path

import click

from healthlint.cli.output import write

FOLDER = Path(__file__).parents[1] / "schemas"
NAMES = ("config", "rule", "pack")


@click.command()
@click.argument("name", type=click.Choice(NAMES))
@click.option("--path", "as_path", is_flag=True, help="Print where the file is, not what is in it.")
def schema(name: str, as_path: bool) -> int:
    """Prints the JSON Schema of a configuration, a rule or a pack.yaml.

    Editors with a YAML language server check a file that begins with '# yaml-language-server: $schema=FILE'.
    """
    path = FOLDER / f"{name}.schema.json"
    write(f"{path}\n" if as_path else path.read_text(encoding="utf-8"))
    return 0
