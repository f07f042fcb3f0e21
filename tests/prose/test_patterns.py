"""How patterns are found: by RE2 and by the compiled core, which must not differ."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthlint import load_rules
from healthlint.core.rule import RuleSet
from healthlint.engine.gate import _made
from healthlint.prose import compiled, patterns, syllables
from healthlint.prose.folding import fold
from healthlint.prose.patterns import Patterns

needs_core = pytest.mark.skipif(not compiled.is_used, reason="there is no compiled core")


@cache
def _rules() -> RuleSet:
    return load_rules(select=["ALL"])


def test_matches_are_leftmost_longest_and_whole_words() -> None:
    data = b"Cures, cured, CURES ALL pain"
    assert list(patterns.find(Patterns(("cures?", "cures all")), data, 0, len(data))) == [(0, 5), (14, 23)]
    assert patterns.first(Patterns(("all pain",)), data, 0, len(data) - 1) is None
    assert patterns.shorten(Patterns(("cures( all( pa)?)?",)), data, 14, len(data)) == 23
    assert patterns.shorten(Patterns(("ures",)), data, 15, len(data)) == -1


def test_each_stretch_has_patterns_of_its_own() -> None:
    data = b"A cure for all. No cure, no pain."
    cure, no, cures = Patterns(("cure",)), Patterns(("no",)), Patterns(("no cure",))
    found = patterns.find_each(data, [(0, 15, [cure]), (16, 33, [no, cures]), (16, 33, [])])
    assert list(found) == [(2, 6, 0), (16, 23, 1), (25, 27, 1)]


def test_a_pattern_that_would_read_the_text_again_and_again_is_found_all_the_same() -> None:
    slow = Patterns(("([a-z]+ )*zebra",))
    data = b"pain and " * 20_000
    assert patterns.first(slow, data, 0, len(data)) is None
    data += b"no zebra"
    assert list(patterns.find(slow, data, 0, len(data))) == [(0, len(data))]
    assert patterns.shorten(slow, data, 9, len(data)) == len(data)
    assert list(patterns.find_each(data, [(0, len(data), [slow, Patterns(("no",))])])) == [(0, len(data), 0)]


@needs_core
def test_the_core_takes_nearly_all_patterns_of_the_rules() -> None:
    left = [group.items for group in _groups() if group.matcher is None]
    assert len(left) <= 5, left


@needs_core
def test_both_find_the_same_in_the_examples_of_the_rules() -> None:
    examples = [one.text for rule in _rules() for one in (*rule.examples.invalid, *rule.examples.valid)]
    data = fold("\n\n".join(examples))
    for group in _groups():
        assert list(patterns.find(group, data, 0, len(data))) == list(group.re2.find(data, 0, len(data))), group


def _groups() -> list[Patterns]:
    """What is searched for in whole posts, as it is searched for: one by one where that is how it may match."""
    _, prefilter = _made(_rules())
    return list(dict.fromkeys([*prefilter.members.values(), *prefilter.rests.values(), *prefilter.always]))


PIECES = (  # noqa: SIM905 - as they would be written
    r"cure cures? no (?-i:MS|Ms) [A-C]+ [^.;]{0,6} \w+ \w* \b \s \S [a-z]+\s \d+(\.\d+)? ( ) | (?: ? * + {0,2} {,2} "
    r"[]a-] [[:alpha:]] [\w'-] \x41 \x1a - \- . \. \W [^\s,] [\d-] & [&~] \< a{2} (a|ab)(c|bcd) []^] [^]\s] é [$£€] £ [^£\s] °+ \xa3 [°-²] ×"
).split(" ")
WORDS = [
    "cure",
    "cures",
    "Cured",
    "no",
    "The",
    "MS",
    "Ms",
    "ms",
    "a",
    "ab",
    "abcd",
    "bcd",
    "3.5",
    "12",
    ",",
    ".",
    ";",
    "-",
    "'",
    "\x1a",
    "\x0b",
    "\t",
    "é",
    "£",
    "£5",
    "°",
    "A",
    "C",
    "&",
    "[",
    "]",
    "{",
    "{,2}",
]
pieces = st.lists(st.sampled_from(PIECES), min_size=1, max_size=6).map("".join)
texts = st.lists(st.sampled_from(WORDS), max_size=12)


@needs_core
@given(pieces, texts, st.sampled_from([" ", "", "-", "\n"]), st.integers(0, 8))
def test_both_find_the_same(pattern: str, words: list[str], separator: str, margin: int) -> None:
    if patterns.check(pattern):
        return
    group = Patterns((pattern,))
    data = fold(separator.join(words))
    start, end = min(margin, len(data)), max(0, len(data) - margin)
    re2 = group.re2
    assert list(patterns.find(group, data, start, end)) == list(re2.find(data, start, end))
    assert [patterns.first(group, data, place, end) for place in range(end)] == [
        re2.first(data, place, end) for place in range(end)
    ]
    wholes = [re2.whole(data, place, end) for place in range(end)]
    assert [patterns.shorten(group, data, place, end) for place in range(end)] == wholes
    stretches = [(place, end) for place in range(0, end, 3)]
    assert patterns.begins(group, data, stretches) == any(last >= 0 for last in wholes[::3])


@needs_core
@given(st.text("abcdefghilmnoprstuy'é", max_size=16))
def test_both_break_words_alike(word: str) -> None:
    own = compiled.syllables_of(word.encode())
    assert own == syllables.count(word.encode(), syllables.hyphenated)


@needs_core
def test_both_break_the_words_of_the_hyphenation_patterns_alike() -> None:
    lines = syllables.written().split("\n")
    words = ["".join(filter(str.isalpha, line)) for line in lines]
    for one, other in zip(words, reversed(words), strict=True):
        word = f"{one}{other}"
        assert compiled.hyphenated(word) == syllables.hyphenated(word), word
