"""Front matter: values, fields with places, and mistakes that leave the body readable."""

from __future__ import annotations

import pytest

from healthlint.core.document import OPAQUE, BlockKind, Document
from tests.markdown.reading import outline, read, words, written


def fields(document: Document) -> dict[str, str]:
    blocks = [block for block in document.blocks if block.kind is BlockKind.FIELD]
    return {block.label: document.text[block.span.start : block.span.end] for block in blocks}


def problems(text: str) -> list[tuple[str, int, int, str]]:
    return [(one.message, one.line, one.column, one.hint) for one in read(text).problems]


def test_yaml() -> None:
    text = (
        "---\ntitle: Tea & you\ndate: 2024-01-05\ndraft: no\ntags: [a, b]\nauthor:\n  name: Ann Example\n---\n\nBody.\n"
    )
    document = read(text)
    assert document.front_matter is not None
    assert document.front_matter.format == "yaml"
    assert document.front_matter.values == {
        "title": "Tea & you",
        "date": "2024-01-05",
        "draft": "no",
        "tags": ["a", "b"],
        "author": {"name": "Ann Example"},
    }
    assert text[document.body :] == "\nBody.\n"
    assert outline(document) == [("field", "Tea & you"), ("paragraph", "Body.")]
    assert document.blocks[0].label == "title"
    assert not document.problems


def test_fields() -> None:
    document = read(
        "---\n"
        "title: \"Tea: it's 'good'\"\n"
        "seoTitle: 'It''s tea'\n"
        "description: >-\n  Tea helps\n  you sleep.\n\n  Always.\n"
        "excerpt: |\n  One.\n  Two.\n"
        "summary: plain text\n  over two lines\n"
        "meta_description: Short  text # a remark\n"
        "seo:\n  title: Nested\n  canonical: https://example.org\n"
        'subtitle: "with an \\u00e9 escape"\n'
        "faqs:\n  - question: Is tea safe?\n    answer: 'Mostly.'\n    id: 7\n"
        "keyTakeaways:\n- Drink tea.\n- Sleep.\n"
        "layout: post of words\n"
        "---\nBody\n"
    )
    assert fields(document) == {
        "title": "Tea: it's 'good'",
        "seoTitle": "It's tea",
        "description": "Tea helps you sleep. Always.",
        "excerpt": "One. Two.",
        "summary": "plain text over two lines",
        "meta_description": "Short  text",
        "seo.title": "Nested",
        "subtitle": "with an é escape",
        "faqs.0.question": "Is tea safe?",
        "faqs.0.answer": "Mostly.",
        "keyTakeaways.0": "Drink tea.",
        "keyTakeaways.1": "Sleep.",
    }
    assert written(document, "It's tea") == "It''s tea"
    assert written(document, "helps you") == "helps\n  you"
    assert written(document, "is tea safe?".capitalize()) == "Is tea safe?"


def test_escapes_in_double_quotes() -> None:
    document = read(
        "---\n"
        'title: "A \\"good\\" caf\\u00e9 \\x26 t\\U00000065a\\ttoo"\n'
        'description: "One line \\\n  that goes \\\n  on.\\nAnd\n\n  on."\n'
        'excerpt: "C:\\\\dir"\n'
        "---\n"
    )
    assert fields(document) == {
        "title": 'A "good" café & tea too',
        "description": "One line that goes on. And on.",
        "excerpt": "C:\\dir",
    }
    assert written(document, '"good" café') == '\\"good\\" caf\\u00e9'
    assert written(document, "that goes on.") == "that goes \\\n  on."


def test_what_stands_for_images_and_what_is_nested() -> None:
    document = read(
        "---\n"
        "image:\n  src: a.png\n  alt: A cup\n"
        'cover: {image: b.png, alt: "A pot", caption: Hot}\n'
        "heroImageAlt: Leaves\n"
        "params:\n  description: In short\n"
        "seo:\n  og:\n    title: Shared\n"
        "author:\n  title: MD\n  description: Ann is a doctor.\n"
        "tags: [title, alt]\n"
        "title: [no, text]\n"
        'faq:\n  - {q: Why tea?, a: "Because.", url: https://example.org}\n  - q: |\n      Is it\n      so?\n'
        "gallery:\n  - {src: c.png, alt: A field}\n"
        "---\n"
    )
    assert fields(document) == {
        "image.alt": "A cup",
        "cover.alt": "A pot",
        "cover.caption": "Hot",
        "heroImageAlt": "Leaves",
        "params.description": "In short",
        "seo.og.title": "Shared",
        "faq.0.q": "Why tea?",
        "faq.0.a": "Because.",
        "faq.1.q": "Is it so?",
        "gallery.0.alt": "A field",
    }


