"""Which posts to lint, and their text. Standard library only."""

from healthlint.files.discover import SUFFIXES, Discovery, discover
from healthlint.files.read import decode, is_export, is_export_text, read, read_bytes
from healthlint.files.rewrite import encode, rewrite

__all__ = [
    "SUFFIXES",
    "Discovery",
    "decode",
    "discover",
    "encode",
    "is_export",
    "is_export_text",
    "read",
    "read_bytes",
    "rewrite",
]
