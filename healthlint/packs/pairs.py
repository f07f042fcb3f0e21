"""Minimal pairs: a sentence that a rule must flag, and its twin that must pass; data beside the rules.

They hold rules and stance together: the twin has the same words, but negated, asked, quoted, cited and so on.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from healthlint.core import regular_file
from healthlint.core.problem import HealthlintError
from healthlint.core.record import record
from healthlint.core.rule import Example, Rule, RuleSet
from healthlint.packs.examples import marked
from healthlint.packs.files import survey
from healthlint.packs.locate import shown
from healthlint.strict import Decoder, Node, Scalar, did_you_mean, noun, read_yaml


@record
class Pair:
    """Two texts that differ in how the author stands to the words."""

    rule: str
    """The id of the rule that is tried, without the others."""
    flagged: Example
    twin: Example
    known: str = ""
    """Why the pair does not come out right, where that is known and borne."""
    path: str = ""


@record
class _Entry:
    rule: Scalar
    flagged: Example
    twin: Example
    known: str = ""


@record
class _File:
    title: str
    pairs: tuple[_Entry, ...]


def pairs(folder: Path, rules: RuleSet) -> tuple[Pair, ...]:
    """The pairs in ``pairs/`` of a folder of packs, file by file; none without such a folder.

    Args:
        folder: As of ``packs.load``.
        rules: All rules that there are.

    Raises:
        HealthlintError: with every mistake in every file.
    """
    decoder = Decoder({Example: _example, Scalar: _rule})
    known = {rule.id: rule for rule in rules}
    found: list[Pair] = []
    for path in survey(folder, []).pairs:
        try:
            file = decoder.attempt(read_yaml(shown(path), regular_file.read_text(path)), _File)
        except HealthlintError as error:
            decoder.problems.extend(error.problems)
            continue
        found += _checked(file.pairs, known, decoder, shown(path)) if file else []
    decoder.finish()
    return tuple(found)


def _checked(entries: Iterable[_Entry], rules: Mapping[str, Rule], decoder: Decoder, path: str) -> list[Pair]:
    """The pairs of a file; reports rules that there are not, and marks where they should not be."""
    found = []
    for entry in entries:
        place = entry.rule.place
        if entry.rule.value not in rules:
            decoder.report(place, f"unknown rule '{entry.rule.value}'", did_you_mean(entry.rule.value, rules, "rules"))
        if len(entry.flagged.flagged) != 1:
            decoder.report(place, "no «marks» in 'flagged'", "write « before and » after the words that are found")
        if entry.twin.flagged:
            decoder.report(place, "a twin with « » marks", "nothing is found in a twin: remove them")
        found.append(Pair(entry.rule.value, entry.flagged, entry.twin, entry.known, path))
    return found


def _example(node: Node, decoder: Decoder) -> Example:
    if isinstance(node, Scalar) and not node.is_null:
        return marked(node, decoder)
    decoder.report(node.place, f"expected a text, found {noun(node)}", "put a text with ': ' in it in quotes")
    return Example("", ())


def _rule(node: Node, decoder: Decoder) -> Any:
    """The id of a rule with its place."""
    if not isinstance(node, Scalar) or node.is_null:
        decoder.report(node.place, f"expected the id of a rule, found {noun(node)}")
    return node
