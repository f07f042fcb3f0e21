"""What candidates are found to match: in Python and by the compiled core, which must not differ."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthlint import files, markdown
from healthlint.core.span import Span
from healthlint.prose import compiled, patterns
from healthlint.prose.folding import fold
from healthlint.prose.patterns import Patterns
from healthlint.prose.prefilter import Candidates, Prefilter
from healthlint.prose.sentences import splitter
from tests.prose.conftest import Prefilters

GROUPS = [
    Patterns(("cures?( [a-z]+){0,3} pain", "no( known)? risks?", "pain")),
    Patterns(("(side )?effects", "no [a-z]+")),
    Patterns(("pain", "pain[. ]+[a-z]+")),
]


def _all(found: Candidates, firsts: list[int], blocks: list[Span], groups: list[Patterns]) -> list[Any]:
    openings = {first: tuple(blocks[index]) for index, first in enumerate(firsts[:-1]) if first < firsts[index + 1]}
    return [
        [
            list(found.matches(group)),
            list(found.filling(group, firsts)),
            list(found.everywhere(group, firsts, blocks)),
            found.opens(group, openings),  # type: ignore[arg-type]
        ]
        for group in groups
    ]


@pytest.fixture
def in_python(monkeypatch: pytest.MonkeyPatch) -> Any:
    """A prefilter like another one, without the compiled core."""

    def made(groups: list[Patterns]) -> Prefilter:
        with monkeypatch.context() as context:
            context.setattr(compiled, "is_used", False)
            return Prefilter(groups)

    return made


def test_matches_are_told_with_their_stretch_or_block(in_python: Any) -> None:
    data = fold("Pain. No risk. Cures all your pain. 3 % Pain.")
    starts, ends = [0, 6, 15, 36, 40], [5, 14, 35, 39, 45]
    firsts, blocks = [0, 3, 5], [Span(0, 35), Span(36, 45)]
    for prefilter in (Prefilter(GROUPS), in_python(GROUPS)):
        assert _all(prefilter.candidates(data, starts, ends), firsts, blocks, GROUPS) == [
            [
                [(0, 4, 0), (6, 13, 1), (15, 34, 2), (40, 44, 4)],
                [(0, 4, 0), (6, 13, 1), (15, 34, 2), (40, 44, 4)],
                [(0, 4, 0), (6, 13, 0), (15, 34, 0), (40, 44, 1)],
                True,
            ],
            [[(6, 13, 1)], [], [(6, 13, 0)], False],
            # Across the stretches of a block.
            [[(0, 4, 0), (30, 34, 2), (40, 44, 4)], [(40, 44, 4)], [(0, 8, 0), (30, 34, 0), (40, 44, 1)], True],
        ]


def test_what_the_compiled_core_cannot_look_for_is_looked_for_by_re2(monkeypatch: pytest.MonkeyPatch) -> None:
    data = fold("Pain. No risk. Cures all your pain.")
    arguments = ([0, 6, 15], [5, 14, 35])
    expected = _all(Prefilter(GROUPS).candidates(data, *arguments), [0, 3], [Span(0, 35)], GROUPS)
    monkeypatch.setattr(compiled, "matcher_of", lambda _: None)
    patterns._matcher.cache_clear()
    groups = [Patterns(group.items) for group in GROUPS]

    assert _all(Prefilter(groups).candidates(data, *arguments), [0, 3], [Span(0, 35)], groups) == expected
    patterns._matcher.cache_clear()


@pytest.mark.skipif(not compiled.is_used, reason="there is no compiled core")
def test_no_more_is_looked_for_than_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    group = Patterns(("no( known)? risks?", "cures? [a-z]+"))
    asked: list[int] = []
    prefilter = Prefilter([group])
    known = prefilter.matcher
    monkeypatch.setattr(prefilter, "matcher", lambda number: asked.append(number) or known(number))

    found = prefilter.candidates(fold("No risk. No known risks. Cures all."), [0, 9, 25], [8, 24, 35]).matches(group)

    assert next(found) == (0, 7, 0)
    assert len(asked) == 1


def test_groups_have_the_same_numbers_in_every_process() -> None:
    code = (
        "from healthlint.prose.patterns import Patterns\n"
        "from healthlint.prose.prefilter import Prefilter\n"
        "groups = [Patterns((word,)) for word in 'miracle wonder remedy tonic elixir'.split()]\n"
        "found = Prefilter(groups[:2], groups[1:])\n"
        "print(found.numbers.names(), found.counted.names())"
    )
    environments = [os.environ | {"PYTHONHASHSEED": str(seed)} for seed in range(4)]
    told = {subprocess.check_output([sys.executable, "-c", code], env=one) for one in environments}
    assert len(told) == 1


texts = st.lists(
    st.sampled_from(["pain", "no ", "cures ", "all ", "known ", "risks", ". ", " effects", "side", "3", "\n"]),
    max_size=40,
)


@pytest.mark.skipif(not compiled.is_used, reason="there is no compiled core")
@given(texts, st.lists(st.integers(0, 120), max_size=8), st.lists(st.integers(0, 8), max_size=3))
def test_the_compiled_core_finds_the_same(text: list[str], cuts: list[int], parting: list[int]) -> None:
    data = fold("".join(text))
    edges = sorted({0, len(data), *(cut for cut in cuts if cut < len(data))})
    stretches = list(pairwise(edges))
    starts, ends = [start for start, _ in stretches], [end for _, end in stretches]
    firsts = sorted({0, len(starts), *(first for first in parting if first < len(starts))})
    blocks = [Span(starts[first], ends[last - 1]) for first, last in pairwise(firsts)]
    core = Prefilter(GROUPS)
    with pytest.MonkeyPatch.context() as context:
        context.setattr(compiled, "is_used", False)
        python = Prefilter(GROUPS)
        expected = _all(python.candidates(data, starts, ends), firsts, blocks, GROUPS)
    assert _all(core.candidates(data, starts, ends), firsts, blocks, GROUPS) == expected


@pytest.mark.skipif(not compiled.is_used, reason="there is no compiled core")
def test_the_compiled_core_finds_the_same_in_real_posts(shared: Path, prefilters: Prefilters) -> None:
    rules, core, python = prefilters
    groups = [group for group in python.numbers if python.rests.get(python.numbers[group] or 0) is None]
    paths = sorted((shared / "corpus" / "posts").rglob("*.md"))
    assert groups
    assert paths
    for path in paths:
        document = markdown.parse(files.read(str(path)))
        spans = [block.span for block in document.blocks]
        bounds = splitter(rules.english.sentences).bounds(document.text, spans)
        data = fold(document.text)
        one, other = (it.candidates(data, bounds.starts, bounds.ends) for it in (core, python))
        assert _all(one, bounds.firsts, spans, groups) == _all(other, bounds.firsts, spans, groups), path
