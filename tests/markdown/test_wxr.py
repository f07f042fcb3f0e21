"""Exports of WordPress: which items are posts, what they are called, what is read of them, and where it stands."""

from __future__ import annotations

import pytest

from healthlint.core.document import OPAQUE, BlockKind, Document
from healthlint.core.problem import HealthlintError
from healthlint.core.source import Source
from healthlint.core.span import Span
from healthlint.markdown import parse, wxr
from tests.exports import HEAD, TAIL, export, item
from tests.markdown.contract import assert_exact
from tests.markdown.reading import outline, words, written


def read(text: str) -> Document:
    """The only post of an export, with exact places in the item and in the export."""
    (source,) = wxr.posts(Source("site.xml", text))
    document = parse(source)
    assert_exact(document)
    lines = text.split("\n")
    for run in document.prose.runs:
        place = document.lines.position(run.source_start)
        stands = source.text[run.source_start : run.source_end].split("\n")[0]
        assert lines[place.line - 1][place.column - 1 :].startswith(stands)
        assert document.lines.offset(*place) == run.source_start
    return document


def names(*items: str) -> list[str]:
    return [source.path for source in wxr.posts(Source("site.xml", export(*items)))]


def test_title_excerpt_and_content() -> None:
    document = read(
        export(
            item(
                "<p>Calm <em>tea</em>.</p>",
                title="<![CDATA[Tea &amp; sleep]]>",
                excerpt__encoded="<![CDATA[<p>In short.</p>]]>",
                dc__creator="priya",
                wp__post_date="2024-05-01 10:00:00",
                wp__post_modified="0000-00-00 00:00:00",
            )
        )
    )
    assert outline(document) == [("field", "Tea & sleep"), ("field", "In short."), ("paragraph", "Calm tea.")]
    assert [block.label for block in document.blocks] == ["title", "excerpt", ""]
    assert document.front_matter is not None
    assert document.front_matter.values == {
        "title": "Tea &amp; sleep",
        "author": "priya",
        "date": "2024-05-01 10:00:00",
        "excerpt": "<p>In short.</p>",
    }
    assert document.lines.position(document.blocks[2].source.start) == (13, 32)
    assert written(document, "Calm tea") == "Calm <em>tea"


def test_escaped_content() -> None:
    document = read(
        export(
            item("&lt;p&gt;Fish &amp;amp; chips &#8211; &lt;b&gt;now&lt;/b&gt;&lt;/p&gt;", cdata=False, title="A&amp;B")
        )
    )
    assert outline(document) == [("field", "A&B"), ("paragraph", "Fish & chips – now")]
    assert written(document, "Fish & chips") == "Fish &amp;amp; chips"
    assert written(document, "– now") == "&#8211; &lt;b&gt;now"
    assert written(document, "A&B") == "A&amp;B"


def test_cdata_in_two_parts() -> None:
    document = read(export(item("Write ]]]]><![CDATA[> and go on.")))
    assert words(document)[1] == "Write ]]> and go on."
    assert written(document, "]]> and") == "]]]]><![CDATA[> and"


def test_lines_of_text_are_paragraphs_and_breaks() -> None:
    document = read(export(item("One\ntwo\n\nThree <b>four</b>\r\n\r\n<ul>\n<li>Five</li>\n</ul>\nSix")))
    assert outline(document)[1:] == [
        ("paragraph", "One\ntwo"),
        ("paragraph", "Three four"),
        ("item", "Five"),
        ("paragraph", "Six"),
    ]


def test_blocks_of_the_editor_say_where_paragraphs_are() -> None:
    text = '<!-- wp:heading {"level":3} -->\n<h3>Dose</h3>\n<!-- /wp:heading -->\n\n<!-- wp:paragraph -->\n<p>One\n\ntwo</p>'
    assert outline(read(export(item(text))))[1:] == [("heading", "Dose"), ("paragraph", "One two")]


@pytest.mark.parametrize(
    ("content", "expected", "components"),
    [
        ("Look: [gallery ids='1,2'] there", f"Look: {OPAQUE} there", ["gallery"]),
        ("[vc_row][vc_column_text]Calm[/vc_column_text][/vc_row]", f"{OPAQUE}Calm{OPAQUE}", ["vc_row", "vc_column_text"]),
        ("[box]Calm[/box]", f"{OPAQUE}Calm{OPAQUE}", ["box"]),
        ("He [sic] said so [1], [note] and [a b].", "He [sic] said so [1], [note] and [a b].", []),
    ],
)  # fmt: skip
def test_shortcodes(content: str, expected: str, components: list[str]) -> None:
    document = read(export(item(content)))
    assert words(document)[1] == expected
    assert [component.name for component in document.components] == components


