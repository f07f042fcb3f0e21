"""``healthlint init`` in small repositories of each kind."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from collections.abc import Callable, Collection
from pathlib import Path
from typing import NamedTuple

import jsonschema
import pytest
import yaml

from healthlint import config as configuration
from healthlint.cli import main
from healthlint.engine.starter import CONFIG, HOOKS, WORKFLOW
from healthlint.files.site import survey
from tests.cli.conftest import Outcome

POST = "# Tea and sleep\n\nA warm drink helps some people to unwind.\n"
NOTE = "This article is general information, not medical advice. Ask your own doctor about your care."

HUGO = {
    "hugo.toml": 'baseURL = "https://www.clinic.health/"\ntitle = "Clinic"\n',
    "content/posts/tea.md": POST,
    "content/about.md": "# About us\n",
    "themes/plain/README.md": "# A theme\n",
    "layouts/index.html": f"<p>{NOTE}</p>\n",
    "layouts/_default/single.html": (
        '{{ define "main" }}\n<article>\n    <h1>{{ .Title }}</h1>\n    <p>By {{ .Params.author }}, '
        '{{ .Date.Format "2 January 2006" }}</p>\n    {{ .Content }}\n    {{ partial "note.html" . }}\n'
        "</article>\n{{ end }}\n"
    ),
    "layouts/partials/note.html": f'<div class="note">\n        <p>{NOTE}</p>\n</div>\n',
    "layouts/partials/old.html": "<p>If you are in crisis, call or text 988, the Suicide and Crisis Lifeline.</p>\n",
}
JEKYLL = {
    "_config.yml": 'title: Blog\nurl: "https://blog.health"\n',
    "_posts/2024-01-02-tea.md": POST,
    "recipes/_posts/2024-01-03-soup.markdown": POST,
    "README.md": "# How this site is built\n",
    "_layouts/post.html": (
        "---\nlayout: default\n---\n<h1>{{ page.title }}</h1>\n<p>By {{ site.author.name }}</p>\n"
        "<time>{{ page.date | date_to_string }}</time>\n{{ content }}\n{% include footer.html %}\n"
    ),
    "_includes/footer.html": f"<!-- {NOTE} -->\n<p>© 2024</p>\n",
}
ASTRO = {
    "astro.config.mjs": "import { defineConfig } from 'astro/config';\n\nexport default defineConfig({\n  site: 'https://tea.health',\n});\n",
    "src/content/blog/tea.mdx": POST,
    "src/layouts/Post.astro": (
        "---\nimport Note from '../components/Note.astro';\nconst { frontmatter } = Astro.props;\n---\n<article>\n"
        "  <p>By {frontmatter.author}</p>\n  <slot />\n  <Note />\n</article>\n"
    ),
    "src/components/Note.astro": f"<aside>\n  <p>{NOTE}</p>\n</aside>\n",
}
DOCUSAURUS = {
    "website/docusaurus.config.js": "module.exports = {\n  title: 'Health',\n  url: 'https://docs.health',\n  baseUrl: '/',\n};\n",
    "website/blog/2024-01-02-tea.md": POST,
    "website/docs/intro.mdx": POST,
    "website/src/theme/BlogPostItem/Footer/index.js": "export default function Footer() {\n  return <p>Thank you for reading.</p>;\n}\n",
    "README.md": "# Code\n",
}
NEXT = {
    "next.config.js": "module.exports = {};\n",
    "content/tea.mdx": POST,
    "components/Layout.tsx": (
        "import Link from 'next/link';\n\nexport default function Layout({ children, meta }) {\n  return (\n    <main>\n"
        f"      <p>By {{meta.author}}</p>\n      {{children}}\n      <footer>\n        <p>{NOTE}</p>\n      </footer>\n"
        "    </main>\n  );\n}\n"
    ),
    "app/layout.tsx": "import Layout from '../components/Layout';\nexport default Layout;\n",
}
PLAIN = {"posts/tea.md": POST, "articles/soup.md": POST, "CONTRIBUTING.md": "# How to\n", "notes/x.txt": "x\n"}


@pytest.fixture
def build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Path]:
    """Makes a repository of files, and goes there."""

    def make(files: dict[str, str], *, git: bool = True) -> Path:
        folder = tmp_path / "repository"
        for name, text in files.items():
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        if git:
            subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
        monkeypatch.chdir(folder)
        return folder

    return make


@pytest.fixture
def init(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Outcome]:
    """Runs ``healthlint init``; ``answers`` are typed, at a terminal."""

    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    def run(*arguments: str, answers: str | None = None) -> Outcome:
        monkeypatch.setattr(sys, "stdin", io.StringIO() if answers is None else Terminal(answers))
        code = main(["init", *arguments])
        out, err = capsys.readouterr()
        return Outcome(code, out, err)

    return run


def tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text("utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file() and ".git" not in path.parts
    }


Init = Callable[..., Outcome]
Build = Callable[..., Path]


class Case(NamedTuple):
    """A repository, and what is to be found in it."""

    files: dict[str, str]
    kind: str
    posts: list[str]
    hosts: Collection[str] = ()
    always: Collection[str] = ()
    from_posts: Collection[str] = ()


DISCLAIMER = "disclaimer/medical-advice"
CASES = {
    "hugo": Case(
        HUGO, "Hugo, by hugo.toml", ["content"], ["clinic.health"], {DISCLAIMER}, {"trust/author", "trust/date"}
    ),
    "jekyll": Case(
        JEKYLL,
        "Jekyll, by _config.yml",
        ["_posts", "recipes/_posts"],
        ["blog.health"],
        {"trust/author"},
        {"trust/date"},
    ),
    "astro": Case(
        ASTRO, "Astro, by astro.config.mjs, with MDX", ["src/content"], ["tea.health"], {DISCLAIMER}, {"trust/author"}
    ),
    "docusaurus": Case(
        DOCUSAURUS,
        "Docusaurus, by website/docusaurus.config.js, with MDX",
        ["website/blog", "website/docs"],
        ["docs.health"],
    ),
    "next": Case(NEXT, "Next.js, by next.config.js, with MDX", ["content"], [], {DISCLAIMER}, {"trust/author"}),
    "plain": Case(PLAIN, "no site generator that healthlint knows", ["posts", "articles"]),
}


@pytest.mark.parametrize("name", CASES)
def test_each_kind(build: Build, init: Init, shared_schema: Callable[[str, object], None], name: str) -> None:
    files, kind, posts, hosts, always, from_posts = CASES[name]
    folder = build(files)
    assert survey(Path()).posts == tuple(posts)

    done = init("--yes")

    assert (done.code, done.err) == (0, "")
    first, *lines = done.out.splitlines()
    assert first == f"Site: {kind}."
    assert {line.split(":")[0] for line in lines if "on every page" in line} == set(always)
    assert {line.split(":")[0] for line in lines if "front matter" in line} == set(from_posts)
    assert ("No template prints" in done.out or "print no disclaimer" in done.out) == (not always and not from_posts)

    config = configuration.read(folder / CONFIG)
    assert {name.text for name in config.site.provides} == set(always)
    assert config.site.hosts == tuple(hosts)
    assert config.rules == "2026.1"
    entry = yaml.safe_load((folder / HOOKS).read_text("utf-8"))
    assert [hook["id"] for hook in entry["repos"][0]["hooks"]] == ["healthlint"]
    workflow = yaml.safe_load((folder / WORKFLOW).read_text("utf-8"))
    (step,) = [step for step in workflow["jobs"]["healthlint"]["steps"] if "healthlint/healthlint@" in step["uses"]]
    assert step["with"]["paths"].split() == posts
    shared_schema("schemastore-pre-commit-config.json", entry)
    shared_schema(
        "schemastore-github-workflow.json", {("on" if key is True else key): v for key, v in workflow.items()}
    )

    before = tree(folder)
    again = init("--yes")
    assert (again.code, again.out.splitlines()[-1]) == (0, "Nothing to do: all is there.")
    assert tree(folder) == before
    assert set(before) - set(files) == {CONFIG, HOOKS, WORKFLOW}
    assert main([*posts, "--fail-on", "error"]) == 0


@pytest.fixture
def shared_schema(request: pytest.FixtureRequest) -> Callable[[str, object], None]:
    """Validates under a schema of --shared, where that is given."""
    path = request.config.getoption("--shared")

    def validate(name: str, document: object) -> None:
        if path:
            schema = json.loads(
                Path(request.config.invocation_params.dir, path, "external/formats", name).read_text("utf-8")
            )
            jsonschema.validate(document, schema)

    return validate


def test_parts_of_a_page_that_nobody_uses_do_not_count(build: Build, init: Init) -> None:
    build(HUGO)
    assert "crisis-line" not in init("--yes").out


def test_markdown_that_is_no_post_is_excluded(build: Build, init: Init) -> None:
    folder = build(HUGO | {"README.md": "# Code\n"})
    init("--yes")
    assert configuration.read(folder / CONFIG).excludes == ("themes/**", "/README.md")


def test_the_hook_reaches_the_posts_and_nothing_else(build: Build, init: Init) -> None:
    folder = build(PLAIN)
    init("--yes")
    for command in (["validate-config", HOOKS], ["sample-config"]):
        subprocess.run([sys.executable, "-m", "pre_commit", *command], cwd=folder, check=True, capture_output=True)
    (hook,) = yaml.safe_load((folder / HOOKS).read_text("utf-8"))["repos"][0]["hooks"]
    assert hook["files"] == "^(posts|articles)/"


EXISTING = {
    "usual": (
        "# Hooks of the team\ndefault_stages: [pre-commit]\nrepos:\n  - repo: https://example.org/a\n    rev: v1\n"
        "    hooks:\n      - id: a # keep\n\n  # the second\n  - repo: https://example.org/b\n    rev: v2\n    hooks: [{id: b}]\n"
    ),
    "not indented": "repos:\n- repo: https://example.org/a\n  rev: v1\n  hooks:\n  - id: a\n",
    "wide": "repos:\n-   repo: https://example.org/a\n    rev: v1\n    hooks:\n    -   id: a\n",
    "key below": "repos:\n  - repo: https://example.org/a\n    rev: v1\n    hooks:\n      - id: a # last\n\n# for CI\nci:\n  autofix_prs: false\n",
    "no line break at the end": "repos:\n  - repo: https://example.org/a\n    rev: v1\n    hooks:\n      - id: a",
    "of Windows": "repos:\r\n  - repo: https://example.org/a\r\n    rev: v1\r\n    hooks:\r\n      - id: a\r\n",
}


@pytest.mark.parametrize("style", EXISTING)
def test_hooks_are_added_to_those_that_there_are(build: Build, init: Init, style: str) -> None:
    folder = build(PLAIN)
    old = EXISTING[style]
    (folder / HOOKS).write_bytes(old.encode())

    assert init("--yes").code == 0

    new = (folder / HOOKS).read_bytes().decode()
    known, now = yaml.safe_load(old), yaml.safe_load(new)
    assert now["repos"][:-1] == known["repos"]
    assert now["repos"][-1]["hooks"][0]["id"] == "healthlint"
    assert {key: value for key, value in now.items() if key != "repos"} == {
        key: value for key, value in known.items() if key != "repos"
    }
    kept = iter(new.splitlines())
    assert all(line in kept for line in old.splitlines()), "every line is there, in its order"
    assert ("\r\n" in new) == ("\r\n" in old)
    assert new.count("\r\n") in (0, new.count("\n"))
    subprocess.run([sys.executable, "-m", "pre_commit", "validate-config", HOOKS], cwd=folder, check=True)
    assert init("--yes").out.endswith("Nothing to do: all is there.\n")


@pytest.mark.parametrize(
    ("old", "said"),
    [
        ("repos: []\n", "has an empty list 'repos'"),
        ("ci: {skip: []}\n", "has no list 'repos'"),
        ("repos: [{repo: local, hooks: [{id: a}]}]\n", "is written in a way that the hook cannot be added to"),
        ("repos: [\n", ":2:1: the hook cannot be added to it: this is not YAML"),
        ("x: &a [1]\nrepos: *a\n", ":1:4: the hook cannot be added to it: an anchor: &a"),
    ],
)
def test_hooks_that_cannot_be_added_are_told(build: Build, init: Init, old: str, said: str) -> None:
    folder = build(PLAIN)
    (folder / HOOKS).write_text(old, "utf-8")

    done = init("--yes")

    assert done.code == 2
    assert said in done.err
    assert (
        "(add the entry below to its 'repos' yourself)\n  - repo: https://github.com/healthlint/healthlint\n"
        in done.err
    )
    assert (folder / HOOKS).read_text("utf-8") == old
    assert (folder / CONFIG).exists(), "the other files are written"


def test_it_asks_before_it_writes(build: Build, init: Init) -> None:
    folder = build(PLAIN)

    done = init(answers="y\nn\n\n")

    assert done.code == 1
    assert f"Write {CONFIG}?" in done.out
    assert (folder / CONFIG).exists()
    assert not (folder / HOOKS).exists()
    assert (folder / WORKFLOW).exists(), "the default is yes where nothing is lost"


def test_it_asks_before_it_overwrites(build: Build, init: Init) -> None:
    folder = build(PLAIN | {CONFIG: "select: [claims]\n", HOOKS: EXISTING["usual"]})
    workflow = folder / WORKFLOW
    workflow.parent.mkdir(parents=True)
    workflow.write_text("name: mine\n", "utf-8")
    before = tree(folder)

    done = init(answers="\nn\n\n")
    assert done.code == 1
    assert f"{CONFIG} is there. Overwrite it?" in done.out
    assert f"Add the hook to {HOOKS}?" in done.out
    assert tree(folder) == before, "the default is no where something is lost"

    assert init(answers="y\ny\ny\n").code == 0
    assert all(tree(folder)[name] != before[name] for name in (CONFIG, HOOKS, WORKFLOW))


def test_nobody_to_ask(build: Build, init: Init) -> None:
    folder = build(PLAIN)
    before = tree(folder)

    done = init()

    assert (done.code, tree(folder)) == (2, before)
    assert "'healthlint init' asks before it writes, and nobody can answer here: say '--yes'." in done.err


def test_outside_of_git_and_below_a_configuration(build: Build, init: Init) -> None:
    folder = build({"site/posts/tea.md": POST, CONFIG: "select: [claims]\n"}, git=False)

    done = init("site", "--yes")

    assert done.code == 0
    assert "note: this is not the top of a git repository: no hook and no workflow, which belong there." in done.err
    assert f"{folder / CONFIG} counts here now" in done.err
    assert set(tree(folder)) == {"site/posts/tea.md", CONFIG, f"site/{CONFIG}"}


def test_other_ci(build: Build, init: Init) -> None:
    folder = build(PLAIN | {".gitlab-ci.yml": "x: {script: [a]}\n"})

    done = init("--yes")

    assert "note: no workflow for GitHub, since .gitlab-ci.yml is there: https://" in done.err
    assert not (folder / ".github").exists()


def test_almost_a_configuration(build: Build, init: Init) -> None:
    build(PLAIN | {".healthlint.yml": "select: [claims]\n"})

    done = init("--yes")

    assert (done.code, ".healthlint.yml: is not read (name it '.healthlint.yaml')" in done.err) == (2, True)


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs permissions that hold")
def test_a_folder_that_cannot_be_written(build: Build, init: Init) -> None:
    folder = build(PLAIN)
    folder.chmod(0o500)
    try:
        done = init("--yes")
    finally:
        folder.chmod(0o700)
    assert (done.code, "cannot be written: permission denied" in done.err) == (2, True)


def test_a_file_where_a_folder_should_be(build: Build, init: Init) -> None:
    folder = build(PLAIN | {".github": "a file\n"})

    done = init("--yes")

    assert done.code == 2
    assert f"{WORKFLOW}: cannot be written: " in done.err or f"{WORKFLOW}: cannot be read: " in done.err
    assert tree(folder)[".github"] == "a file\n"


def test_an_empty_repository(build: Build, init: Init) -> None:
    folder = build({"LICENSE": "MIT\n"})
    done = init("--yes")
    assert (done.code, "Posts: none yet." in done.out) == (0, True)
    assert "files:" not in (folder / HOOKS).read_text("utf-8")
