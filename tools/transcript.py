"""Writes ``docs/adopting.md`` from what really happens; with ``--check`` only compares.

Every command in it is run, in a repository of git with three hundred old posts that are made for it, and its output is
what it printed.
"""

from __future__ import annotations

import difflib
import os
import re
import shlex
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parents[1]
PAGE = ROOT / "docs" / "adopting.md"
sys.path.insert(0, str(ROOT / "tests"))

import old_posts  # noqa: E402

from healthlint.cli.app import COMMANDS  # noqa: E402
from healthlint.cli.check import check  # noqa: E402
from healthlint.core.cache_folder import cache_folder  # noqa: E402

MOST_LINES = 12
"""Of an output; the rest is left out, and the page says so."""

HOOK = """\
repos:
  - repo: local
    hooks:
      - id: healthlint
        name: healthlint
        language: system
        entry: healthlint
        types: [markdown]
        require_serial: true
"""
CONFIG = """\
rules: "2026.1"                               # an upgrade adds no findings until this line says so
ignore: [trust/reviewer, trust/references]    # this clinic prints neither
site:
  provides: [trust/author]                    # the page template prints it
  inserts:
    disclaimer/medical-advice:
      text: "*This post gives general information and is not medical advice.*"
"""
POST = """\
---
title: Knee pain after running
date: 2026-03-02
---

# Knee pain after running

Knee pain has many causes, and most of them are harmless. A doctor can tell them apart by moving the knee. Patients with
osteoarthritis feel it on the stairs, and a treatment with exercise and physiotherapy helps many adults. Ask your doctor
which exercise suits you, and what to do about side effects of painkillers.

Our new gel cures arthritis in a week.

The maker of the brace is allowed to call it a device "to treat and cure knee pain", and we print its name as it is:
The Cure for Knees, a brace that cures knee pain.

Spread the love
"""

SITE = {
    "hugo.toml": 'baseURL = "https://clinic.example.org/"\ncontentDir = "posts"\n',
    "layouts/_default/single.html": "<h1>{{ .Title }}</h1>\n<p>By {{ .Params.author }}</p>\n{{ .Content }}\n",
}
"""What prints the posts: what the template does, ``init`` finds out."""
NEW = "posts/2026/knee-pain.md"
INTRODUCTION = """\
<!-- This page is made by tools/transcript.py, which runs every command in it. -->

A clinic has three hundred posts in git, some of them fifteen years old. Nobody will mend them all, and from today on
new posts shall be right. The posts are made up by [a script](../tests/old_posts.py); all that is printed below is what
the commands printed there. Outputs are shortened where it says so."""


class Shell:
    """A shell in a folder, as a newcomer would have it: the same answers on every machine."""

    def __init__(self, folder: Path, home: Path) -> None:
        self.folder = folder
        programs = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
        who = {f"GIT_{role}_{what}": value for role in ("AUTHOR", "COMMITTER") for what, value in _WHO.items()}
        kept = {name: value for name, value in os.environ.items() if name in _KEPT}
        self.environment = kept | who | {
            "PATH": programs,
            "HOME": str(home),
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "PRE_COMMIT_HOME": str(home / "pre-commit"),
            # Rules that were checked before need not be checked again.
            "HEALTHLINT_CACHE_DIR": cache_folder(),
            "LC_ALL": "C.UTF-8",
            "COLUMNS": "100",
        }  # fmt: skip

    def __call__(self, command: str, code: int = 0, **more: str) -> str:
        """What a command prints on either stream, in the order of the lines.

        Raises:
            SystemExit: it ends with another code.
        """
        done = subprocess.run(  # noqa: S603
            shlex.split(command),
            cwd=self.folder,
            env=self.environment | more,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            check=False,
        )
        if done.returncode != code:
            raise SystemExit(f"'{command}' ended with {done.returncode}, not {code}:\n{done.stdout}")
        return done.stdout


_WHO = {"NAME": "Editor", "EMAIL": "editor@example.org", "DATE": "2026-03-02T09:00:00Z"}
_KEPT = {"SYSTEMROOT", "TEMP", "TMP", "TMPDIR", "LANG"}


class Page:
    """The page as it grows."""

    def __init__(self, shell: Shell) -> None:
        self.text = ""
        self._shell = shell

    def say(self, text: str) -> None:
        """A paragraph or a heading."""
        self.text += f"{text}\n\n"

    def run(self, *commands: str, code: int = 0, most: int = MOST_LINES, **more: str) -> None:
        """Commands and what they printed. The code is that of the last one."""
        lines = []
        for number, command in enumerate(commands, 1):
            printed = self._shell(command, code if number == len(commands) else 0, **more).rstrip().splitlines()
            if len(printed) > most:
                printed[most - 3 : -2] = [f"[... {len(printed) - most + 1} more lines]"]
            lines += ["$ " + "".join(f"{name}={value} " for name, value in more.items()) + command, *printed]
        self.text += "\n".join(["```console", *lines, "```"]) + "\n\n"

    def file(self, name: str, text: str, language: str) -> None:
        """A file that is written."""
        path = self._shell.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
        fence = "~~~" if "```" in text else "```"
        self.text += f"`{name}`:\n\n{fence}{language}\n{text}{fence}\n\n"

    def edit(self, name: str, change: Callable[[str], str]) -> None:
        """A file that is changed, and the lines that are."""
        path = self._shell.folder / name
        before = path.read_text(encoding="utf-8")
        after = change(before)
        path.write_text(after, encoding="utf-8", newline="\n")
        lines = difflib.unified_diff(before.splitlines(), after.splitlines(), name, name, lineterm="", n=0)
        self.text += "\n".join(["```diff", *lines, "```"]) + "\n\n"


