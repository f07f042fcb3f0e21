"""Hostile configurations, rule files, word lists, patterns and exports, by class, in any size."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

_RULE = """\
message: "'{match}' promises a cure."
why: Few treatments cure.
do: Say what it helped with.
severity: error
level: recommended
sources: [{title: A law, url: "https://example.org/law"}]
find:
  pattern:
    patterns: [@]
examples:
  invalid: [It «cures colds» fast., We «cures colds».]
  valid: [There is nothing., It does not help.]
"""
_EXPORT = '<rss xmlns:wp="http://wordpress.org/export/1.2/"><channel>\n@\n</channel></rss>\n'
_ITEM = "<item><title>Tea @</title><content:encoded><![CDATA[<p>Tea cures colds.</p>]]></content:encoded></item>\n"


def _bomb(size: int) -> str:
    """Each list holds the one before nine times: the classic, as long as it takes."""
    lines = ["a0: &a0 [lol]"]
    while sum(map(len, lines)) < size:
        number = len(lines)
        lines.append(f"a{number}: &a{number} [{', '.join([f'*a{number - 1}'] * 9)}]")
    return "\n".join(lines) + "\n"


def _numbered(piece: str) -> Callable[[int], str]:
    return lambda size: "".join(piece.replace("@", str(number)) for number in range(max(1, size // (len(piece) + 4))))


CONFIGURATIONS: dict[str, Callable[[int], str]] = {
    "aliases": _bomb,
    "an alias merged again and again": lambda size: "a: &a {b: c}\n" + "d: {<<: *a}\n" * (size // 12),
    "deep brackets": lambda size: "select: " + "[" * size,
    "deep braces": lambda size: "options: " + "{a: " * (size // 4),
    "deep dashes": lambda size: "select:\n  " + "- " * (size // 2) + "a\n",
    "deeper and deeper": lambda size: "".join(" " * depth + f"k{depth}:\n" for depth in range(int((2 * size) ** 0.5))),
    "one long key": lambda size: "k" * size + ": 1\n",
    "one long value": lambda size: "select: " + "k" * size + "\n",
    "keys that there are not": _numbered("key@: value\n"),
    "one key again and again": lambda size: "select: [claims]\n" * (size // 17),
    "rules that there are not": lambda size: "select:\n" + _numbered("  - claims/cure@\n")(size),
    "globs": lambda size: "excludes:\n" + _numbered('  - "**/a@*/**/*b*.md"\n')(size),
    "question marks": lambda size: "? " * (size // 2),
    "tags": lambda size: "select: " + "!a " * (size // 3),
    "documents": lambda size: "---\na: b\n" * (size // 9),
    "quotes": lambda size: "select: '" + "''" * (size // 2) + "'\n",
    "NUL": lambda size: "\0" * size,
}
RULES: dict[str, Callable[[int], str]] = {
    "aliases": _bomb,
    "deep brackets": lambda size: _RULE.replace("@", "[" * size),
    "many patterns": lambda size: _RULE.replace("@", _numbered('"cures? {} colds@", ')(size).replace("{}", "all")),
    "one huge pattern": lambda size: _RULE.replace("@", f'"cures? ({"|".join(["colds"] * (size // 6))})"'),
    "groups nested": lambda size: _RULE.replace("@", '"' + "(" * (size // 2) + "a" + ")" * (size // 2) + '"'),
    "stars on stars": lambda size: _RULE.replace("@", '"' + "(" * (size // 3) + "a" + ")*" * (size // 3) + '"'),
    "counts of counts": lambda size: _RULE.replace("@", '"' + "(" * (size // 9) + "a" + "){0,999}" * (size // 9) + '"'),
    "large counts": lambda size: _RULE.replace("@", '"' + "[a-z]{1000}" * (size // 11) + '"'),
    "classes": lambda size: _RULE.replace("@", '"' + r"\\pL\\pN[^a-z]" * (size // 15) + '"'),
    "placeholders": lambda size: _RULE.replace("@", '"' + "{condition}" * (size // 11) + '"'),
    "placeholders that there are not": lambda size: _RULE.replace("@", '"' + "{nothing} " * (size // 10) + '"'),
    "examples": lambda size: _RULE.replace("@", "cures? colds") + _numbered("  - Tea @ cures nothing.\n")(size),
    "look-around": lambda size: _RULE.replace("@", '"' + "(?=a)" * (size // 5) + '"'),
}
PATTERNS: dict[str, tuple[str, str]] = {
    "(a+)+b": ("a", "b"),
    "(a|aa)+c": ("a", "c"),
    "(a|a?)+c": ("a", "c"),
    "(.*a){12}b": ("a", "b"),
    "(x+x+)+y": ("x", "y"),
    r"(\w+ ?)+!never": ("tea ", "never"),
    "[a-z]+[a-z]+[a-z]+[a-z]+z1": ("b", "z1"),
    "a{0,100}a{0,100}bcd": ("a", "bcd"),
    r"(\d+,?)+x": ("1,", "x"),
    "(cures? ?)+never": ("cures ", "never"),
    "tea( [a-z]+){0,50} cures": ("tea a ", "cures"),
}
"""Patterns on which a matcher that goes back takes for ever, what they are tried on, and what they look for in vain."""
EXPORTS: dict[str, Callable[[int], str]] = {
    "items": _numbered(_ITEM),
    "items in one line": lambda size: _numbered(_ITEM)(size).replace("\n", ""),
    "one long post": lambda size: _ITEM.replace("Tea cures colds.", "Tea cures colds.</p><p>" * (size // 23)),
    "escaped": lambda size: (
        _ITEM.replace("<![CDATA[<p>", "&lt;p&gt; " * (size // 11)).replace("</p>]]>", "")
    ),
    "entities": lambda size: _ITEM.replace("Tea @", "&amp;#38;" * (size // 9)),
    "CDATA in parts": lambda size: _ITEM.replace("<p>", "a]]><![CDATA[" * (size // 13)),
    "CDATA unclosed": lambda size: "<![CDATA[" * (size // 9),
    "tags unclosed": lambda size: "<item" * (size // 5),
    "elements nested": lambda size: "<item>" * (size // 6),
    "elements": lambda size: "<item>" + "<a>b</a>" * (size // 8) + "</item>",
    "entities that expand": lambda size: "<!DOCTYPE a [" + "".join(
        f'<!ENTITY e{number} "{f"&e{number - 1};" * 9}">' for number in range(1, size // 60)
    ) + "]>",
    "shortcodes": lambda size: _ITEM.replace("<p>", '[a b="c"] ' * (size // 10)),
    "shortcodes unclosed": lambda size: _ITEM.replace("<p>", "[a b=" * (size // 5)),
    "empty lines": lambda size: _ITEM.replace("<p>", "a\n\n" * (size // 3)),
}  # fmt: skip


def classes() -> Iterator[str]:
    """The names, each after what it is for."""
    yield from (f"configuration, {name}" for name in CONFIGURATIONS)
    yield from (f"rule file, {name}" for name in RULES)
    yield from (f"pattern, {name}" for name in PATTERNS)
    yield from (f"export, {name}" for name in EXPORTS)


def prepared(name: str, size: int, pipeline: Any) -> tuple[int, Callable[[], object]]:
    """How many bytes a class has in a size, and what reads it. Imports nothing of healthlint before it is called."""
    folder = Path(tempfile.mkdtemp(prefix="healthlint-hostile-"))
    what, _, name = name.partition(", ")
    if what == "configuration":
        text = CONFIGURATIONS[name](size)
        file = folder / ".healthlint.yaml"
        run = lambda: _configure(file, pipeline)  # noqa: E731
    elif what == "rule file":
        text = RULES[name](size)
        file = folder / "house" / "cure.yaml"
        run = lambda: _load(folder / "house")  # noqa: E731
    elif what == "export":
        text = _EXPORT.replace("@", EXPORTS[name](size), 1)
        file = folder / "site.xml"
        run = lambda: _check_export(file, pipeline)  # noqa: E731
    else:
        piece, never = PATTERNS[name]
        # In the same sentence, so that it is not left out because it cannot match.
        text = f"{never} {piece * (size // len(piece))} - {never}"
        file = folder / "post.md"
        rule = pipeline.rules.rules[0]
        run = lambda: _match(rule, name, text, pipeline)  # noqa: E731
    file.parent.mkdir(exist_ok=True)
    if what == "rule file":
        (file.parent / "pack.yaml").write_text("title: House\npurpose: Bombs.\n", encoding="utf-8")
    file.write_text(text, encoding="utf-8")
    return len(text.encode()), run


def _configure(file: Path, pipeline: Any) -> object:
    from healthlint import config  # noqa: PLC0415
    from healthlint.core.problem import HealthlintError  # noqa: PLC0415

    try:
        return config.apply(pipeline.rules, config.read(file))
    except HealthlintError as error:
        return error.problems


def _load(folder: Path) -> object:
    from healthlint import packs  # noqa: PLC0415
    from healthlint.core.problem import HealthlintError  # noqa: PLC0415

    try:
        return packs.load(packs.builtin() / "lexicon", folder)
    except HealthlintError as error:
        return error.problems


def _match(rule: Any, pattern: str, text: str, pipeline: Any) -> object:
    from healthlint.core.source import Source  # noqa: PLC0415
    from healthlint.engine.pipeline import Pipeline  # noqa: PLC0415
    from healthlint.kinds.pattern import Pattern  # noqa: PLC0415
    from healthlint.prose.patterns import Patterns  # noqa: PLC0415

    own = replace(rule, kind=Pattern(patterns=Patterns((pattern,))), when=None)
    return Pipeline(replace(pipeline.rules, rules=(own,))).check(Source("post.md", text))


def _check_export(file: Path, pipeline: Any) -> object:
    from healthlint.engine import exports  # noqa: PLC0415

    results, problems = exports.check(pipeline, str(file))
    assert not any("broke down" in problem.message for result in results for problem in result.problems)
    return problems
