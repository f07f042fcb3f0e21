"""What the parser finds: by pyromark, and by the compiled core, which must find the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from healthlint.markdown import parser
from healthlint.markdown.placeholders import SPECIAL_CHARACTERS, readable
from healthlint.prose import compiled
from tests.markdown.test_contract import MARKDOWN

ROOT = Path(__file__).parents[2]
is_compiled = pytest.mark.skipif(not compiled.is_used, reason="there is no compiled core")
both = pytest.mark.parametrize(
    "events",
    [pytest.param(parser.found, id="pyromark"), pytest.param(compiled.events, id="compiled", marks=is_compiled)],
)
Events = Callable[[str], Iterable[parser.Event]]


@both
def test_words_are_found_where_they_stand(events: Events) -> None:
    text = "# Zoë’s **tea**\n\nIt's 5* of [10](/a 'b') &amp; 🙂 more[^n]\nno\n"
    assert list(events(text)) == [
        ("heading", 0, 16, 1),
        ("text", 2, 8, None),
        ("strong", 8, 15, None),
        ("text", 10, 13, None),
        ("/strong", 8, 15, None),
        ("/heading", 0, 16, None),
        ("paragraph", 17, 61, None),
        ("text", 17, 28, None),
        ("link", 28, 40, (False, "/a", "b")),
        ("text", 29, 31, None),
        ("/link", 28, 40, None),
        ("text", 40, 41, None),
        ("inexact", 41, 46, "&"),
        ("text", 46, 57, None),
        ("soft-break", 57, 58, None),
        ("text", 58, 60, None),
        ("/paragraph", 17, 61, None),
    ]


@both
def test_what_else_is_told(events: Events) -> None:
    text = "3. a*b*\n4. <https://b.org>\n\n- ![c](d 'e')\n\n        code\n\n```\nx\n```\n\n[^f]: g [^f]\n"
    details = [(name, detail) for name, _, _, detail in events(text) if detail is not None]
    assert details == [
        ("list", 3),
        ("link", (True, "https://b.org", "")),
        ("image", ("d", "e")),
        ("code-block", True),
        ("code-block", False),
        ("footnote", "f"),
        ("footnote-reference", "f"),
    ]


@both
def test_blocks_of_nothing_but_words_are_told_at_once(events: Events) -> None:
    text = "Tea\n\n## Black *tea*\n\n## Green\n\n1. a\n2. b\n   - c\n\n> d_e\n"
    found = [event for event in events(text) if event[0] not in ("list", "/list")]
    assert found == [
        ("plain-paragraph", 0, 3, None),
        ("heading", 5, 20, 2),
        ("text", 8, 14, None),
        ("text", 15, 18, None),
        ("/heading", 5, 20, None),
        ("plain-heading", 24, 29, 2),
        ("plain-item", 34, 35, None),
        ("item", 36, 49, None),
        ("text", 39, 40, None),
        ("plain-item", 46, 47, None),
        ("/item", 36, 49, None),
        ("quote", 49, 55, None),
        ("plain-paragraph", 51, 54, None),
        ("/quote", 49, 55, None),
    ]


@both
def test_words_with_special_characters_are_told(events: Callable[[str, str], Iterable[parser.Event]]) -> None:
    text = "# a\u200bb\n\nc é\n\nd * \u200b\n"
    assert list(events(text, "\u200b")) == [
        ("heading", 0, 6, 1),
        ("special", 2, 5, None),
        ("/heading", 0, 6, None),
        ("plain-paragraph", 7, 10, None),
        ("paragraph", 12, 18, None),
        ("special", 12, 17, None),
        ("/paragraph", 12, 18, None),
    ]


def _assert_same(text: str) -> None:
    text = readable(text)
    for special in ("", SPECIAL_CHARACTERS + "é"):
        assert list(compiled.events(text, special)) == list(parser.found(text, special))


@is_compiled
@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(MARKDOWN, st.text(), st.text("ab \n*_`[]()<>!#-+|&;:\\~^\"'1.\t>é🙂")))
def test_both_find_the_same(text: str) -> None:
    _assert_same(text)


@is_compiled
def test_both_find_the_same_in_the_examples() -> None:
    posts = [*ROOT.glob("examples/**/*.md*"), *ROOT.glob("*.md"), *ROOT.glob("docs/*.md")]
    assert posts
    for post in posts:
        _assert_same(post.read_text("utf-8"))


@is_compiled
def test_both_find_the_same_in_real_texts(shared: Path) -> None:
    for post in (shared / "corpus").rglob("*.md"):
        _assert_same(post.read_text("utf-8"))
    for name in ("commonmark_spec", "gfm_spec"):
        for line in (shared / f"external/markdown/{name}.jsonl").read_text("utf-8").splitlines():
            _assert_same(json.loads(line)["markdown"])