def test_a_caption_is_a_paragraph() -> None:
    document = read(export(item('Tea.\n[caption id="a"]<img src="a.png" alt="A cup" /> It is hot[/caption]It helps.')))
    assert words(document)[1:] == ["Tea.", f"{OPAQUE} It is hot", "A cup", "It helps."]
    assert [component.name for component in document.components] == ["caption"]


def test_comments_can_excuse() -> None:
    document = read(export(item("<!-- healthlint-disable-next-line claims/cure -- ours -->\nTea.")))
    assert [comment.text.strip() for comment in document.comments] == [
        "healthlint-disable-next-line claims/cure -- ours"
    ]


def test_which_items_are_posts() -> None:
    kinds = (
        "post",
        "page",
        "treatment",
        "wp_block",
        "attachment",
        "nav_menu_item",
        "revision",
        "wp_template",
        "acf-field",
    )
    assert names(*[item("Tea.", wp__post_name=f"a-{kind}", wp__post_type=kind) for kind in kinds]) == [
        "site.xml/a-post",
        "site.xml/a-page",
        "site.xml/a-treatment",
        "site.xml/a-wp_block",
    ]
    states = ("publish", "draft", "private", "future", "pending", "trash", "auto-draft")
    assert names(*[item("Tea.", wp__post_name=state, wp__status=state) for state in states]) == [
        f"site.xml/{state}" for state in states[:5]
    ]


def test_what_posts_are_called() -> None:
    assert names(
        item("", wp__post_name="<![CDATA[green-tea]]>"),
        item("", title="Does tea cure colds? No!"),
        item("", title="Green tea"),
        item("", wp__post_name="%e8%8c%b6"),
        item("", title="../../etc/passwd"),
        item("", title="", wp__post_id="7"),
    ) == [
        "site.xml/green-tea",
        "site.xml/does-tea-cure-colds-no",
        "site.xml/green-tea-2",
        "site.xml/茶",
        "site.xml/etc-passwd",
        "site.xml/post-7",
    ]


def test_an_export_in_one_line() -> None:
    text = export(item("Tea."), item("It cures.")).replace("\n", " ").replace("\t", "")
    first, second = wxr.posts(Source("site.xml", text))
    assert [post.text[:6] for post in (first, second)] == ["<item>"] * 2  # none holds the other
    document = parse(second)
    start = document.prose.to_source(Span(document.text.index("cures"), len(document.text))).start
    assert document.lines.position(start) == (1, text.index("cures") + 1)


BROKEN = [
    ("<title>Two</item>", "</item> ends <title>", 15, 18),
    ("<title>a < b</title></item>", "'<' begins no tag; in XML it is written &lt;", 15, 17),
    ("<title><![CDATA[a</title></item>", "<![CDATA[ without ]]>", 15, 15),
    ("<title>Two</title>", "</channel> ends <item>", 16, 1),
    ('<title a="b></title></item>', "<title without >", 15, 8),
    ("<!DOCTYPE x></item>", "a document type or declaration (<!...), which no export of WordPress has", 15, 8),
]


@pytest.mark.parametrize(("text", "message", "line", "column"), BROKEN)
def test_what_is_no_xml_is_said_and_what_stands_before_it_is_read(
    text: str, message: str, line: int, column: int
) -> None:
    posts = wxr.posts(Source("site.xml", f"{HEAD}{item('Tea.')}\t<item>{text}\n{TAIL}"))
    assert next(posts).path == "site.xml/tea"
    with pytest.raises(HealthlintError) as caught:
        list(posts)
    (problem,) = caught.value.problems
    assert problem.message == f"no well-formed XML: {message}; posts from here on were not checked"
    assert (problem.path, problem.line, problem.column) == ("site.xml", line, column)


def test_nothing_is_expanded() -> None:
    bomb = '<!DOCTYPE lolz [<!ENTITY lol "lol"><!ENTITY all "&lol;&lol;">]>\n' + export(item("&all;", cdata=False))
    with pytest.raises(HealthlintError, match="a document type or declaration"):
        list(wxr.posts(Source("site.xml", bomb)))
    assert words(read(export(item("&all; tea", cdata=False))))[1] == "&all; tea"


def test_many_tags_that_never_end_take_no_time() -> None:
    for hostile in ("<![CDATA[" * 100_000, "<a b='" * 100_000, "<a>" * 300_000, "<item>" * 200_000, "[a b=" * 100_000):
        with pytest.raises(HealthlintError):
            list(wxr.posts(Source("site.xml", HEAD + hostile)))


def test_an_alt_text_after_its_paragraph_in_escaped_content() -> None:
    document = read(export(item("&lt;img alt=&quot;A &amp;amp; B&quot; src=x&gt; Tea &amp;lt; milk", cdata=False)))
    assert words(document, BlockKind.ALT) == ["A & B"]
    assert written(document, "A & B") == "A &amp;amp; B"
