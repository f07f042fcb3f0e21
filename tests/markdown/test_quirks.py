"""What site generators add to Markdown is masked, and the prose around and inside is read."""

from __future__ import annotations

import pytest

from healthlint.core.document import OPAQUE, BlockKind, LinkKind
from healthlint.markdown.quirks import mask
from tests.markdown.reading import outline, read, words, written


def components(text: str, path: str = "post.md") -> list[str]:
    return [component.name for component in read(text, path).components]


def test_hugo_shortcodes() -> None:
    document = read(
        'A {{< figure src="a.png" >}} B\n\n{{% note %}}\nDrink **water**.\n{{% /note %}}\n{{< disclaimer >}}\n'
    )
    assert outline(document) == [("paragraph", f"A {OPAQUE} B"), ("paragraph", "Drink water.")]
    assert [(c.name, document.text[c.offset : c.offset + 5]) for c in document.components] == [
        ("figure", OPAQUE + " B\n\n"),
        ("note", "Drink"),
        ("disclaimer", ""),
    ]


def test_liquid() -> None:
    text = (
        "{% include disclaimer.html kind='short' %}\n\nBy {{ page.author }}, {% if a %}today{% endif %}.\n\n"
        "{% for p in posts %}\n- x\n{% endfor %}\n"
    )
    document = read(text)
    assert outline(document) == [("paragraph", f"By {OPAQUE}, {OPAQUE}today{OPAQUE}."), ("item", "x")]
    assert components(text) == ["include disclaimer.html", "page.author", "if", "for"]


def test_liquid_in_addresses() -> None:
    document = read("[Home]({{ site.url }}/about) ![x]({% link a.png %}) <a href='{{ url }}'>b</a>\n")
    assert [link.target for link in document.links] == ["{{ site.url }}/about", "{% link a.png %}", "{{ url }}"]


def test_hidden_template_blocks() -> None:
    document = read(
        "Before.\n\n{% highlight js %}\ncure(all)\n{% endhighlight %}\n\n{{< highlight py >}}\nmore\n"
        "{{< /highlight >}}\n\nAfter.\n"
    )
    assert words(document) == ["Before.", "After."]
    assert len(document.code) == 2


def test_template_comments() -> None:
    document = read("a {% comment %} healthlint {% endcomment %}b {{/* no */}}c {{< endorsement >}}\n")
    assert document.text == f"a {OPAQUE}b {OPAQUE}c {OPAQUE}"
    assert [comment.text for comment in document.comments] == [" healthlint "]
    assert [component.name for component in document.components] == ["endorsement"]


def test_masks_do_not_eat_prose() -> None:
    for text in ("{{ is never closed\n\nMore.", "50% of {people} }} say", "100%} sure {%", "a {: b", "5 :: 6 ::: 7"):
        assert words(read(text + "\n"))[0].split()[0] == text.split()[0]
        assert read(text).text.split() == text.split()


@pytest.mark.parametrize(
    "text",
    [
        "## Sleep {#sleep .big}\n",
        "## Sleep\n{: .lead}\n",
        "## Sleep {: #sleep}\n",
        "## Sleep\n{: .no_toc }\n\n{:toc}\n",
    ],
)
def test_heading_attributes(text: str) -> None:
    assert outline(read(text)) == [("heading", "Sleep")]


def test_kramdown_attributes_in_text() -> None:
    document = read(
        "Read [this](https://example.org){: target='_blank'}, [that](x){target=\"_blank\"} and _more_{: "
        ".lead}.\n{: .note}\n"
    )
    assert words(document) == ["Read this, that and more."]


def test_other_attributes() -> None:
    assert words(
        read("### Tea {#tea}\n\nSee https://example.org/x{.ext}. **Dose** {#dose}\n\nA set {.5, 1} of {a}.\n")
    ) == [
        "Tea",
        "See https://example.org/x. Dose",
        "A set {.5, 1} of {a}.",
    ]


