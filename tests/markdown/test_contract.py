"""Places are exact, whatever the text: generated Markdown, noise, and real files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from healthlint.core.source import Source
from healthlint.core.span import Span
from healthlint.markdown import parse
from tests.markdown.contract import assert_exact

WORDS = (
    "pain relief tea cures 5 mg daily it’s “safe” naïve café 𝒳 🙂 👩‍⚕️ zero\u200bwidth soft\xadhyphen a\xa0b no-one "
    "50% $5-$10 &amp; &nbsp; &copy; &bogus; \\* \\[ snake_case 2*3 {x} {{ %} [1] [^1] http://example.org/a_b_c "
    "<https://example.org> www.example.org m² dose¹ ： 中文 ---"
)
LINE = st.lists(st.sampled_from(WORDS.split(" ")), min_size=1, max_size=8).map(" ".join)


def inline(line: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    return st.one_of(
        st.tuples(st.sampled_from(["*", "**", "_", "__", "~~", "`", "``", "***"]), line).map(
            lambda p: p[0] + p[1] + p[0]
        ),
        st.tuples(line, line).map(lambda p: f"[{p[0]}](https://example.org/{p[1].split()[0]} 'title')"),
        line.map(lambda p: f"![{p}](image.png)"),
        st.tuples(st.sampled_from(["b", "sup", "em", "a href='x'", "span class=y", "code", "Note"]), line).map(
            lambda p: f"<{p[0]}>{p[1]}</{p[0].split()[0]}>"
        ),
        line.map(lambda p: f"{{{{< note >}}}}{p}{{{{< /note >}}}}"),
        line.map(lambda p: p + "{: .lead}"),
        line.map(lambda p: f"{{% if x %}}{p}{{% endif %}}"),
        line.map(lambda p: f"<!-- {p} -->"),
        line.map(lambda p: p + "[^1] [ref] [text][ref]"),
        line.map(lambda p: p + "<br>"),
        line.map(lambda p: f"[[wiki page|{p}]]"),
        st.tuples(line, line).map(" ".join),
    )


INLINE = st.recursive(LINE, inline, max_leaves=6)
PARAGRAPH = st.lists(INLINE, min_size=1, max_size=3).flatmap(
    lambda lines: st.sampled_from(["\n", "  \n", "\\\n", " "]).map(lambda end: end.join(lines))
)


def block(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    def prefixed(first: str, rest: str) -> st.SearchStrategy[str]:
        return inner.map(lambda text: first + text.replace("\n", "\n" + rest))

    return st.one_of(
        prefixed("- ", "  "),
        prefixed("1. ", "   "),
        prefixed("> ", "> "),
        prefixed("    ", "    "),
        prefixed("- [ ] ", "  "),
        st.tuples(st.sampled_from(["div", "p", "blockquote", "ul", "td", "h2", "section", "Card"]), inner).map(
            lambda p: f"<{p[0]}>\n{p[1]}\n</{p[0]}>"
        ),
        st.lists(inner, min_size=2, max_size=3).map("\n\n".join),
        st.lists(inner, min_size=2, max_size=3).map("\n".join),
    )


LEAF = st.one_of(
    PARAGRAPH,
    INLINE.map(lambda text: "## " + text),
    INLINE.map(lambda text: text + "\n==="),
    INLINE.map(lambda text: f"**{text}**"),
    st.tuples(INLINE, INLINE).map(lambda p: f"| {p[0]} | b |\n|---|---|\n| {p[1]} | d\\|e |"),
    INLINE.map(lambda text: f"```\n{text}\n```"),
    INLINE.map(lambda text: f"[^1]: {text}"),
    INLINE.map(lambda text: f"<ul><li>{text}<li>{text}</ul>"),
    INLINE.map(lambda text: f"<script>{text}</script>"),
    INLINE.map(lambda text: f":::note {text}\n:::"),
    st.just("[ref]: https://example.org 'Title'"),
    st.just("import Note from './note.js'"),
    st.just("{: .class }"),
)
FRONT_MATTER = st.one_of(
    st.just(""),
    INLINE.map(
        lambda text: f"---\ntitle: {text}\ndescription: >\n  {text}\n  more\nfaq:\n  - question: 'Why {text}?'\n---\n"
    ),
    INLINE.map(lambda text: f'+++\ntitle = "{text}"\n+++\n'),
    INLINE.map(lambda text: json.dumps({"title": text, "keyTakeaways": [text]}, indent=1) + "\n"),
)
MARKDOWN = st.tuples(
    FRONT_MATTER,
    st.lists(st.recursive(LEAF, block, max_leaves=4), max_size=4),
    st.sampled_from(["\n", "\r\n", "\n", "\r"]),
).map(lambda p: (p[0] + "\n\n".join(p[1])).replace("\n", p[2]))
PATHS = st.sampled_from(["post.md", "post.mdx", "post.txt", "post.html"])
ALPHABET = st.sampled_from(list("ab1 \t\n\r*_`~#>-+=|[](){}<>!&;:/\\\"'^.%$\x00\x1a⸘\ue01a\ufffc\ud800é\u200b\xa0²🙂"))


@settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(MARKDOWN, PATHS, st.data())
def test_generated_markdown(text: str, path: str, data: st.DataObject) -> None:
    document = parse(Source(path, text))
    assert_exact(document)
    for span in document.blocks:
        start = data.draw(st.integers(span.span.start, span.span.end - 1))
        end = data.draw(st.integers(start + 1, span.span.end))
        place = document.prose.to_source(Span(start, end))
        assert span.source.covers(place)


@settings(max_examples=400, deadline=None)
@given(st.text(ALPHABET, max_size=120), PATHS)
def test_noise(text: str, path: str) -> None:
    assert_exact(parse(Source(path, text)))


FRAGMENTS = (
    "< </ <div> </div> <script> </script> <li> <ul> </ul> <td> <table> <h2> </h2> <blockquote> </blockquote> "
    "<sup> </sup> "
    "<code> </code> <pre> </pre> <!-- --> <b> </b> <br> &lt; {{ }} {% %} { } <Card> </Card> <Card/> ` [^a] ** "
    "[[a|b]] ::: "
    "{:x} </a> word"
)
SPACED = ["<a href='x'>", "<img alt='a b' src=x>", "\n", "\n\n", " ", "- ", "> ", "    ", "```\n", "---\n", "+++\n",
          "key: value\n", "\n[^a]: ", "| a | b |\n|-|-|\n", "export const x\n"]  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from(FRAGMENTS.split(" ") + SPACED), max_size=25).map("".join), PATHS)
def test_fragments(text: str, path: str) -> None:
    assert_exact(parse(Source(path, text)))


@pytest.mark.parametrize("suite", ["commonmark_spec", "gfm_spec"])
def test_specifications(shared: Path, suite: str) -> None:
    for line in (shared / f"external/markdown/{suite}.jsonl").read_text("utf-8").splitlines():
        markdown = json.loads(line)["markdown"]
        for path in ("example.md", "example.mdx", "example.txt"):
            for text in (markdown, markdown.replace("\n", "\r\n")):
                assert_exact(parse(Source(path, text)))


def test_real_files(shared: Path) -> None:
    read = 0
    for folder in ("corpus", "external/markdown/mdx_docs"):
        for path in sorted((shared / folder).rglob("*")):
            if path.suffix in (".md", ".mdx", ".txt"):
                text = path.read_bytes().decode("utf-8-sig", "surrogateescape")
                assert_exact(parse(Source(str(path), text)))
                read += 1
    assert read > 1000