def transcript(page: Page, shell: Shell) -> None:
    """The adoption, from the first run to CI."""
    page.say("# Adopting healthlint on an old archive")
    page.say(INTRODUCTION)
    page.say("## What there is")
    page.run("healthlint posts/ --statistics", code=1)
    first_steps(page)
    page.say("## Accept what there is")
    page.run("healthlint baseline posts/", "healthlint posts/")
    page.say("The baseline is a file to commit. What it holds is not reported again, and it can only shrink.")
    page.run("git add -A", 'git commit -q -m "healthlint, with what there is accepted"')
    page.say("## Check each commit")
    page.say(
        "With [pre-commit](https://pre-commit.com). Here the hook runs the healthlint that is installed beside it;\n"
        "with the entry in the [README](../README.md#use-it) pre-commit installs healthlint itself."
    )
    page.file(".pre-commit-config.yaml", HOOK, "yaml")
    page.run("pre-commit install")
    new_post(page)
    old_post(page, shell)
    in_ci(page)


def first_steps(page: Page) -> None:
    """The configuration: what ``init`` writes, and what only the editors know."""
    page.say("## Say what the site does")
    if "init" in COMMANDS:
        page.say("`healthlint init` looks at the repository, and writes a configuration, a hook and a workflow.")
        page.run("healthlint init --yes")
        page.say("The editors know more: what their template prints, and the words of their disclaimer.")
    page.file(".healthlint.yaml", CONFIG, "yaml")


def new_post(page: Page) -> None:
    """From findings to none: what a machine can do, what a person has to, and what stands with a reason."""
    page.say("## Write a new post")
    page.file(NEW, POST, "markdown")
    page.run("git add -A", 'git commit -q -m "Knee pain"', code=1, most=60)
    page.say("## Fix what a machine can fix")
    page.run("healthlint posts/2026 --diff", code=1, most=40)
    page.run("healthlint posts/2026 --fix --show-fixes -f concise", code=1)
    page.say("## Mend what takes a person")
    cure, better = "Our new gel cures arthritis in a week.", "Our new gel cools the knee. It does not cure arthritis."
    page.edit(NEW, lambda text: text.replace(cure, better))
    page.run("healthlint posts/2026 -f concise", code=1)
    page.say("## Let stand what has a reason")
    page.say("The name of a product is not the clinic's to change. The comment says who agreed, and until when.")
    page.run(
        'healthlint posts/2026 --add-ignores "name of a product, agreed with our lawyer, expires 2030-12-31"',
        f"tail -n 5 {NEW}",
        "git add -A",
        'git commit -q -m "Knee pain"',
    )


def old_post(page: Page, shell: Shell) -> None:
    """What the baseline does when somebody has an old post in hand."""
    page.say("## Edit an old post")
    page.say("A sentence that somebody has in hand is read again; the others of the post stay accepted.")
    name, sentence = _flawed(shell.folder)
    newer = sentence.replace("Our programme", "Our new programme")
    page.edit(name, lambda text: text.replace(sentence, newer))
    page.run(f"healthlint {name}", code=1)
    page.say("Where the sentence goes, the baseline shrinks.")
    page.edit(name, lambda text: text.replace(f"{newer}\n", ""))
    page.run(
        f"healthlint baseline {Path(name).parent.as_posix()} --prune",
        "git add -A",
        'git commit -q -m "No promise of a cure"',
    )


def _flawed(folder: Path) -> tuple[str, str]:
    """The first post that promises a cure, and the sentence."""
    for path in sorted(folder.glob("posts/*/*.md")):
        found = re.search(r"Our programme cures [\w ]+\.", path.read_text(encoding="utf-8"))
        if found:
            return path.relative_to(folder).as_posix(), found[0]
    raise SystemExit("no post promises a cure")


def in_ci(page: Page) -> None:
    """What CI prints for a pull request that came without the hook."""
    page.say("## Check pull requests")
    page.say("Somebody commits without the hook.")
    page.file("posts/2026/sleep.md", "# Sleep\n\nOur tea cures insomnia. He committed suicide.\n", "markdown")
    page.run("git add -A", 'git commit -q --no-verify -m "Sleep"')
    since = " --diff-base HEAD~1" if _knows("--diff-base") else ""
    if since:
        page.say("A workflow asks for what the pull request is answerable for: here it is one commit.")
    page.say("CI ends with exit code 1, and GitHub shows these lines as annotations beside the text:")
    page.run(f"healthlint posts/ -f auto --output markdown:summary.md{since}", code=1, GITHUB_ACTIONS="true")
    page.say("The summary is Markdown, for a comment or the page of the run:")
    page.run("cat summary.md", most=30)


def _knows(option: str) -> bool:
    return any(option in parameter.opts for parameter in check.params)


def main(argv: list[str]) -> int:
    """Returns 1 when ``--check`` finds the page out of date."""
    with tempfile.TemporaryDirectory() as temporary:
        home, folder = Path(temporary) / "home", Path(temporary) / "clinic"
        home.mkdir()
        folder.mkdir()
        shell = Shell(folder, home)
        old_posts.write(folder / "posts")
        for name, text in SITE.items():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
        for command in ("git init -q -b main", "git add -A", "git commit -q -m Posts"):
            shell(command)
        page = Page(shell)
        transcript(page, shell)
        text = page.text.replace(temporary, "").rstrip() + "\n"
    if "--check" in argv:
        old = PAGE.read_text(encoding="utf-8") if PAGE.exists() else ""
        changes = [*difflib.unified_diff(old.splitlines(), text.splitlines(), str(PAGE), "now", lineterm="", n=1)]
        sys.stderr.write("".join(f"{line}\n" for line in changes))
        return int(bool(changes))
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(text, encoding="utf-8", newline="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
