"""``healthlint completion``: makes shells complete options, rules, packs and formats."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from healthlint.cli.output import write

VARIABLE = "_HEALTHLINT_COMPLETE"
"""By it a shell asks; click derives its name from that of the program."""


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def completion(ctx: click.Context, shell: str) -> int:
    """Prints a script that makes SHELL complete commands, options, rules, packs and formats.

    \b
    bash  healthlint completion bash > ~/.local/share/bash-completion/completions/healthlint
          (bash 4.4 or later, with the package bash-completion)
    zsh   healthlint completion zsh > "${fpath[1]}/_healthlint"
    fish  healthlint completion fish > ~/.config/fish/completions/healthlint.fish

    Or, for one session of bash or zsh: source <(healthlint completion bash)
    """  # noqa: D301 - click reads the control character: the lines below it stay lines
    shells = get_completion_class(shell)
    assert shells is not None  # noqa: S101 - click knows these three
    write(f"{shells(ctx.find_root().command, {}, 'healthlint', VARIABLE).source()}\n")
    return 0
