"""What a post says to healthlint itself: what is a directive, what it names, and where it stands."""

from __future__ import annotations

import datetime as dt

import pytest

from healthlint.core.source import Source
from healthlint.markdown import Action, Directive, directives, in_comment_form, parse


def read(text: str, path: str = "post.md") -> list[Directive]:
    return directives(parse(Source(path, text)))


def one(text: str, path: str = "post.md") -> Directive:
    (found,) = read(text, path)
    return found


@pytest.mark.parametrize("action", list(Action))
def test_every_action_in_a_comment(action: Action) -> None:
    found = one(f"Tea.\n\n<!-- healthlint-{action} claims/cure -->\n")
    assert (found.action, found.names, found.mistake) == (action, ("claims/cure",), "")


@pytest.mark.parametrize(
    ("written", "names", "reason", "expires"),
    [
        ("a/b", ("a/b",), "", None),
        ("a/b, c", ("a/b", "c"), "", None),
        ("a/b c,,a/b", ("a/b", "c"), "", None),
        ("a/b -- the licence", ("a/b",), "the licence", None),
        ("a/b --- the licence", ("a/b",), "the licence", None),
        ("a/b --", ("a/b",), "", None),
        ("a/b -- agreed, expires 2030-12-31", ("a/b",), "agreed", dt.date(2030, 12, 31)),
        ("a/b -- agreed (expires 2030-12-31)", ("a/b",), "agreed", dt.date(2030, 12, 31)),
        ("a/b -- agreed; expires: 2030-12-31.", ("a/b",), "agreed", dt.date(2030, 12, 31)),
        ("a/b -- agreed expires 2030-12-31", ("a/b",), "agreed", dt.date(2030, 12, 31)),
        ("a/b -- expires 2030-12-31", ("a/b",), "", dt.date(2030, 12, 31)),
        ("a/b -- two\n   lines, with -- dashes", ("a/b",), "two lines, with -- dashes", None),
        ("a/b -- says when the licence expires in the next line", ("a/b",), "says when the licence expires in the next line", None),
        ("", (), "", None),
        ("-- only a reason", (), "only a reason", None),
    ],
)  # fmt: skip
def test_parts(written: str, names: tuple[str, ...], reason: str, expires: dt.date | None) -> None:
    found = one(f"<!-- healthlint-disable {written} -->\n\nTea.\n")
    assert (found.names, found.reason, found.expires, found.mistake) == (names, reason, expires, "")


@pytest.mark.parametrize(
    ("comment", "mistake"),
    [
        ("healthlint-disable-nextline a/b", "'healthlint-disable-nextline' is no directive; did you mean 'healthlint-disable-next-line'?"),
        ("healthlint disable a/b", "'healthlint' is no directive; did you mean 'healthlint-disable'?"),
        ("healthlint-disable a/b -- agreed, expires next year", "'expires next year' is no date; write it as 'expires 2030-12-31'"),
        ("healthlint-disable a/b -- expires 2030-02-30", "'expires 2030-02-30' is no date; write it as 'expires 2030-12-31'"),
        ("healthlint-disable a/b -- agreed expires 31/12/2030", "'expires 31/12/2030' is no date; write it as 'expires 2030-12-31'"),
    ],
)  # fmt: skip
def test_mistakes(comment: str, mistake: str) -> None:
    assert one(f"<!-- {comment} -->\n\nTea.\n").mistake == mistake


