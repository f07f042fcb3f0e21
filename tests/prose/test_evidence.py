"""A claim is bound to the nearest citation that can carry it."""

from __future__ import annotations

import pytest

from healthlint import markdown
from healthlint.core.reading import Evidence, Match
from healthlint.core.source import Source
from healthlint.prose.english import English
from healthlint.prose.patterns import Patterns
from healthlint.prose.reader import Reader

LIST = "\n\n## References\n\n1. Lind T. Naps. Sleep. 2019.\n2. Roy P. Rest. Sleep. 2020.\n"
NOTE = "\n\n[^a]: Lind T. Naps. Sleep. 2019.\n"

CITED = [
    # The same sentence, in every form.
    ("Naps help 70% of us ([Lind](https://doi.org/10.1/x)).", "link"),
    ("Naps help 70% of us, see https://www.cdc.gov/sleep.", "address"),
    ("Naps help 70% of us.[^a]" + NOTE, "footnote"),
    ("Naps help 70% of us [2]." + LIST, "number"),
    ("Naps help 70% of us.<sup>2</sup>" + LIST, "superscript"),
    ("Naps help 70% of us.²" + LIST, "superscript"),
    ("Naps help 70% of us (Lind et al., 2019).", "author-year"),
    ("Naps help 70% of us (WHO, 2021).", "author-year"),
    ("Naps help 70% of us, doi:10.1000/182.", "identifier"),
    ("Naps help 70% of us (PMID: 1234567).", "identifier"),
    ("Naps help 70% of us. Source: Lind, Sleep 2019", "source-line"),
    ("According to the CDC, naps help 70% of us.", "named-source"),
    ("A 2019 study in Sleep found that naps help 70% of us.", "named-source"),
    # The end of the paragraph, and sentences that go on about their source.
    ("Naps help 70% of us. They are cheap ([Lind](https://doi.org/10.1/x)).", "link"),
    ("[Lind](https://doi.org/10.1/x) studied naps. The study found that naps help 70% of us.", "link"),
    ("Naps help 70% of us. The authors followed 40 people [1]. Most of them were nurses." + LIST, "number"),
    # Lists, tables and the line below.
    ("What naps do ([Lind](https://doi.org/10.1/x)):\n\n- help 70% of us\n- cost nothing", "link"),
    ("- help 70% of us\n- cost nothing [1]" + LIST, "number"),
    ("| Help | Source |\n|---|---|\n| 70% | [Lind](https://doi.org/10.1/x) |", "link"),
    ("Naps help 70% of us.\n\nSource: Lind, Sleep 2019", "source-line"),
    ("- help 70% of us\n    - [Lind](https://doi.org/10.1/x)\n- cost nothing", "link"),
    ("- A trial of naps ([Lind](https://doi.org/10.1/x))\n    - help 70% of us\n    - cost nothing", "link"),
    ("### [Lind, 2019](https://doi.org/10.1/x)\n\nNaps help 70% of us. They are cheap. Try one.", "link"),
    ("Naps help 70% of us.\n\n![nap](nap.png)\n\nSource: Lind, Sleep 2019", "source-line"),
    ("Naps help 70% of us. [Read the full study here](https://doi.org/10.1/x). Pillows are soft. So are beds.", "link"),
    ("Naps help 70% of us. You can read the full study in [Sleep](https://doi.org/10.1/x). Beds are soft.", "link"),
    # What a template makes a citation of.
    ('Naps help 70% of us {{< cite "lind2019" >}}.', "component"),
    # A list under no more than a label, below the study.
    ("A trial of naps ([Lind](https://doi.org/10.1/x)).\n\nResults:\n\n- 70% sleep better", "link"),
    # The last line of a quotation.
    ("> Naps help 70% of us.\n>\n> [Lind](https://doi.org/10.1/x)", "link"),
    (
        "<blockquote><p>Naps help 70% of us.</p><cite><a href='https://doi.org/10.1/x'>Lind</a></cite></blockquote>",
        "link",
    ),
    # A list under a line that is no heading, or under a heading with a small picture.
    ("Naps help 70% of us (2).\n\nReferences\n\n1. Lind T. Naps. Sleep. 2019.\n2. Roy P. Rest. Sleep. 2020.", "number"),
    ("Naps help 70% of us [2].\n\n## Research references\n\n[1] Lind T. Naps. 2019.\n[2] Roy P. Rest. 2020.", "number"),
    ("Naps help 70% of us (2).\n\n## 📚 Sources\n\n1. Lind T. Naps. 2019.\n2. Roy P. Rest. 2020.", "number"),
    # Paragraphs that go on about the source of the one before.
    ("[Lind](https://doi.org/10.1/x) studied naps. Within a year, the researchers found that 70% of us nap.", "link"),
    ("[Lind](https://doi.org/10.1/x) studied naps.\n\nThe researchers found that naps help 70% of us.", "link"),
    ("[Lind](https://doi.org/10.1/x) wrote:\n\nNaps help 70% of us. They are cheap. Try one.", "link"),
    (
        "[One trial](https://doi.org/10.1/x) was about naps. Nurses were shown to feel better in 70% of cases. So?",
        "link",
    ),
    ("A 2019 study in Sleep was about naps. The authors found that naps help 70% of us.", "named-source"),
    # More forms.
    ("Naps help 70% of us [@lind2019].", "author-year"),
    ("Naps help 70% of us.^[Lind T. Naps. Sleep. 2019.]", "author-year"),
    ("Naps help 70% of us (Sleep Research Society [SRS], 2019).", "author-year"),
    ("Naps help 70% of us (2)." + LIST, "number"),
    ("Naps help 70% of us [1].\n\nThe end.\n\n[1] Lind T. Naps. J Sleep. 2019.\n\n[2] A leaflet", "number"),
    ("Naps help 70% of us [2].\n\nThe end.\n\n[1] Lind T. Naps. J Sleep. 2019.\n\n[2] A leaflet", "number"),
    ("Naps help 70% of us ([Lind][l]).\n\n[l]: https://doi.org/10.1/x", "link"),
    ("Naps help 70% of us.2 They are cheap." + LIST, "number"),
    # A figure in a title or heading that the text cites further down.
    ("# Naps help 70% of us\n\nAs many as 70% of us like naps ([Lind](https://doi.org/10.1/x)).", "link"),
    # A link is better than a name, wherever it stands.
    ("According to the CDC, naps help 70% of us. They are cheap ([CDC](https://www.cdc.gov/x)).", "link"),
]

