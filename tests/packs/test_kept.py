"""Rules from the user's cache folder: the same rules, and never somebody else's."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

from healthlint import packs
from healthlint.core import cache_folder, pieces, record
from healthlint.packs import kept, snapshot


@pytest.fixture
def rulebook(tmp_path: Path) -> Path:
    """The English of the built-in rules, and one pack."""
    builtin, copy = packs.builtin(), tmp_path / "rules"
    shutil.copytree(builtin / "lexicon", copy / "lexicon")
    shutil.copytree(builtin / "respect", copy / "respect")
    return copy


def _snapshots(cache_dir: Path) -> list[Path]:
    return list(cache_dir.glob("rules-*"))


def _long_ago(cache_dir: Path) -> None:
    """Lets the stamps of all files be trusted."""
    for path in cache_dir.rglob("*.yaml"):
        os.utime(path, (1_000_000_000, 1_000_000_000))


@pytest.mark.skipif(sys.platform == "win32", reason="no stamps there")
@pytest.mark.usefixtures("cache_dir")
def test_files_with_the_same_stamps_are_not_read(rulebook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_COARSE", -3600)
    first = kept._key([rulebook], "1")
    assert first == kept.fingerprint(rulebook, version="1")
    monkeypatch.setattr(kept, "fingerprint", lambda *_, **__: "read again")

    assert kept._key([rulebook], "1") == first
    assert kept._key([rulebook], "2") == "read again"


@pytest.mark.skipif(sys.platform == "win32", reason="no stamps there")
@pytest.mark.usefixtures("cache_dir")
def test_a_file_that_was_changed_in_secret_is_read_again(rulebook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept, "_COARSE", -3600)
    path = rulebook / "respect" / "addict.yaml"
    _long_ago(rulebook)
    first = kept._key([rulebook], "1")
    text = path.read_text("utf-8")
    path.write_text(text.replace("e", "a", 1), "utf-8")  # of the same size
    _long_ago(rulebook)

    assert kept._key([rulebook], "1") == kept.fingerprint(rulebook, version="1") != first


@pytest.mark.skipif(sys.platform == "win32", reason="no stamps there")
def test_new_files_are_not_trusted(cache_dir: Path, rulebook: Path) -> None:
    kept._key([rulebook], "1")

    assert not list(cache_dir.glob("stamp-*"))


@pytest.mark.parametrize("content", [b"", b"x", b"\xff \xfe", b"a b c"])
def test_a_broken_stamp_is_made_anew(
    cache_dir: Path, rulebook: Path, content: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept, "_COARSE", -3600)
    first = kept._key([rulebook], "1")
    for path in cache_dir.glob("stamp-*"):
        path.write_bytes(content)

    assert kept._key([rulebook], "1") == first


@pytest.mark.usefixtures("cache_dir")
def test_a_rule_is_read_when_it_is_asked_for(rulebook: Path) -> None:
    packs.prepared(rulebook, version="1")
    rules = packs.prepared(rulebook, version="1")
    chosen = [(rule.id, rule.level, rule.pack) for rule in rules]

    assert all(record.waiting(rule) is not None for rule in rules)
    assert rules.rules[0].why
    assert record.waiting(rules.rules[0]) is None
    assert chosen == [(rule.id, rule.level, rule.pack) for rule in packs.load(rulebook)]


def test_literals_that_cannot_be_read_are_worked_out_again(cache_dir: Path, rulebook: Path) -> None:
    first = packs.prepared(rulebook, version="1")
    (snap,) = _snapshots(cache_dir)
    snap.write_bytes(snap.read_bytes()[:-1] + b"x")
    again = packs.prepared(rulebook, version="1")

    for one, other in zip(first, again, strict=True):
        for group in snapshot.searched(one.kind):
            (same,) = [it for it in snapshot.searched(other.kind) if it == group]
            assert same.members() == group.members()


def test_a_snapshot_holds_all_of_the_rules() -> None:
    rules = packs.load(packs.builtin())

    assert snapshot.read(pieces.split(snapshot.write(rules))) == rules


@pytest.mark.parametrize(
    "data", [b"", b"[]", b"[[], 1]", b'[[], ["os.system", "x"]]', b'[[["=", 7]], null]', b"[" * 9999]
)
def test_what_is_no_snapshot_is_refused(data: bytes) -> None:
    with pytest.raises(ValueError, match="not a snapshot of rules"):
        snapshot.read(pieces.split(pieces.join(data, b"", b"")))


def test_the_second_load_reads_the_snapshot(cache_dir: Path, rulebook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = packs.prepared(rulebook, version="1")
    monkeypatch.setattr(sys.modules["healthlint.packs.loader"], "load", None)

    assert packs.prepared(rulebook, version="1") == first
    assert len(_snapshots(cache_dir)) == 1


def test_a_changed_rule_is_read_again(cache_dir: Path, rulebook: Path) -> None:
    packs.prepared(rulebook, version="1")
    rule = next(path for path in (rulebook / "respect").iterdir() if path.name != "pack.yaml")
    rule.write_text(rule.read_text("utf-8").replace("why:", "why: Again."), "utf-8")

    changed = packs.prepared(rulebook, version="1")

    assert any(found.why.startswith("Again.") for found in changed)
    assert len(_snapshots(cache_dir)) == 2


def test_a_broken_snapshot_is_made_anew(cache_dir: Path, rulebook: Path) -> None:
    first = packs.prepared(rulebook, version="1")
    (snap,) = _snapshots(cache_dir)
    snap.write_bytes(snap.read_bytes()[:1000])

    assert packs.prepared(rulebook, version="1") == first
    assert snapshot.read(pieces.split(snap.read_bytes()), [f"{rulebook.as_posix()}/"]) == first


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions")
def test_a_snapshot_that_others_may_write_is_not_read(cache_dir: Path, rulebook: Path) -> None:
    packs.prepared(rulebook, version="1")
    (snap,) = _snapshots(cache_dir)
    assert snap.stat().st_mode & 0o777 == 0o600
    assert cache_dir.stat().st_mode & 0o777 == 0o700

    snap.chmod(0o666)

    assert cache_folder.read(str(snap)) is None


def test_a_folder_that_cannot_be_made_is_done_without(rulebook: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(cache_folder.VARIABLE, os.devnull)

    assert len(packs.prepared(rulebook, version="1")) > 0


def test_another_version_is_another_key(rulebook: Path) -> None:
    assert kept.fingerprint(rulebook, version="1") != kept.fingerprint(rulebook, version="2")


def test_the_place_does_not_matter(rulebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = kept.fingerprint(rulebook, version="1")
    monkeypatch.chdir(tmp_path)
    copy = Path(shutil.copytree(rulebook, tmp_path / "copy" / "rules"))

    assert kept.fingerprint(copy, version="1") == before


def test_paths_are_told_from_the_current_folder(
    cache_dir: Path, rulebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    outside = packs.prepared(rulebook, version="1")
    monkeypatch.chdir(tmp_path)
    inside = packs.prepared(rulebook, version="1")
    copy = Path(shutil.copytree(rulebook, tmp_path / "copy" / "rules"))
    copied = packs.prepared(copy, version="1")

    assert outside.rules[0].path.endswith("rules/respect/addict.yaml")
    assert Path(outside.rules[0].path).is_absolute()
    assert inside.rules[0].path == "rules/respect/addict.yaml"
    assert inside.packs[0].path == "rules/respect/pack.yaml"
    assert copied.rules[0].path == "copy/rules/respect/addict.yaml"
    assert len(_snapshots(cache_dir)) == 1


def test_the_built_in_rules_may_come_with_the_package(
    cache_dir: Path, rulebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = tmp_path / "snapshot.data"
    shipped.write_bytes(kept.shipped(rulebook, version="1"))
    monkeypatch.setattr(kept, "SHIPPED", str(shipped))
    first = packs.load(rulebook)
    monkeypatch.setattr(sys.modules["healthlint.packs.loader"], "load", None)

    assert packs.prepared(rulebook, version="1") == first
    assert not cache_dir.exists()


def test_what_was_shipped_for_other_rules_is_not_read(
    cache_dir: Path, rulebook: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shipped = tmp_path / "snapshot.data"
    shipped.write_bytes(kept.shipped(rulebook, version="1"))
    monkeypatch.setattr(kept, "SHIPPED", str(shipped))
    rule = next(path for path in (rulebook / "respect").iterdir() if path.name != "pack.yaml")
    rule.write_text(rule.read_text("utf-8").replace("why:", "why: Again."), "utf-8")

    assert any(found.why.startswith("Again.") for found in packs.prepared(rulebook, version="1"))
    assert len(_snapshots(cache_dir)) == 1
