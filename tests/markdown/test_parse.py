"""Blocks, links, marks and words of ordinary Markdown."""

from __future__ import annotations

from healthlint.core.document import OPAQUE, BlockKind, LinkKind, MarkKind
from tests.markdown.reading import outline, read, words, written


def test_blocks_in_order() -> None:
    document = read(
        "# Sleep\n\nRest well.\n\n- milk\n- tea\n\n> Calm *down*.\n\n| Food | Dose |\n|---|---|\n| figs | 3 |\n"
    )
    assert outline(document) == [
        ("heading", "Sleep"),
        ("paragraph", "Rest well."),
        ("item", "milk"),
        ("item", "tea"),
        ("quote", "Calm down."),
        ("cell", "Food"),
        ("cell", "Dose"),
        ("cell", "figs"),
        ("cell", "3"),
    ]
    assert [block.group for block in document.blocks] == [0, 0, 1, 1, 2, 3, 3, 3, 3]
    assert document.blocks[4].quoted
    assert document.text.startswith("Sleep\n\nRest well.\n\nmilk")


def test_heading_chain() -> None:
    document = read("# A\n\n## B\n\ntext\n\n### C\n\n## D\n\nmore\n")
    assert [block.heading for block in document.blocks] == [-1, 0, 1, 1, 0, 4]
    assert [block.level for block in document.blocks] == [1, 2, 0, 3, 2, 0]


def test_setext_heading() -> None:
    document = read("STAY ACTIVE\n===========\n\nWalk.\n\nEat\n---\n")
    assert [(block.kind, block.level) for block in document.blocks] == [
        (BlockKind.HEADING, 1),
        (BlockKind.PARAGRAPH, 0),
        (BlockKind.HEADING, 2),
    ]


def test_nested_lists() -> None:
    document = read("1. first\n   - inner\n\n     second paragraph\n2. next\n\n7) other\n")
    items = [(document.text[b.span.start : b.span.end], b.level, b.label, b.group) for b in document.blocks]
    assert items == [
        ("first", 1, "1", 1),
        ("inner", 2, "", 1),
        ("second paragraph", 2, "", 1),
        ("next", 1, "2", 1),
        ("other", 1, "7", 2),
    ]


def test_bold_line_is_heading() -> None:
    document = read(
        "**What is ginger?**\n\nA root.\n\n**Take it with food.**\n\n__Benefits__  \n\n**Dose:** one **cup**\n"
    )
    assert [(b.kind.value, b.implied) for b in document.blocks] == [
        ("heading", True),
        ("paragraph", False),
        ("paragraph", False),
        ("heading", True),
        ("paragraph", False),
    ]
    assert document.blocks[0].level == 6
    assert document.blocks[1].heading == 0


def test_bold_line_in_a_paragraph_is_heading() -> None:
    document = read(
        "**Side effects**  \nsome nausea\n\n**Dosage**\nTwo cups.\n\n**Two cups**\nof tea.\n\n<b>Who?</b><br>You.\n"
    )
    assert outline(document) == [
        ("heading", "Side effects"),
        ("paragraph", "some nausea"),
        ("heading", "Dosage"),
        ("paragraph", "Two cups."),
        ("paragraph", "Two cups of tea."),
        ("heading", "Who?"),
        ("paragraph", "You."),
    ]


def test_bold_item_is_no_heading() -> None:
    assert read("- **Ginger**\n\n- **Mint**\n").blocks[0].kind is BlockKind.ITEM


def test_words_across_markup_map_to_the_file() -> None:
    document = read("It **cures** all\n   *pain* &amp; [more\nwoe](https://example.org), R&D, 5 \\* 3.\n")
    assert document.text == "It cures all pain & more woe, R&D, 5 * 3."
    assert written(document, "cures all pain") == "cures** all\n   *pain"
    assert written(document, "pain &") == "pain* &amp;"
    assert written(document, "more woe") == "more\nwoe"
    assert written(document, "5 * 3") == "5 \\* 3"


def test_entities() -> None:
    document = read("fish&nbsp;oil &copy; 2020, I&#39;m &amp;lt; &unknown;\n")
    assert document.text == "fish\xa0oil © 2020, I'm &lt; &unknown;"
    assert written(document, "fish\xa0oil") == "fish&nbsp;oil"
    assert written(document, "I'm") == "I&#39;m"


def test_line_breaks() -> None:
    assert read("one  \ntwo\\\nthree<br>four\nfive\r\nsix\n").text == "one\ntwo\nthree\nfour five six"


def test_lines_with_bullets_are_items() -> None:
    document = read("Take:\n• tea,\n  twice\n•\u00a0*milk*\n\n● water\n\nDone.\n\n◦ again • and\n")
    assert [(block.kind.value, block.group) for block in document.blocks] == [
        ("paragraph", 0),
        ("item", 1),
        ("item", 1),
        ("item", 1),
        ("paragraph", 0),
        ("item", 2),
    ]
    assert words(document) == ["Take:", "tea, twice", "milk", "water", "Done.", "again • and"]


def test_quote_markers_are_in_no_word() -> None:
    document = read("> a long\n> quotation\n> > and an answer\n")
    assert words(document, BlockKind.QUOTE) == ["a long quotation", "and an answer"]
    assert written(document, "long quotation") == "long\n> quotation"
    assert {block.group for block in document.blocks} == {1}


def test_invisible_characters_hide_no_word() -> None:
    document = read("\u200bcu\u200bre, mi\u00adgraine, no\u2060-one, a\u00a0b, x&shy;y&#8203;z\n")
    assert document.text == "cure, migraine, no-one, a\u00a0b, xyz"
    assert written(document, "cure") == "cu\u200bre"
    assert written(document, "xyz") == "x&shy;y&#8203;z"