def test_templates_in_fields() -> None:
    document = read("---\ntitle: Tea {{ x }} and\u200b more\n---\n")
    assert words(document) == [f"Tea {OPAQUE} and more"]
    assert written(document, "and more") == "and\u200b more"


def test_entities_in_fields() -> None:
    document = read("---\ntitle: 'Tea &#8217;n&#39; you &amp; me &x;'\n---\n")
    assert words(document) == ["Tea ’n' you & me &x;"]
    assert written(document, "you & me") == "you &amp; me"


def test_crlf_and_byte_order_mark() -> None:
    document = read("\ufeff---\r\ntitle: Tea\r\n---\r\nBody\r\n")
    assert outline(document) == [("field", "Tea"), ("paragraph", "Body")]
    assert written(document, "Tea") == "Tea"


def test_toml() -> None:
    document = read('+++\ntitle = "Tea"\ndraft = true\ndate = 2024-01-05\n[params]\nx = [1, 2]\n+++\nBody\n')
    assert document.front_matter is not None
    assert document.front_matter.format == "toml"
    assert document.front_matter.values == {
        "title": "Tea",
        "draft": "true",
        "date": "2024-01-05",
        "params": {"x": ["1", "2"]},
    }
    assert fields(document) == {"title": "Tea"}
    assert words(document, BlockKind.PARAGRAPH) == ["Body"]


def test_texts_in_toml() -> None:
    document = read(
        "+++\n"
        'title = "A \\"good\\" caf\\u00e9" # title = "no"\n'
        'description = """\nOne line \\\n  that goes on.\nTwo."""\n'
        "summary = '''C:\\dir\nmore'''\n"
        'highlights = ["One", # no\n  \'Two\', {text = "Three"}]\n'
        "cover = {image = 'a.png', alt = 'A cup'}\n"
        "date = 2024-05-01\n"
        'seo.title = "For machines"\n'
        'author = {title = "MD"}\n'
        "[params]\n"
        'description = "In short"\n'
        "[[faq]]\n"
        'question = "Why tea?"\n'
        'answer = "Because."\n'
        "[[ faq ]]\n"
        'question = "Is it so?"\n'
        "[other]\n"
        'title = "no"\n'
        "+++\nBody\n"
    )
    assert fields(document) == {
        "title": 'A "good" café',
        "description": "One line that goes on. Two.",
        "summary": "C:\\dir more",
        "highlights.0": "One",
        "highlights.1": "Two",
        "highlights.2.text": "Three",
        "cover.alt": "A cup",
        "seo.title": "For machines",
        "params.description": "In short",
        "faq.0.question": "Why tea?",
        "faq.0.answer": "Because.",
        "faq.1.question": "Is it so?",
    }
    assert written(document, '"good" café') == '\\"good\\" caf\\u00e9'
    assert written(document, "line that") == "line \\\n  that"


def test_texts_in_json() -> None:
    document = read(
        '{\n\t"title": "A \\"good\\" \\ud83d\\ude42 caf\\u00e9",\n\t"n": [1, true, null, {}, []],'
        '\n\t"image": {"alt": "A\\/B"}, "faq": [{"q": "Why?", "id": "x"}, "So"]\n}\nBody\n'
    )
    assert fields(document) == {
        "title": 'A "good" 🙂 café',
        "image.alt": "A/B",
        "faq.0.q": "Why?",
        "faq.1": "So",
    }
    assert written(document, "🙂 café") == "\\ud83d\\ude42 caf\\u00e9"


