"""YAML of simple lines: read without the parser, to the same nodes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthlint.core.problem import HealthlintError
from healthlint.strict import Node
from healthlint.strict.read import _Reader
from healthlint.strict.simple import read_simple

pieces = st.sampled_from(
    [
        *"ab1é—:#-_ '\"\\,[]{}&*!|>%@`?~/.\t",
        ": ",
        " #",
        "null",
        "key: ",
        "key:",
        "\n",
        "\n- ",
        "\n  - ",
        "\n# c\n",
        "a: b\n",
        "'x'",
        '"y"',
        "\xa0",
        "\x85",
        "  ",
    ]
)


def _parsed(text: str, first_line: int, base: int) -> Node | None:
    try:
        return _Reader("post.md", text, first_line, base).read()
    except HealthlintError:
        return None


@pytest.mark.parametrize(
    "text",
    [
        "title: Tea\n",
        "title: Tea",
        "title:   Tea, and more: not  \ndate: 2026-04-11\n".replace(": not", ":not"),
        "title: 'Tea: a #cure'\nother_key-2: \"\"\nempty: null\n",
        "a: b\n\n",
        "a:\n- b\n",
        "a:\n",
        "# a comment\na:\n\n  - b c\n\n  - 'd: e'\n# more\nb: c\n",
        "a: \ntags:\n- b\n-  c\nd:\n  - e\nf:",
        "name: Mira Okafor, RN — é 漢字\nurl: https://example.org/a?b#c\n",
    ],
)
def test_simple_lines_are_read(text: str) -> None:
    found = read_simple("post.md", text, 2, 4)

    assert found is not None
    assert found == _parsed(text, 2, 4)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "\n",
            "a: b\n  c\n",
            "a: b\n- c\n",
            "a:\n- b\n c\n",
            "a:\n- b\n - c\n",
            "a:\n  - b: c\n",
            "a:\n  - - b\n",
            "a:\n  -\n",
            "- a\n",
            "a: [b]\n",
            "a: b # c\n",
            "a: b: c\n",
            "a: b:\n",
            "a: - b\n",
        ),
        *("a: 'b''c'\n", 'a: "\\n"\n', "a: 'b' c\n", "a: *b\n", "a: !b c\n", "a: |\n b\n", "a: b\na: c\n", "null: b\n"),
        *(
            "a: b\r\n",
            "a: b\u2028c\n",
            "\ufeffa: b\n",
            "a: b\tc\n",
            "1: b\n",
            "a b: c\n",
            "a:b\n",
            "a: '\n",
        ),
    ],
)
def test_the_rest_is_left_to_the_parser(text: str) -> None:
    assert read_simple("post.md", text, 2, 4) is None


@given(st.lists(pieces, max_size=12).map("".join), st.integers(1, 3), st.integers(0, 9))
def test_what_is_read_is_what_the_parser_reads(text: str, first_line: int, base: int) -> None:
    for one in (text, f"a: {text}", f"a: b\nkey: {text}\n", f"a: '{text}'\n", f'a: "{text}"'):
        found = read_simple("post.md", one, first_line, base)
        if found is not None:
            assert found == _parsed(one, first_line, base)
