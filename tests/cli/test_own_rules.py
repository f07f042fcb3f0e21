"""Rules of one's own: ``new-rule``, ``test --coverage``, ``test --against``, installed packs and ``lock``."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from healthlint import packs
from healthlint.cli.new_rule import _proven
from healthlint.packs.template import wrong_name
from tests.cli.conftest import Outcome

Lint = Callable[..., Outcome]

PACK = "title: House\npurpose: For these tests.\n"
RULE = """\
message: "'{match}' is an outdated treatment."
why: Our readers ask for it.
do: Say what is done today.
severity: warning
level: recommended
sources: [{title: House style}]
find:
  pattern:
    patterns:
      - leech(es)?
      - bloodletting
    except: [leech farms?]
    excuse: [negated]
examples:
  invalid: [Try «leeches»., We offer «bloodletting» on Mondays.]
  valid: [We never use leeches., They visit a leech farm.]
"""


@pytest.fixture(autouse=True)
def few(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """The built-in rules are but one: to check them all takes seconds."""
    folder = tmp_path_factory.mktemp("few")
    shutil.copytree(packs.builtin() / "lexicon", folder / "lexicon")
    (folder / "claims").mkdir()
    for name in ("pack.yaml", "cure.yaml"):
        shutil.copy(packs.builtin() / "claims" / name, folder / "claims" / name)
    monkeypatch.setattr(packs, "builtin", lambda: folder)


@pytest.fixture
def own(posts: Path) -> Path:
    """The file of the rule ``house/leeches``, in a folder that the configuration names."""
    folder = posts / "house-rules" / "house"
    folder.mkdir(parents=True)
    (folder / "pack.yaml").write_text(PACK, encoding="utf-8")
    (folder / "leeches.yaml").write_text(RULE, encoding="utf-8")
    (posts / ".healthlint.yaml").write_text("packs: [house-rules]\n", encoding="utf-8")
    (posts / "posts" / "bad.md").write_text("# Pain\n\nTry leeches, or cupping.\n\nA leech farm.\n", encoding="utf-8")
    return folder / "leeches.yaml"


def changed(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


# new-rule


def test_a_new_rule_passes_and_runs(lint: Lint, posts: Path) -> None:
    done = lint("new-rule", "house/miracle-tea")
    assert (done.code, done.out) == (0, "")
    assert "It runs when .healthlint.yaml says 'packs: [house-rules]'." in done.err
    assert sorted(path.name for path in (posts / "house-rules" / "house").iterdir()) == [
        "miracle-tea.yaml",
        "pack.yaml",
    ]
    (posts / ".healthlint.yaml").write_text("packs: [house-rules]\n", encoding="utf-8")
    assert lint("test", "house/miracle-tea", "--coverage").code == 0
    (posts / "posts" / "bad.md").write_text("Our miracle tea is here.\n", encoding="utf-8")
    assert "house/miracle-tea 'miracle tea' is not how we write." in lint("posts", "-f", "concise").out


def test_a_pack_that_exists_is_added_to(lint: Lint, own: Path) -> None:
    assert lint("new-rule", "house/cupping").code == 0
    assert (own.parent / "pack.yaml").read_text(encoding="utf-8") == PACK
    assert lint("test", "house").code == 0


@pytest.mark.parametrize("name", ["house/leeches", "house/pack"])
def test_nothing_is_overwritten(lint: Lint, own: Path, name: str) -> None:
    before = own.read_bytes()
    assert lint("new-rule", name).code == 2
    assert own.read_bytes() == before


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("leeches", "house/leeches"),
        ("House/Leech_es", "house/leech-es"),
        ("house/a/b", "house/a-b"),
        ("house/", "house/first-rule"),
        ("", "house/first-rule"),
        ("../x/y", "x/y"),
        ("claims/tea", "house/tea"),
        ("lexicon/tea", "house/tea"),
        ("house/provisions", "house/provisions-rule"),
        ("häuser/tee", "h-user/tee"),
    ],
)
def test_bad_names(lint: Lint, posts: Path, name: str, near: str) -> None:
    done = lint("new-rule", name)
    assert (done.code, done.out) == (2, "")
    assert f"(for example: {near})" in done.err
    assert not (posts / "house-rules").exists()


@settings(max_examples=25, deadline=None)
@given(st.from_regex(r"[a-z]{1,8}(-[a-z0-9]{1,6}){0,2}", fullmatch=True) | st.sampled_from(["no-doubt", "not", "we", "clinic", "nine", "at", "y", "null", "true", "1e3", "yes"]))  # fmt: skip
def test_rules_of_all_names_pass(name: str) -> None:
    wrong, near = wrong_name(f"house/{name}")
    assert (wrong, near) == ("", "")
    assert f'"{name.replace("-", "[- ]")}"' in _proven(f"house/{name}")


# test --coverage


def test_every_pattern_is_proven(lint: Lint, own: Path) -> None:
    done = lint("test", "house", "--coverage")
    assert done.code == 0
    assert done.out.splitlines()[-1] == "3 patterns to be proven by examples: all of them are."
    assert own.exists()


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("- bloodletting", "- bloodletting\n      - cupping", "12:9: patterns: no example has what 'cupping' stands for"),
        ("- bloodletting", "- bloodletting\n      - on mondays", "12:9: patterns: no example notices when 'on mondays' is dropped"),
        ("[leech farms?]", "[leech farms?, leech pond]", "12:28: except: no example has what 'leech pond' stands for"),
        ("[leech farms?]", "[leech farms?, never]", "12:28: except: no example notices when 'never' is dropped"),
    ],
)  # fmt: skip
def test_a_pattern_that_no_example_needs(lint: Lint, own: Path, old: str, new: str, said: str) -> None:
    changed(own, old, new)
    done = lint("test", "house", "--coverage")
    assert done.code == 1
    assert f"house-rules/house/leeches.yaml:{said}" in done.out
    assert done.out.splitlines()[-1] == "4 patterns to be proven by examples: 1 of them are not, in 1 rule."
    assert lint("test", "house").code == 0


def test_swaps_and_pairs_count(lint: Lint, own: Path) -> None:
    (own.parent / "words.yaml").write_text(
        RULE.partition("find:")[0] + "find:\n  swap:\n    swaps: {use of leeches: care, leeching: care}\n"
        "examples:\n  invalid: [The «use of leeches»., Our «use of leeches».]\n  valid: [Tea., Soup.]\n",
        encoding="utf-8",
    )
    assert "words.yaml:9:35: swaps: no example has what 'leeching'" in lint("test", "house/words", "--coverage").out
    (own.parents[1] / "pairs").mkdir()
    pair = "title: T\npairs: [{rule: house/words, flagged: «Leeching» helps., twin: Tea helps.}]\n"
    (own.parents[1] / "pairs" / "negated.yaml").write_text(pair, encoding="utf-8")
    assert lint("test", "house/words", "--coverage").code == 0


# test --against


def git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Editor", "-c", "user.email=editor@example.org")
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)


@pytest.fixture
def committed(posts: Path, own: Path) -> Path:
    """The rule, in a repository of git."""
    (posts / ".git").rmdir()
    git(posts, "init", "-q")
    git(posts, "add", "-A")
    git(posts, "commit", "-qm", "Rules")
    return own


def test_what_a_change_adds_and_removes(lint: Lint, committed: Path) -> None:
    assert lint("test", "house", "--against", "posts").out.splitlines()[-1] == "No rule differs from the last commit."
    changed(committed, "- bloodletting", "- cupping")
    changed(committed, "We offer «bloodletting» on Mondays.", "We offer «cupping» on Mondays.")
    changed(committed, "    except: [leech farms?]\n", "")
    changed(committed, "They visit a leech farm.", "Tea.")
    done = lint("test", "house", "--against", "posts")
    assert (done.code, done.err) == (0, "")
    assert done.out.splitlines()[1:] == [
        "posts/bad.md:5:3: + warning house/leeches 'leech' is an outdated treatment.",
        "house/leeches compared with the last commit: 1 finding added, 0 removed, 1 as before, in 2 posts.",
    ]


def test_what_was_there_and_is_gone(lint: Lint, committed: Path) -> None:
    (committed.parent / "cupping.yaml").write_text(RULE.replace("leeches", "cupping").replace("leech(es)?", "cupping"), "utf-8")  # fmt: skip
    committed.unlink()
    done = lint("test", "--against", "posts")
    assert done.out.splitlines()[1:] == [
        "posts/bad.md:3:5: - warning house/leeches 'leeches' is an outdated treatment.",
        "posts/bad.md:3:17: + warning house/cupping 'cupping' is an outdated treatment.",
        "2 rules compared with the last commit: 1 finding added, 1 removed, 0 as before, in 2 posts.",
    ]
    assert lint("test", "house/cupping", "--against", "posts").out.count("leeches' is") == 0


def test_a_pack_that_is_not_committed_is_all_new(lint: Lint, committed: Path, posts: Path) -> None:
    git(posts, "rm", "-rq", "--cached", "house-rules")
    git(posts, "commit", "-qm", "No rules")
    done = lint("test", "--against", "posts")
    assert committed.exists()
    assert done.out.endswith("compared with the last commit: 1 finding added, 0 removed, 0 as before, in 2 posts.\n")


def test_reasons_and_examples_make_no_difference(lint: Lint, committed: Path) -> None:
    changed(committed, "Our readers ask for it.", "They do.")
    changed(committed, "Try «leeches».", "Take «leeches».")
    assert lint("test", "house", "--against", "posts").out.endswith("No rule differs from the last commit.\n")


def test_another_version_to_compare_with(lint: Lint, own: Path, posts: Path) -> None:
    earlier = posts / "earlier" / "house"
    earlier.mkdir(parents=True)
    (earlier / "pack.yaml").write_text(PACK, encoding="utf-8")
    (earlier / "leeches.yaml").write_text(RULE.replace("leech(es)?", "leech").replace("«leeches»", "«leech»"), "utf-8")
    done = lint("test", "house", "--against", "posts", "--base", "earlier")
    assert own.exists()
    assert done.out.splitlines()[-2:] == [
        "posts/bad.md:3:5: + warning house/leeches 'leeches' is an outdated treatment.",
        "house/leeches compared with earlier: 1 finding added, 0 removed, 0 as before, in 2 posts.",
    ]


def test_nothing_to_compare_with(lint: Lint, own: Path, posts: Path) -> None:
    assert lint("test", "--base", "earlier").code == 2
    done = lint("test", "house", "--against", "posts")
    assert (done.code, "no folder of rules is in a git repository" in done.err) == (2, True)
    done = lint("test", "house", "--against", "posts", "--base", "nowhere")
    assert (done.code, "nowhere" in done.err) == (2, True)
    (posts / ".healthlint.yaml").unlink()
    assert own.exists()
    assert "there is no pack" in lint("test", "claims/cure", "--against", "posts", "--base", "posts").err


# packs that are installed


def wheel(folder: Path, *, inner: str = "rules/") -> Path:
    """A package ``acme_health`` that holds a pack, and whose code must not run."""
    path = folder / "acme_health-1.0-py3-none-any.whl"
    info = "acme_health-1.0.dist-info"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("acme_health/__init__.py", "raise RuntimeError('the code of a pack was run')\n")
        archive.writestr(f"acme_health/{inner}acme/pack.yaml", PACK)
        archive.writestr(f"acme_health/{inner}acme/leeches.yaml", RULE)
        archive.writestr(f"{info}/METADATA", "Metadata-Version: 2.1\nName: acme-health\nVersion: 1.0\n")
        archive.writestr(
            f"{info}/WHEEL", "Wheel-Version: 1.0\nGenerator: tests\nRoot-Is-Purelib: true\nTag: py3-none-any\n"
        )
        archive.writestr(f"{info}/RECORD", "")
    return path


@pytest.fixture(params=["rules/", ""], ids=["in a folder", "at the top"])
def acme(own: Path, posts: Path, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The rule file of a package that pip has installed."""
    site = posts / "site"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--no-compile"]
    subprocess.run(
        [*pip, "--target", str(site), str(wheel(posts, inner=request.param))], check=True, capture_output=True
    )
    monkeypatch.syspath_prepend(str(site))
    (posts / ".healthlint.yaml").write_text("packs: ['package:acme_health']\n", encoding="utf-8")
    assert own.exists()
    return site / "acme_health" / request.param / "acme" / "leeches.yaml"


