"""Words and their counts: in Python and in the compiled core, which must not differ."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthlint import files, load_rules, markdown
from healthlint.core.reading import Tokens
from healthlint.prose import compiled, tokens
from healthlint.prose.sentences import splitter

Read = Callable[[str, Sequence[int], Sequence[int], Sequence[int]], Tokens]
is_compiled = pytest.mark.skipif(not compiled.is_used, reason="there is no compiled core")
both = pytest.mark.parametrize(
    "read",
    [pytest.param(tokens.read, id="python"), pytest.param(compiled.read, id="compiled", marks=is_compiled)],
)


def _counts(found: Tokens) -> dict[str, Any]:
    return {
        "words": found.words(),
        "counts": found.counts,
        "syllables": found.syllables(),
        "polysyllables": found.polysyllables(),
        "letters": found.letters(),
        "pieces": found.pieces(),
    }


@both
def test_words_are_counted_as_textstat_does(read: Read) -> None:
    text = "It’s a well-known CURE, don't you\tknow? (3.5 mg) Café’s ½ medicine 'isn't'"
    assert _counts(read(text, [0, 41], [40, len(text)], [0, 2])) == {
        "words": [
            [b"its", b"a", b"wellknown", b"cure", b"don't", b"you", b"know"],
            [b"35", b"mg", "cafés".encode(), "½".encode(), b"medicine", b"isn't"],
        ],
        "counts": [7, 6],
        "syllables": [8, 10],
        "polysyllables": 1,
        "letters": 50,
        "pieces": 2,
    }


@both
def test_blocks_end_sentences_and_line_breaks_do_not(read: Read) -> None:
    text = "Sleep well at\nnight! Rest Drink\u2028enough water"
    found = read(text, [0, 21, 26], [20, 25, len(text)], [0, 1, 2, 3])
    assert found.counts == [4, 1, 3]
    assert found.pieces() == 2
    assert read("", [], [], [0]).counts == []
    assert read("…", [0], [1], [0, 1]).words() == [[]]


@both
def test_a_lone_surrogate_is_no_word(read: Read) -> None:
    assert read("a \ud800 b", [0], [5], [0, 1]).words() == [[b"a", b"b"]]


@is_compiled
@given(
    st.lists(st.text(st.characters() | st.sampled_from("aeT19 .!?'tsdvelr\n\t\x1f’é-_"), min_size=1), max_size=6),
    st.data(),
)
def test_the_compiled_core_reads_the_same(sentences: list[str], data: st.DataObject) -> None:
    text = "".join(sentences)
    ends = list(accumulate(map(len, sentences)))
    starts = [0, *ends][:-1]
    edges = data.draw(st.sets(st.integers(1, len(sentences)))) if sentences else set()
    firsts = sorted({0, len(sentences), *edges})
    assert _counts(compiled.read(text, starts, ends, firsts)) == _counts(tokens.read(text, starts, ends, firsts))


@is_compiled
def test_the_compiled_core_reads_the_same_in_real_posts(shared: Path) -> None:
    rules = load_rules()
    paths = sorted((shared / "corpus" / "posts").rglob("*.md"))
    assert paths
    for path in paths:
        document = markdown.parse(files.read(str(path)))
        bounds = splitter(rules.english.sentences).bounds(document.text, [block.span for block in document.blocks])
        firsts = sorted(set(bounds.firsts))
        one, other = (read(document.text, bounds.starts, bounds.ends, firsts) for read in (compiled.read, tokens.read))
        assert _counts(one) == _counts(other), path
