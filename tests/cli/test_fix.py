"""``--fix`` and ``--diff``."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from healthlint import files
from tests.cli.conftest import Outcome

Lint = Callable[..., Outcome]
ONLY = ("--select", "respect/committed-suicide", "-f", "concise", "--no-cache")
TEXT = b"# Grief\r\n\r\nHe committed suicide.\r\n"
FIXED = b"# Grief\r\n\r\nHe died by suicide.\r\n"


@pytest.fixture
def post(posts: Path) -> Path:
    path = posts / "posts" / "bad.md"
    path.write_bytes(TEXT)
    return path


def test_diff(lint: Lint, post: Path) -> None:
    outcome = lint("posts", *ONLY, "--diff")
    assert outcome.code == 1
    assert outcome.out.splitlines()[:2] == ["--- posts/bad.md", "+++ posts/bad.md"]
    assert "-He committed suicide.\r\n+He died by suicide." in outcome.out
    assert post.read_bytes() == TEXT


def test_fix(lint: Lint, post: Path) -> None:
    outcome = lint("posts", *ONLY, "--fix")
    assert (outcome.code, outcome.err) == (0, "healthlint: 1 finding fixed in 1 file.\n")
    assert post.read_bytes() == FIXED
    assert lint("posts", *ONLY, "--diff") == (0, "", "")


def test_a_file_that_changes_meanwhile(lint: Lint, post: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rewrite = files.rewrite

    def later(path: str, text: str, old: bytes) -> None:
        post.write_bytes(b"Somebody else's words.")
        rewrite(path, text, old)

    monkeypatch.setattr(files, "rewrite", later)
    outcome = lint("posts", *ONLY, "--fix")
    assert outcome.code == 2
    assert "posts/bad.md: changed while it was being fixed" in outcome.err
    assert post.read_bytes() == b"Somebody else's words."


def test_wrong_usage(lint: Lint, post: Path) -> None:  # noqa: ARG001 - a post to lint
    outcome = lint("posts", "--fix", "--diff", *ONLY)
    assert outcome.code == 2
    assert "--fix and --diff exclude each other" in outcome.err


@pytest.fixture
def piped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(TEXT.replace(b"suicide.", b"suicide. The addicts."))))


BOTH = ("-", "--select", "respect/committed-suicide,respect/addict", "-f", "concise", "--stdin-filename", "new.md")


@pytest.mark.usefixtures("piped")
def test_a_piped_post_is_fixed_on_its_way(lint: Lint) -> None:
    outcome = lint(*BOTH, "--fix", "--show-fixes")
    assert outcome.out.encode() == FIXED.replace(b"suicide.", b"suicide. The addicts.")
    assert outcome.code == 1
    assert outcome.err.splitlines() == [
        "healthlint: new.md: respect/committed-suicide: 'committed suicide' became 'died by suicide'",
        "healthlint: 1 finding fixed in 1 file.",
        "healthlint: 1 finding left; --output-file says where to list them.",
    ]


@pytest.mark.usefixtures("piped")
def test_what_is_left_of_a_piped_post_is_listed_in_a_file(lint: Lint, posts: Path) -> None:
    outcome = lint(*BOTH, "--fix", "--output-file", "left.txt", "--output", "json:left.json", "--quiet")
    assert outcome.out.encode().startswith(FIXED[:30])
    assert (posts / "left.txt").read_text("utf-8").startswith("new.md:3:")
    assert [found["rule"] for found in json.loads((posts / "left.json").read_text("utf-8"))] == ["respect/addict"]


@pytest.mark.usefixtures("piped")
def test_the_difference_to_a_piped_post(lint: Lint) -> None:
    outcome = lint(*BOTH, "--diff")
    assert (outcome.code, outcome.err) == (1, "")
    assert outcome.out.startswith("--- new.md\n+++ new.md\n")


def test_a_piped_post_without_fixes_comes_out_as_it_was(lint: Lint, monkeypatch: pytest.MonkeyPatch) -> None:
    data = b"\xef\xbb\xbf# Tea\r\nGood tea.\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    outcome = lint(*BOTH, "--fix")
    assert (outcome.code, outcome.out.encode(), outcome.err) == (0, data, "")


def test_unsafe_fixes_are_asked_for(lint: Lint, post: Path) -> None:
    post.write_text("He committed suicide.\n\nA failed suicide attempt.\n", encoding="utf-8")
    assert "failed" not in lint("posts", *ONLY, "--diff").out.replace(" A failed", "")
    assert "-A failed suicide attempt.\n+A suicide attempt.\n" in lint("posts", *ONLY, "--diff", "--unsafe-fixes").out
    assert lint("posts", *ONLY, "--fix").code == 1
    outcome = lint("posts", *ONLY, "--fix", "--unsafe-fixes", "--show-fixes")
    assert outcome == (
        0,
        "",
        "healthlint: posts/bad.md: respect/committed-suicide: 'failed suicide attempt' became 'suicide attempt'\n"
        "healthlint: 1 finding fixed in 1 file.\n",
    )


INSOMNIA = """\
# Insomnia