def test_wiki_links() -> None:
    document = read("See [[Green Tea]] and [[drugs/aspirin|aspirin]], not [[1]](https://example.org) or [[2]].\n")
    assert document.text == "See Green Tea and aspirin, not [1] or [[2]]."
    assert [(link.kind, link.target) for link in document.links] == [
        (LinkKind.INLINE, "Green Tea"),
        (LinkKind.INLINE, "drugs/aspirin"),
        (LinkKind.INLINE, "https://example.org"),
    ]
    assert written(document, "aspirin") == "aspirin"


def test_directives() -> None:
    assert words(read(":::tip\nDrink water.\n:::\n\n::: warning Be careful\nStop.\n:::\n"))[0] == "Drink water."


def test_comments() -> None:
    document = read("<!--StartFragment-->\n\nTea <!-- cures --> helps.\n\n<!--more-->\n")
    assert document.text == "Tea  helps."
    assert [comment.text for comment in document.comments] == ["StartFragment", " cures ", "more"]


def test_mdx() -> None:
    text = (
        'import {Note} from "./note.js"\nimport Chart from "./chart.js"\n\nexport const meta = {\n'
        '  title: "Cure"\n}\n\n'
        "# Tea for {props.name}\n\n{/* cure */}\n\n<Note kind={a > 1 ? {b: 1} : 2}>\n"
        "    **Tea** helps{' '}a lot.\n\n    - milk\n</Note>\n\n"
        "Take <Dose mg={5} /> now, `{code}` and $5.\n\n```js\nexport const x = <A>{\n```\n\n<MedicalDisclaimer />\n"
    )
    document = read(text, "post.mdx")
    assert outline(document) == [
        ("heading", f"Tea for {OPAQUE}"),
        ("paragraph", "Tea helps a lot."),
        ("item", "milk"),
        ("paragraph", f"Take {OPAQUE} now, {OPAQUE} and $5."),
    ]
    assert components(text, "post.mdx") == ["props.name", "Note", "Dose", "MedicalDisclaimer"]
    assert [comment.text for comment in document.comments] == [" cure "]


def test_components_in_markdown() -> None:
    document = read(
        'Before.\n\n<Callout type="warning">\n**Stop** at once.\n</Callout>\n\nKeep {braces} and <B>bold</B>.\n'
    )
    assert outline(document) == [
        ("paragraph", "Before."),
        ("paragraph", "Stop at once."),
        ("paragraph", "Keep {braces} and bold."),
    ]
    assert [component.name for component in document.components] == ["Callout"]


def test_an_import_line_makes_a_file_mdx() -> None:
    assert read("import A from './a'\n\nCure {x}.\n").text == f"Cure {OPAQUE}."
    assert read("import taxes are high\n\nCure {x}.\n").text == "import taxes are high\n\nCure {x}."


def test_components_in_code_are_none() -> None:
    assert components("Write `<Note>` or `{{< x >}}`.\n\n```\n<Disclaimer />\n{{< disclaimer >}}\n```\n") == []


def test_masks_keep_the_length() -> None:
    text = "é {{< a\nb >}} {% c %} {: d} [[e|f]] <G h={1}>\r\n:::i\r\nimport j from 'k'\r\n"
    masked = mask(text, 0, mdx=True).text
    assert len(masked) == len(text)
    assert [masked[i] for i, c in enumerate(text) if c == "\r"] == ["\r"] * text.count("\r")


def test_hostile_input_is_linear() -> None:
    for piece in ("{{", "{%", "{", "<A ", "<a '\"", "[[a", "`", "<!--", "```\n", ":::", "{:", "<Aa {", "&", '<a b="<'):
        for path in ("post.md", "post.mdx"):
            assert len(read(piece * (20_000 // len(piece)), path).source.text) > 10_000


def test_headings_keep_their_kind() -> None:
    document = read("{{< box >}}\n\n## Tea\n\n{{< /box >}}\n")
    assert document.blocks[0].kind is BlockKind.HEADING
