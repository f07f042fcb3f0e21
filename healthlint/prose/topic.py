"""What a post is mainly about, told by which of several names it gives most room."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from healthlint.core import later

_WORD = later.pattern(r"[^\W_]+")
_SHARE = 3
"""A name is one of the main ones with at least a third of the weight of the heaviest."""
_SPREAD = 5
"""With less than a fifth of all weight the heaviest is one of many: a list of remedies has no main one."""

TITLE, HEADING, TEXT = 6, 3, 1
"""How much a name weighs in the title, in a heading, and elsewhere."""


class Topic:
    """The names that a post is mainly about: "ketamine", where antidepressants are only compared with it.

    Longer forms count as the shortest that the post uses: "IV ketamine infusions" as "ketamine".

    Args:
        names: Each occurrence of a name as the post writes it, with its weight.
    """

    def __init__(self, names: Iterable[tuple[str, int]]) -> None:
        weights: Counter[tuple[str, ...]] = Counter()
        for name, weight in names:
            weights[_words(name)] += weight
        self._shortest: dict[tuple[str, ...], tuple[str, ...]] = {}
        for words in sorted(weights, key=len):
            form = (known for known in self._shortest.values() if set(known) <= set(words))
            self._shortest[words] = next(form, words)
        merged: Counter[tuple[str, ...]] = Counter()
        for words, weight in weights.items():
            merged[self._shortest[words]] += weight
        heaviest = max(merged.values(), default=0)
        listed = heaviest * _SPREAD < merged.total()
        self._main = {name for name, weight in merged.items() if listed or weight * _SHARE >= heaviest}

    def has(self, name: str) -> bool:
        """True for one of the names that the post is mainly about; for all when none stands out."""
        words = _words(name)
        return self._shortest.get(words, words) in self._main


def _words(name: str) -> tuple[str, ...]:
    """The words in lower case and in the singular, as far as a final "s" shows it."""
    found = _WORD.findall(name.lower())
    return tuple(word[:-1] if len(word) > 3 and word.endswith("s") and word[-2] not in "su" else word for word in found)
