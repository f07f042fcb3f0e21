"""Examples on trial: each pattern of a rule is dropped in turn, and some example must notice."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial

from healthlint import markdown
from healthlint.core.document import Document
from healthlint.core.problem import Problem
from healthlint.core.rule import Example, Rule, RuleSet
from healthlint.core.source import Source
from healthlint.core.tuples import NamedTuple
from healthlint.engine.pairs import try_pair
from healthlint.engine.trial import each, findings
from healthlint.kinds import Suppression
from healthlint.packs.examples import differences
from healthlint.packs.pairs import Pair
from healthlint.packs.written import Written, written
from healthlint.prose import folding, patterns


class _Tried(NamedTuple):
    """An example, or a pair, and whether it still comes out right under another version of its rule."""

    documents: tuple[Document, ...]
    holds: Callable[[Rule], bool]


class Coverage(NamedTuple):
    """How far the examples of a rule prove it."""

    patterns: int
    """How many it has."""
    problems: tuple[Problem, ...]
    """Those that are not proven, each at its place in the rule file."""


def coverage(rule: Rule, rules: RuleSet, pairs: Iterable[Pair] = ()) -> Coverage:
    """The patterns of a rule that neither its examples nor its pairs prove.

    Args:
        rule: One of the rules, whose examples come out as they say.
        rules: Where it comes from; gives the English.
        pairs: Those of the rule.
    """
    if isinstance(rule.kind, Suppression):
        return Coverage(0, ())
    alone = replace(rules, rules=())
    texts = [*_examples(rule, alone), *(_pair(pair, alone) for pair in pairs if not pair.known)]
    found = list(written(rule))
    return Coverage(len(found), tuple(problem for one in found if (problem := _judged(one, texts))))


def _judged(one: Written, texts: Sequence[_Tried]) -> Problem | None:
    # Where a pattern stands nowhere, dropping it changes nothing.
    holding = [tried for tried in texts if any(_stands(one, document) for document in tried.documents)]
    if not holding:
        message, hint = f"no example has what '{_short(one.text)}' stands for", "add one"
    elif all(tried.holds(one.without) for tried in holding):
        message = f"no example notices when '{_short(one.text)}' is dropped"
        hint = "add one that only it answers, or drop it"
    else:
        return None
    return Problem(one.place.path, f"{one.option}: {message}", one.place.line, one.place.column, hint)


def _examples(rule: Rule, rules: RuleSet) -> Iterator[_Tried]:
    for example, invalid in each(rule):
        yield _Tried((_read(example),), partial(_example_holds, example, rules, invalid=invalid))


def _example_holds(example: Example, rules: RuleSet, rule: Rule, *, invalid: bool) -> bool:
    found, broken = findings(rule, example.text, rules)
    return not broken and not differences(rule, example, found, invalid=invalid)


def _pair(pair: Pair, rules: RuleSet) -> _Tried:
    def holds(rule: Rule) -> bool:
        return not try_pair(pair, replace(rules, rules=(rule,)))

    return _Tried((_read(pair.flagged), _read(pair.twin)), holds)


def _read(example: Example) -> Document:
    return markdown.parse(Source("example.md", example.text))


def _stands(one: Written, document: Document) -> bool:
    """True when the pattern stands anywhere that a kind could look: words, addresses, components, front matter."""
    texts = [document.text, *(link.target for link in document.links), *(it.name for it in document.components)]
    if document.front_matter is not None:
        span = document.front_matter.source
        texts.append(document.source.text[span.start : span.end])
    for text in texts:
        data = folding.fold(text)
        if patterns.first(one.pattern, data, 0, len(data)) is not None:
            return True
    return False


def _short(text: str, limit: int = 60) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
