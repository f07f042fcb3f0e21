"""Which rules could find something in a post, told before any of them runs."""

from __future__ import annotations

from typing import cast

from healthlint.core.rule import Rule, RuleSet
from healthlint.packs.snapshot import groups, searched
from healthlint.prose import reader
from healthlint.prose.english import English
from healthlint.prose.patterns import Patterns
from healthlint.prose.prefilter import Candidates, Prefilter


class Gate:
    """The rules by the patterns that they look for. A rule that finds nothing without a match waits for one."""

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules.rules
        needs: list[list[list[Patterns]]] = []
        """By rule, the groups of each option that it waits for."""
        wanted: list[Patterns] = []
        for rule in self._rules:
            wanted += searched(rule.kind)
            wanted += searched(rule.when)
            options = [list(groups(rule.kind, name)) for name in rule.kind.waits_for]
            needs.append([option for option in options if option])
        english = cast("English", rules.english)
        wanted += reader.searched(english)
        self.prefilter = Prefilter(wanted, reader.counted(english))
        numbers, always = self.prefilter.numbers, self.prefilter.always
        self._always: list[int] = []
        self._waiting: dict[int, list[int]] = {}
        """The rules by the groups of which one must stand in a post."""
        self._also: dict[int, list[frozenset[int]]] = {}
        """By rule, further groups; of each set one must stand there."""
        for index, options in enumerate(needs):
            first, *others = [
                frozenset(numbers[group] for group in option) for option in options if always.isdisjoint(option)
            ] or [frozenset()]
            if not first:
                self._always.append(index)
            for number in first:
                self._waiting.setdefault(number, []).append(index)
            if others:
                self._also[index] = others

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
