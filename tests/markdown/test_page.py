"""Whole HTML pages: the post in them, and what a template puts around it."""

from __future__ import annotations

from time import perf_counter

import pytest

from healthlint.core.document import BlockKind
from healthlint.core.source import Source
from healthlint.markdown import parse
from tests.markdown.reading import read, words


def _frame(text: str) -> list[str]:
    return words(read(text, "post.html"), BlockKind.FRAME)


def test_the_post_is_what_main_holds() -> None:
    text = (
        "<html><head><title>Tea | Clinic</title></head><body><header><h1>Clinic</h1></header><p>Call us.</p>\n"
        "<main><nav><a href='/'>Home</a></nav><h1>Tea</h1><article><p>Tea is a drink.</p></article>\n"
        "<form><p>Sign up</p><input></form><footer><p>By A. Reader</p></footer></main>\n"
        "<footer><p>No medical advice.</p></footer></body></html>\n"
    )
    document = read(text, "post.html")

    assert document.is_page
    assert words(document, BlockKind.HEADING, BlockKind.PARAGRAPH) == ["Tea", "Tea is a drink.", "By A. Reader"]
    assert _frame(text) == ["Tea | Clinic", "Clinic", "Call us.", "Home", "Sign up", "No medical advice."]


def test_or_the_only_article() -> None:
    assert _frame("<BODY><p>Menu</p><article><header>Tea</header><p>Good.</p></article><p>More</p></BODY>") == [
        "Menu",
        "More",
    ]
    two = "<body><p>Menu</p><article>Tea</article><article>Nap</article><footer>Clinic</footer></body>"
    assert _frame(two) == ["Clinic"]


def test_the_headers_of_articles_are_theirs() -> None:
    text = "<body><header>Clinic</header><article><header>Tea</header></article><article>Nap</article></body>"
    assert _frame(text) == ["Clinic"]


def test_or_what_stands_in_no_header_footer_and_the_like() -> None:
    text = (
        "<body><header>Clinic</header><nav>Home</nav><p>Tea is good.</p><aside>News</aside><footer>End</footer></body>"
    )
    assert _frame(text) == ["Clinic", "Home", "News", "End"]


@pytest.mark.parametrize(
    "text",
    [
        "<main><p>Tea</p></main><footer>By A. Reader</footer>",  # a part of a page
        "<body><main><p>Tea</p>",
        "<body><!-- <main> --><p>Tea</p><!-- </main> --></body>",
        "<body><script>'<nav>'</script><p>Tea</p><script>'</nav>'</script></body>",
        "<body><p>Tea</p></nav></main></body>",
    ],
)
def test_what_is_no_frame(text: str) -> None:
    assert _frame(text) == []


def test_only_html_files_are_pages() -> None:
    text = "<body><nav>Home</nav>\n\nTea.\n</body>\n"
    assert not read(text, "post.md").is_page
    assert read(text, "post.html").is_page


@pytest.mark.parametrize(
    "text",
    ["<nav ", "<main><", "<!--", "<body><form>", "</main>", "<script>", "<article></article><header>Tea</header>"],
)
def test_long_runs_take_linear_time(text: str) -> None:
    start = perf_counter()
    parse(Source("post.html", "<body>" + text * 40_000))
    assert perf_counter() - start < 5
