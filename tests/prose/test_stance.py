"""A phrase is a claim only when the author asserts it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from healthlint.core.span import Span
from healthlint.prose import sentences
from healthlint.prose.english import English
from healthlint.prose.folding import fold
from healthlint.prose.stance import Setting, stances
from tests.prose.conftest import unmarked

ASSERTED = ""
CASES = [
    # Negation, its scope and what only looks like it.
    ("There is no «cure» for asthma.", "negated"),
    ("It won’t «cure» you.", "negated"),
    ("It cannot and does not «cure acne».", "negated"),
    ("There is no evidence that honey «cures cancer».", "negated"),
    ("Doctors have yet to find a «cure».", "negated"),
    ("A «cure» does not exist.", "negated"),
    ("Tea is not a «miracle drug», and no drug is free of risk.", "negated"),
    ("Not only does it «cure acne», it tastes good.", ASSERTED),
    ("No doubt it «cures acne».", ASSERTED),
    ("Without question, it «cures acne».", ASSERTED),
    ("It does not cause drowsiness, but it «cures acne».", ASSERTED),
    ("It does not melt and has been shown to «cure acne».", ASSERTED),
    ("It is not sold in shops; it «cures acne».", ASSERTED),
    ("If you have not found relief, our tea «cures insomnia».", ASSERTED),
    ("Without side effects, our tea «cures insomnia».", ASSERTED),
    ("Our tea «cures acne», which is no surprise.", ASSERTED),
    ("It is cheap (and not approved) and «cures acne».", ASSERTED),
    ("No one doubts that it «cures acne».", ASSERTED),
    ("It has no taste, no smell, and no «side effects».", "negated"),
    ("No, it does not «cure acne».", "negated"),
    # Clauses that end before the words, and cues that reach over an aside.
    ("It does not sting and «cures acne».", ASSERTED),
    ("It needs no machine, and «cures acne».", ASSERTED),
    ("The cream, which has no scent, «cures acne».", ASSERTED),
    ("People who cannot sleep say that it «cures acne».", "attributed"),
    ("It does not, as far as we can tell, «cure acne».", "negated"),
    ("The scan, which showed no rash, «swelling», or scar, was clear.", "negated"),
    ("There is no pain, no waiting, and a «guaranteed result».", ASSERTED),
    ("Nobody in this quiet little office on the hill can promise that it «cures acne».", "attributed negated"),
    ("No other cream «cures acne».", ASSERTED),
    ("Never before has a cream «cured acne».", ASSERTED),
    ("Few people know that it «cures acne».", ASSERTED),
    ("The clinic no longer claims to «cure acne».", "attributed negated"),
    ("It is anything but a «cure».", "negated"),
    ("It neither stings nor «cures acne».", "negated"),
    # Hedges.
    ("It may «cure acne».", "hedged"),
    ("It can help «prevent colds».", "hedged"),
    ("Scientists hope for a «cure».", "hedged"),
    ("In May we «cured acne».", ASSERTED),
    ("It can «cure acne».", ASSERTED),
    # Questions: only those that ask.
    ("Is there a «cure»?", "questioned"),
    ("How does it «cure acne»?", ASSERTED),
    ("Ready to «cure your acne»?", ASSERTED),
    ("Did you know that it «cures acne»?", ASSERTED),
    ("Want to «cure your acne»?", ASSERTED),
    ("Why does it «cure acne»?", ASSERTED),
    ("It «cures acne», doesn't it?", ASSERTED),
    ("When summer comes, which of us needs a cream that «cures acne»?", ASSERTED),
    ("When summer comes, is there a cream that «cures acne»?", "questioned"),
    ("We asked whether it «cures acne».", "conditional questioned"),
    # Others' words.
    ("The brochure says that it «cures acne».", "attributed"),
    ("Her coach assured her: it «cures acne».", "attributed"),
    ("I told my readers that it «cures acne».", ASSERTED),
    ("The word «addict» hurts.", "quoted"),
    ("Critics say it is a «miracle drug».", "attributed"),
    ("It is touted as a «miracle drug».", "attributed"),
    ("The advert read “«cures everything»” in red.", "quoted"),
    ('The advert read "it «cures everything» fast" in red.', "quoted"),
    ("It's ‘so good’ that it «cures acne» fast.", ASSERTED),
    # Conditions.
    ("If it «cured diabetes», we would know.", "conditional"),
    ("If you want to «cure your acne», call us.", ASSERTED),
    ("If you have acne, our cream «cures acne».", ASSERTED),
    ("A cream that «cured acne» would make us rich.", "conditional"),
    # Knocked down.
    ("Avoid cheap copies: only ours «cures acne».", ASSERTED),
    ("That it «cures acne» is an old wives' tale.", "rebutted"),
    ("Myth: it «cures cancer».", "rebutted"),
    ("Beware of «miracle cures».", "rebutted"),
    ("Avoid clinics that promise «guaranteed results».", "rebutted"),
    ("It is a myth that tea «cures colds».", "rebutted"),
    ("That tea «cures colds» is a myth.", "negated rebutted"),
    # What the writer grants first says nothing of what follows.
    ("While we promise no guarantee of success, our tea «cures acne».", ASSERTED),
    ("Although nothing here is medical advice, it «cures acne».", ASSERTED),
    ("It does not make you drowsy and is generally considered «safe».", ASSERTED),
    ("It does not smell and «is widely considered safe» for skin.", ASSERTED),
    # Disclaimers.
    ("This product is not intended to diagnose, treat or «cure» any disease.", "disclaimed negated"),
]


@pytest.mark.parametrize(("marked", "expected"), CASES)
def test_stance(marked: str, expected: str, english: English) -> None:
    text, phrase = unmarked(marked)

    found = stances(setting(text, phrase), english.stance)

    assert set(expected.split()) == {stance.value for stance in found}


@pytest.mark.parametrize(
    ("lead", "expected"),
    [
        ("Beware of clinics that promise:", "rebutted"),
        ("It does not:", "negated"),
        ("Our tea:", ASSERTED),
    ],
)
def test_the_line_above_a_list_reaches_its_items(lead: str, expected: str, english: English) -> None:
    text = f"{lead}\n\ncures acne"
    start = len(lead) + 2
    phrase = Span(start, len(text))
    place = Setting(text, fold(text), phrase, phrase, phrase, Span(0, len(lead)))

    assert set(expected.split()) == {stance.value for stance in stances(place, english.stance)}


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        ("Can it cure acne?", "Yes. Our guests show it.", ASSERTED),
        ("Can it cure acne?", "Sadly not.", "questioned rebutted"),
        ("Can it cure acne?", "It depends.", "questioned"),
        ("You hear that they cure acne.", "They don't.", "rebutted"),
        ("They cure acne.", "Myth! They fade it.", "rebutted"),
        ("They cure acne.", "Myth: They grow in a week.", ASSERTED),
        ("We know that they cure acne.", "They do not sting either.", ASSERTED),
    ],
)
def test_what_follows_may_answer(question: str, answer: str, expected: str, english: English) -> None:
    text = f"{question} {answer}"
    start = text.index("cure acne")
    sentence = Span(0, len(question))
    following = Span(len(question) + 1, len(text))
    place = Setting(text, fold(text), Span(start, start + 9), sentence, Span(0, len(text)), answer=following)

    assert set(expected.split()) == {stance.value for stance in stances(place, english.stance)}


def test_items_under_a_heading_of_myths_are_rebutted(english: English) -> None:
    text = "Common myths\n\nVaccines cause autism"
    phrase = Span(14, len(text))
    place = Setting(text, fold(text), phrase, phrase, phrase, above=(Span(0, 12),))

    assert {"rebutted"} == {stance.value for stance in stances(place, english.stance)}


def test_clinical_negation(shared: Path, english: English) -> None:
    lines = (shared / "external/negation/clinical.jsonl").read_text(encoding="utf-8").splitlines()
    both = found_in_all = wanted_in_all = 0
    for case in map(json.loads, lines):
        phrase = Span(case["start"], case["end"])
        place = setting(case["text"], phrase, sentence_of(case["text"], phrase, english))
        found = "negated" in stances(place, english.stance)
        wanted = case["label"] == "negated"
        both += found and wanted
        found_in_all += found
        wanted_in_all += wanted

    assert len(lines) == 1182
    assert both / found_in_all >= 0.97
    assert 2 * both / (found_in_all + wanted_in_all) >= 0.96


def setting(text: str, phrase: Span, sentence: Span | None = None) -> Setting:
    whole = Span(0, len(text))
    return Setting(text, fold(text), phrase, sentence or whole, whole)


def sentence_of(text: str, phrase: Span, english: English) -> Span:
    spans = sentences.split(text, Span(0, len(text)), english.sentences)
    first = next(span for span in spans if span.start <= phrase.start < span.end)
    return Span(first.start, max(first.end, phrase.end))
