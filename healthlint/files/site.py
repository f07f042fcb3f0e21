"""What a repository is: which generator makes the site, where its posts are, and which templates stand around them."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from healthlint.core import later
from healthlint.core.record import record
from healthlint.files.discover import discover

_SUFFIXES = (".md", ".markdown", ".mdx")
_SCRIPTS = ("js", "mjs", "cjs", "ts", "mts", "cts")
_DATA = ("toml", "yaml", "yml", "json")
_NOT_POSTS = ("archetypes", "build", "dist", "public", "resources", "themes", "vendor", "_site")
"""Folders of what is made, or of others."""
_ABOUT_CODE = later.pattern(
    r"(readme|changelog|changes|contributing|code_of_conduct|license|security|agents|claude|support|governance)\b.*",
    re.IGNORECASE,
)
_USUAL = ("_posts", "posts", "content", "src/content", "blog", "articles", "news", "pages", "src/pages", "docs")
"""Where posts stand when nothing else is known."""
_ADDRESS = later.pattern(
    r"""^[ \t]*["']?(?:baseURL|baseurl|url|site)["']?\s*[:=]\s*["']?https?://([\w.-]+)""", re.MULTILINE | re.IGNORECASE
)
_NOBODY = later.pattern(
    r"(.*\.)?(example\.(com|org|net)|localhost|[\w-]+\.(example|test|invalid))|[\d.]+", re.IGNORECASE
)


@record
class Generator:
    """A program that makes a site of posts."""

    name: str
    marks: tuple[str, ...]
    """Files by which it is known; the first that is there is its configuration."""
    posts: tuple[str, ...]
    """Folders with posts, as globs."""
    templates: tuple[str, ...]
    """Files around a post, as globs. Those of home and list pages are left out."""
    says: str = ""
    """What the file must say, where others have one of that name too."""


GENERATORS = (
    Generator(
        "Docusaurus",
        tuple(f"docusaurus.config.{end}" for end in _SCRIPTS),
        ("blog", "docs"),
        ("src/theme/**/*.[jt]s*", "src/components/**/*.[jt]s*"),
    ),
    Generator(
        "Astro",
        tuple(f"astro.config.{end}" for end in _SCRIPTS),
        ("src/content", "src/pages", "content"),
        ("src/layouts/**/*.*", "src/components/**/*.*"),
    ),
    Generator(
        "Hugo",
        (
            *(f"hugo.{end}" for end in _DATA),
            *(f"config/_default/{name}.{end}" for name in ("hugo", "config") for end in _DATA),
        ),
        ("content",),
        ("layouts/**/*.html", "themes/*/layouts/**/*.html"),
    ),
    Generator(
        "Hugo",
        tuple(f"config.{end}" for end in _DATA),
        ("content",),
        ("layouts/**/*.html", "themes/*/layouts/**/*.html"),
        says="baseurl",
    ),
    Generator(
        "Jekyll",
        ("_config.yml", "_config.yaml"),
        ("_posts", "*/_posts", "collections", "_articles", "_pages"),
        ("_layouts/**/*.html", "_includes/**/*.html"),
    ),
    Generator(
        "Next.js",
        tuple(f"next.config.{end}" for end in _SCRIPTS),
        ("content", "posts", "_posts", "src/content", "src/posts", "data", "app", "src/app", "pages", "src/pages"),
        tuple(
            f"{folder}/**/*.[jt]sx"
            for folder in ("components", "src/components", "layouts", "src/layouts", "app", "src/app")
        ),
    ),
)
_LIST_PAGES = frozenset(
    ("index", "home", "list", "section", "taxonomy", "term", "terms", "404", "archive", "archives", "tags", "search")
)


@record
class Site:
    """What was found in a folder."""

    generator: str
    """Its name; empty when there is none that is known."""
    config: str
    """The file by which it is known."""
    posts: tuple[str, ...]
    """The folders with posts, relative, with ``/``; ``.`` when they are not in folders of their own."""
    count: int
    """How many posts there are in them."""
    mdx: bool
    """Some are MDX."""
    hosts: tuple[str, ...] = ()
    """The host names of the site."""
    templates: tuple[str, ...] = ()
    """The files around the posts, relative."""
    others: tuple[str, ...] = ()
    """Folders and files with Markdown that are no posts, as patterns for ``excludes``."""


