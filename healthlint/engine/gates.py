"""Gates that were made before: to number the literals of all rules takes longer than a post does.

To make what looks for their patterns takes long, too, so that this is kept with them. One is kept for each choice of
rules, in the user's cache folder, and only where the compiled core makes it worth it. Its name tells what it was made
from: the code and the rule files, by the key of the rules, and what each rule that runs looks for. That of the rules
that run by default comes with the package.
"""

from __future__ import annotations

import contextlib
import json
import os
from typing import TypeAlias, cast

from healthlint.core import cache_folder, pieces
from healthlint.core.digest import blake2b
from healthlint.core.rule import RuleSet
from healthlint.packs.snapshot import every, searches
from healthlint.prose import compiled, matchers, patterns, reader
from healthlint.prose.english import English
from healthlint.prose.matchers import Matchers
from healthlint.prose.patterns import name_of
from healthlint.prose.prefilter import Prefilter

Plan: TypeAlias = tuple[list[int], list[tuple[int, list[int]]], list[tuple[int, list[list[int]]]]]
"""By their places, the rules that run over every post; by groups, those that wait for one of them; and by rule, sets of
further groups, of each of which one must be there."""

_PREFIX = "gate-"
_MOST = 12
"""So many are kept: of other rules, and other choices of them."""
SHIPPED = "gate.data"
"""Beside this file, in a wheel: a gate under the line that tells its key."""


def find(rules: RuleSet) -> tuple[Plan, Prefilter] | None:
    """What ``keep`` was given for these rules; None where that is not known.

    What it has of matchers is what patterns find from then on (``patterns.remember``).
    """
    if not rules.key or not compiled.is_used:
        return None
    name = key(rules)
    for found_pieces in cache_folder.pieces_of(_beside(), name, _path(name)):
        with contextlib.suppress(ValueError):
            head, *prefilter, parts = found_pieces
            plan, names, ends = json.loads(bytes(head.checked()))
            found = Matchers(names, ends, parts.data)
            made = Prefilter.read([piece.checked() for piece in prefilter], found)
            patterns.remember(found.of)
            return plan, made
    return None


def keep(rules: RuleSet, plan: Plan, prefilter: Prefilter) -> None:
    """Keeps what was worked out for rules, if they can be known again."""
    if not rules.key:
        return
    data = written(rules, plan, prefilter)
    if data is not None and cache_folder.write(path := _path(key(rules)), data):
        cache_folder.forget_old(os.path.dirname(path), _PREFIX, _MOST)  # noqa: PTH120


def written(rules: RuleSet, plan: Plan, prefilter: Prefilter) -> bytes | None:
    """What ``find`` reads; None without a compiled core."""
    found = prefilter.written()
    if found is None:
        return None
    # The patterns of groups that have members are looked for member by member.
    others = [group for group in dict.fromkeys(every([list(rules), rules.english])) if prefilter.numbers[group] is None]
    others += prefilter.rests.values()
    wanted = [*map(prefilter.members.__getitem__, range(prefilter.size)), *(group for group in others if group.items)]
    names = {name_of(group): number for number, group in enumerate(wanted[prefilter.size :], prefilter.size)}
    data, ends = pieces.pack(map(matchers.written, wanted))
    return pieces.join(json.dumps([plan, names, ends]).encode(), *found, data)


def key(rules: RuleSet) -> str:
    """Tells what a gate was made from."""
    english = cast("English", rules.english)
    names = [[name_of(group) for group in some] for some in (reader.searched(english), reader.counted(english))]
    plain = [rules.key, compiled.source(), names, [searches(rule) for rule in rules]]
    return blake2b(json.dumps(plain).encode(), digest_size=16).hexdigest()


def _path(name: str) -> str:
    return os.path.join(cache_folder.cache_folder(), f"{_PREFIX}{name}")  # noqa: PTH118


def _beside() -> str:
    return os.path.join(os.path.dirname(os.path.abspath(__file__)), SHIPPED)  # noqa: PTH100, PTH118, PTH120