Insomnia is a disease. Patients take medication for it, a treatment with side effects. Therapy helps adults with chronic
pain and depression, and a doctor can tell whether the symptoms have another cause, such as asthma or a fever.

Spread the love
"""
INSERTS = "site:\n  inserts:\n    disclaimer/medical-advice: {text: This is not medical advice., at: start}\n"


def test_left_overs_and_configured_texts(lint: Lint, posts: Path, post: Path) -> None:
    (posts / ".healthlint.yaml").write_text(INSERTS, encoding="utf-8")
    post.write_text(INSOMNIA, encoding="utf-8")
    only = ("--select", "disclaimer/medical-advice,hygiene", "-f", "concise", "--no-cache")
    assert lint("posts", *only).code == 1
    outcome = lint("posts", *only, "--fix", "--show-fixes")
    assert outcome.code == 0
    assert outcome.err == (
        "healthlint: posts/bad.md: disclaimer/medical-advice: put in 'This is not medical advice.'\n"
        "healthlint: posts/bad.md: hygiene/page-furniture: took out 'Spread the love'\n"
        "healthlint: 2 findings fixed in 1 file.\n"
    )
    body = INSOMNIA.removesuffix("\nSpread the love\n").removeprefix("# Insomnia\n\n")
    assert post.read_text(encoding="utf-8") == f"# Insomnia\n\nThis is not medical advice.\n\n{body}"
    assert lint("posts", *only, "--fix") == (0, "", "")


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("disclaimer/medical-advice: {text: Enjoy!}", "is not what disclaimer/medical-advice asks for: 'Enjoy!'"),
        ("claims/cure: {text: No cure.}", "claims/cure asks for no text that could be put into a post"),
        ("disclaimer/medical-advise: {text: a}", "disclaimer/medical-advice"),
        ("disclaimer/medical-advice: {text: a, at: middle}", "expected one of: start, end; found 'middle'"),
        ("disclaimer/medical-advice: {texts: a}", "unknown key 'texts'"),
        ("disclaimer/medical-advice: {at: end}", "the key 'text' is missing"),
    ],
)
def test_wrong_texts(lint: Lint, posts: Path, post: Path, written: str, message: str) -> None:
    (posts / ".healthlint.yaml").write_text(f"site:\n  inserts:\n    {written}\n", encoding="utf-8")
    post.write_text(INSOMNIA, encoding="utf-8")
    outcome = lint("posts", "--fix", "--no-cache")
    assert outcome.code == 2
    assert message in outcome.err
    assert post.read_text(encoding="utf-8") == INSOMNIA


@pytest.mark.parametrize(
    ("arguments", "message"),
    [(("--unsafe-fixes",), "--unsafe-fixes needs --fix"), (("--diff", "--show-fixes"), "--show-fixes needs --fix")],
)
def test_options_that_need_another(lint: Lint, post: Path, arguments: tuple[str, ...], message: str) -> None:  # noqa: ARG001
    outcome = lint("posts", *arguments, *ONLY)
    assert outcome.code == 2
    assert message in outcome.err
