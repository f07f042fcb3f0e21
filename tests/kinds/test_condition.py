"""Which posts a rule applies to."""

from __future__ import annotations

import pytest

from healthlint.kinds import When
from healthlint.prose.patterns import Patterns
from tests.kinds.conftest import Read

NAPS = Patterns(("naps?",))


@pytest.mark.parametrize(
    ("when", "text", "holds"),
    [
        (When(words=3), "One two three.", True),
        (When(words=4), "One two three.", False),
        (When(mentions=NAPS), "A nap.", True),
        (When(mentions=NAPS), "Napkins.", False),
        (When(mentions=NAPS, at_least=2), "A nap.", False),
        (When(mentions=NAPS, at_least=2), "A nap, two naps.", True),
        (When(links=Patterns(("/shop/",))), "[a](https://example.org/shop/x)", True),
        (When(links=Patterns(("/shop/",))), "![a](https://example.org/shop/x)", False),
        (When(titles=NAPS), "# On naps\n\nText.", True),
        (When(titles=NAPS), "---\ntitle: On naps\n---\nText.", True),
        (When(titles=NAPS), "Naps.", False),
        (When(titles=NAPS, mentions=NAPS, at_least=2), "# On naps\n\nText.", True),
        (When(fields=("affiliate_link",)), "---\naffiliateLink: x\n---\nText.", True),
        (When(fields=("affiliate_link",)), "---\naffiliateLink: TBD\n---\nText.", False),
        (When(fields=("affiliate_link",), mentions=NAPS), "A nap.", True),
        (When(unless=NAPS), "A nap.", False),
        (When(page=False), "A nap.", True),
        (When(about="health"), "Asthma, diabetes, depression and arthritis are diseases.", True),
        (When(about="health"), "The parser reads one token at a time.", False),
        (When(not_about=("health",)), "Asthma, diabetes, depression and arthritis are diseases.", False),
        (When(not_about=("health",)), "The parser reads one token at a time.", True),
        (When(not_about=("personal-story",)), "I cried when she held my hand, and her fever scared me.", False),
        (When(not_about=("rare-disease-entry",)), "Mutations in the gene cause the disorder; it is inherited.", False),
        (When(not_about=("benefits-notice",)), "Veterans apply for benefits by mail; claims need a form.", False),
        (When(not_about=("web-notice",)), "The agency launched apps and a website; users like the videos.", False),
        (When(not_about=("web-notice",)), "The app on your phone sends your therapist what you write.", True),
        (When(about="health"), "The website of the clinic needs SEO, keywords, branding and a landing page.", False),
    ],
)
def test_holds(read: Read, when: When, text: str, holds: bool) -> None:
    assert when.holds(read(text)) is holds
