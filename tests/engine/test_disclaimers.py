"""What is a medical disclaimer, in the forms that posts have, and what only sounds like one."""

from __future__ import annotations

import pytest

import healthlint

POST = (
    "# Magnesium and migraine\n\nMany people with migraine take a magnesium supplement. It may reduce the number of "
    "headaches. Common side effects are diarrhea and nausea. Talk to your doctor before you take it with other medicines, "
    "and tell her about every symptom that is new.\n\n"
)
REAL = {
    "in italics": "*This page is for information only and does not replace professional medical advice.*",
    "in plain words": "This article is not medical advice. Consult your doctor.",
    "led by bold words": "**Disclaimer:** The content of this post is not a substitute for professional medical advice.",
    "in HTML": '<p class="note">The information here is not a substitute for professional medical advice.</p>',
    "in a quotation": "> This post is for educational purposes only and is not medical advice.",
    "as a list item": "- This content is not intended as medical advice.",
    "as a link": "Please review the [Disclaimer](/disclaimer).",
    "as a component": "<MedicalDisclaimer />",
}
FALSE = {
    "of a diet": "Pills cannot substitute a varied diet.",
    "of drinks": "Herbal tea does not replace fluids after a run.",
    "of a device": "The magnet is not intended for medical use.",
    "of feelings": "This joke is not meant to hurt.",
    "of oxygen": "A fan is not a substitute of oxygen.",
    "of an employer": "Quick disclaimer, I work at a pharmacy.",
    "of a shop": "Disclaimer: this post contains affiliate links.",
    "of copyright": "Disclaimer: all pictures belong to their owners.",
}


def lacks(text: str) -> bool:
    rules = healthlint.load_rules(select=["disclaimer/medical-advice"])
    return bool(healthlint.lint_text(f"{POST}{text}\n", path="post.md", rules=rules))


@pytest.mark.parametrize("text", REAL.values(), ids=REAL.keys())
def test_a_disclaimer(text: str) -> None:
    assert not lacks(text)


@pytest.mark.parametrize("text", FALSE.values(), ids=FALSE.keys())
def test_no_disclaimer(text: str) -> None:
    assert lacks(text)
