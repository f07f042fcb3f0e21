"""Every diagnostic points at exactly the text that was read."""

from __future__ import annotations

import html
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import healthlint
from healthlint import Diagnostic, RuleSet, Scope
from healthlint.core.document import OPAQUE
from healthlint.core.span import LineIndex

EXAMPLES = Path(__file__).parents[2] / "examples" / "posts"


@pytest.fixture(scope="session")
def rules() -> RuleSet:
    return healthlint.load_rules(select=["ALL", "preview"])


def misplaced(text: str, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics whose place does not begin and end with their words, or does not hold all of them in order."""
    lines = LineIndex(text)
    wrong = []
    for found in diagnostics:
        slice_ = text[lines.offset(*found.start) : lines.offset(*found.end)]
        if found.scope is Scope.SPAN and not _holds(html.unescape(slice_), found.words):
            wrong.append(found)
    return wrong


def _holds(slice_: str, words: str) -> bool:
    wanted = [character for character in words if not character.isspace() and character != OPAQUE]
    rest = iter(slice_)
    ends = not wanted or OPAQUE in (words[0], words[-1]) or (slice_[0], slice_[-1]) == (words[0], words[-1])
    return ends and all(character in rest for character in wanted)


@pytest.mark.parametrize("path", sorted(EXAMPLES.iterdir()), ids=lambda path: path.name)
def test_places_in_the_examples(path: Path, rules: RuleSet) -> None:
    text = path.read_text(encoding="utf-8")

    diagnostics = healthlint.lint_text(text, path=str(path), rules=rules)

    assert misplaced(text, diagnostics) == []


pieces = st.sampled_from(
    [
        "Our *tea* **cures** diabetes",
        "no side&nbsp;effects",
        "studies\nshow that it helps",
        "50&#37; of patients",
        "mir\u200bacle cure",
        "[an addict](https://example.com)",
        "caf\u00e9 \U0001f600 100 % safe",
        "<b>committed</b> suicide",
        "the doctor said",
        "symptoms of an illness",
    ]
)
shapes = st.sampled_from(
    ["{}.", "- {}\n", "> {}\n", "# {}\n", "| a |\n|---|\n| {} |\n", "1. {}\n\n   {}\n", "<div><p>{}</p></div>"]
)
breaks = st.sampled_from(["\n\n", "\r\n\r\n", "\n\n\n"])


@given(st.lists(st.tuples(shapes, pieces), min_size=1, max_size=6), breaks)
@settings(max_examples=150, deadline=None)
def test_places_in_generated_posts(rules: RuleSet, parts: list[tuple[str, str]], line_break: str) -> None:
    text = line_break.join(shape.format(*[piece] * shape.count("{}")) for shape, piece in parts)
    if "\r" in line_break:
        text = text.replace("\r\n", "\n").replace("\n", "\r\n")

    assert misplaced(text, healthlint.lint_text(text, path="post.md", rules=rules)) == []


def test_places_in_real_posts(shared: Path, rules: RuleSet) -> None:
    paths = [*(shared / "corpus" / "posts").glob("*.md"), *(shared / "corpus" / "plain").glob("*.txt")]
    paths += sorted((shared / "corpus" / "speed").rglob("*.md"))[::25]

    for path in paths:
        text = path.read_bytes().decode("utf-8").removeprefix("\ufeff")
        assert misplaced(text, healthlint.lint_text(text, path=str(path), rules=rules)) == [], path
