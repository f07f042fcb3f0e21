"""The words of a post, sentence by sentence."""

from __future__ import annotations

from healthlint.core.span import Span
from healthlint.prose import words
from healthlint.prose.english import English
from healthlint.prose.sentences import Bounds, splitter


def test_words_by_sentence(english: English) -> None:
    blocks = ["Rest well. Don't hurry: a well-known cure!", "A line\nthat is short, + one more"]
    text = "\n\n".join(blocks)
    spans = [Span(0, len(blocks[0])), Span(len(blocks[0]) + 2, len(text))]

    read = words.read(text, splitter(english.sentences).bounds(text, spans), [0, 1])

    assert [[word.decode() for word in own] for own in read.tokens.words()] == [
        ["rest", "well"],
        ["don't", "hurry", "a", "wellknown", "cure"],
        ["a", "line", "that", "is", "short", "one", "more"],
    ]
    assert read.counts == [2, 5, 7]
    assert list(read.firsts) == [0, 2, 3]
    assert [text[start:end] for start, end in zip(read.starts, read.ends, strict=True)] == [
        "Rest well.",
        "Don't hurry: a well-known cure!",
        blocks[1],
    ]
    assert not read.glued


def test_only_some_blocks_are_read() -> None:
    text = "One two. Three.\n\nFour.\n\nFive six."
    bounds = Bounds([0, 9, 17, 24], [8, 15, 22, 33], [0, 2, 3, 4])

    read = words.read(text, bounds, [0, 2])

    assert read.counts == [2, 1, 2]
    assert list(read.firsts) == [0, 2, 3]
    assert words.read(text, bounds, []).counts == []


def test_sentences_without_a_space_between_are_told() -> None:
    text = "It helps.Most agree."

    assert words.read(text, Bounds([0, 9], [9, 20], [0, 2]), [0]).glued
