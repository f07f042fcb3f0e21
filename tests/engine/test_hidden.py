"""Tricks with characters: the words are found all the same, or the trick is reported; never neither."""

from __future__ import annotations

import pytest

import healthlint

FOUND = {
    "zero-width space": "c\u200bures",
    "zero-width non-joiner": "c\u200cures",
    "zero-width joiner": "c\u200dures",
    "word joiner": "c\u2060ures",
    "byte order mark": "c\ufeffures",
    "soft hyphen": "c\xadures",
    "entity of a zero-width space": "c&#8203;ures",
    "entity by name": "c&zwnj;ures",
    "Cyrillic": "сurеs",
    "Cyrillic by entity": "&#1089;ures",
    "Greek": "cυres",
    "full width": "ｃｕｒｅｓ",
    "mathematical bold": "𝐜𝐮𝐫𝐞𝐬",
    "circled": "ⓒⓤⓡⓔⓢ",
    "small capitals": "ᴄᴜʀᴇs",
    "accents": "cúrés",
    "a comment inside": "c<!-- -->ures",
    "an element inside": "c<span></span>ures",
    "emphasis inside": "c**ure**s",
    "no-break space": "cures\xa0",
}
REPORTED = {
    "combining grapheme joiner": "c\u034fures",
    "right-to-left override": "\u202ecures\u202c",
    "left-to-right mark": "c\u200eures",
    "isolate": "c\u2066ures\u2069",
    "invisible times": "c\u2062ures",
    "variation selector": "c\ufe0fures",
    "Mongolian vowel separator": "c\u180eures",
    "Hangul filler": "c\u3164ures",
    "blank Braille": "c\u2800ures",
    "tag": "c\U000e0063ures",
    "interlinear annotation": "c\ufff9ures",
    "a separate accent": "cu\u0301res",
    "Armenian": "cսres",
    "Cherokee": "Ꮯures",
    "control": "c\x01ures",
    "substitute": "c\x1aures",
    "escape": "c\x1b[0mures",
    "delete": "c\x7fures",
}


@pytest.mark.parametrize("written", FOUND.values(), ids=FOUND.keys())
def test_words_are_found_through_the_trick(written: str) -> None:
    found = healthlint.lint_text(f"Our tea {written} diabetes in a week.\n", path="tea.md")

    assert "claims/cure" in {one.rule for one in found}


@pytest.mark.parametrize("written", REPORTED.values(), ids=REPORTED.keys())
def test_what_is_not_read_through_is_reported(written: str) -> None:
    text = f"Our tea {written} diabetes in a week.\n"
    found = healthlint.lint_text(text, path="tea.md")

    (hidden,) = [one for one in found if one.rule == "hygiene/hidden-characters"]
    place = text[hidden.start.column - 1 : hidden.end.column - 1]
    assert place == hidden.words.replace("\ufffd", "\0")
    assert place.strip() in written


@pytest.mark.parametrize(
    "text",
    [
        "A heart ❤️, a nurse 👩‍⚕️, keys 1️⃣ and #️⃣, the flag 🏴󠁧󠁢󠁥󠁮󠁧󠁿, ©️ and ™️.",
        "5 μg of β-carotene, TNF-α, NF-κB, λmax, kΩ and a p of ρ.",
        "हिन्दी, עִבְרִית, العَرَبِيَّة and русский are languages; so is Ελληνικά.",
        "Crème brûlée, naïve, Ångström, ﬁne ligatures, “quotes” — and dashes… m², H₂O, ½.",
        "Tabs\tand breaks\nand\x0bvertical ones\x0c.",
    ],
)
def test_honest_characters_are_let_be(text: str) -> None:
    rules = healthlint.load_rules(select=["hygiene/hidden-characters"])

    assert not healthlint.lint_text(text, path="tea.md", rules=rules)