def test_a_pack_of_an_installed_package(lint: Lint, acme: Path) -> None:
    assert acme.exists()
    assert "acme/leeches 'leeches' is an outdated treatment." in lint("posts", "-f", "concise").out
    assert lint("test", "acme").code == 0
    assert "acme/leeches" in lint("rules").out
    assert "acme_health" not in sys.modules


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("acme_helth", "no Python package 'acme_helth' is installed (install it where healthlint is: pip install acme-helth)"),
        ("acme.health", "'acme.health' is no name of a Python package"),
        ("click", "the package 'click' holds no rules"),
        ("this", "the package 'this' holds no rules"),
    ],
)  # fmt: skip
def test_packages_without_rules(lint: Lint, posts: Path, name: str, said: str) -> None:
    (posts / ".healthlint.yaml").write_text(f"select: [recommended]\npacks: [package:{name}]\n", encoding="utf-8")
    done = lint("posts")
    assert done.code == 2
    assert f".healthlint.yaml:2:9: {said}" in done.err


# lock


def test_a_lock_holds_packs_to_what_they_were(lint: Lint, own: Path, acme: Path, posts: Path) -> None:
    (posts / ".healthlint.yaml").write_text("packs: [house-rules, 'package:acme_health']\n", encoding="utf-8")
    done = lint("lock")
    assert (done.code, done.err) == (
        0,
        "healthlint: healthlint.lock pins 2 packs: house-rules, package:acme_health. Commit it.\n",
    )
    kept = (posts / "healthlint.lock").read_bytes()
    assert lint("posts").code == 1

    # Line ends of a checkout make no difference.
    own.write_bytes(RULE.replace("\n", "\r\n").encode())
    assert lint("posts").code == 1
    acme.write_text(RULE.replace("leech(es)?", "leeches").replace("leech farm.", "leech."), encoding="utf-8")
    for command in (("posts",), ("rules",), ("explain", "acme/leeches"), ("baseline", "posts")):
        done = lint(*command)
        assert done.code == 2
        assert (
            "healthlint.lock: the pack 'package:acme_health' is not what was locked (look at the change with"
            in done.err
        )
        assert "house-rules" not in done.err

    assert lint("lock").code == 0
    assert lint("posts").code == 1
    assert (posts / "healthlint.lock").read_bytes() != kept
    assert "as it was" in lint("lock").err


