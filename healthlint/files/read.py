"""Bytes to text: UTF-8 and UTF-16, and a plain word about everything else. And which files hold many posts."""

from __future__ import annotations

import codecs

from healthlint.core import later, regular_file
from healthlint.core.problem import HealthlintError, Problem
from healthlint.core.source import EXPORT, Source

_LINE_END = later.pattern(rb"\r\n?|\n")
_UTF_16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_UTF_32 = (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_SNIFFED = 8192
"""How many bytes are looked at to tell a picture or an archive from a text, or an export from other XML."""
_OF_EXPORTS = "http://wordpress.org/export/"
"""The namespace that every version of WordPress declares in the first tag, behind a long comment."""


def read(path: str, most: int = regular_file.MOST_BYTES) -> Source:
    """Reads a file, with its line ends as they stand and without a byte order mark.

    Args:
        path: The file.
        most: So many bytes it may have.

    Raises:
        HealthlintError: it cannot be read, is too large, or is neither UTF-8 nor UTF-16 with a byte order mark.
    """
    return Source(path, decode(path, read_bytes(path, most)))


def read_bytes(path: str, most: int = regular_file.MOST_BYTES) -> bytes:
    """The bytes of a file. Raises as ``read`` does."""
    try:
        return regular_file.read(path, most)
    except regular_file.TooLargeError as error:
        hint = "raise 'max-file-size' in the configuration, split the file, or leave it out with 'excludes'"
        raise _error(path, f"{error.strerror}, and not checked", hint) from None
    except FileNotFoundError:
        raise _error(path, "no such file", "check the path") from None
    except IsADirectoryError:
        raise _error(
            path, "a folder, not a file", "name the files in it, or give the folder to 'healthlint check'"
        ) from None
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        hint = "give it to standard input: healthlint - < FILE" if "device" in reason else "check its permissions"
        raise _error(path, f"cannot be read: {reason}", hint) from None


def decode(path: str, data: bytes) -> str:
    """The text of a file's bytes; see ``read``."""
    if data[:4] in _UTF_32:
        raise _error(path, "in UTF-32", "save it as UTF-8")
    encoding = _UTF_16.get(data[:2])
    if encoding:
        try:
            return data[2:].decode(encoding)
        except UnicodeDecodeError as error:
            line = data[2 : 2 + error.start].decode(encoding, "replace").count("\n") + 1
            raise _error(
                path, f"not UTF-16, although it begins like it: {error.reason}", "save it as UTF-8", line
            ) from None
    data = data.removeprefix(codecs.BOM_UTF8)
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        raise _not_utf8(path, data, error.start) from None


def is_export(path: str) -> bool:
    """True for an export of WordPress: an ``.xml`` file that says so in its first tag. False when it cannot be read."""
    if not path.lower().endswith(EXPORT):
        return False
    try:
        head = regular_file.head(path, _SNIFFED)
    except (OSError, ValueError):
        return False
    return is_export_text(path, head.replace(b"\0", b"").decode("utf-8", "replace"))


def is_export_text(path: str, text: str) -> bool:
    """The same of a text, and what it is called."""
    return path.lower().endswith(EXPORT) and _OF_EXPORTS in text[:_SNIFFED]


def _not_utf8(path: str, data: bytes, at: int) -> HealthlintError:
    if b"\0" in data[:_SNIFFED]:
        return _error(path, "not a text: it has NUL bytes", "leave it out, or save it as UTF-8")
    ends = [found.end() for found in _LINE_END.finditer(data, 0, at)]
    line = len(ends) + 1
    column = len(data[ends[-1] if ends else 0 : at].decode("utf-8", "replace")) + 1
    return _error(path, f"not UTF-8 (byte 0x{data[at]:02X} in line {line})", "save it as UTF-8", line, column)


def _error(path: str, message: str, hint: str, line: int = 0, column: int = 0) -> HealthlintError:
    return HealthlintError([Problem(path, message, line, column or (1 if line else 0), hint)])
