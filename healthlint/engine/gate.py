"""Which rules could find something in a post, told before any of them runs."""

from __future__ import annotations

from typing import cast

from healthlint.core.rule import Rule, RuleSet
from healthlint.engine import gates
from healthlint.packs.snapshot import groups, searched
from healthlint.prose import reader
from healthlint.prose.english import English
from healthlint.prose.patterns import Patterns
from healthlint.prose.prefilter import Candidates, Prefilter


class Gate:
    """The rules by the patterns that they look for. A rule that finds nothing without a match waits for one.

    What takes long to work out is kept for the next run (``engine.gates``).
    """

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules.rules
        found = gates.find(rules)
        if found is None:
            plan, self.prefilter = _made(rules)
            gates.keep(rules, plan, self.prefilter)
        else:
            plan, self.prefilter = found
        self._always, waiting, also = plan
        self._waiting = dict(waiting)
        """The rules by the groups of which one must stand in a post."""
        self._also = {index: [frozenset(groups) for groups in others] for index, others in also}
        """By rule, further groups; of each set one must stand there."""

    def rules(self, candidates: Candidates | None) -> list[Rule]:
        """The rules that could find something in a post, in their order; all without candidates."""
        return [self._rules[index] for index in self.chosen(candidates)]

    def chosen(self, candidates: Candidates | None) -> list[int]:
        """As ``rules``, by their places among the rules."""
        if candidates is None:
            return list(range(len(self._rules)))
        present = candidates.groups
        chosen = set(self._always)
        for group in present & self._waiting.keys():
            chosen.update(self._waiting[group])
        for index in chosen & self._also.keys():
            if any(present.isdisjoint(groups) for groups in self._also[index]):
                chosen.remove(index)
        return sorted(chosen)


def shipped(rules: RuleSet) -> bytes | None:
    """What ``gates.SHIPPED`` holds for these rules; None without a compiled core."""
    data = gates.written(rules, *_made(rules))
    return None if data is None else f"{gates.key(rules)}\n".encode() + data


def _made(rules: RuleSet) -> tuple[gates.Plan, Prefilter]:
    needs: list[list[list[Patterns]]] = []
    """By rule, the groups of each option that it waits for."""
    wanted: list[Patterns] = []
    for rule in rules:
        wanted += searched(rule.kind)
        wanted += searched(rule.when)
        options = [list(groups(rule.kind, name)) for name in rule.kind.waits_for]
        needs.append([option for option in options if option])
    english = cast("English", rules.english)
    wanted += reader.searched(english)
    prefilter = Prefilter(wanted, reader.counted(english))
    always: list[int] = []
    waiting: dict[int, list[int]] = {}
    also: dict[int, list[list[int]]] = {}
    for index, options in enumerate(needs):
        first, *others = [_numbers(option, prefilter) for option in options if not _is_open(option, prefilter)] or [[]]
        if not first:
            always.append(index)
        for number in first:
            waiting.setdefault(number, []).append(index)
        if others:
            also[index] = others
    return (always, list(waiting.items()), list(also.items())), prefilter


def _is_open(option: list[Patterns], prefilter: Prefilter) -> bool:
    """True when something in it may match in any text."""
    return any(prefilter.always[group] is not None for group in option)


def _numbers(option: list[Patterns], prefilter: Prefilter) -> list[int]:
    found = {prefilter.numbers[group] for group in option}
    return sorted(number for number in found if number is not None)
