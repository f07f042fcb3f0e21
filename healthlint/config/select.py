"""Which rules a name means: a rule, a pack, a glob, a level, or all of them; and which law packs are named."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase

from healthlint.config.schema import Name
from healthlint.core.problem import Problem
from healthlint.core.rule import Edition, Level, Pack, Rule, RuleSet
from healthlint.strict import near

ALL = "ALL"
_MOST_GUESSED = 100
"""Unknown names for which a near one is looked for, which takes a millisecond."""


class Selector:
    """Looks names up in a set of rules, and remembers those that mean nothing."""

    def __init__(self, rules: RuleSet, edition: Edition | None = None) -> None:
        """Looks names up.

        Args:
            rules: All that there are.
            edition: In which levels are looked up, and rules selected; today's by default.
        """
        self._rules = rules
        self._edition = edition
        self._laws = {pack.name: pack for pack in rules.packs if pack.provisions}
        self.problems: list[Problem] = []

    def rules(self, names: Iterable[Name], given: str = "") -> dict[str, Rule]:
        """The rules that any of the names means, by id.

        Args:
            names: Rule ids, packs, globs such as ``claims/*``, levels, or ``ALL``.
            given: Where names without a place come from, such as ``--select``.
        """
        found: dict[str, Rule] = {}
        for name in names:
            meant = self._meant(name.text)
            if not meant and name.text not in (*Level, *self._laws):
                self._unknown(name, given)
            found.update((rule.id, rule) for rule in meant)
        return found

    def selected(self, names: Iterable[Name], given: str = "") -> dict[str, Rule]:
        """The same for rules that are to run: names of packs, globs and ``ALL`` mean only those that may join in."""
        found: dict[str, Rule] = {}
        for name in names:
            level = name.text in list(Level)
            meant = self.rules([name], given).values()
            found.update((it.id, it) for it in meant if level or it.id == name.text or self.joins(it))
        return found

    def joins(self, rule: Rule) -> bool:
        """True for a rule that runs without being asked for by its id or level: no preview, and in the edition."""
        return rule.level_in(self._edition) not in (None, Level.PREVIEW)

    def laws(self, names: Iterable[Name]) -> list[Pack]:
        """The law packs that are named."""
        return [self._laws[name] for name in dict.fromkeys(name.text for name in names) if name in self._laws]

    def _meant(self, name: str) -> list[Rule]:
        if name == ALL:
            return list(self._rules)
        if name in list(Level):
            # Nobody gets the law of a country without asking for it.
            return [
                rule for rule in self._rules if rule.level_in(self._edition) == name and rule.pack not in self._laws
            ]
        return [rule for rule in self._rules if name in (rule.id, rule.pack) or fnmatchcase(rule.id, name)]

    def _unknown(self, name: Name, given: str) -> None:
        ids = [rule.id for rule in self._rules]
        packs = list(dict.fromkeys([*(rule.pack for rule in self._rules), *self._laws]))
        short = {rule_id.partition("/")[2]: rule_id for rule_id in ids}
        what = "no rule fits" if any(sign in name.text for sign in "*?[") else "unknown rule or pack"
        meant = short.get(name.text)
        if not meant and len(self.problems) < _MOST_GUESSED:
            meant = near(name.text, [*ids, *packs, *Level, ALL])
        hint = f"did you mean '{meant}'?" if meant else "see 'healthlint rules'"
        message = f"{what} '{name.text}'"
        if name.place:
            self.problems.append(Problem(name.place.path, message, name.place.line, name.place.column, hint))
        else:
            self.problems.append(Problem(given or "rules", message, hint=hint))
