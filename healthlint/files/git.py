"""What git knows about files: the only place that runs it."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator

from healthlint.core.problem import HealthlintError, Problem
from healthlint.files import changes
from healthlint.files.changes import Change

_PATHS = frozenset(("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_COMMON_DIR"))


class Repository:
    """The git repository that holds a folder.

    Args:
        folder: A folder in its work tree.

    Raises:
        HealthlintError: it is in none, or git is not there.
    """

    def __init__(self, folder: str) -> None:
        self._folder = folder
        done = self._git("rev-parse", "--show-toplevel")
        if done.returncode:
            said = _said(done)
            if "not a git repository" in said:
                hint = "run it on files in a git repository, or leave --diff-base out"
                raise _problem(f"{os.path.abspath(folder)} is not in a git repository", hint)  # noqa: PTH100
            raise _problem(f"git cannot be used here: {said}")
        self.top = os.path.realpath(os.fsdecode(done.stdout).rstrip("\r\n"))
        """The folder at its top, without links."""

    def base(self, ref: str) -> str:
        """The commit from which the current one and ``ref`` have gone their ways.

        Raises:
            HealthlintError: there is no such commit.
        """
        if self._git("rev-parse", "--verify", "--quiet", "HEAD").returncode:
            raise _problem("the git repository has no commit yet")
        done = self._git("rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
        if done.returncode:
            hint = "see 'git branch --all'; in CI, fetch it first: the checkout may hold one commit only"
            raise _problem(f"git knows no branch, tag or commit '{ref}'", hint)
        commit = os.fsdecode(done.stdout).strip()
        done = self._git("merge-base", commit, "HEAD")
        if done.returncode:
            hint = "a shallow clone ends too soon: fetch all of it, as with 'fetch-depth: 0' or 'git fetch --unshallow'"
            raise _problem(f"'{ref}' and the current commit have no commit in common", hint)
        return os.fsdecode(done.stdout).split()[0]

    def changed(self, commit: str) -> dict[str, Change]:
        """The files that are not what they were in a commit, by their paths relative to the top.

        Those that are staged or not even known to git count; those that it is told to ignore do not.

        Raises:
            HealthlintError: git breaks down.
        """
        found = changes.parse(self._output("diff", *changes.OPTIONS, commit, "--"))
        found.update(dict.fromkeys(self._names("--others", "--exclude-standard"), Change(None)))
        return found

    def known(self) -> frozenset[str]:
        """The files that are in the repository, by their paths relative to the top. Raises as ``changed`` does."""
        return frozenset(self._names("--cached"))

    def content(self, commit: str, path: str) -> bytes:
        """What a file held in a commit. Raises as ``changed`` does."""
        return self._output("cat-file", "blob", f"{commit}:{path}")

    def folder_is_kept(self) -> bool:
        """True when there is a commit, and git is not told to ignore the folder."""
        if self._git("rev-parse", "--verify", "--quiet", "HEAD").returncode:
            return False
        return self._git("check-ignore", "--quiet", ".").returncode == 1

    def folder_is_committed(self) -> bool:
        """True when the last commit holds the folder."""
        return self._git("cat-file", "-e", "HEAD:./").returncode == 0

    def folder_as_tar(self) -> bytes:
        """What the last commit holds of the folder, as an archive. Raises as ``changed`` does."""
        return self._output("archive", "--format=tar", "HEAD", ".")

    def _names(self, *which: str) -> Iterator[str]:
        for name in self._output("ls-files", "-z", "--full-name", *which, ":/").split(b"\0"):
            if name:
                yield os.fsdecode(name)

    def _output(self, *arguments: str) -> bytes:
        done = self._git(*arguments)
        if done.returncode:
            raise _problem(f"'git {arguments[0]}' failed: {_said(done)}")
        return done.stdout

    def _git(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        # Messages that are compared must be in English; a run that only looks must not lock the index.
        environment = os.environ | {"LC_ALL": "C", "GIT_OPTIONAL_LOCKS": "0"}
        if "GIT_DIR" in environment:
            environment.setdefault("GIT_WORK_TREE", ".")
        for name in _PATHS & environment.keys():
            # A hook gets them relative to the current folder, which is not the one that git is sent to.
            environment[name] = os.path.abspath(environment[name])  # noqa: PTH100
        command = ["git", "-C", self._folder, *arguments]
        try:
            return subprocess.run(command, capture_output=True, check=False, env=environment)  # noqa: S603
        except OSError as error:
            raise _problem(f"git cannot be run: {(error.strerror or str(error)).lower()}", "install git") from error


def _said(done: subprocess.CompletedProcess[bytes]) -> str:
    lines = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return lines[0].removeprefix("fatal: ") if lines else f"exit code {done.returncode}"


def _problem(message: str, hint: str = "") -> HealthlintError:
    return HealthlintError([Problem("--diff-base", message, hint=hint)])
