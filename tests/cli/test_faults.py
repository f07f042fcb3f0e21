"""What goes wrong around a run: nothing of other files is lost, no file is left half-written, no process stays behind."""

from __future__ import annotations

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from healthlint.cli import main

pytestmark = pytest.mark.skipif(os.name == "nt", reason="needs signals and limits of POSIX")

TEA = "Our tea cures diabetes. She committed suicide.\n"
CALM = "\nPatients with diabetes take their medicine with meals, and sleep at night.\n"
PROGRAM = [sys.executable, "-m", "healthlint"]
FULL = Path("/dev/full")


@pytest.fixture
def posts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "posts"
    folder.mkdir()
    for name in "abc":
        (folder / f"{name}.md").write_text(TEA, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return folder


@pytest.fixture
def archive(posts: Path) -> Path:
    """Enough posts for several chunks, and for a run of some seconds."""
    for number in range(120):
        (posts / f"n{number}.md").write_text(TEA + CALM * 150, encoding="utf-8")
    return posts


def small(limit: int) -> None:
    """A disk that is full after so many bytes of one file."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))


def full_disk(*arguments: str, limit: int = 100) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*PROGRAM, *arguments],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        preexec_fn=lambda: small(limit),
    )


def left_overs(folder: Path) -> list[str]:
    return [path.name for path in folder.rglob("*") if path.name.endswith(".tmp")]


@pytest.mark.skipif(hasattr(os, "getuid") and os.getuid() == 0, reason="root reads everything")
def test_a_file_that_cannot_be_read(posts: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (posts / "b.md").chmod(0)

    assert main(["posts", "-f", "concise", "--select", "claims/cure"]) == 2
    out, err = capsys.readouterr()
    assert [line.split(":")[0] for line in out.splitlines()] == ["posts/a.md", "posts/c.md"]
    assert err == "error: posts/b.md: cannot be read: Permission denied (check its permissions)\n"


def test_files_that_vanish_between_search_and_reading(
    posts: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    from healthlint.engine import run  # noqa: PLC0415

    find = run.files.discover

    def find_and_lose(*arguments: object, **more: object) -> object:
        found = find(*arguments, **more)  # type: ignore[arg-type]
        (posts / "b.md").unlink()
        return found

    monkeypatch.setattr(run.files, "discover", find_and_lose)

    assert main(["posts", "-f", "concise", "--select", "claims/cure"]) == 2
    out, err = capsys.readouterr()
    assert [line.split(":")[0] for line in out.splitlines()] == ["posts/a.md", "posts/c.md"]
    assert err == "error: posts/b.md: no such file (check the path)\n"


def test_a_disk_that_is_full_for_the_report(posts: Path) -> None:
    Path("report.json").write_text("old", encoding="utf-8")
    done = full_disk("posts", "-f", "json", "-o", "report.json", "--no-cache")

    assert done.returncode == 2
    assert done.stderr.startswith("error: report.json: cannot be written: ")
    assert Path("report.json").read_text(encoding="utf-8") == "old"
    assert left_overs(posts.parent) == []


@pytest.mark.skipif(not FULL.exists(), reason="needs /dev/full")
def test_a_disk_that_is_full_for_standard_output(posts: Path) -> None:
    with FULL.open("w") as full:
        done = subprocess.run(
            [*PROGRAM, str(posts)], stdout=full, stderr=subprocess.PIPE, text=True, check=False, timeout=120
        )

    assert done.returncode == 2
    assert done.stderr == "error: standard output: cannot be written: no space left on device\n"


def test_a_disk_that_is_full_for_fixes(posts: Path) -> None:
    for name in "abc":
        (posts / f"{name}.md").write_text("She committed suicide.\n\nRest.\n" * 30, encoding="utf-8")
    before = {path.name: path.read_bytes() for path in posts.iterdir()}
    done = full_disk("posts", "--fix", "--no-cache", "-f", "concise", "--select", "respect")

    assert done.returncode == 2
    assert done.stderr.count("cannot be fixed: ") == 3
    assert {path.name: path.read_bytes() for path in posts.iterdir()} == before
    assert done.stdout.count("posts/a.md") == done.stdout.count("posts/c.md") > 0


def test_a_disk_that_is_full_for_the_cache(posts: Path, tmp_path: Path) -> None:
    assert posts.is_dir()
    done = full_disk("posts", "-f", "concise", "--select", "claims/cure", "--cache-dir", str(tmp_path / "cache"))

    assert done.returncode == 1
    assert done.stdout.count("claims/cure") == 3
    assert "Traceback" not in done.stderr
    after = subprocess.run(
        [*PROGRAM, "posts", "-f", "concise", "--select", "claims/cure", "--cache-dir", str(tmp_path / "cache")],
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert (after.returncode, after.stdout) == (1, done.stdout)


def test_a_full_disk_for_a_baseline(posts: Path) -> None:
    assert posts.is_dir()
    done = full_disk("baseline", "posts", limit=50)

    assert done.returncode == 2
    assert "cannot be written" in done.stderr
    assert not Path(".healthlint-baseline.json").exists()


def test_a_reader_that_goes_away(archive: Path) -> None:
    with subprocess.Popen(
        [*PROGRAM, str(archive), "-f", "concise", "--no-cache"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as run:
        assert run.stdout is not None
        assert run.stderr is not None
        run.stdout.close()
        assert run.wait(60) == 141
        assert run.stderr.read() == b""


@pytest.mark.parametrize(("sign", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_a_run_that_is_stopped(sign: signal.Signals, code: int, archive: Path) -> None:
    with subprocess.Popen(
        [*PROGRAM, str(archive), "-f", "json", "-o", "report.json", "--no-cache", "--jobs", "2"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    ) as run:  # fmt: skip
        workers = wait_for_workers(run.pid)
        run.send_signal(sign)
        _, err = run.communicate(timeout=60)
    assert run.returncode == code
    assert err.lstrip() == ("interrupted\n" if sign is signal.SIGINT else "terminated\n")
    assert not Path("report.json").exists()
    assert left_overs(archive.parent) == []
    assert_gone(workers)


def test_a_worker_that_is_killed(archive: Path) -> None:
    with subprocess.Popen(
        [*PROGRAM, str(archive), "-f", "concise", "--no-cache", "--jobs", "2", "--select", "claims/cure"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    ) as run:  # fmt: skip
        workers = wait_for_workers(run.pid)
        os.kill(workers[0], signal.SIGKILL)
        out, err = run.communicate(timeout=120)
    assert (run.returncode, err) == (1, "")
    assert len({line.split(":")[0] for line in out.splitlines()}) == 123, "no post is lost"
    assert_gone(workers)


def wait_for_workers(parent: int) -> list[int]:
    """The processes that a run has started, once there are two of them."""
    children = Path(f"/proc/{parent}/task/{parent}/children")
    if not children.exists():
        pytest.skip("needs /proc")
    for _ in range(1200):
        found = [int(child) for child in children.read_text().split()]
        if len(found) >= 2:
            return found
        time.sleep(0.05)
    raise AssertionError("no workers")


def assert_gone(processes: list[int]) -> None:
    for _ in range(200):
        if not any(Path(f"/proc/{process}/cmdline").exists() for process in processes):
            return
        time.sleep(0.05)
    raise AssertionError("a process stayed behind")


def test_runs_beside_each_other_share_a_cache(posts: Path, tmp_path: Path) -> None:
    for number in range(60):
        (posts / f"n{number}.md").write_text(f"{TEA}\n{number}\n", encoding="utf-8")
    command = [*PROGRAM, "posts", "-f", "concise", "--cache-dir", str(tmp_path / "cache")]
    runs = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    said = [run.communicate(timeout=120) for run in runs]

    assert [run.returncode for run in runs] == [1] * 4
    assert len(set(said)) == 1
    assert subprocess.run(command, capture_output=True, text=True, check=False, timeout=120).stdout == said[0][0]
    kept = next((tmp_path / "cache").iterdir())
    assert kept.stat().st_mode & 0o077 == 0, "for its owner alone"


def test_a_cache_that_is_damaged_is_made_anew(posts: Path, tmp_path: Path) -> None:
    assert posts.is_dir()
    command = [*PROGRAM, "posts", "-f", "concise", "--cache-dir", str(tmp_path / "cache")]
    first = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    (kept,) = (tmp_path / "cache").glob("*.sqlite")
    for damage in (b"", b"SQLite format 3\0 no more", kept.read_bytes()[:5000], os.urandom(9000)):
        kept.write_bytes(damage)
        kept.chmod(0o600)
        again = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
        assert (again.returncode, again.stdout, again.stderr) == (first.returncode, first.stdout, first.stderr)