@pytest.mark.parametrize(
    "text",
    [
        "Write `<!-- healthlint-disable a/b -->`.\n",
        "```html\n<!-- healthlint-disable a/b -->\n```\n",
        "<!-- healthlint is a linter -->\n\nTea.\n",
        "<!-- see healthlint-disable a/b -->\n\nTea.\n",
        "<!-- markdownlint-disable MD013 -->\n\nTea.\n",
        "---\nhealthlint: [never closed\n---\nTea.\n",
        "---\nhealth: {ignore: [a/b]}\n---\nTea about healthlint.\n",
    ],
)
def test_no_directives(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("post.md", "# Tea <!-- healthlint-disable-line a/b -->\n"),
        ("post.md", "| a | b |\n|---|---|\n| c <!-- healthlint-disable-line a/b -- why --> | d |\n"),
        ("post.md", "- tea\r\n- soup <!-- healthlint-disable-line a/b -->\r\n"),
        ("post.mdx", "Tea. {/* healthlint-disable-line a/b -- why */}\n"),
        ("post.md", "{% comment %} healthlint-disable-line a/b {% endcomment %}\n\nTea.\n"),
    ],
)
def test_where_comments_may_stand(path: str, text: str) -> None:
    found = one(text, path)
    comment = text[found.source.start : found.source.end]
    assert found.names == ("a/b",)
    assert comment.startswith(("<!--", "{/*", "{%"))
    assert comment.endswith(("-->", "*/}", "%}"))


@pytest.mark.parametrize(
    ("matter", "places"),
    [
        ("---\ntitle: Tea\nhealthlint: {ignore: [a/b, c]}\n---\n", ["a/b", "c"]),
        ("---\nhealthlint:\n  ignore:\n    - a/b -- agreed, expires 2030-12-31\n    - 'c'\ntitle: Tea\n---\n", ["a/b -- agreed, expires 2030-12-31", "'c'"]),
        ("---\r\nhealthlint:\r\n  ignore: [a/b, c]\r\n---\r\n", ["a/b", "c"]),
        ('+++\ntitle = "Tea"\n[healthlint]\nignore = ["a/b", "c"]\n+++\n', ["+++", "+++"]),
        ('{"healthlint": {"ignore": ["a/b", "c"]}}\n', ['{"healthlint": {"ignore": ["a/b", "c"]}}'] * 2),
    ],
)  # fmt: skip
def test_front_matter(matter: str, places: list[str]) -> None:
    text = f"{matter}\nTea.\n"
    found = read(text)
    assert [directive.names for directive in found] == [("a/b",), ("c",)]
    assert {directive.action for directive in found} == {Action.FILE}
    assert [text[directive.source.start : directive.source.end] for directive in found] == places


@pytest.mark.parametrize(
    ("value", "mistake"),
    [
        ("claims/cure", "expected 'ignore' with a list of rules under 'healthlint' in the front matter"),
        ("[claims/cure]", "expected 'ignore' with a list of rules under 'healthlint' in the front matter"),
        ("{ignore: claims/cure}", "expected a list of rules after 'ignore'"),
        ("{ignor: [claims/cure]}", "unknown key 'ignor' under 'healthlint'; did you mean 'ignore'?"),
        ("{ignore: [[claims/cure]]}", "expected the name of a rule or pack as a text"),
        ("", "expected 'ignore' with a list of rules under 'healthlint' in the front matter"),
    ],
)
def test_mistakes_in_front_matter(value: str, mistake: str) -> None:
    assert one(f"---\ntitle: Tea\nhealthlint: {value}\n---\n\nTea.\n").mistake == mistake


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("post.md", "Tea.\n", "<!-- healthlint-disable-line a/b, c/d -- why -->"),
        ("post.MDX", "Tea.\n", "{/* healthlint-disable-line a/b, c/d -- why */}"),
        ("post.md", "import Tea from './tea'\n\nTea.\n", "{/* healthlint-disable-line a/b, c/d -- why */}"),
    ],
)
def test_written_as_the_post_reads_it(path: str, text: str, expected: str) -> None:
    comment = in_comment_form(Action.LINE, ["a/b", "c/d"], "why", Source(path, text))
    assert comment == expected
    found = one(f"{text}\nSoup. {comment}\n", path)
    assert (found.action, found.names, found.reason) == (Action.LINE, ("a/b", "c/d"), "why")
