"""Every rule finds in its examples what they say, also where the same words stand in other Markdown."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

import pytest

import healthlint
from healthlint.core.document import BlockKind
from healthlint.core.rule import Example, Rule
from healthlint.core.span import Span
from healthlint.engine.trial import findings, try_rule
from healthlint.kinds.pattern import Claim, Pattern, Swap

RULE_SET = healthlint.load_rules(select=["ALL", "preview"])
RULES = list(RULE_SET)
WORDS = [rule for rule in RULES if isinstance(rule.kind, Pattern | Claim | Swap)]
NAME = re.compile(r"[a-z]+(-[a-z0-9]+)*/[a-z]+(-[a-z0-9]+)*")


def by_id(rule: Rule) -> str:
    return rule.id


@pytest.mark.parametrize("rule", RULES, ids=by_id)
def test_examples(rule: Rule) -> None:
    assert try_rule(rule, RULE_SET) == []


def marked(example: Example) -> str:
    """The example with its marks, as in the rule file."""
    text = example.text
    for start, end in reversed(example.flagged):
        text = f"{text[:start]}«{text[start:end]}»{text[end:]}"
    return text


def unmarked(text: str) -> tuple[str, list[Span]]:
    spans = [Span(m.start() - 2 * i, m.end() - 2 * i - 2) for i, m in enumerate(re.finditer("«[^»]*»", text))]
    return re.sub("[«»]", "", text), spans


def _within(text: str, change: Callable[[str], str]) -> str:
    """The text with a change inside of each marked stretch."""
    return re.sub("«([^»]*)»", lambda match: f"«{change(match[1])}»", text)


def _emphasis(text: str) -> str:
    """Markup that begins inside of the words and ends behind them: it hides nothing."""
    return re.sub(r"«(\w+) (\w[^»]*\w)»", r"«\1 **\2»**", text)


VARIANTS: dict[str, tuple[Callable[[str], str], BlockKind | None]] = {
    "item": (lambda text: f"- {text}", BlockKind.ITEM),
    "nested item": (lambda text: f"1. One:\n   - {text}\n", BlockKind.ITEM),
    "quote": (lambda text: f"> {text}", BlockKind.QUOTE),
    "cell": (lambda text: f"| Head | Other |\n|---|---|\n| {text} | - |\n", BlockKind.CELL),
    "paragraph of HTML": (lambda text: f"<div><p>{text}</p></div>", None),
    "line break": (lambda text: _within(text, lambda words: words.replace(" ", "\n", 1)), None),
    "Windows line break": (lambda text: _within(text, lambda words: words.replace(" ", "\r\n", 1)), None),
    "non-breaking space": (lambda text: _within(text, lambda words: words.replace(" ", "\u00a0", 1)), None),
    "entity": (lambda text: _within(text, lambda words: words.replace(" ", "&nbsp;", 1)), None),
    "zero-width space": (lambda text: _within(text, lambda words: f"{words[:1]}\u200b{words[1:]}"), None),
    "emphasis": (_emphasis, None),
    "curly apostrophe": (lambda text: text.replace("'", "’"), None),
}


def plain(rule: Rule) -> Iterator[str]:
    """The invalid examples that are one sentence or two, without markup of their own."""
    for example in rule.examples.invalid:
        text = marked(example)
        if example.flagged and not re.search(r"[\n*_`\[\]|<>#&]|^\W*\d+[.)]|^[-+•] ", text):
            yield text


def found(rule: Rule, text: str) -> list[Span | None]:
    spans, problems = findings(rule, text, RULE_SET)
    assert problems == []
    return spans


@pytest.mark.parametrize("rule", WORDS, ids=by_id)
def test_words_are_found_in_other_markdown(rule: Rule) -> None:
    wrong = []
    for text in plain(rule):
        for name, (change, kind) in VARIANTS.items():
            if kind is not None and (kind not in rule.where or rule.kind.whole):
                continue
            variant, spans = unmarked(change(text))
            if found(rule, variant) != spans:
                wrong.append((name, variant, [variant[slice(*s)] if s else None for s in found(rule, variant)]))

    assert wrong == []


@pytest.mark.parametrize("rule", WORDS, ids=by_id)
def test_nothing_is_found_in_code(rule: Rule) -> None:
    for text in plain(rule):
        words = unmarked(text)[0]

        assert found(rule, f"See `{words}` here.") == []
        assert found(rule, f"```\n{words}\n```\n") == []
        assert found(rule, f"Text.\n\n    {words}\n") == []
        assert found(rule, f"<!-- {words} -->\n") == []
        assert found(rule, f"<script>{words}</script>\n") == []


@pytest.mark.parametrize("rule", RULES, ids=by_id)
def test_a_rule_is_whole(rule: Rule) -> None:
    assert NAME.fullmatch(rule.id)
    assert len(rule.examples.invalid) >= 2
    assert len(rule.examples.valid) >= 2
    for text in (rule.message, rule.why, rule.do):
        assert re.match(r"[A-Z'\"{«]", text), text
        assert text.rstrip("'\"").endswith((".", "?", "!")) or text.endswith(("}", "'", "…")), text
    assert rule.sources
    for source in rule.sources:
        assert not source.url or re.match(r"https?://[\w.-]+\.[a-z]+(/\S*)?$", source.url), source.url


def test_no_two_rules_look_for_the_same() -> None:
    patterns = Counter(rule.kind.patterns for rule in WORDS if not isinstance(rule.kind, Swap))

    assert [pattern for pattern, count in patterns.items() if count > 1] == []


def test_there_are_rules_for_everything() -> None:
    recommended = {rule.pack for rule in healthlint.load_rules()}
    nine = {"claims", "risk", "evidence", "disclaimer", "trust", "readability", "respect", "safety", "hygiene"}

    assert nine <= recommended
    assert len(healthlint.load_rules()) >= 45
