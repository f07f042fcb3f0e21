"""Where literals stand: in Python and in the compiled core, which must not differ."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Callable, Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthlint import files, markdown
from healthlint.prose import compiled, scan
from healthlint.prose.folding import fold
from healthlint.prose.sentences import splitter
from tests.prose.conftest import Prefilters

Maker = Callable[..., Any]
both = pytest.mark.parametrize(
    "make",
    [
        pytest.param(scan.Scan, id="python"),
        pytest.param(
            compiled.scan_of,
            id="compiled",
            marks=pytest.mark.skipif(not compiled.is_used, reason="there is no compiled core"),
        ),
    ],
)


def _found(
    make: Maker,
    what: tuple[Sequence[frozenset[str]], Sequence[tuple[int, tuple[int, ...]]], Sequence[Mapping[str, bool]]],
    data: bytes,
    stretches: Sequence[tuple[int, int]],
) -> dict[int, dict[int, list[int]]]:
    hits = _hits(make(*what), data, stretches)
    return {group: _sorted(hits.places(group)) for group in sorted(hits.groups)} | {-1: dict(enumerate(hits.counts()))}


def _hits(found: Any, data: bytes, stretches: Sequence[tuple[int, int]]) -> Any:
    return found.find(data, [start for start, _ in stretches], [end for _, end in stretches])


def _sorted(places: Mapping[int, list[int]]) -> dict[int, list[int]]:
    return {place: sorted(members) for place, members in places.items()}


CURE, EFFECTS, NO = frozenset({" cure", "heals "}), frozenset({"side effects"}), frozenset({" no "})


@both
def test_members_stand_where_all_their_parts_do(make: Maker) -> None:
    text = b"No side effects. Cures all, Cured! No cure."
    what = ([CURE, EFFECTS, NO], [(0, (0,)), (1, (1, 2)), (0, (0, 2))], [])
    found = _found(make, what, text, [(0, 16), (17, 34), (35, 43)])
    assert found == {0: {1: [0], 2: [0, 2]}, 1: {0: [1]}, -1: {0: [], 1: [], 2: []}}


@both
def test_places_come_in_the_order_of_the_text(make: Maker) -> None:
    hits = _hits(make([CURE, NO], [(3, (1,)), (3, (0,))], []), b"cure. no. cure", [(0, 5), (6, 9), (10, 14)])
    assert list(hits.places(3).items()) == [(0, [1]), (1, [0]), (2, [1])]
    assert hits.places(4) == {}


@both
def test_matches_are_counted_by_their_literals(make: Maker) -> None:
    counted = [{" pill ": True, " pills ": True, "tablet": False}, {" pill ": False}, {}]
    hits = _hits(make([], [], counted), b"A pill, two pills; a pill. Tablets.", [(0, 26), (27, 35)])
    assert hits.counts() == ([3, 0, 0], [4, 2, 0], [3, 1, 0])


@both
def test_nothing_stands_across_stretches_or_outside_of_them(make: Maker) -> None:
    what = ([frozenset({"side effects"})], [(0, (0,))], [])
    assert _hits(make(*what), b"side effects", [(0, 4), (5, 12)]).groups == set()
    assert _hits(make(*what), b"side effects", []).groups == set()
    assert _hits(make(*what), b"side effects", [(0, 99)]).groups == {0}


def _full(*what: Any) -> scan.Scan:
    """With the tables of all literals from the first text on."""
    found = scan.Scan(*what)
    found._asked = scan._FIRST
    return found


def _read_again(*what: Any) -> Any:
    written = compiled.written(compiled.scan_of(*what))
    assert written is not None
    return compiled.scan_read(written)


@pytest.mark.skipif(not compiled.is_used, reason="there is no compiled core")
def test_tables_that_are_not_whole_are_refused() -> None:
    written = compiled.written(compiled.scan_of([CURE, NO], [(3, (1,)), (3, (0, 1))], [{" pill ": True}]))
    assert written is not None
    for end in range(len(written)):
        with pytest.raises(ValueError, match="no tables of literals"):
            compiled.scan_read(written[:end])
    for place in range(len(written)):
        broken = bytearray(written)
        broken[place] ^= 0x81
        with contextlib.suppress(ValueError):
            # Nothing but wrong places may come of it: what is kept has a checksum.
            _hits(compiled.scan_read(bytes(broken)), b"cure. no. cure", [(0, 5), (6, 9), (10, 14)]).counts()


pieces = st.sampled_from([" ", "a", "e", "no", "cure", "s ", "side", " effects", "5", "%", " x"])
literal = st.lists(pieces, min_size=1, max_size=5).map(lambda text: re.sub(" +", " ", "".join(text))).filter(str.strip)
texts = st.lists(st.sampled_from([*"ae 5%.-A", "no ", "cure", "Side effects", "’", "é", "\n", "x"]), max_size=40)


@pytest.mark.skipif(not compiled.is_used, reason="there is no compiled core")
@given(
    st.lists(st.frozensets(literal, min_size=1, max_size=4), min_size=1, max_size=6),
    st.lists(
        st.tuples(st.integers(0, 3), st.lists(st.integers(0, 5), min_size=1, max_size=3, unique=True)), max_size=6
    ),
    st.lists(st.dictionaries(literal, st.booleans(), max_size=3), max_size=3),
    texts,
    st.lists(st.integers(0, 60), max_size=8),
)
def test_the_compiled_core_finds_the_same(
    parts: list[frozenset[str]],
    members: list[tuple[int, list[int]]],
    counted: list[dict[str, bool]],
    text: list[str],
    cuts: list[int],
) -> None:
    wanted = [(group, tuple(part % len(parts) for part in needed)) for group, needed in members]
    data = fold("".join(text))
    edges = [0, *sorted(cuts), len(data)]
    stretches = list(pairwise(edges))
    what = (parts, wanted, counted)
    expected = _found(_full, what, data, stretches)
    assert _found(scan.Scan, what, data, stretches) == expected
    assert _found(compiled.scan_of, what, data, stretches) == expected
    assert _found(_read_again, what, data, stretches) == expected


@pytest.mark.skipif(not compiled.is_used, reason="there is no compiled core")
def test_the_compiled_core_finds_the_same_in_real_posts(shared: Path, prefilters: Prefilters) -> None:
    rules, core, python = prefilters
    paths = sorted((shared / "corpus" / "posts").rglob("*.md"))
    assert paths
    for path in paths:
        document = markdown.parse(files.read(str(path)))
        cuts = splitter(rules.english.sentences).bounds(document.text, [block.span for block in document.blocks])
        data = fold(document.text)
        one, other = (it.scan.find(data, cuts.starts, cuts.ends) for it in (core, python))
        assert one.groups == other.groups
        assert one.counts() == other.counts()
        for group in one.groups:
            assert _sorted(one.places(group)) == _sorted(other.places(group)), path
