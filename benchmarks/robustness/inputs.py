"""Hostile posts, by class: each is made in any size, so that time and memory can be measured against it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import count, islice


def _repeated(piece: str, size: int) -> str:
    return piece * max(1, size // len(piece.encode()))


def _numbered(piece: str, size: int) -> str:
    """A piece again and again, with a number of its own where ``@`` stands."""
    return "".join(islice((piece.replace("@", str(n)) for n in count()), max(1, size // (len(piece.encode()) + 4))))


def _square(size: int) -> int:
    return max(2, int((size / 4) ** 0.5))


def _table(size: int) -> str:
    """As many columns as rows."""
    side = _square(size)
    row = "|" + " a |" * side + "\n"
    return row + "|" + "---|" * side + "\n" + row * (side - 2)


def _reference_links(size: int) -> str:
    half = size // 2
    return _numbered("[word][r@] ", half) + "\n\n" + _numbered("[r@]: https://example.org/@\n", half)


def _footnotes(size: int) -> str:
    half = size // 2
    return _numbered("Tea cures colds.[^@]\n\n", half) + _numbered("[^@]: A study, 2020.\n\n", half)


def _numbers(size: int) -> str:
    half = size // 2
    return _numbered("About 40% got well [@].\n\n", half) + "## References\n\n" + _numbered("[@] Doe, J. 2020.\n", half)


def _headings(size: int) -> str:
    return _numbered("## Why tea cures diabetes @\n\n", size)


def _front_matter(piece: str) -> Callable[[int], str]:
    return lambda size: f"---\ntitle: Tea\n{_repeated(piece, size)}\n---\n\nTea cures diabetes.\n"


def _alike(piece: str) -> Callable[[int], str]:
    return lambda size: _repeated(piece, size)


def _different(piece: str) -> Callable[[int], str]:
    return lambda size: _numbered(piece, size)


def _nested_lists(size: int) -> str:
    """Every item further in than the last: the indentation makes the file, so few hundred of them are large."""
    depth = int(size**0.5)
    return "".join(" " * (2 * level) + "- a\n" for level in range(depth))


def _nested(opening: str, closing: str, inside: str = "Tea cures diabetes.") -> Callable[[int], str]:
    def make(size: int) -> str:
        times = max(1, size // (len(opening) + len(closing)))
        return f"{opening * times}{inside}{closing * times}\n"

    return make


_BOMB = "\n".join(
    f"a{level}: &a{level} [{', '.join([f'*a{level - 1}'] * 9) if level else 'lol'}]" for level in range(30)
)

POSTS: dict[str, tuple[str, Callable[[int], str]]] = {
    "prose": (".md", _different("Tea @ cures diabetes in 40% of people. Studies show it has no side effects.\n\n")),
    "one line": (".md", _different("Tea @ cures diabetes in 40% of people. Studies show it. ")),
    "one word": (".md", _alike("a")),
    "one line without a stop": (".md", _different("tea @ cures diabetes and ")),
    "one line of accents": (".md", _alike("é ü ö ")),
    "lines of one letter": (".md", _alike("a\n")),
    "empty lines": (".md", _alike("\n")),
    "lone carriage returns": (".md", _alike("Tea cures colds.\r")),
    "carriage returns and line feeds": (".md", _alike("Tea cures colds.\r\n\r\n")),
    "spaces": (".md", _alike(" ")),
    "tabs": (".md", _alike("\t")),
    "stops without a space": (".md", lambda size: "Tea" + _repeated(".!", size - 4) + "x"),
    "superscripts after a stop": (".md", lambda size: "! ! ! " + _repeated("\u00b9", size - 7) + "!"),
    "spaces after a key": (".md", lambda size: '---\na: "x\nb:' + _repeated(" ", size - 15) + "\rx\n---\n"),
    "spaces after a date": (".md", lambda size: "<!-- healthlint-disable a -- expires" + " " * size + "( -->\n"),
    "asterisks": (".md", _alike("*")),
    "asterisks with letters": (".md", _alike("*a ")),
    "asterisks both ways": (".md", _alike("a**b*c ")),
    "underscores": (".md", _alike("_a _ ")),
    "tildes": (".md", _alike("~~a ")),
    "opening brackets": (".md", _alike("[")),
    "opening brackets with words": (".md", _alike("[a ")),
    "images in images": (".md", _alike("![a")),
    "brackets nested": (".md", _nested("[", "]")),
    "links nested": (".md", _nested("[", "](x)")),
    "links unclosed": (".md", _alike("[a](b")),
    "links in angle brackets": (".md", _alike("[a](<b")),
    "links": (".md", _different("[a study @](https://example.org/@) ")),
    "links with titles": (".md", _different("[a](https://example.org/@ 'Title') ")),
    "bare addresses": (".md", _different("https://example.org/@ ")),
    "one address": (".md", lambda size: "https://example.org/" + "a)" * (size // 2)),
    "an address of brackets": (".md", lambda size: "https://example.org/" + ")" * size),
    "links by reference": (".md", _reference_links),
    "references that are nowhere": (".md", _different("[a][r@] ")),
    "footnotes": (".md", _footnotes),
    "footnotes that are nowhere": (".md", _different("a[^@] ")),
    "numbered references": (".md", _numbers),
    "headings": (".md", _headings),
    "headings in bold": (".md", _different("**Why tea @ cures**\n\nIt does.\n\n")),
    "headings underlined": (".md", _different("Tea @\n===\n\n")),
    "quotes nested": (".md", lambda size: ">" * (size // 2) + " Tea cures diabetes.\n" * (size // 40)),
    "quotes nested, line by line": (".md", lambda size: (">" * 200 + " a\n") * (size // 203)),
    "lists nested": (".md", _nested_lists),
    "lists in lists on one line": (".md", _alike("- ")),
    "list items": (".md", _different("- Tea @ cures diabetes.\n")),
    "ordered items": (".md", _different("@. Tea cures diabetes.\n")),
    "table, K by K": (".md", _table),
    "table rows": (".md", lambda size: "| a | b |\n|---|---|\n" + _numbered("| Tea @ cures | 40% |\n", size)),
    "table with one row": (".md", lambda size: "|" + "a|" * (size // 6) + "\n|" + "-|" * (size // 6) + "\n"),
    "table heads": (".md", _alike("| a |\n|---|\n")),
    "ticks": (".md", _alike("`")),
    "ticks of all lengths": (".md", lambda size: " ".join("`" * n for n in range(1, int((2 * size) ** 0.5)))),
    "fences": (".md", _alike("```\n")),
    "fences unclosed": (".md", _alike("```x\n\n~~~~\n\n")),
    "code spans": (".md", _different("a `b@` c ")),
    "entities": (".md", _alike("&amp;")),
    "entities broken": (".md", _alike("&#")),
    "escapes": (".md", _alike("\\*")),
    "smaller than": (".md", _alike("<")),
    "tags unclosed": (".md", _alike("<a ")),
    "tags with open quotes": (".md", _alike("<a href='x\" ")),
    "tags with attributes": (".md", _alike("<a b=c d='e' f>")),
    "elements nested": (".md", _nested("<div>\n\n", "\n\n</div>")),
    "elements nested on one line": (".md", _nested("<div>", "</div>")),
    "elements never closed": (".md", _alike("<div><ul><li><table><td><blockquote>")),
    "elements inline nested": (".md", _nested("<b>", "</b>")),
    "end tags": (".md", _alike("</div></li></td>")),
    "list items of HTML": (".md", lambda size: "<ul>\n" + _numbered("<li>Tea @ cures diabetes.\n", size)),
    "headings of HTML": (".md", _alike("<h2>Tea</h2>\n")),
    "superscripts": (".md", _alike("a<sup>1</sup> ")),
    "comments unclosed": (".md", _alike("<!-- ")),
    "comments": (".md", _alike("<!-- healthlint-disable-next-line claims/cure -- so -->\n\nTea cures colds.\n\n")),
    "comments that disable": (".md", _alike("<!-- healthlint-disable claims -->\n\nTea cures colds.\n\n")),
    "scripts unclosed": (".md", _alike("<script>a</scrip ")),
    "scripts": (".md", _alike("<script>a < b</script>\n")),
    "declarations": (".md", _alike("<!a ")),
    "instructions": (".md", _alike("<?a ")),
    "CDATA": (".md", _alike("<![CDATA[ ")),
    "images": (".md", _different("![Tea @ cures colds](a.png) ")),
    "shortcodes": (".md", _different("{{< note @ >}}Tea cures colds.{{< /note >}}\n\n")),
    "shortcodes unclosed": (".md", _alike("{{< note ")),
    "shortcodes of programs unclosed": (".md", _alike("{% highlight js %} a\n\n")),
    "Liquid": (".md", _alike("{% if a %}b{% endif %} ")),
    "Liquid unclosed": (".md", _alike("{% ")),
    "braces": (".mdx", _alike("{")),
    "braces nested": (".mdx", _nested("{", "}")),
    "braces with quotes": (".mdx", _alike("{'a\" ")),
    "expressions": (".mdx", _alike("{a} ")),
    "components": (".mdx", _different("<Card n={@}>\n\nTea cures colds.\n\n</Card>\n\n")),
    "components unclosed": (".mdx", _alike("<Card a={b ")),
    "components nested": (".mdx", _nested("<Card>\n", "\n</Card>")),
    "imports": (".mdx", _different("import A@ from 'a'\n\n")),
    "exports": (".mdx", _alike("export const a = {\n")),
    "indented in components": (".mdx", _alike("<Card>\n    Tea cures colds.\n</Card>\n\n")),
    "wiki links": (".md", _different("[[tea @|Tea]] ")),
    "wiki links unclosed": (".md", _alike("[[a|")),
    "directives": (".md", _alike(":::note\n\nTea.\n\n:::\n\n")),
    "attributes": (".md", _alike("a{: .b} ")),
    "attributes unclosed": (".md", _alike("{:")),
    "definition lists": (".md", _alike("Tea\n: Cures colds.\n\n")),
    "task lists": (".md", _alike("- [ ] Tea cures colds.\n")),
    "indented code": (".md", _alike("    tea\n\n")),
    "list items with citations": (".md", _different("- Tea cures 4@% of people ([Doe](https://example.org/@)).\n")),
    "one line with citations": (".md", _different("Tea cures 4@% [@]. It cures 30%. ")),
    "one line with links": (".md", _different("Tea cures 4@%. See [Doe](https://example.org/@). ")),
    "markers of quotes and lists": (".md", lambda size: "> - + 1. " * (size // 20) + "\n" + "tea\n" * (size // 8)),
    "quotation marks": (".md", _alike("“tea ")),
    "negations": (".md", _alike("there is not no never without a cure for diabetes ")),
    "stops": (".md", _alike(". ")),
    "question marks": (".md", _alike("Does it cure acne? ")),
    "abbreviations": (".md", _alike("Dr. St. ")),
    "one sentence again and again": (".md", _alike("Our tea cures diabetes in a week and has no side effects.\n\n")),
    "one sentence in one line": (".md", _alike("Our tea cures diabetes in a week and has no side effects. ")),
    "statistics": (".md", _alike("About 40 percent of 1,234 people (95% CI 1.2 to 3.4; p < 0.01) got better. ")),
    "citations by author": (".md", _different("It works (Doe et al., 20@). ")),
    "numbers": (".md", _alike("1 ")),
    "digits": (".md", _alike("1")),
    "digits and stops": (".md", _alike("1.")),
    "hyphens": (".md", _alike("-")),
    "hyphenated": (".md", _alike("a-")),
    "capitals": (".md", _alike("ABC ")),
    "abbreviations that differ": (".md", _different("The ABC@ test. ")),
    "zero-width characters": (".md", _alike("\u200b")),
    "zero-width characters in words": (".md", _alike("c\u200bure ")),
    "soft hyphens": (".md", _alike("di\xada\xadbe\xadtes ")),
    "combining marks": (".md", _alike("a\u0301\u0301\u0301")),
    "emoji": (".md", _alike("👩‍⚕️ tea ")),
    "CJK": (".md", _alike("茶治病。")),
    "private characters": (".md", _alike("\ue01a⸘ ")),
    "lone surrogates": (".md", lambda size: "tea \ud800 " * (size // 8)),
    "NUL": (".md", _alike("a\0 ")),
    "right to left": (".md", _alike("\u202ecures\u202c ")),
    "plain text": (".txt", _different("Tea @ cures diabetes in 40% of people.\n")),
    "plain text, bullets": (".txt", _alike("• Tea cures diabetes.\n")),
    "plain text, one line": (".txt", _alike("Tea cures diabetes. ")),
    "front matter unclosed": (".md", lambda size: "---\n" + _numbered("key@: value\n", size)),
    "front matter, keys": (
        ".md",
        lambda size: f"---\n{_numbered('key@: value', 0)}\n" + _numbered("key@: value\n", size) + "---\n\nTea.\n",
    ),
    "front matter, one long key": (".md", lambda size: f"---\n{'k' * size}: value\n---\n\nTea.\n"),
    "front matter, one long value": (".md", lambda size: f"---\ntitle: {'tea ' * (size // 4)}\n---\n\nTea.\n"),
    "front matter, a long quoted value": (
        ".md",
        lambda size: f"---\ntitle: '{chr(39) * (size // 2 * 2)}'\n---\n\nTea.\n",
    ),
    "front matter, a block of text": (
        ".md",
        lambda size: f"---\ntitle: |\n{_repeated('  Tea cures.' + chr(10), size)}\n---\nT\n",
    ),
    "front matter, aliases": (".md", lambda size: f"---\n{_BOMB}\n---\n\n{'Tea. ' * (size // 5)}\n"),
    "front matter, deep brackets": (".md", lambda size: f"---\na: {'[' * size}\n---\n\nTea.\n"),
    "front matter, deep braces": (".md", lambda size: f"---\na: {'{a: ' * (size // 4)}\n---\n\nTea.\n"),
    "front matter, deep dashes": (".md", lambda size: f"---\na:\n  {'- ' * (size // 2)}a\n---\n\nTea.\n"),
    "front matter, question marks": (".md", _front_matter("? ")),
    "front matter, a list": (
        ".md",
        lambda size: "---\nfaq:\n" + _numbered("  - Tea @ cures colds\n", size) + "---\n\nTea.\n",
    ),
    "front matter, broken lines": (".md", _front_matter("a: b: c\n")),
    "front matter, tags": (".md", _front_matter("!a ")),
    "front matter, JSON": (
        ".md",
        lambda size: '{"title": "Tea", "a": ' + "[" * (size // 2) + "]" * (size // 2) + "}\n",
    ),
    "front matter, JSON keys": (".md", lambda size: '{"title": "Tea"' + _numbered(', "a@": 1', size) + "}\n\nTea.\n"),
    "front matter, TOML": (".md", lambda size: '+++\ntitle = "Tea"\n' + _numbered("a@ = 1\n", size) + "+++\n\nTea.\n"),
    "front matter, TOML brackets": (".md", lambda size: "+++\na = " + "[" * size + "\n+++\n\nTea.\n"),
    "front matter, TOML dots": (".md", lambda size: "+++\n" + "a." * (size // 2) + "a = 1\n+++\n\nTea.\n"),
    "glued fences": (".md", lambda size: "---title: " + "a" * size),
}
"""By class: the ending of the file, and what makes it in about so many bytes."""


def classes() -> Iterator[str]:
    """The names."""
    return iter(POSTS)


def post(name: str, size: int) -> tuple[str, str]:
    """A file name and a text of a class."""
    ending, make = POSTS[name]
    return f"post{ending}", make(size)