UNCITED = [
    ("- Naps help 70% of us\n- They are cheap [2]\n- They are short [1]" + LIST, ""),
    ("<Note>Naps help 70% of us.</Note>", ""),
    ("A 2019 study found that naps help 70% of us.", ""),
    ("### [Nap Pillow](https://pillows.example/nap)\n\nNaps help 70% of us. They are cheap. Try one.", ""),
    ("Naps help 70% of us.", ""),
    ("Naps help 70% of us [2].", "points to no reference list"),
    ("Naps help 70% of us.²", "points to no reference list"),
    ("Naps help 70% of us [7]." + LIST, "points to no entry of the reference list"),
    ("Naps help 70% of us.[^b]" + NOTE, "points to no footnote"),
    ("Naps help 70% of us (7)." + LIST, ""),
    ("Naps help 70% of us.2 They are cheap.", ""),
    ("Naps help 70% of us (May 2019).", ""),
    ("Naps help 70% of us (updated 2019).", ""),
    ("Naps help 70% of us. Best sources: oats, milk and cherries", ""),
    ("Naps help 70% of us, as Science actually says.", ""),
    ("Naps help 70% of us, 24 kg/m<sup>2</sup> of them." + LIST, ""),
    ("Naps help 70% of us: [buy a pillow](https://www.amazon.com/dp/1).", "is a shop"),
    ("Naps help 70% of us ([more](https://example.com/?tag=shop-20)).", "is an affiliate link"),
    ("Naps help 70% of us ([our page](/sleep)).", "is a page of your own site"),
    ("Naps help 70% of us ([video](https://youtu.be/1)).", "is a social media page"),
    ("Naps help 70% of us. [Book now](https://clinic.example.com/).", "is a call to action"),
    ("Naps help 70% of us. ![nap](https://www.cdc.gov/nap.png)", ""),
    ("Naps help 70% of us.\n\nPillows are soft ([Lind](https://doi.org/10.1/x)).", ""),
    ("[Lind](https://doi.org/10.1/x) likes pillows. Naps help 70% of us. Try one.", ""),
    ("| Help | Source |\n|---|---|\n| 70% | |\n| other | [Lind](https://doi.org/10.1/x) |", ""),
    ("# Naps help 70% of us\n\nPillows are soft ([Lind](https://doi.org/10.1/x)).", ""),
    (
        "Naps help 70% of us. They rest. They eat. They walk. They sing. They run. They read. They sit. Pillows are soft ([Lind](https://doi.org/10.1/x)).",
        "",
    ),
    ("[Lind](https://doi.org/10.1/x) likes pillows.\n\nNaps help 70% of us. Try one. Or two.", ""),
]


