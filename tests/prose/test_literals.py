"""The literals of a pattern: no match without one of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthlint.core.span import Span
from healthlint.prose import patterns
from healthlint.prose.literals import normal, required
from healthlint.prose.patterns import Patterns, fold
from healthlint.prose.prefilter import Prefilter


@pytest.mark.parametrize(
    ("pattern", "literals"),
    [
        ("miracle", {" miracle "}),
        ("side effects?", {" side effect ", " side effects "}),
        ("(cure|heal)s?", {" cure ", " cures ", " heal ", " heals "}),
        ("no [a-z]+ effects", {" effects "}),
        ("[a-z]+n't", {"n t "}),
        (r"\d+ ?(%|percent)", {" % ", "percent ", " percent "}),
        ("(?-i:FDA)-approved", {" fda approved "}),
        ("colou?r", {" color ", " colour "}),
        (r"un\w+able", {"able "}),
        ("(very )*safe", {"safe "}),
        (r"\d+", set("0123456789")),
        (r"\w+", None),
        ("(a|[a-z]+)", None),
        ("(unclosed", None),
    ],
)
def test_literals(pattern: str, literals: set[str] | None) -> None:
    found = required(pattern)

    assert literals == (None if found is None else set(found))


def test_normal_text_has_one_space_between_words() -> None:
    data = fold("It's  5% of\n\nthe (café's).")

    assert normal(data, [(0, len(data))]) == b" it s 5 % of the cafe s "
    assert normal(data, [(0, 11), (12, len(data))]) == b" it s 5 % of \xff the cafe s "


words = st.sampled_from(
    ["no", "side", "effects", "cure", "cures", "5%", "20 percent", "don't", "-", "miracle", "x", "a"]
)
parts = st.sampled_from(
    [
        "no",
        "( side)?",
        " effects?",
        "cur(e|es|ing)",
        r"\d+ ?%",
        "[a-z]+",
        " ",
        "(no|a) ",
        "(miracle )*",
        "n't",
        ".{0,5}",
        "x+",
    ]
)


@given(st.lists(parts, min_size=1, max_size=4), st.lists(words, max_size=8), st.sampled_from([" ", "  ", "-", ". "]))
def test_the_prefilter_lets_nothing_slip(pattern: list[str], text: list[str], separator: str) -> None:
    group = Patterns(("".join(pattern),))
    if patterns.check(group.items[0]):
        return
    data = fold(separator.join(text))

    found = list(patterns.find(group, data, 0, len(data)))

    assert not found or group in Prefilter([group]).candidates(data)


def test_candidates_name_the_stretches_in_which_they_may_match() -> None:
    cure, effects, word = Patterns(("cures?",)), Patterns(("side effects",)), Patterns((r"\w+",))
    data = fold("No cure.\n\nSide effects, a cure.\n\n7")
    stretches = [Span(0, 8), Span(10, 31), Span(33, 34)]

    found = Prefilter([cure, effects, word]).candidates(data, stretches)

    assert [found.places(group) for group in (cure, effects, word)] == [[0, 1], [1], None]
