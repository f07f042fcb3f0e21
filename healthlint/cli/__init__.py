"""The command line: the only place that prints or exits."""

from __future__ import annotations

import contextlib
import gc
import os
import signal
import sys
from collections.abc import Sequence
from typing import NoReturn


def main(argv: Sequence[str] | None = None) -> int:
    """Runs healthlint and returns its exit code.

    Args:
        argv: The arguments after the program's name; those of the process by default.

    Returns:
        0 for clean, 1 for findings, 2 for wrong usage, configuration, rules or files, 130 when interrupted,
        141 when nobody reads the output any more, 143 when terminated.
    """
    # What is loaded at the start stays to the end: there is no garbage in it to look for.
    thresholds = gc.get_threshold()
    gc.disable()
    # Interrupted imports should be silent too.
    try:
        if argv is None:
            signal.signal(signal.SIGTERM, _terminate)
        from healthlint.cli.app import run  # noqa: PLC0415

        code = run(sys.argv[1:] if argv is None else list(argv))
        sys.stdout.flush()
    except _Terminated:
        sys.stderr.write("terminated\n")
        return 143
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        return 130
    except (BrokenPipeError, OutputGoneError):
        _forget_output()
        return 141
    except OSError as error:
        # Files that cannot be read or written are told of where that happens.
        _forget_output()
        reason = (error.strerror or str(error)).lower()
        sys.stderr.write(f"error: standard output: cannot be written: {reason}\n")
        return 2
    finally:
        gc.set_threshold(*thresholds)
        gc.enable()
    return code


def program() -> NoReturn:
    """The program ``healthlint``: ``main``, and the end of the process.

    It ends at once. To take down what was loaded, object by object, would take a twentieth of a run over one post.
    """
    code = main()
    done = code in (0, 1, 2)  # and not broken off, when processes and files may be left to put away
    if done and sys.gettrace() is None and sys.getprofile() is None:
        with contextlib.suppress(OSError, ValueError):  # nobody is there to read it
            sys.stderr.flush()
        os._exit(code)
    sys.exit(code)


class OutputGoneError(Exception):
    """Nobody reads the output any more. Not an OSError, of which click would make an exit code of its own."""


class _Terminated(BaseException):
    """The process was asked to end: as when interrupted, drafts are removed and processes ended."""


def _terminate(*_: object) -> None:
    raise _Terminated


def _forget_output() -> None:
    """Standard output goes nowhere from now on: the interpreter would complain once more when it flushes at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
