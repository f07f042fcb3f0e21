"""A baseline knows what was there before, whatever happens around it, and nothing else."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import healthlint
from healthlint.core.problem import HealthlintError
from healthlint.core.report import Report
from healthlint.core.rule import RuleSet, Scope
from healthlint.core.source import Source
from healthlint.engine.address import place
from healthlint.engine.baseline import Baseline, compared, read, taken
from healthlint.engine.pipeline import ready

ROOT = Path.cwd()
POST = "posts/tea.md"

BAD = {
    "Our tea cures diabetes.": 2,
    "It is a miracle for the skin.": 1,
    "This **syrup** has no side effects.": 1,
    "Studies show that it works.": 1,
    "She committed suicide in spring.": 1,
    "The herb reverses arthritis, and doctors hate it.": 2,
    "You can stop your insulin today!": 1,
    "He is a drug addict.": 1,
}
"""Sentences, and how many findings each of them has."""
GOOD = [
    "Chop the carrots and boil them.",
    "We met in the garden of the clinic on Monday.",
    "Water the plants twice a week.",
    "The train to the coast leaves at noon.",
    "Dr. Lee, who works at St. Mary's, likes long walks.",
    "Bring a coat, e.g. a warm one, and a hat.",
]
HEADINGS = ["## Tea", "## Sleep", "### More of it"]


@cache
def rules() -> RuleSet:
    """Real rules, each applied to every post, so that what they say of a sentence depends on the sentence alone."""
    chosen = healthlint.load_rules(select=["claims", "risk", "respect", "safety", "evidence/unnamed-study"])
    return RuleSet(tuple(replace(rule, when=None) for rule in chosen), chosen.english, chosen.packs)


def lint(text: str, path: str = POST) -> Report:
    return Report((ready(rules()).check(Source(path, text)),), rules(), "1")


def new_in(before: str, after: str, path: str = POST) -> list[str]:
    """The findings of a post that its baseline does not know, as ``rule: words``."""
    report = compared(lint(after, path), taken(lint(before, path), ROOT), ROOT).report
    return [f"{found.rule}: {found.words}" for found in report.diagnostics()]


Paragraph = list[str]
paragraphs = st.lists(st.lists(st.sampled_from([*BAD, *GOOD]), min_size=1, max_size=4), min_size=1, max_size=6)
edits = st.lists(
    st.tuples(
        st.sampled_from(["move", "split", "join", "insert", "delete", "edit", "heading", "list", "quote", "worse"]),
        st.integers(0, 1000),
        st.integers(0, 1000),
    ),
    min_size=1,
    max_size=8,
)


def edit(post: list[Paragraph], kind: str, first: int, second: int) -> None:
    """One edit of a post; ``worse`` adds a sentence that is flagged."""
    here, there = first % len(post), second % len(post)
    match kind:
        case "move":
            post.insert(there, post.pop(here))
        case "split" if len(post[here]) > 1:
            at = 1 + second % (len(post[here]) - 1)
            post[here : here + 1] = [post[here][:at], post[here][at:]]
        case "join" if here != there:
            post[there] = post[there] + post[here]
            del post[here]
        case "insert":
            post.insert(here, [GOOD[second % len(GOOD)]])
        case "delete" if len(post) > 1:
            del post[here]
        case "edit":
            at = second % len(post[here])
            if post[here][at] in GOOD:
                post[here][at] = GOOD[second % len(GOOD)]
        case "worse":
            post[here].insert(second % (len(post[here]) + 1), list(BAD)[second % len(BAD)])


def written(post: list[Paragraph], marks: list[int]) -> str:
    """The post as Markdown: wrapped, listed, quoted and under headings as the marks say."""
    out = ["# A post"]
    for index, sentences in enumerate(post):
        mark = marks[index % len(marks)]
        if mark % 5 == 1:
            out.append(HEADINGS[mark % len(HEADINGS)])
        words = " ".join(sentences).split(" ")
        width = 3 + mark % 11
        text = "\n".join(" ".join(words[at : at + width]) for at in range(0, len(words), width))
        prefix = {2: "> ", 3: "  "}.get(mark % 7, "")
        lines = [f"{prefix}{line}" for line in text.splitlines()]
        if mark % 7 == 3:
            lines[0] = f"- {lines[0].strip()}"
        out.append("\n".join(lines))
    return "\n\n".join(out) + "\n"


def weighed(sentences: Counter[str]) -> Counter[str]:
    """How many findings each of the sentences has."""
    return Counter({sentence: BAD[sentence] * count for sentence, count in sentences.items()})


@cache
def sentences() -> dict[str, str]:
    """The sentences by what their fingerprints say about them."""
    return {place(found.fingerprint): text for text in BAD for found in lint(f"# A post\n\n{text}\n").diagnostics()}


marks = st.lists(st.integers(0, 1000), min_size=1, max_size=6)


@settings(max_examples=1000, deadline=None)
@given(paragraphs, edits, marks, marks)
def test_a_thousand_edits_make_nothing_new_and_hide_nothing_new(
    post: list[Paragraph], changes: list[tuple[str, int, int]], wrapped: list[int], anew: list[int]
) -> None:
    before = written(post, wrapped)
    old = Counter(sentence for paragraph in post for sentence in paragraph if sentence in BAD)
    post = [list(paragraph) for paragraph in post]
    for change in changes:
        edit(post, *change)
    after = written(post, anew)
    now = Counter(sentence for paragraph in post for sentence in paragraph if sentence in BAD)

    report = compared(lint(after), taken(lint(before), ROOT), ROOT).report

    new = list(report.diagnostics())
    assert Counter(sentences()[place(found.fingerprint)] for found in new) == weighed(now - old)
    assert Counter(sentences()[place(found.fingerprint)] for found in report.known) == weighed(now & old)


def test_the_sentences_are_what_they_seem() -> None:
    for sentence, count in BAD.items():
        assert len(list(lint(f"# A post\n\n{sentence}\n").diagnostics())) == count, sentence
    for sentence in GOOD:
        assert list(lint(f"# A post\n\n{sentence}\n").diagnostics()) == [], sentence


EXAMPLES = Path(__file__).parents[2] / "examples" / "posts"
NEUTRAL = "The train to the coast leaves at noon."


@cache
def all_rules() -> RuleSet:
    return healthlint.load_rules(select=["ALL", "preview"])


@pytest.mark.parametrize("path", sorted(EXAMPLES.iterdir()), ids=lambda path: path.name)
def test_a_paragraph_more_makes_no_words_new(path: Path) -> None:
    """Every rule on every example, with a paragraph put in between any two. What is said of the post may change."""
    text = path.read_text(encoding="utf-8")
    pipeline = ready(all_rules())
    known = taken(Report((pipeline.check(Source(path.name, text)),), all_rules(), "1"), ROOT)
    gap = "\n" if path.suffix == ".txt" else "\n\n"
    body = text.index(gap, text.find("\n---", 1) if text.startswith("---") else 0)
    places = [at for at in range(body, len(text)) if text.startswith(gap, at)][:12]
    fresh = []
    for at in places:
        after = f"{text[:at]}{gap}{NEUTRAL}{text[at:]}"
        report = compared(Report((pipeline.check(Source(path.name, after)),), all_rules(), "1"), known, ROOT).report
        fresh += [(at, found.rule, found.words) for found in report.diagnostics() if found.scope is Scope.SPAN]

    assert places
    assert fresh == []


def test_an_edited_sentence_comes_back() -> None:
    before = "# Tea\n\nOur tea cures diabetes.\n"

    assert new_in(before, "# Tee\n\n## New\n\n- **Our tea\n  cures diabetes**!\n") == []
    assert "claims/cure: cures diabetes" in new_in(before, before.replace("Our tea", "Their tea"))


def test_alike_sentences_are_counted() -> None:
    one = "It is a miracle for the skin.\n"

    assert new_in(f"{one}\n{one}", f"{one}\n{one}") == []
    assert new_in(f"{one}\n{one}", f"{one}\n{one}\n{one}") == ["claims/miracle: miracle"]
    assert len(new_in("Hello.\n", f"{one}\n{one}")) == 2


def test_a_baseline_knows_its_posts() -> None:
    report = lint("It is a miracle for the skin.\n", "a.md")

    assert (
        len(
            list(
                compared(
                    report, taken(lint("It is a miracle for the skin.\n", "b.md"), ROOT), ROOT
                ).report.diagnostics()
            )
        )
        == 1
    )


def test_the_abbreviation_stays_known_where_it_moves() -> None:
    text = "We saw RDW twice.\n\nThe RDW was high.\n\nThe cat slept.\n"
    moved = "The RDW was high.\n\nThe cat slept.\n\nWe saw RDW twice.\n"
    chosen = healthlint.load_rules(select=["ALL", "preview"])
    rules_ = RuleSet(tuple(replace(it, when=None) for it in chosen if it.kind_name == "abbreviation"), chosen.english)

    def found(text: str) -> Report:
        return Report((ready(rules_).check(Source(POST, text)),), rules_, "1")

    known = taken(found(text), ROOT)
    assert [entry.words for entry in known.entries] == ["RDW"]
    assert list(compared(found(moved), known, ROOT).report.diagnostics()) == []


def test_stale_entries(tmp_path: Path) -> None:
    post = tmp_path / "tea.md"
    post.write_text("", encoding="utf-8")
    known = taken(lint("It is a miracle for the skin.\n\nHe is a drug addict.\n", str(post)), tmp_path)

    def stale(text: str, path: Path = post) -> list[str]:
        return [entry.rule for entry in compared(lint(text, str(path)), known, tmp_path).stale]

    assert stale("He is a drug addict.\n") == ["claims/miracle"]
    assert stale("", tmp_path / "other.md") == []
    post.unlink()
    assert stale("", tmp_path / "other.md") == ["claims/miracle", "respect/addict"]


def test_entries_of_rules_that_did_not_run_are_not_stale(tmp_path: Path) -> None:
    post = tmp_path / "tea.md"
    post.write_text("", encoding="utf-8")
    known = taken(lint("It is a miracle for the skin.\n", str(post)), tmp_path)
    other = RuleSet((), None)
    report = Report(lint("", str(post)).results, other, "1")

    assert compared(report, known, tmp_path, {"claims/miracle"}).stale == ()
    assert compared(report, known, tmp_path, {"claims/other"}).stale == known.entries


def test_the_file_is_sorted_and_read_back(tmp_path: Path) -> None:
    file = tmp_path / ".healthlint-baseline.json"
    known = taken(lint("\n\n".join(BAD), str(tmp_path / "posts" / "a.md")), tmp_path)
    file.write_text(known.text(), encoding="utf-8")

    assert read(file) == known
    assert read(file).text() == known.text()
    entries = json.loads(known.text())["entries"]
    assert entries == sorted(entries, key=lambda entry: (entry["path"], entry["rule"], entry["fingerprint"]))
    assert {entry["path"] for entry in entries} == {"posts/a.md"}
    assert json.loads(Baseline().text()) == {"version": 1, "entries": []}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "is no JSON"),
        ("[]", "is no baseline"),
        ('{"version": 2, "entries": []}', "version 2"),
        ('{"version": 1, "entries": [3]}', "entry 1 is no object"),
        ('{"version": 1, "entries": [{"path": "a"}]}', "has no 'rule'"),
        ('{"version": 1, "entries": [{"path": 1}]}', "wrong type"),
        ('{"version": 1, "entries": [{"pth": "a"}]}', "unknown key 'pth'"),
        ('{"version": 1, "entries": [{"path": "a", "rule": "r", "fingerprint": "f", "count": 0}]}', "less than 1"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_a_broken_file_is_a_problem(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "b.json"
    file.write_text(text, encoding="utf-8")

    with pytest.raises(HealthlintError, match=message):
        read(file)


def test_a_count_beyond_reason_costs_nothing() -> None:
    known = taken(lint("It is a miracle for the skin.\n"), ROOT)
    vast = Baseline(tuple(replace(entry, count=10**15) for entry in known.entries))

    assert list(compared(lint("It is a miracle for the skin.\n"), vast, ROOT).report.diagnostics()) == []


def test_what_is_said_of_a_post_as_a_whole_must_have_been_said_before() -> None:
    rules_ = healthlint.load_rules(select=["trust"])
    rules_ = RuleSet(tuple(replace(it, when=None, family="trust") for it in rules_), rules_.english)
    text = "Patients with diabetes take their medicine every day.\n"
    author, date = "author: Jane Doe, RN\n", "date: 2024-05-02\n"

    def found(fields: str) -> Report:
        return Report((ready(rules_).check(Source(POST, f"---\n{fields}title: Tea\n---\n\n{text}")),), rules_, "1")

    known = taken(found(date), ROOT)
    assert len(known.entries) == 1
    assert known.entries[0].related

    mended = found(date + author)
    assert [it.rule for it in mended.diagnostics()] != []
    assert list(compared(mended, known, ROOT).report.diagnostics()) == []
    assert len(list(compared(found(""), known, ROOT).report.diagnostics())) == 1
