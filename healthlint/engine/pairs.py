"""Minimal pairs on trial: one sentence is flagged at its marks, and its twin is not."""

from __future__ import annotations

from healthlint.core.problem import Problem
from healthlint.core.rule import Example, RuleSet
from healthlint.core.span import Span
from healthlint.engine.trial import findings
from healthlint.packs.pairs import Pair


def try_pair(pair: Pair, rules: RuleSet) -> list[Problem]:
    """What does not come out as a pair says; empty for a pair that is right, or known to be wrong.

    The marks tell which words must be touched, not where they end: that is for the examples of a rule.

    Args:
        pair: One of the pairs.
        rules: All rules; give the English.
    """
    rule = next(rule for rule in rules if rule.id == pair.rule)
    flagged, broken = findings(rule, pair.flagged.text, rules)
    twin, broken_too = findings(rule, pair.twin.text, rules)
    problems = broken + broken_too
    (mark,) = pair.flagged.flagged
    if not flagged:
        problems.append(_problem(pair, pair.flagged, f"found nothing at «{pair.flagged.text[mark.start : mark.end]}»"))
    problems += [
        _problem(pair, pair.flagged, f"flagged «{_words(pair.flagged, span)}»")
        for span in flagged
        if span is None or not span.overlaps(mark)
    ]
    problems += [_problem(pair, pair.twin, f"flagged «{_words(pair.twin, span)}» in the twin") for span in twin]
    if pair.known:
        return [] if problems else [_problem(pair, pair.flagged, "this pair comes out right: take 'known' away")]
    return problems


def _problem(pair: Pair, example: Example, message: str) -> Problem:
    return Problem(pair.path, f"{pair.rule}: {message}", example.line, example.column, " ".join(example.text.split()))


def _words(example: Example, span: Span | None) -> str:
    return example.text[span.start : span.end] if span else "the post as a whole"
