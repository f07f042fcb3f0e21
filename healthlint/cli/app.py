"""The program: its commands, and what goes to whom when one fails."""

from __future__ import annotations

import contextlib
import io
import sys
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import click

from healthlint import __version__
from healthlint.cli.output import complain
from healthlint.core.problem import HealthlintError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

COMMANDS = (
    "baseline",
    "check",
    "clean",
    "completion",
    "config",
    "explain",
    "init",
    "lock",
    "new-rule",
    "rules",
    "schema",
    "test",
)
"""Each is a function of its name in the module of its name, which is loaded when it is asked for: a run needs one."""


class Program(click.Group):
    """A group whose command may be left out: ``healthlint posts/`` is ``healthlint check posts/``."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """All names."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of a name, if there is one."""
        if cmd_name not in COMMANDS:
            return None
        name = cmd_name.replace("-", "_")
        found: click.Command = getattr(import_module(f"healthlint.cli.{name}"), name)
        return found

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Puts ``check`` in front of arguments that begin with no command."""
        if args and args[0] not in COMMANDS and args[0] not in ("--help", "-h", "--version"):
            from healthlint.strict import near  # noqa: PLC0415 - needed for mistakes only

            meant = near(args[0], COMMANDS) if args[0].isalpha() and not Path(args[0]).exists() else ""
            if meant and not ctx.resilient_parsing:
                raise click.UsageError(f"No such command or path: '{args[0]}'. Did you mean '{meant}'?", ctx)
            args = ["check", *args]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Commands and options, those of ``check`` too, and paths, which may stand in the place of a command."""
        from healthlint.cli import complete  # noqa: PLC0415 - when somebody presses the key

        found = super().shell_complete(ctx, incomplete)
        if incomplete.startswith("-"):
            check = self.get_command(ctx, "check")
            known = {item.value for item in found}
            more = check.shell_complete(click.Context(check), incomplete) if check else []
            return [*found, *(item for item in more if item.value not in known)]
        return [*found, complete.path(incomplete)]


def _show_version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    """Prints the version, and whether the compiled core is used."""
    if wanted and not ctx.resilient_parsing:
        from healthlint.prose import compiled  # noqa: PLC0415 - other commands load it when they need it

        click.echo(f"healthlint {__version__} ({'compiled core' if compiled.is_used else 'pure Python'})")
        ctx.exit()


@click.group(
    cls=Program,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="'healthlint PATHS...' is 'healthlint check PATHS...'; see 'healthlint check --help'.",
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=_show_version,
    help="Show the version and exit.",
)
def program() -> None:
    """Finds sentences in health writing that could mislead a patient, and says so with their place.

    healthlint supports an editor's decision. It gives no legal or medical advice.
    """


def run(argv: list[str]) -> int:
    """Runs a command; problems go to standard error and make 2."""
    _speak_utf8()
    try:
        code = program.main(argv, prog_name="healthlint", standalone_mode=False)
    except HealthlintError as error:
        complain(error.problems)
        return 2
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort as error:
        raise KeyboardInterrupt from error
    return int(code or 0)


def _speak_utf8() -> None:
    """Findings quote posts: pipes and consoles with an old code page must not stop them."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            with contextlib.suppress(ValueError, OSError):
                stream.reconfigure(encoding="utf-8", errors="backslashreplace")