def test_json() -> None:
    document = read('{\n  "title": "Tea",\n  "faq": [{"question": "Why?"}],\n  "n": null\n}\n\nBody\n')
    assert document.front_matter is not None
    assert document.front_matter.values == {"title": "Tea", "faq": [{"question": "Why?"}], "n": ""}
    assert fields(document) == {"title": "Tea", "faq.0.question": "Why?"}
    assert words(document, BlockKind.PARAGRAPH) == ["Body"]


@pytest.mark.parametrize(
    "text",
    [
        "---\n\nA rule first.\n\n---\n\nMore.\n",
        "---\nOnly a rule.\n",
        "{ braces } in text\n",
        "{{< x >}}\n",
        "+++\nplus\n",
    ],
)
def test_what_only_looks_like_front_matter(text: str) -> None:
    document = read(text)
    assert document.front_matter is None
    assert document.body == 0
    assert not document.problems


def test_a_rule_later_is_no_front_matter() -> None:
    assert words(read("Text.\n\n---\ntitle: no\n---\n")) == ["Text.", "title: no"]


def test_broken_yaml_is_told_and_the_rest_is_read() -> None:
    text = '---\nlayout: post\ntitle: Sleep well: a guide\nauthor: "Ann Example"\n---\n\nBody.\n'
    assert problems(text) == [("a second ': ' in one line", 3, 18, "put a value that has ': ' in it in quotes")]
    document = read(text)
    assert document.front_matter is not None
    assert document.front_matter.values == {"layout": "post", "title": "Sleep well: a guide", "author": "Ann Example"}
    assert outline(document) == [("field", "Sleep well: a guide"), ("paragraph", "Body.")]


def test_key_on_the_line_of_the_fence() -> None:
    text = "---title: Tea\nauthor: Ann\n---\nBody.\n"
    message = "the front matter begins on the line of its fence"
    assert problems(text) == [(message, 1, 4, "put '---' on a line of its own, and the first key on the next")]
    document = read(text)
    assert document.front_matter is not None
    assert document.front_matter.values == {"title": "Tea", "author": "Ann"}
    assert outline(document) == [("field", "Tea"), ("paragraph", "Body.")]


def test_never_closed() -> None:
    text = "---\ntitle: Tea\nauthor: Ann\n\nBody text.\n"
    assert problems(text) == [("front matter that is never closed", 1, 1, "close it with a line '---'")]
    assert outline(read(text)) == [("field", "Tea"), ("paragraph", "Body text.")]


def test_broken_toml_and_json() -> None:
    assert problems('+++\ntitle = "Tea"\nx = = 3\n+++\nBody\n') == [
        ("the front matter is not TOML: Invalid value", 3, 5, 'write it as TOML: key = "value"')
    ]
    assert problems('{\n  "title": "Tea",\n  "x" 3\n}\nBody\n') == [
        ("the front matter is not JSON: Expecting ':' delimiter", 3, 7, "check commas, quotes and brackets")
    ]
    assert words(read('{\n  "title": "Tea",\n  "x" 3\n}\nBody\n')) == ["Body"]


def test_not_a_mapping() -> None:
    assert problems("---\n- a: b\n- c: d\nx: y\n---\nBody\n")
    assert words(read("---\n- a: b\n- c: d\nx: y\n---\nBody\n"), BlockKind.PARAGRAPH) == ["Body"]


def test_hostile_front_matter() -> None:
    for inside in (
        "[" * 50_000,
        "a: &x [*x]\n" * 100,
        "a: !!python/object:os.system x\n",
        "a:\n" + " b:\n" * 1000,
        "\x00a: b",
    ):
        assert words(read(f"---\nk: v\n{inside}\n---\nBody\n"), BlockKind.PARAGRAPH) == ["Body"]
    for inside in ("a." * 50_000 + "a = 1", '"a".' * 50_000 + "a = 1", "a = " + "[" * 50_000, "a = " + "{a = " * 5_000):
        document = read(f'+++\ntitle = "Tea"\n{inside}\n+++\nBody\n')
        assert words(document) == ["Tea", "Body"] or words(document) == ['"Tea"', "Body"]
        assert len(document.problems) == 1
    assert words(read('{"a": ' * 5000 + "1" + "}" * 5000 + "\nBody\n"))[-1].endswith("Body")
