"""Raw HTML: its text is prose, with places; tags, scripts and styles are not."""

from __future__ import annotations

from healthlint.core.document import OPAQUE, BlockKind, LinkKind, MarkKind
from tests.markdown.reading import outline, read, words, written


def test_a_whole_post_in_one_div() -> None:
    document = read(
        '<div class="mx-auto">\n  <h2 class="text-xl">Tea &amp; sleep</h2>\n  <p>Tea <strong>cures</strong>\n'
        "     nothing.</p>\n\n"
        "  <ul>\n    <li>green</li>\n    <li>black <ol><li>one<li>two</ol></li>\n  </ul>\n"
        "  <table><tr><th>Food<td>Dose</td></tr></table>\n  <blockquote><p>Calm.</p></blockquote>\n</div>\n\nAfter.\n"
    )
    assert outline(document) == [
        ("heading", "Tea & sleep"),
        ("paragraph", "Tea cures nothing."),
        ("item", "green"),
        ("item", "black"),
        ("item", "one"),
        ("item", "two"),
        ("cell", "Food"),
        ("cell", "Dose"),
        ("quote", "Calm."),
        ("paragraph", "After."),
    ]
    assert [block.level for block in document.blocks] == [2, 0, 1, 1, 2, 2, 0, 0, 0, 0]
    assert [block.group for block in document.blocks] == [0, 0, 1, 1, 1, 1, 2, 2, 3, 0]
    assert [block.label for block in document.blocks[4:6]] == ["1", "2"]
    assert [block.quoted for block in document.blocks] == [False] * 8 + [True, False]
    assert written(document, "Tea & sleep") == "Tea &amp; sleep"
    assert written(document, "cures nothing") == "cures</strong>\n     nothing"


def test_what_old_browsers_show_instead_of_a_video() -> None:
    document = read(
        '<video controls><source src="a.mp4">No video here.</video>\n\nTea.\n\n<video src="b.mp4" />\n\nNap.\n'
    )
    assert outline(document) == [("paragraph", "Tea."), ("paragraph", "Nap.")]


def test_blank_lines_and_indents_in_html() -> None:
    document = read("<div>\n\n    <p>Deep text.</p>\n\n    <h3>Tea</h3>\n\n</div>\n\n    code\n")
    assert outline(document) == [("paragraph", "Deep text."), ("heading", "Tea")]
    assert len(document.code) == 1


def test_markdown_inside_html() -> None:
    document = read(
        "<div>\n\n**Tea** *helps*.\n\n- a\n\n</div>\n<details><summary>More</summary>\n\nText\n\n</details>\n"
    )
    assert words(document) == ["Tea helps.", "a", "More", "Text"]


def test_scripts_and_styles_are_left_out() -> None:
    document = read(
        "<script>\nvar cure = '<p>x</p>';\n\nmore();\n</script>\n\nTea.\n\n<style>p { }</style>\n\n"
        "<div><script>a\n\n**b**\n\nc</script> end</div>\n\n<svg><text>no</text></svg><pre>no\n\nno</pre>\n"
    )
    assert words(document) == ["Tea.", "end"]


def test_a_forgotten_end_tag_hides_nothing() -> None:
    assert words(read("<div><script>\n\nTea <code>helps.\n\n<blockquote>\n\nWater.\n")) == ["Tea helps.", "Water."]
    assert not any(block.quoted for block in read("<blockquote>\n\nWater.\n").blocks)


def test_inline_html() -> None:
    document = read(
        'Tea <em>and</em> <span style="x">mi<b>l</b>k</span>, <a href="https://example.org/?a=1&amp;b" '
        'title="T">a study</a>.\n'
    )
    assert document.text == "Tea and milk, a study."
    (link,) = document.links
    assert (link.kind, link.target, link.title) == (LinkKind.INLINE, "https://example.org/?a=1&b", "T")
    assert document.text[link.span.start : link.span.end] == "a study"


def test_inline_code_and_keys() -> None:
    assert read("Type <code>cure</code> and <kbd>Enter</kbd>.\n").text == f"Type {OPAQUE} and Enter."


def test_images() -> None:
    document = read(
        '<p><img src="a.png" alt="A &quot;hot&quot; cup\n of tea"> Text</p>\n\nInline <img alt=tea src=b.png>.\n'
    )
    assert words(document, BlockKind.ALT) == ['A "hot" cup of tea', "tea"]
    assert [link.target for link in document.links if link.kind is LinkKind.IMAGE] == ["a.png", "b.png"]
    assert written(document, '"hot" cup') == "&quot;hot&quot; cup"


def test_superscripts_in_blocks() -> None:
    document = read("<p>Tea cures.<sup>1</sup> Yes.</p>\n")
    (mark,) = document.marks
    assert (mark.kind, mark.label) == (MarkKind.SUPERSCRIPT, "1")


def test_line_breaks() -> None:
    assert read("<p>one<br/>\n two<br>three</p>\n").text == "one\ntwo\nthree"


def test_html_in_quotes_and_items() -> None:
    document = read("> <div>\n> Calm <b>\n> down</b>\n> </div>\n\n- <p>item\n  text</p>\n")
    assert outline(document) == [("quote", "Calm down"), ("item", "item text")]
    assert written(document, "Calm down") == "Calm <b>\n> down"


def test_bold_html_line_is_heading() -> None:
    assert read("<p><strong>Side effects</strong></p>\n\n<b>Dose</b>\n").blocks[0].implied
    assert read("<b>Dose</b>\n\nText\n").blocks[0].kind is BlockKind.HEADING


def test_less_than_is_no_tag() -> None:
    assert words(read("<div>\nIf x < 5 and y <6 or a<=b\n</div>\n")) == ["If x < 5 and y <6 or a<=b"]


def test_huge_attributes() -> None:
    text = f'<div data-x="{"a" * 200_000}">Tea</div>\n'
    assert read(text).text == "Tea"


def test_custom_elements_are_components() -> None:
    assert [c.name for c in read("<medical-disclaimer></medical-disclaimer>\n\nTea <MyBox>x</MyBox>\n").components] == [
        "medical-disclaimer",
        "MyBox",
    ]


def test_upper_case_tags() -> None:
    assert outline(read("<P>One<BR>two</P><H2>Tea</H2>\n")) == [("paragraph", "One\ntwo"), ("heading", "Tea")]


PAGE = """\
<!DOCTYPE html>
<html lang="en">
<head><title>Tea &amp; you</title><style>p { color: red }</style></head>
<body>
<h1>Tea</h1>

    <p>Tea *never* cures &lt;b&gt; diabetes.
    1. It is no list.</p>

<script>let cure = "diabetes < acne";</script>
<ul><li>One<li>Two</ul>
# No heading
</body></html>
"""


def test_a_file_of_html_is_read_as_html() -> None:
    document = read(PAGE, "post.html")
    assert outline(document) == [
        ("paragraph", "Tea & you"),
        ("heading", "Tea"),
        ("paragraph", "Tea *never* cures <b> diabetes. 1. It is no list."),
        ("item", "One"),
        ("item", "Two"),
        ("paragraph", "# No heading"),
    ]
    assert written(document, "<b>") == "&lt;b&gt;"
    assert outline(read("---\ntitle: Tea\n---\n<p>{% if a %}Calm.{% endif %}</p>\n", "post.htm")) == [
        ("field", "Tea"),
        ("paragraph", f"{OPAQUE}Calm.{OPAQUE}"),
    ]
