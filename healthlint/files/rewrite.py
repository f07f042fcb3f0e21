"""A changed text back into its file: the same encoding, at once or not at all, and never over somebody else's edit."""

from __future__ import annotations

import codecs
import os
from pathlib import Path

from healthlint.core import regular_file
from healthlint.core.problem import HealthlintError, Problem

_UTF_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}


def encode(text: str, like: bytes) -> bytes:
    """The text in the encoding, and with the byte order mark, of the bytes that it was read from."""
    if like[:2] in _UTF_16:
        return like[:2] + text.encode(_UTF_16[like[:2]])
    mark = codecs.BOM_UTF8 if like.startswith(codecs.BOM_UTF8) else b""
    return mark + text.encode()


def _holds(target: Path, old: bytes) -> bool:
    try:
        return regular_file.read(target, len(old)) == old
    except regular_file.TooLargeError:
        return False


def rewrite(path: str, text: str, old: bytes) -> None:
    """Puts a text into a file, if the file is still what it was.

    Args:
        path: The file; what a link points to is rewritten, not the link.
        text: The new text, with its line ends.
        old: What the file held when it was read.

    Raises:
        HealthlintError: it has changed, or cannot be written. Then nothing is changed.
    """
    target = Path(path).resolve()
    draft = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    try:
        try:
            draft.write_bytes(encode(text, old))
            import shutil  # noqa: PLC0415 - it takes a while to load, and few runs write

            shutil.copymode(target, draft)
            if not _holds(target, old):
                raise HealthlintError([Problem(path, "changed while it was being fixed", hint="run healthlint again")])
            draft.replace(target)
        finally:
            draft.unlink(missing_ok=True)
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise HealthlintError([Problem(path, f"cannot be fixed: {reason}", hint="check its permissions")]) from error
