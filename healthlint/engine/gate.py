"""Which rules could find something in a post, told before any of them runs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from healthlint.core.rule import Rule, RuleSet
from healthlint.packs.snapshot import searched
from healthlint.prose import reader
from healthlint.prose.english import English
from healthlint.prose.patterns import Patterns
from healthlint.prose.prefilter import Candidates, Prefilter


class Gate:
    """The rules by the patterns that they look for. A rule that finds nothing without a match waits for one."""

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules.rules
        self._always: list[int] = []
        waiting: dict[Patterns, list[int]] = {}
        groups: list[Patterns] = []
        for index, rule in enumerate(self._rules):
            wanted = list(searched(rule.kind))
            groups += wanted
            groups += searched(rule.when)
            if not rule.kind.needs_match:
                self._always.append(index)
                continue
            for group in wanted:
                waiting.setdefault(group, []).append(index)
        english = cast("English", rules.english)
        groups += reader.searched(english)
        self.prefilter = Prefilter(groups, reader.counted(english))
        for group in self.prefilter.always & waiting.keys():
            self._always += waiting.pop(group)
        numbers = self.prefilter.numbers
        self._waiting = {numbers[group]: indexes for group, indexes in waiting.items() if group in numbers}

    def rules(self, candidates: Candidates) -> Iterable[Rule]:
        """The rules that could find something in a post, in their order."""
        chosen = set(self._always)
        for group in candidates.groups & self._waiting.keys():
            chosen.update(self._waiting[group])
        return [self._rules[index] for index in sorted(chosen)]