@pytest.mark.parametrize(("text", "form"), CITED)
def test_a_citation_carries_the_claim(text: str, form: str, english: English) -> None:
    evidence = evidence_in(text, english)

    assert evidence.citation is not None
    assert form == evidence.citation.form.value


@pytest.mark.parametrize(("text", "reason"), UNCITED)
def test_no_citation_carries_the_claim(text: str, reason: str, english: English) -> None:
    evidence = evidence_in(text, english)

    assert evidence.citation is None
    assert reason == (evidence.rejected.rejected if evidence.rejected else "")


def test_citations_keep_their_place(english: English) -> None:
    text = "Naps **help** 70% of us ([Lind](https://doi.org/10.1/x)) &amp; more [1]." + LIST
    reader = Reader(markdown.parse(Source("a.md", text)), english)

    places = [text[c.source.start : c.source.end] for c in reader.citations()]

    assert places == ["[Lind](https://doi.org/10.1/x)", "[1]"]


@pytest.mark.parametrize("key", ["citations", "references", "Sources"])
def test_a_list_in_the_front_matter_is_a_citation_of_the_post_and_of_no_sentence(key: str, english: English) -> None:
    text = f"---\n{key}:\n  - title: Naps\n    url: https://doi.org/10.1/x\n---\n\nNaps help 70% of us.\n"
    reader = Reader(markdown.parse(Source("a.md", text)), english)

    assert [citation.form.value for citation in reader.citations()] == ["front-matter"]
    assert evidence_in(text, english).citation is None


def evidence_in(text: str, english: English) -> Evidence:
    """What stands behind the first percentage of the text."""
    reader = Reader(markdown.parse(Source("a.md", text)), english)
    match = next(iter(reader.matches(Patterns((r"70%",)))))
    assert isinstance(match, Match)
    return reader.evidence(match)


def test_own_host_from_the_front_matter(english: English) -> None:
    head = "---\ncanonical_url: https://www.naps.example/post\n---\n\n"

    evidence = evidence_in(head + "Naps help 70% of us ([more](https://naps.example/other)).", english)

    assert evidence.citation is None
    assert evidence.rejected is not None
    assert evidence.rejected.rejected == "is a page of your own site"


def test_a_citation_that_reaches_is_turned_down_too(english: English) -> None:
    evidence = evidence_in("Naps help 70% of us.\n\nSee [our shop](https://www.amazon.com/dp/1)", english)

    assert evidence.citation is None
    assert evidence.rejected is not None
    assert evidence.rejected.words == "our shop"
