"""Which rules a name means: a rule, a pack, a glob, a level, or all of them; and which law packs are named."""

from __future__ import annotations

from collections.abc import Iterable
from fnmatch import fnmatchcase

from healthlint.config.schema import Name
from healthlint.core.problem import Problem
from healthlint.core.rule import Edition, Level, Pack, Rule, RuleSet
from healthlint.strict import near

ALL = "ALL"


class Selector:
    """Looks names up in a set of rules, and remembers those that mean nothing."""

    def __init__(self, rules: RuleSet) -> None:
        self._rules = rules
        self._laws = {pack.name: pack for pack in rules.packs if pack.provisions}
        self.problems: list[Problem] = []

    def rules(self, names: Iterable[Name], given: str = "", edition: Edition | None = None) -> dict[str, Rule]:
        """The rules that any of the names means, by id.

        Args:
            names: Rule ids, packs, globs such as ``claims/*``, levels, or ``ALL``.
            given: Where names without a place come from, such as ``--select``.
            edition: Rules that came later are meant only by their id.
        """
        found: dict[str, Rule] = {}
        for name in names:
            meant = self._meant(name.text)
            if not meant and name.text not in (*Level, *self._laws):
                self._unknown(name, given)
            found.update((rule.id, rule) for rule in meant if _is_in(rule, name.text, edition))
        return found

    def laws(self, names: Iterable[Name]) -> list[Pack]:
        """The law packs that are named."""
        return [self._laws[name] for name in dict.fromkeys(name.text for name in names) if name in self._laws]

    def _meant(self, name: str) -> list[Rule]:
        if name == ALL:
            return list(self._rules)
        if name in list(Level):
            levels = {Level(name), Level.RECOMMENDED}  # which a rule may not have been in an older edition
            # Nobody gets the law of a country without asking for it.
            return [rule for rule in self._rules if rule.level in levels and rule.pack not in self._laws]
        return [rule for rule in self._rules if name in (rule.id, rule.pack) or fnmatchcase(rule.id, name)]

    def _unknown(self, name: Name, given: str) -> None:
        ids = [rule.id for rule in self._rules]
        packs = list(dict.fromkeys([*(rule.pack for rule in self._rules), *self._laws]))
        short = {rule_id.partition("/")[2]: rule_id for rule_id in ids}
        what = "no rule fits" if any(sign in name.text for sign in "*?[") else "unknown rule or pack"
        meant = short.get(name.text) or near(name.text, [*ids, *packs, *Level, ALL])
        hint = f"did you mean '{meant}'?" if meant else "see 'healthlint rules'"
        message = f"{what} '{name.text}'"
        if name.place:
            self.problems.append(Problem(name.place.path, message, name.place.line, name.place.column, hint))
        else:
            self.problems.append(Problem(given or "rules", message, hint=hint))


def _is_in(rule: Rule, name: str, edition: Edition | None) -> bool:
    """True when a name means this rule in an edition too."""
    if name in list(Level):
        return rule.level_in(edition) == name
    return rule.id == name or rule.level_in(edition) is not None
