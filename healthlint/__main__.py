"""``python -m healthlint``."""

from __future__ import annotations

from healthlint.cli import program

if __name__ == "__main__":
    program()
