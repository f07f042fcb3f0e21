"""The YAML reader: places, plain texts, and what it refuses."""

from __future__ import annotations

import pytest

from healthlint.core.problem import HealthlintError
from healthlint.core.span import Span
from healthlint.strict import Mapping, Place, Scalar, Sequence, read_yaml
from healthlint.strict.syntax import DEEPEST

CLOSE = "close it, or double it where it is meant ('it''s')"
ESCAPE = "in double quotes a backslash begins an escape: use single quotes, or write \\\\"


def problems(text: str) -> list[str]:
    with pytest.raises(HealthlintError) as caught:
        read_yaml("t.yaml", text)
    return [str(problem) for problem in caught.value.problems]


def value(text: str) -> str:
    node = read_yaml("t.yaml", f"key: {text}\n")
    assert isinstance(node, Mapping)
    scalar = node.get("key")
    assert isinstance(scalar, Scalar)
    return scalar.value


@pytest.mark.parametrize("text", ["no", "yes", "1:30", "0x10", "2024-01-02", "1e3", "on"])
def test_nothing_is_guessed(text: str) -> None:
    assert value(text) == text


@pytest.mark.parametrize("text", ["", "~", "null"])
def test_nothing_is_nothing(text: str) -> None:
    assert value(text) == ""


def test_places_and_spans_are_of_the_file() -> None:
    text = "a: one\nb:\n  - 'two'\n"

    node = read_yaml("t.yaml", text, first_line=5, base=100)

    assert isinstance(node, Mapping)
    items = node.get("b")
    assert isinstance(items, Sequence)
    (two,) = items.items
    assert isinstance(two, Scalar)
    assert (two.value, two.place, two.quoted) == ("two", Place("t.yaml", 7, 5), True)
    assert two.span == Span(100 + text.index("'two'"), 100 + text.index("'two'") + 5)


def test_an_empty_text_is_a_null() -> None:
    node = read_yaml("t.yaml", "# nothing\n")
    assert isinstance(node, Scalar)
    assert node.is_null


def test_all_that_is_refused_is_reported_at_once() -> None:
    assert problems("a: &x 1\nb: *x\nc: !!int 3\na: 2\n~: 4\n") == [
        "t.yaml:1:4: an anchor: &x (put a value that begins with '&' in quotes)",
        "t.yaml:2:4: an alias: *x (put a value that begins with '*' in quotes)",
        "t.yaml:3:4: a tag: tag:yaml.org,2002:int (put a value that begins with '!' in quotes)",
        "t.yaml:4:1: the key 'a' stands twice (first in line 1)",
        "t.yaml:5:1: a key that is not a text (put the key in quotes)",
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a: b: c\n", "t.yaml:1:5: a second ': ' in one line (put a value that has ': ' in it in quotes)"),
        ("a:\n\tb: c\n", "t.yaml:2:1: a tab where YAML wants spaces (indent with spaces, never with tabs)"),
        ("a: 'b\n", f"t.yaml:1:4: a quotation mark that is never closed ({CLOSE})"),
        ('a: "\\d"\n', f"t.yaml:1:5: an unknown escape in double quotes ({ESCAPE})"),
        ("a: [b\n", "t.yaml:1:4: a list in [ ] is not closed, or a comma is missing (close it with ])"),
        ("a: 1\n---\nb: 2\n", "t.yaml:2:1: a second document after '---' (keep one document in a file)"),
        ("a: \x07\n", "t.yaml:1:4: a character that YAML does not allow: U+0007 (remove it)"),
    ],
)
def test_syntax_errors_in_plain_words(text: str, expected: str) -> None:
    assert problems(text) == [expected]


def test_deep_nesting_ends_in_a_message() -> None:
    assert problems("[" * 100 + "]" * 100) == [f"t.yaml:1:{DEEPEST + 1}: nested deeper than {DEEPEST} levels"]
    # Newer parsers look ahead and stop by a limit of their own, so the place may be another one.
    (deeper,) = problems("[" * 100_000 + "]" * 100_000)
    assert deeper.endswith(f": nested deeper than {DEEPEST} levels")
