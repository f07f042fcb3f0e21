"""How hard a text is to read: textstat's measures, and the sentences to blame.

textstat 0.7.8 is the reference. The measures in ``_FORMULAS`` are computed here, from one reading of the text, and
equal textstat's to the last digit; the others call textstat. What textstat does, and so what is measured here:

- A sentence ends at each run of ``.!?``, also within "3.5 mg" and "e.g."; pieces of one or two words are no sentence,
  but their words count.
- Punctuation is deleted, not replaced: "well-known" is one word, "don’t" (curly) is "dont". A straight apostrophe
  before s, t, d, ll, re or ve stays.
- Syllables: see ``prose.syllables``.
- Coleman-Liau uses 0.058 where the published factor is 0.0588.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from operator import itemgetter

from healthlint.core.reading import Words
from healthlint.core.span import Span
from healthlint.prose import words

SHORTEST = 10
"""Words that a sentence needs to be named as hard: in shorter ones a single long word decides."""


def measure(name: str, texts: Sequence[str]) -> float:
    """The value of a measure, by textstat's name for it, over the blocks of a post.

    A block that ends without a full stop is given one, so that a heading or a list item does not run on into
    the next block. Values are school grades, except ``flesch_reading_ease`` (about 0 to 100, higher is easier).

    Raises:
        ValueError: no such measure.
    """
    tokens = words.of(texts)
    return score(name, Counts(Words((), (), tokens.counts, (), (), tokens, glued=False), lambda: texts))


def score(name: str, counts: Counts) -> float:
    """As ``measure``, of what was counted already."""
    if formula := _FORMULAS.get(name):
        return formula(counts)
    if name not in _BY_TEXTSTAT:
        raise ValueError(f"no readability measure '{name}'; known are {', '.join([*_FORMULAS, *_BY_TEXTSTAT])}")
    import textstat  # noqa: PLC0415 - its dictionary costs 0.6 s, and most runs do without

    return float(getattr(textstat, name)(counts.text))


def hardest(counts: Counts, most: int) -> list[Span]:
    """The sentences with the highest Flesch-Kincaid grade each by itself, hardest first, of at least ten words."""
    read = counts.read
    graded = [
        (0.39 * length + 11.8 * syllables / length, start, end)
        for length, syllables, start, end in zip(
            read.counts, counts.syllables_by_sentence, read.starts, read.ends, strict=True
        )
        if length >= SHORTEST
    ]
    graded.sort(key=itemgetter(0), reverse=True)
    return [Span(start, end) for _, start, end in graded[:most]]


class Counts:
    """What the formulas are made of.

    Args:
        read: The words of the blocks of a post.
        texts: Gives these blocks; for few measures they must be read again.
    """

    def __init__(self, read: Words, texts: Callable[[], Sequence[str]]) -> None:
        self.read = read
        self._texts = texts
        self._tokens = words.of(texts()) if read.glued else read.tokens
        self.words = sum(self._tokens.counts)

    @cached_property
    def text(self) -> str:
        """The blocks as one text, in which each but the last ends a sentence."""
        return _join(self._texts())

    @cached_property
    def sentences(self) -> int:
        """At least one, unless there is no text."""
        pieces = self._tokens.pieces()
        return pieces or int(bool(self.text))

    @cached_property
    def syllables_by_sentence(self) -> list[int]:
        """Of those that were read."""
        return self.read.tokens.syllables()

    @cached_property
    def syllables(self) -> int:
        """In all words."""
        return sum(self._tokens.syllables() if self.read.glued else self.syllables_by_sentence)

    @property
    def polysyllables(self) -> int:
        """Words of three or more syllables."""
        return self._tokens.polysyllables()

    @property
    def letters(self) -> int:
        """Letters, digits and underscores."""
        return self._tokens.letters()

    @property
    def characters_per_token(self) -> float:
        """All characters but white space, over the stretches between white space, whether they have a letter or not."""
        tokens = self.text.split()
        return _ratio(sum(map(len, tokens)), len(tokens))


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


def _flesch_kincaid_grade(counts: Counts) -> float:
    """Kincaid, Fishburne, Rogers and Chissom 1975."""
    length, syllables = _ratio(counts.words, counts.sentences), _ratio(counts.syllables, counts.words)
    return (0.39 * length) + (11.8 * syllables) - 15.59 if length and syllables else 0.0


def _flesch_reading_ease(counts: Counts) -> float:
    """Flesch 1948."""
    length, syllables = _ratio(counts.words, counts.sentences), _ratio(counts.syllables, counts.words)
    return 206.835 - 1.015 * length - 84.6 * syllables if length and syllables else 0.0


def _smog_index(counts: Counts) -> float:
    """McLaughlin 1969."""
    if not counts.sentences:
        return 0.0
    return float((1.043 * (30 * (counts.polysyllables / counts.sentences)) ** 0.5) + 3.1291)


def _automated_readability_index(counts: Counts) -> float:
    """Smith and Senter 1967."""
    characters, length = counts.characters_per_token, _ratio(counts.words, counts.sentences)
    return (4.71 * characters) + (0.5 * length) - 21.43 if characters and length else 0.0


def _coleman_liau_index(counts: Counts) -> float:
    """Coleman and Liau 1975."""
    letters, sentences = _ratio(counts.letters, counts.words) * 100, _ratio(counts.sentences, counts.words) * 100
    return (0.058 * letters) - (0.296 * sentences) - 15.8 if letters and sentences else 0.0


_FORMULAS: Mapping[str, Callable[[Counts], float]] = {
    "flesch_kincaid_grade": _flesch_kincaid_grade,
    "flesch_reading_ease": _flesch_reading_ease,
    "smog_index": _smog_index,
    "automated_readability_index": _automated_readability_index,
    "coleman_liau_index": _coleman_liau_index,
}
_BY_TEXTSTAT = ("gunning_fog", "dale_chall_readability_score")


def _join(texts: Sequence[str]) -> str:
    """The blocks as one text, in which each but the last ends a sentence."""
    ended = [text if text.rstrip(_CLOSERS).endswith((".", "!", "?")) else f"{text}." for text in texts[:-1]]
    return "\n".join([*ended, *texts[-1:]])


_CLOSERS = " \t\r\n\u00a0\"')]}”’»"
