"""How many words a post has."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from healthlint.prose import subjects


@given(st.binary(max_size=200) | st.text(" \t\n\x0b\x1cab.", max_size=80).map(str.encode))
def test_the_number_of_words_is_that_of_split(data: bytes) -> None:
    assert subjects.words(data) == max(1, len(data.split()))
