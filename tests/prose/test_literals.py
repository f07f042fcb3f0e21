"""The literals of a pattern: no match without one of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthlint.prose import patterns, reader
from healthlint.prose.english import English
from healthlint.prose.folding import fold
from healthlint.prose.literals import normal, required
from healthlint.prose.patterns import Patterns
from healthlint.prose.prefilter import Prefilter

POSTS = Path(__file__).parents[2] / "examples" / "posts"
DIGITS = set("0123456789")


@pytest.mark.parametrize(
    ("pattern", "parts"),
    [
        ("miracle", [{" miracle "}]),
        ("side effects?", [{" side effect ", " side effects "}]),
        ("(cure|heal)s?", [{" cure ", " cures ", " heal ", " heals "}]),
        ("no [a-z]+ effects", [{" effects "}, {" no "}]),
        ("[a-z]+n't", [{"n t "}]),
        (
            "5 ?(%|percent)",
            [{" 5 % ", " 5percent ", " 5 percent "}],
        ),
        (
            r"\d+ ?%",
            [{f"{digit} % " for digit in DIGITS}, {f" {digit}" for digit in DIGITS}, DIGITS],
        ),
        ("(?-i:FDA)-approved", [{" fda approved "}]),
        ("colou?r", [{" color ", " colour "}]),
        (r"un\w+able", [{"able "}, {" un"}]),
        ("(very )*safe", [{" safe ", "very safe "}]),
        ("x{3}y", [{"xxx"}, {"xy "}, {" x"}]),
        (r"\d+", [{f" {digit}" for digit in DIGITS}, {f"{digit} " for digit in DIGITS}, DIGITS]),
        (r"\w+", []),
        ("(a|[a-z]+)", []),
        ("(unclosed", []),
    ],
)
def test_literals(pattern: str, parts: list[set[str]]) -> None:
    assert [set(part) for part in required(pattern)] == parts


def test_normal_text_has_one_space_between_words() -> None:
    data = fold("It's  5% of\n\nthe, (café's).")

    assert normal(data, [(0, len(data))]) == b" it s 5 % of the ( cafe s "
    assert normal(data, [(0, 11), (12, len(data))]) == b" it s 5 % of \xff the ( cafe s "


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

    candidates = Prefilter([group]).candidates(data)
    assert not found or (group in candidates and (candidates.rest(group) or candidates.places(group)))


def test_candidates_name_the_stretches_in_which_they_may_match() -> None:
    cure, effects, word = Patterns(("cures?",)), Patterns(("side effects",)), Patterns((r"\w+",))
    data = fold("No cure.\n\nSide effects, a cure.\n\n7")

    found = Prefilter([cure, effects, word]).candidates(data, [0, 10, 33], [8, 31, 34])

    assert [sorted(found.places(group)) for group in (cure, effects, word)] == [[0, 1], [1], []]
    assert [found.rest(group) for group in (cure, effects, word)] == [None, None, word]


def test_all_parts_of_a_pattern_must_stand_in_one_stretch() -> None:
    group = Patterns(("cures? [a-z ]+ cancer",))
    data = fold("A cure. For cancer. It cures every cancer.")

    found = Prefilter([group]).candidates(data, [0, 8, 20], [7, 19, 42])

    assert list(found.places(group)) == [2]


def test_the_first_texts_are_read_with_fewer_literals_and_to_the_same_end(english: English) -> None:
    searched, counted = tuple(reader.searched(english)), tuple(reader.counted(english))
    claims = Patterns(("(our|this) (tea|oil) cures? [a-z]+", "no side effects", "[0-9]+ (of|in) [0-9]+ patients"))
    groups = (*searched, claims)
    many = Prefilter(groups, counted)
    for text in ["x" * 70_000, "", "a", "b"]:  # a long one at first
        many.candidates(fold(text))
    for post in sorted(POSTS.iterdir()):
        data = fold(
            post.read_text("utf-8")
            + "\n\nOur tea cures cancer in 9 of 10 patients (Smith et al., 2020), doi:10.1000/1."
        )
        starts = list(range(0, len(data), 300))
        ends = [min(at + 300, len(data)) for at in starts]

        few, all_ = Prefilter(groups, counted).candidates(data, starts, ends), many.candidates(data, starts, ends)

        assert few.groups == all_.groups
        assert any(few.places(group) for group in groups)
        for group in groups:
            assert {at: set(found) for at, found in few.places(group).items()} == {
                at: set(found) for at, found in all_.places(group).items()
            }
        assert [few.count(group) for group in counted] == [all_.count(group) for group in counted]


def test_a_large_pattern_is_looked_for_by_its_alternatives() -> None:
    names = "|".join(
        f"consult (a|your) [a-z ]+ number{word} who knows about {word} and is there" for word in "abcdefgh"
    )

    group = Patterns((f"(?:{names}|ask a nurse|ask a doctor)",))

    assert len(group.members()) == 9
    assert [len(member.patterns.items) for member in group.members()] == [1] * 9
    assert "".join(member.patterns.items[0] for member in group.members() if "nurse" in member.patterns.items[0]) == (
        "ask a nurse|ask a doctor"
    )


@given(
    st.lists(st.lists(parts, min_size=1, max_size=3), min_size=2, max_size=4),
    st.lists(words, max_size=8),
    st.sampled_from([" ", "-", ". "]),
)
def test_patterns_one_by_one_find_what_they_find_together(
    found_patterns: list[list[str]], text: list[str], separator: str
) -> None:
    items = tuple("".join(pattern) for pattern in found_patterns)
    if any(map(patterns.check, items)):
        return
    data = fold(separator.join(text))

    together = list(patterns.find(Patterns(items), data, 0, len(data)))

    one_by_one = patterns.find_each(data, [(0, 0, []), (0, len(data), [Patterns((item,)) for item in items])])
    assert list(one_by_one) == [(start, end, 1) for start, end in together]
