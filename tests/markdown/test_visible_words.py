"""Words that a reader sees, against examples that others wrote."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

from healthlint.core.document import BlockKind, Document
from healthlint.core.source import Source
from healthlint.markdown import parse
from tests.markdown.contract import assert_exact

AT_LEAST = 0.97
WORD = re.compile(r"[A-Za-z]{3,}")


def visible_words(document: Document) -> Counter[str]:
    """Words of ASCII letters in the text. As in the examples, a word ends where markup begins."""
    pieces: list[str] = []
    place = 0
    for block in document.blocks:
        if block.kind in (BlockKind.ALT, BlockKind.FIELD):
            continue
        pieces.append(" ")
        for run in document.prose.runs:
            if run.start < block.span.end and block.span.start < run.end:
                # A backslash before a character is no markup around words.
                if document.source.text[place : run.source_start] not in ("", "\\"):
                    pieces.append(" ")
                pieces.append(document.text[run.start : run.end])
                place = run.source_end
    return Counter(WORD.findall("".join(pieces)))


def test_visible_words(shared: Path) -> None:
    lines = (shared / "external/markdown/visible_words.jsonl").read_text("utf-8").splitlines()
    examples = [json.loads(line) for line in lines]
    missed = []
    for example in examples:
        document = parse(Source("example.md", example["markdown"]))
        assert_exact(document)
        if visible_words(document) != Counter(example["visible_words"]):
            missed.append(example["id"])
    exact = 1 - len(missed) / len(examples)
    assert exact >= AT_LEAST, f"{exact:.1%} exact, missed {missed}"
