"""Sentences end where a reader stops; spans are exact."""

from __future__ import annotations

import json
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthlint import files, load_rules, markdown
from healthlint.core.reading import Sentence
from healthlint.core.span import Span
from healthlint.prose import compiled
from healthlint.prose.english import English, SentenceRules
from healthlint.prose.sentences import Bounds, Sentences, Splitter, split

# "|" stands where one sentence ends and the next begins.
TEXTS = [
    "Rest. |Drink water. |Sleep.",
    "Take 3.5 mg. |The dose may rise to 7.5 mg a day.",
    "Use it daily, e.g. before meals, i.e. twice.",
    "Approx. 20 people were seen by Dr. Ahmed and Prof. Li. |They agreed.",
    "It was found by Okoye et al. in a trial. |It ended early.",
    "See Fig. 2 and Sec. 4. |Then stop.",
    "Eat more vitamin C. |It is in peppers.",
    "J. R. Marsh wrote it. |He was right.",
    "We open at 8 a.m. and close at 5 p.m. |The phone is open longer.",
    "It is sold in the U.S. and in Canada. |It is not sold in the U.K. |The reason is cost.",
    "Does it hurt? |No! |Hardly ever.",
    'She said "It helped." |He left.',
    "She said “it helped.” |He left.",
    "It works (most of the time). |Sleep helps too.",
    "(This is an aside.) |This is not.",
    "The rate fell.\ufffc |The cost rose.[2] |The trend held.[3, 5–7] |It ended.¹² |Good.",
    "It helps.|Most people agree.",
    "Write to help@clinic.example.com or see www.example.com/a.b for more. |Thanks.",
    "Wait ... and see. |Then act.",
    "Wait... |Then act.",
    "1. Rest.",
    "It costs $4.50 vs. $3 elsewhere. |mRNA vaccines are new.",
    "The pH is 7.4. |That is normal.",
    "First line\n|Second line",
    "a narrow\ncolumn of text",
    "E. coli is common. |C. difficile is not.",
    "1. Rest well |2. Drink water |3. Sleep",
    "1) Rest |2) Drink 10 glasses",
    "• 1. Rest |• 2. Drink",
    "a. Rest. |b. Drink.",
    "1. Rest for 2 days. |Then walk.",
    "does it hurt? |i think so. |they say no.",
    "Does it hurt? |not much, for most. |and it heals fast! |so go.",
    "my knee was sore. |a nap was all it took. |now it holds.",
    "She slept well afterwards. |melatonin does that.",
    "Take it approx. twice a day, caps. or tabs. with milk.",
    "Why Do We Sleep? was read by all, and Sleepwell! sells it.",
    "Where to begin? (by telephone). |Call us.",
    "Write to us at www. example. com or call.",
    "It helped a lot. :) |I sleep again! ;-)",
    "It was a long night...|Then came the day..|I slept.",
]


@pytest.mark.parametrize("marked", TEXTS)
def test_sentences_end_where_a_reader_stops(marked: str, english: English) -> None:
    text = marked.replace("|", "")

    found = split(text, Span(0, len(text)), english.sentences)

    assert [part.strip() for part in marked.split("|")] == [text[span.start : span.end] for span in found]


@given(st.text(alphabet="abc ABC.!?\"'()[]\n1…”“\ufffc", max_size=200), st.integers(0, 50))
def test_nothing_but_white_space_stands_outside_of_sentences(text: str, start: int) -> None:
    rules = SentenceRules("test", ("a", "b"), ("c",), ("The",), ("B",))
    start = min(start, len(text))

    found = split(text, Span(start, len(text)), rules)

    position = start
    for span in found:
        assert not text[position : span.start].strip()
        assert text[span.start : span.end] == text[span.start : span.end].strip() != ""
        position = span.end
    assert not text[position:].strip()


def test_golden_rules(shared: Path, english: English) -> None:
    lines = (shared / "external/sentences/golden_rules_en.jsonl").read_text(encoding="utf-8").splitlines()
    right = 0
    for case in map(json.loads, lines):
        found = [case["text"][span.start : span.end] for span in split_all(case["text"], english)]
        right += found == [sentence.strip() for sentence in case["sentences"]]

    assert len(lines) == 48
    assert right >= 44


def test_web_treebank(shared: Path, english: English) -> None:
    lines = (shared / "external/sentences/ud_ewt_dev.jsonl").read_text(encoding="utf-8").splitlines()
    right = found_in_all = wanted_in_all = 0
    for case in map(json.loads, lines):
        found = set(split_all(case["text"], english))
        wanted = {Span(*span) for span in case["sentence_spans"]}
        right += len(found & wanted)
        found_in_all += len(found)
        wanted_in_all += len(wanted)

    assert 2 * right / (found_in_all + wanted_in_all) >= 0.85


