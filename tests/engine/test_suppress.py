"""What a post excuses: which findings go, which stay, and what is said about the suppressions themselves."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable
from dataclasses import replace

import pytest

from healthlint import packs
from healthlint.core.report import FileResult
from healthlint.core.rule import RuleSet
from healthlint.core.source import Source
from healthlint.engine.pipeline import Pipeline
from healthlint.engine.suppress import depends_on_day

DAY = dt.date(2026, 6, 15)

WORD = """\
message: "'{{match}}'"
why: Because.
do: Do.
severity: {severity}
level: {level}
family: {family}
sources: [{{title: A law}}]
find: {{pattern: {{patterns: [{word}]}}}}
examples: {{invalid: ["«{word}» one", "«{word}» two"], valid: [nothing, else]}}
"""
AUTHOR = """\
message: No author.
why: Because.
do: Do.
severity: error
level: recommended
sources: [{title: A law}]
find: {require: {fields: [author]}}
examples:
  invalid: [Tea., Soup.]
  valid: ["---\\nauthor: Ada\\n---\\nTea.", "---\\nauthor: Bo\\n---\\nTea."]
"""


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> RuleSet:
    """``house``: the words tea, and of one family coffee and cocoa; ``strict/soup``; ``post/author``."""
    folder = tmp_path_factory.mktemp("rules")
    shutil.copytree(packs.builtin() / "lexicon", folder / "lexicon")
    shutil.copytree(packs.builtin() / "suppression", folder / "suppression")
    for pack in ("house", "strict", "post"):
        (folder / pack).mkdir()
        (folder / pack / "pack.yaml").write_text("title: T\npurpose: P.\n", encoding="utf-8")
    for pack, word, severity, level, family in [
        ("house", "tea", "error", "recommended", "''"),
        ("house", "coffee", "error", "recommended", "drinks"),
        ("house", "cocoa", "warning", "recommended", "drinks"),
        ("strict", "soup", "error", "strict", "''"),
    ]:
        text = WORD.format(word=word, severity=severity, level=level, family=family)
        (folder / pack / f"{word}.yaml").write_text(text, encoding="utf-8")
    (folder / "post" / "author.yaml").write_text(AUTHOR, encoding="utf-8")
    return packs.load(folder)


Check = Callable[..., FileResult]


@pytest.fixture(scope="module")
def check(rules: RuleSet) -> Check:
    """Lints a text with rules whose ids begin so."""

    def run(text: str, *begins: str, path: str = "post.md", off: bool = False) -> FileResult:
        wanted = begins or ("house/", "suppression/")
        chosen = tuple(rule for rule in rules if rule.id.startswith(wanted) and rule.id != "suppression/no-reason")
        result = Pipeline(replace(rules, rules=chosen, suppressions=not off), DAY).check(Source(path, text))
        assert result.problems == ()
        return result

    return run


def shown(result: FileResult) -> list[str]:
    return [f"{d.start.line} {d.rule.removeprefix('house/')}" for d in result.diagnostics]


def hidden(result: FileResult) -> list[str]:
    return [f"{s.diagnostic.start.line} {s.diagnostic.rule.removeprefix('house/')}" for s in result.suppressed]


@pytest.mark.parametrize(
    ("text", "kept", "gone"),
    [
        pytest.param("A tea.\n", ["1 tea"], [], id="no directive"),
        pytest.param("A tea. <!-- healthlint-disable-line house/tea -->\nA tea.\n", ["2 tea"], ["1 tea"], id="line"),
        pytest.param("A tea.\nA tea. <!-- healthlint-disable-line house -->\n", ["1 tea"], ["2 tea"], id="line, by pack"),
        pytest.param("# A tea <!-- healthlint-disable-line house/tea -->\n\nA tea.\n", ["3 tea"], ["1 tea"], id="heading"),
        pytest.param("| tea <!-- healthlint-disable-line house/tea --> | b |\n|---|---|\n| tea | d |\n", ["3 tea"], ["1 tea"], id="cell"),
        pytest.param("A tea. <!-- healthlint-disable-line house/coffee -->\n", ["1 tea", "1 suppression/unused"], [], id="another rule"),
        pytest.param("<!-- healthlint-disable-next-line house/tea -->\nA tea.\n\nA tea.\n", ["4 tea"], ["2 tea"], id="next line"),
        pytest.param("<!-- healthlint-disable-next-line house/tea -->\n\n\nA tea.\n\nA tea.\n", ["6 tea"], ["4 tea"], id="next line after empty ones"),
        pytest.param("<!-- healthlint-disable-next-line house/tea -->\nAll\nwrapped tea.\n\nA tea.\n", ["5 tea"], ["3 tea"], id="a wrapped paragraph is one"),
        pytest.param("<!-- healthlint-disable-next-line house/tea -->\r\nAll\r\nwrapped tea.\r\n\r\nA tea.\r\n", ["5 tea"], ["3 tea"], id="CRLF"),
        pytest.param("<!-- healthlint-disable-next-line house/tea -->\n- A tea.\n- A tea.\n", ["3 tea"], ["2 tea"], id="one item of a list"),
        pytest.param("<!-- healthlint-disable-next-line house/tea -->\n<!-- healthlint-disable-next-line house/coffee -->\nA tea. A coffee.\n", [], ["3 tea", "3 coffee"], id="stacked"),
        pytest.param("A tea.\n\n<!-- healthlint-disable house/tea -->\n\nA tea.\n\n<!-- healthlint-enable house/tea -->\n\nA tea.\n", ["1 tea", "9 tea"], ["5 tea"], id="range"),
        pytest.param("<!-- healthlint-disable house/tea -->\n\nA tea.\n\nA tea.\n", [], ["3 tea", "5 tea"], id="range to the end"),
        pytest.param("<!-- healthlint-disable house -->\n\nA tea. A coffee.\n\n<!-- healthlint-enable house/tea -->\n\nA tea. A coffee.\n", ["7 tea"], ["3 tea", "3 coffee", "7 coffee"], id="part of a range ends"),
        pytest.param("<!-- healthlint-disable house/tea -->\n\nA tea.\n\n<!-- healthlint-enable -->\n\nA tea.\n", ["7 tea"], ["3 tea"], id="all ranges end"),
        pytest.param("A tea.\n\n<!-- healthlint-disable-file house/tea -->\n\nA tea. A coffee.\n", ["5 coffee"], ["1 tea", "5 tea"], id="file"),
        pytest.param("---\ntitle: A tea\nhealthlint: {ignore: [house/tea]}\n---\n\nA tea. A coffee.\n", ["6 coffee"], ["2 tea", "6 tea"], id="front matter"),
        pytest.param("A tea. <!-- healthlint-disable-line house/tea -- agreed, expires 2026-06-15 -->\n", [], ["1 tea"], id="the last day"),
        pytest.param("A tea. <!-- healthlint-disable-line house/tea -- agreed, expires 2026-06-14 -->\n", ["1 tea", "1 suppression/expired"], [], id="the day after"),
        pytest.param("<!-- healthlint-disable house/tea -- expires 2026-01-01 -->\n\nA tea.\n\n<!-- healthlint-enable house/tea -->\n", ["1 suppression/expired", "3 tea"], [], id="the end of an expired range is no mistake"),
        pytest.param("A tea. <!-- healthlint-disable-line -->\n", ["1 tea", "1 suppression/no-rule"], [], id="blanket"),
        pytest.param("A tea. <!-- healthlint-disable-line all -->\n", ["1 tea", "1 suppression/no-rule"], [], id="ALL"),
        pytest.param("A tea. <!-- healthlint-disable-line recommended, house/tea -->\n", ["1 tea", "1 suppression/no-rule"], [], id="a level"),
        pytest.param("A tea. <!-- healthlint-disable-line house/tee, house/tea -->\n", ["1 suppression/unknown-rule"], ["1 tea"], id="a misspelt name beside a right one"),
        pytest.param("A tea. <!-- healthlint-disabel-line house/tea -->\n", ["1 tea", "1 suppression/unreadable"], [], id="a misspelt directive"),
        pytest.param("A tea.\n\n<!-- healthlint-enable house/tea -->\n", ["1 tea", "3 suppression/unused"], [], id="an end without a beginning"),
        pytest.param("A tea. <!-- healthlint-disable-line house/tea -->\n\n<!-- healthlint-disable-file house/tea -->\n", ["3 suppression/unused"], ["1 tea"], id="the narrowest is used"),
        pytest.param("<!-- healthlint-disable-next-line house/tea -->\n", ["1 suppression/unused"], [], id="nothing follows"),
        pytest.param("A coffee with cocoa. <!-- healthlint-disable-line house/coffee -->\n", ["1 cocoa"], ["1 coffee"], id="an excused finding stands for no other of its family"),
        pytest.param("A coffee with cocoa. <!-- healthlint-disable-line house/cocoa -->\n", ["1 coffee"], ["1 cocoa"], id="one that another would have stood for"),
    ],
)  # fmt: skip
def test_what_goes_and_what_stays(check: Check, text: str, kept: list[str], gone: list[str]) -> None:
    result = check(text)
    assert (shown(result), hidden(result)) == (kept, gone)


def test_mdx(check: Check) -> None:
    result = check("A tea. {/* healthlint-disable-line house/tea -- why */}\n\nA tea.\n", path="post.mdx")
    assert (shown(result), hidden(result)) == (["3 tea"], ["1 tea"])


def test_reasons_are_kept(check: Check) -> None:
    result = check(
        "A tea. <!-- healthlint-disable-line house/tea -- the licence -->\n\n"
        "A coffee. <!-- healthlint-disable-line house/coffee -- a quote, expires 2030-01-01 -->\n"
    )
    assert [excused.reason for excused in result.suppressed] == ["the licence", "a quote"]


def test_switched_off(check: Check) -> None:
    result = check("A tea. <!-- healthlint-disable-line house/tea, house/tee -->\n", off=True)
    assert (shown(result), hidden(result)) == (["1 tea"], [])


def test_a_post_as_a_whole(check: Check) -> None:
    wanted = ("post/", "suppression/")
    (found, unused) = check("Tea.\n\n<!-- healthlint-disable post/author -->\n\nSoup.\n", *wanted).diagnostics
    assert (found.rule, unused.rule) == ("post/author", "suppression/unused")
    assert unused.note == "It judges the post as a whole: write 'healthlint-disable-file'."
    result = check("Tea.\n\n<!-- healthlint-disable-file post/author -- by the editors -->\n", *wanted)
    assert (shown(result), hidden(result)) == ([], ["1 post/author"])


@pytest.mark.parametrize(
    ("name", "begins", "unused"),
    [
        ("house/tea", ("house/", "suppression/"), True),
        ("house/tea", ("strict/", "suppression/"), False),  # did not run
        ("house", ("house/", "suppression/"), True),
        ("house", ("house/tea", "suppression/"), False),  # of the pack, only a part ran
        ("strict/soup", ("house/", "suppression/"), False),
        ("strict/soup", ("strict/", "suppression/"), True),
        ("house/tea", ("house/",), False),  # nobody asked
    ],
)
def test_unused_only_where_that_can_be_known(check: Check, name: str, begins: tuple[str, ...], unused: bool) -> None:
    result = check(f"<!-- healthlint-disable-file {name} -->\n\nWater.\n", *begins)
    assert shown(result) == (["1 suppression/unused"] if unused else [])


@pytest.mark.parametrize(
    ("text", "message", "note"),
    [
        ("<!-- healthlint-disable-file house/tee -->\n", "There is no rule or pack 'house/tee'.", "Did you mean 'house/tea'?"),
        ("<!-- healthlint-disable-file coffee -->\n", "There is no rule or pack 'coffee'.", "Did you mean 'house/coffee'?"),
        ("<!-- healthlint-disable-file zzz -->\n", "There is no rule or pack 'zzz'.", "See 'healthlint rules'."),
        ("<!-- healthlint-disable-line house/tea -->\n\nTea.\n", "'house/tea' is suppressed here, and there is nothing of it.", "Nothing else stands on its line: write 'healthlint-disable-next-line'."),
        ("<!-- healthlint-disable-file house/tea -- expires 2020-01-01 -->\n", "The suppression of 'house/tea' expired on 2020-01-01.", ""),
    ],
)  # fmt: skip
def test_advice(check: Check, text: str, message: str, note: str) -> None:
    found = check(text, "house/coffee", "house/tea", "suppression/").diagnostics[0]
    assert (found.message, found.note) == (message, note)


def test_fingerprints_differ_between_what_is_shown_and_what_is_hidden(check: Check) -> None:
    result = check("A tea.\n\nA tea. <!-- healthlint-disable-line house/tea -->\n")
    (kept,), (gone,) = result.diagnostics, result.suppressed
    assert gone.diagnostic.fingerprint == f"{kept.fingerprint}-2"


def test_results_depend_on_the_day_only_with_an_expiry() -> None:
    assert depends_on_day("<!-- healthlint-disable-line a/b -- expires 2030-01-01 -->")
    assert not depends_on_day("<!-- healthlint-disable-line a/b -- agreed -->")
    assert not depends_on_day("The licence expires.")


def test_a_day_later(rules: RuleSet) -> None:
    text = "A tea. <!-- healthlint-disable-line house/tea -- expires 2026-06-15 -->\n"
    before = Pipeline(rules, DAY).check(Source("post.md", text))
    after = Pipeline(rules, DAY + dt.timedelta(days=1)).check(Source("post.md", text))
    assert [s.diagnostic.rule for s in before.suppressed] == ["house/tea"]
    assert "house/tea" in [found.rule for found in after.diagnostics]


@pytest.mark.parametrize("text", ["<!-- healthlint-disable", "<!-- healthlint-disable-next-line house/tea", "---\nhealthlint:\n---", "---\nhealthlint: {ignore: [house/tea]}", "<!-- healthlint-disable-next-line house/tea -->"])  # fmt: skip
def test_unfinished_posts(check: Check, text: str) -> None:
    assert hidden(check(text)) == []