def test_links() -> None:
    source = (
        "See [a *good* study](https://example.org/a?b=1&amp;c=2 'Title'), [ref], [text][ref], "
        "<https://example.org/auto>, "
        "<mail@example.org> and [](https://example.org/empty).\n\n[ref]: https://example.org/ref (Source)\n"
    )
    document = read(source)
    links = [
        (link.kind, document.text[link.span.start : link.span.end], link.target, link.title) for link in document.links
    ]
    assert links == [
        (LinkKind.INLINE, "a good study", "https://example.org/a?b=1&c=2", "Title"),
        (LinkKind.INLINE, "ref", "https://example.org/ref", "Source"),
        (LinkKind.INLINE, "text", "https://example.org/ref", "Source"),
        (LinkKind.AUTOLINK, "https://example.org/auto", "https://example.org/auto", ""),
        (LinkKind.AUTOLINK, "mail@example.org", "mail@example.org", ""),
        (LinkKind.INLINE, "", "https://example.org/empty", ""),
    ]
    first = document.links[0].source
    assert source[first.start : first.end] == "[a *good* study](https://example.org/a?b=1&amp;c=2 'Title')"


def test_bare_addresses() -> None:
    document = read(
        "Read https://example.org/a_b_c/d?e=(f), (www.example.org/x) or http://example.org/z. Not ahttp://example.org.\n"
        "[https://example.org/known](https://example.org/known) and `https://example.org/code`\n"
    )
    assert [(link.kind, link.target) for link in document.links] == [
        (LinkKind.AUTOLINK, "https://example.org/a_b_c/d?e=(f)"),
        (LinkKind.AUTOLINK, "www.example.org/x"),
        (LinkKind.AUTOLINK, "http://example.org/z"),
        (LinkKind.INLINE, "https://example.org/known"),
    ]


def test_images() -> None:
    document = read("Tea ![a *hot* cup &amp; pot](cup.png 'Cup') helps.\n\n[![Logo](logo.png)](https://example.org)\n")
    assert outline(document) == [("paragraph", f"Tea {OPAQUE} helps."), ("alt", "a hot cup & pot"), ("alt", "Logo")]
    assert [(link.kind, link.target, link.title) for link in document.links] == [
        (LinkKind.IMAGE, "cup.png", "Cup"),
        (LinkKind.INLINE, "https://example.org", ""),
        (LinkKind.IMAGE, "logo.png", ""),
    ]
    assert written(document, "hot cup & pot") == "hot* cup &amp; pot"


def test_footnotes() -> None:
    document = read("Tea cures.[^1] Or not.[^nowhere]\n\n[^1]: A *small* study.\n\n    Of mice.\n")
    assert outline(document) == [
        ("paragraph", f"Tea cures.{OPAQUE} Or not.[^nowhere]"),
        ("footnote", "A small study."),
        ("footnote", "Of mice."),
    ]
    assert [block.label for block in document.blocks] == ["", "1", "1"]
    (mark,) = document.marks
    assert (mark.kind, mark.label, document.text[mark.span.start : mark.span.end]) == (MarkKind.FOOTNOTE, "1", OPAQUE)
    assert document.source.text[mark.source.start : mark.source.end] == "[^1]"


def test_superscripts() -> None:
    document = read("Tea cures<sup>1, [2](#r2)</sup> and heals³⁻⁵.\n")
    assert document.text == "Tea cures1, 2 and heals³⁻⁵."
    assert [(mark.kind, mark.label) for mark in document.marks] == [
        (MarkKind.SUPERSCRIPT, "1, 2"),
        (MarkKind.SUPERSCRIPT, "³⁻⁵"),
    ]


def test_code_is_no_prose() -> None:
    source = "Use `cure all` now.\n\n```py\ncures = 1\n```\n\n    indented cure\n\n~~~\ntilde\n"
    document = read(source)
    assert document.text == f"Use {OPAQUE} now."
    assert [source[code.start : code.end].split("\n", 1)[0] for code in document.code] == [
        "`cure all`",
        "```py",
        "indented cure",
        "~~~",
    ]


def test_indented_html_is_no_code_where_a_post_begins() -> None:
    post = "    <div>\n      <h1>Tea</h1>\n      <p>It <b>cures</b> colds.</p>\n    </div>\n\nBuy some.\n"

    assert read("---\ntitle: Tea\n---\n\n" + post).text == "Tea\n\nTea\n\nIt cures colds.\n\nBuy some."
    assert read("Look:\n\n" + post).text == "Look:\n\nBuy some."


def test_prices_are_no_formulas() -> None:
    assert read("It costs $5-$10 or $1,000.\n").text == "It costs $5-$10 or $1,000."


def test_rules_and_task_lists() -> None:
    assert outline(read("above\n\n---\n\n- [x] done\n- [ ] to do\n")) == [
        ("paragraph", "above"),
        ("item", "done"),
        ("item", "to do"),
    ]


def test_nothing() -> None:
    for text in ("", "\n\n", "\ufeff", "---\n---\n", "\0", "\ud800", "<", "\ue01a\u2e18"):
        assert read(text).front_matter is None or not read(text).front_matter.values  # type: ignore[union-attr]


def test_surrogates_and_placeholders_stay_as_written() -> None:
    text = "Bad \ud800 and \ue01a and \u2e18 are {{ x }} kept.\n"
    assert read(text).text == f"Bad \ud800 and \ue01a and \u2e18 are {OPAQUE} kept."