def test_a_pack_that_came_after_the_lock(lint: Lint, own: Path, posts: Path) -> None:
    assert lint("lock").code == 0
    own.parent.parent.rename(posts / "other-rules")
    (posts / ".healthlint.yaml").write_text("packs: [other-rules]\n", encoding="utf-8")
    assert "the pack 'other-rules' is not locked (add it with 'healthlint lock')" in lint("posts").err


@pytest.mark.parametrize("text", ["", "{}", "[1]", '{"version": 1, "packs": []}', '{"version": 2, "packs": {}}'])
def test_a_broken_lock(lint: Lint, own: Path, posts: Path, text: str) -> None:
    (posts / "healthlint.lock").write_text(text, encoding="utf-8")
    done = lint("posts")
    assert own.exists()
    assert done.code == 2
    assert "healthlint.lock" in done.err
    assert "write it anew with 'healthlint lock'" in done.err


def test_nothing_to_lock(lint: Lint, posts: Path) -> None:
    assert "there is no configuration" in lint("lock").err
    (posts / ".healthlint.yaml").write_text("ignore: [trust]\n", encoding="utf-8")
    done = lint("lock")
    assert (done.code, "there is no pack to lock" in done.err) == (2, True)
    assert not (posts / "healthlint.lock").exists()


def test_a_broken_pack_is_not_locked(lint: Lint, own: Path, posts: Path) -> None:
    changed(own, "severity: warning", "severity: wrong")
    assert lint("lock").code == 2
    assert not (posts / "healthlint.lock").exists()