def survey(folder: Path) -> Site:
    """Looks at a folder, and at those in it: a site may stand beside other code."""
    inside = [path for path in sorted(_children(folder)) if path.name not in _NOT_POSTS]
    for base in (folder, *inside):
        for generator in GENERATORS:
            for mark in generator.marks:
                text = _text(base / mark)
                if text is not None and generator.says in text.lower():
                    return _site(folder, base, generator, base / mark, text)
    posts = _plain(_markdown(folder))
    found = [file for file in _markdown(folder) if _is_in(file, posts)]
    return Site("", "", posts, len(found), _has_mdx(found), others=_others(folder, posts))


def _site(folder: Path, base: Path, generator: Generator, config: Path, text: str) -> Site:
    names = list(generator.posts)
    if own := re.search(r"""contentDir["']?\s*[:=]\s*["']?([\w./-]+)""", text, re.IGNORECASE):
        names = [own[1].strip("/")]
    files = _markdown(folder)
    posts: list[str] = []
    for name in names:
        for path in sorted(base.glob(name)):
            place = path.relative_to(folder).as_posix()
            if not _is_in(place, posts) and any(_is_in(file, [place]) for file in files):
                posts.append(place)
    chosen = tuple(posts) or _plain(files)
    templates = sorted(
        {path.relative_to(folder).as_posix() for glob in generator.templates for path in base.glob(glob)}
    )
    hosts = dict.fromkeys(
        host.lower().removeprefix("www.") for host in _ADDRESS.findall(text) if not _NOBODY.fullmatch(host)
    )
    found = [file for file in files if _is_in(file, chosen)]
    return Site(
        generator.name,
        config.relative_to(folder).as_posix(),
        chosen,
        len(found),
        _has_mdx(found),
        tuple(hosts),
        tuple(name for name in templates if PurePosixPath(name).name.split(".")[0].lower() not in _LIST_PAGES),
        _others(folder, chosen),
    )


def _plain(files: list[str]) -> tuple[str, ...]:
    """The usual folders with posts; else those that hold Markdown; else here."""
    usual = [name for name in _USUAL if any(_is_in(file, [name]) for file in files)]
    # What stands in another one of them goes with it.
    usual = [name for name in usual if not _is_in(name, [other for other in usual if other != name])]
    if usual:
        return tuple(usual)
    if any("/" not in file for file in files):
        return (".",)
    return tuple(dict.fromkeys(file.partition("/")[0] for file in files)) or (".",)


def _markdown(folder: Path) -> list[str]:
    """All posts that could be meant, relative."""
    found = []
    for file in discover([str(folder)], suffixes=_SUFFIXES).files:
        place = os.path.relpath(file, folder).replace(os.sep, "/")
        first = place.partition("/")[0]
        if first not in _NOT_POSTS and not _ABOUT_CODE.fullmatch(PurePosixPath(place).name):
            found.append(place)
    return found


def _others(folder: Path, posts: tuple[str, ...]) -> tuple[str, ...]:
    """What has Markdown beside the posts and is none."""
    folders = [f"{name}/**" for name in _NOT_POSTS if name not in posts and next((folder / name).rglob("*.md"), None)]
    about = sorted(
        path.name for path in folder.iterdir() if path.suffix in _SUFFIXES and _ABOUT_CODE.fullmatch(path.name)
    )
    return (*folders, *(f"/{name}" for name in about))


def _is_in(path: str, folders: list[str] | tuple[str, ...]) -> bool:
    return any(folder in (".", path) or path.startswith(f"{folder}/") for folder in folders)


def _has_mdx(files: list[str]) -> bool:
    return any(file.endswith(".mdx") for file in files)


def _children(folder: Path) -> Iterator[Path]:
    for path in folder.iterdir():
        if path.is_dir() and not path.name.startswith(".") and path.name != "node_modules":
            yield path


def _text(path: Path) -> str | None:
    try:
        return path.read_text("utf-8", errors="replace") if path.is_file() else None
    except OSError:
        return None