def split_all(text: str, english: English) -> list[Span]:
    return split(text, Span(0, len(text)), english.sentences)


BOUNDS = Bounds([0, 9, 20, 30], [8, 15, 26, 35], [0, 2, 2, 4])
"""Of three blocks, the second of which is blank."""


@pytest.mark.parametrize(("block", "offset", "start"), [(0, 0, 0), (0, 8, 0), (0, 12, 9), (2, 19, -1), (2, 20, 20)])
def test_the_sentence_at_an_offset(block: int, offset: int, start: int) -> None:
    assert BOUNDS.start(block, offset) == start


@pytest.mark.parametrize(
    ("block", "span", "around"),
    [
        (0, Span(3, 4), Span(0, 8)),
        (0, Span(7, 10), Span(0, 15)),
        (0, Span(8, 9), Span(8, 9)),
        (0, Span(8, 12), Span(8, 15)),
        (0, Span(12, 22), Span(9, 22)),
        (2, Span(20, 31), Span(20, 35)),
    ],
)
def test_the_sentences_around_a_span(block: int, span: Span, around: Span) -> None:
    assert BOUNDS.around(block, span) == around


def test_sentences_are_made_when_asked_for() -> None:
    sentences = Sentences(BOUNDS)

    assert sentences[2] == Sentence(Span(20, 26), 2)
    assert len(sentences) == 1
    assert sentences.of(1) == ()
    assert [sentence.span for sentence in sentences.of(2)] == [Span(20, 26), Span(30, 35)]
    assert sentences[1].block == 0


characters = " .!?…\n,;-–—()[]*_&'’\"”“‘«¡aAbBiI1239é²⁵•\ufffc\xa0\u200b\x1c١ǅ"
words = """
    etc. Dr. e.g. a.m. U.S. J. R. The so sleep Sleep pain. Pain vitamin C. no. min. :) [1,\xa02–3] 1. a) . ... .com al. rest. Now mRNA
    rest.Now x@y.org .org Why? Yahoo! kg.
"""
pieces = st.sampled_from([*characters, *words.split(), *(f" {word} " for word in words.split()), "  "])


@pytest.mark.skipif(not compiled.is_used, reason="there is no compiled core")
@given(st.lists(pieces, max_size=40).map("".join), st.lists(st.integers(0, 150), max_size=6))
def test_the_compiled_core_finds_the_same(text: str, cuts: list[int]) -> None:
    _assert_same(text, list(pairwise(sorted({0, len(text), *(cut for cut in cuts if cut < len(text))}))))


@pytest.mark.skipif(not compiled.is_used, reason="there is no compiled core")
@given(st.text(), st.integers(0, 20))
def test_the_compiled_core_finds_the_same_in_any_text(text: str, cut: int) -> None:
    _assert_same(text, [(0, min(cut, len(text))), (min(cut, len(text)), len(text))])


@pytest.mark.skipif(not compiled.is_used, reason="there is no compiled core")
def test_the_compiled_core_finds_the_same_in_long_texts() -> None:
    for text in ("so it goes " * 5_000, "1. rest " * 9_000, "1. rest. 2. drink. " * 2_000, "no stop\n" * 4_000):
        _assert_same(text, [(0, len(text))])


@pytest.mark.skipif(not compiled.is_used, reason="there is no compiled core")
def test_the_compiled_core_finds_the_same_in_real_posts(shared: Path) -> None:
    paths = sorted((shared / "corpus").rglob("*.md"))
    assert paths
    for path in paths:
        document = markdown.parse(files.read(str(path)))
        _assert_same(document.text, [block.span for block in document.blocks])


@pytest.mark.skipif(not compiled.is_used, reason="there is no compiled core")
def test_threads_do_not_wait_for_one_another() -> None:
    made = Splitter(load_rules().english.sentences)
    texts = [
        f"{''.join(map(chr, range(first, first + 500)))} Tea. Nap." for first in range(0x400, 0x400 + 8 * 400, 400)
    ]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(lambda text: made.bounds(text, [(0, len(text))]), texts, timeout=60))
    finally:
        sys.setswitchinterval(interval)
    assert found == [in_python().bounds(text, [(0, len(text))]) for text in texts]


def _assert_same(text: str, stretches: list[tuple[int, int]]) -> None:
    assert compiled_one().bounds(text, stretches) == in_python().bounds(text, stretches), text


@cache
def compiled_one() -> Splitter:
    return Splitter(load_rules().english.sentences)


@cache
def in_python() -> Splitter:
    made = Splitter(load_rules().english.sentences)
    made._compiled = None
    return made
