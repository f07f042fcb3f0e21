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


def test_callouts() -> None:
    document = read(
        "> [!NOTE]\n> Drink *water*.\n\n> [!warning]- Be **careful**\n> Stop it\n> now.\n\n> [!tip]+ **Sleep**\n> Well.\n\n"
        "> Not [!a] mark.\n"
    )
    assert words(document) == ["Drink water.", "Be careful", "Stop it now.", "Sleep", "Well.", "Not [!a] mark."]
    assert all(block.quoted for block in document.blocks)
    assert written(document, "Be careful") == "Be **careful"


def test_definition_lists() -> None:
    document = read("Ginger\n:   A root that *calms*.\n\n    It is hot.\n\n: A spice.\n\nAt 10:30\nwe eat.\n")
    assert words(document) == ["Ginger", "A root that calms.", "It is hot.", "A spice.", "At 10:30 we eat."]


@pytest.mark.parametrize(
    ("text", "read_as"),
    [
        ("Dose $x^2 + y_1$ a day.", f"Dose {OPAQUE} a day."),
        ("It is $$\\frac{kg}{m^2}$$ here.", f"It is {OPAQUE} here."),
        ("$$\nBMI = \\frac{a}{b}\n$$\n\nSo.", "So."),
        ("It costs $5-$10, US$5_000 or $1.50 (=1.40 in $).", "It costs $5-$10, US$5_000 or $1.50 (=1.40 in $)."),
        ("A $20 co-pay = $30 less, $a b$ and \\$5_a$.", "A $20 co-pay = $30 less, $a b$ and $5_a$."),
        ("$$ for you\n\n= more $$", "$$ for you\n\n= more $$"),
    ],
)
def test_formulas_and_prices(text: str, read_as: str) -> None:
    assert read(f"{text}\n").text == read_as


def test_vue_in_html() -> None:
    document = read(
        '<div id="app"><ul><li v-for="p in posts" :key="p.id" @click="go(p)">{{ p.title }} heals</li></ul></div>\n'
    )
    assert outline(document) == [("item", f"{OPAQUE} heals")]


def test_a_loop_at_the_end_of_a_post() -> None:
    document = read("Tea helps.\n\n{% for p in site.posts %}\n* [{{ p.title }}]({{ p.url }})\n{% endfor %}\n")
    assert words(document) == ["Tea helps."]


def test_pictures_and_scripts_in_attributes() -> None:
    document = read(f'Tea <img data-src="data:image/png;base64,{"iVBORw0KGgo" * 500}" alt="A cup"> helps.\n')
    assert words(document) == [f"Tea {OPAQUE} helps.", "A cup"]


def test_embedded_files_of_obsidian() -> None:
    document = read("![[cup.png]] ![[Note#Dose]] See [[Note#Dose|the dose]].\n")
    assert words(document) == [f"{OPAQUE} {OPAQUE} See the dose."]


def test_comments_of_word_processors_part_no_words() -> None:
    document = read("Te<!--StartFragment-->a<!--EndFragment--> helps.\n\n<!-- a\n\nb -->\nEnd.\n")
    assert words(document) == ["Tea helps.", "End."]


def test_line_ends_of_all_kinds() -> None:
    document = read("one\r\ntwo\rthree\nfour\r\n\rfive\n\r\nsix\r")
    assert words(document) == ["one two three four", "five", "six"]
    place = document.prose.to_source(document.blocks[1].span)
    assert document.lines.position(place.start) == (6, 1)


def test_tabs() -> None:
    assert outline(read("Tab\tin text.\n\n-\titem\n\n\tof it\n\nEnd.\n\n\tcode\n")) == [
        ("paragraph", "Tab\tin text."),
        ("item", "item"),
        ("item", "of it"),
        ("paragraph", "End."),
    ]


def test_an_article_in_one_line() -> None:
    text = "It helps. " * 2_000 + "• tea, • milk; 1. one 2. two. At last it **cures** acne."
    document = read(text)
    assert len(document.blocks) == 1
    assert document.lines.position(document.blocks[0].source.end) == (1, len(text) + 1)
    assert written(document, "cures acne") == "cures** acne"


def test_several_headings_of_the_first_level() -> None:
    document = read("# One\n\nA.\n\n# TWO\n\nB.\n\nTHREE\n=====\n")
    assert [(block.level, block.heading) for block in document.blocks] == [(1, -1), (0, 0), (1, -1), (0, 2), (1, -1)]


def test_pandoc_citations_are_read_as_they_stand() -> None:
    document = read("It works [@doe2020, p. 3; -@roe2019], says @doe2020.\n")
    assert document.text == "It works [@doe2020, p. 3; -@roe2019], says @doe2020."
    assert not document.links
