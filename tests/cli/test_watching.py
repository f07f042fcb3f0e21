"""``--watch``, as a process that runs while files change."""

from __future__ import annotations

import os
import queue
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.cli.conftest import Outcome

Lint = Callable[..., Outcome]

PROGRAM = str(Path(sys.executable).with_name("healthlint"))
PATIENCE = 60


class Watcher:
    """A process, and the lines that it has printed."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self.process = subprocess.Popen(
            [PROGRAM, *arguments, "--watch"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
        )
        self._lines: queue.Queue[str] = queue.Queue()
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def end(self) -> None:
        self.process.kill()
        self.process.wait()
        self._reader.join()
        assert self.process.stdout
        self.process.stdout.close()

    def _read(self) -> None:
        assert self.process.stdout
        for line in self.process.stdout:
            self._lines.put(line.rstrip("\n"))

    def until(self, pattern: str) -> list[str]:
        """The lines up to one that matches."""
        end = time.monotonic() + PATIENCE
        found = []
        while True:
            try:
                found.append(self._lines.get(timeout=max(0.01, end - time.monotonic())))
            except queue.Empty:
                raise AssertionError(f"no line like {pattern!r} after {found}") from None
            if re.search(pattern, found[-1]):
                return found

    def rest(self) -> list[str]:
        found = []
        while not self._lines.empty():
            found.append(self._lines.get())
        return found


@pytest.fixture
def watch(posts: Path) -> Iterator[Callable[..., Watcher]]:
    started: list[Watcher] = []

    def start(*arguments: str) -> Watcher:
        started.append(Watcher(posts, "posts", "-f", "concise", *arguments))
        return started[-1]

    yield start
    for one in started:
        one.end()


@pytest.mark.skipif(os.name == "nt", reason="an interruption cannot be sent to one process")
def test_what_changes_is_linted_again(watch: Callable[..., Watcher], posts: Path) -> None:
    watcher = watch()
    first = watcher.until("watching 2 files; Ctrl-C ends it")
    assert any("claims/cure" in line for line in first)
    assert any("respect/addict" in line for line in first)

    (posts / "posts" / "good.md").write_text("# Soup\n\nSoup cures asthma.\n", "utf-8")
    found = watcher.until("good.md:3:")
    assert found[-2:] == [
        "healthlint: posts/good.md changed.",
        "posts/good.md:3:6: error claims/cure 'cures asthma' promises a cure.",
    ], "and nothing of the other post"

    (posts / "posts" / "new.md").write_text("Tea cures gout.\n", "utf-8")
    assert watcher.until("new.md:1:")[-2] == "healthlint: posts/new.md changed."

    (posts / "posts" / "new.md").unlink()
    assert watcher.until("gone") == ["healthlint: posts/new.md gone."]

    config = posts / ".healthlint.yaml"
    config.write_text("selekt: [claims]\n", "utf-8")
    told = watcher.until("watching")
    assert told[0] == "healthlint: settings changed."
    assert any(".healthlint.yaml:1:1: unknown key 'selekt'" in line for line in told)

    config.write_text("select: [respect]\n", "utf-8")
    again = watcher.until("watching 2 files")
    assert [line for line in again if ": error " in line or ": warning " in line] == [
        "posts/bad.md:3:30: warning respect/addict 'addicts' makes a person into a condition. Try 'people with an addiction'."
    ]

    watcher.process.send_signal(signal.SIGINT)
    assert watcher.process.wait(PATIENCE) == 0
    watcher.end()
    assert watcher.rest() == []


@pytest.mark.skipif(os.name == "nt", reason="an interruption cannot be sent to one process")
def test_nothing_changes_nothing_is_said(watch: Callable[..., Watcher]) -> None:
    watcher = watch("--select", "claims/cure", "--no-config")
    watcher.until("watching")
    time.sleep(1.5)
    assert watcher.rest() == []
    watcher.process.send_signal(signal.SIGINT)
    assert watcher.process.wait(PATIENCE) == 0


def test_what_cannot_be_watched(lint: Lint) -> None:
    for option in (["--fix"], ["--diff"], ["--add-ignores", "why"], ["--output", "sarif:x"], ["-o", "x"]):
        done = lint("posts", "--watch", *option)
        assert (done.code, done.out) == (2, "")
        assert "--watch shows findings as they come, and goes without --" in done.err
    done = lint("-", "--watch")
    assert (done.code, "--watch needs files." in done.err) == (2, True)
