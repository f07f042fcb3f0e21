"""What the templates of a site print on every page: the same rules that ask it of posts are asked about them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import NamedTuple, cast

from healthlint import markdown
from healthlint.core import later, regular_file
from healthlint.core.problem import HealthlintError
from healthlint.core.rule import Rule, RuleSet
from healthlint.core.source import Source
from healthlint.kinds.pattern import NONE
from healthlint.kinds.require import Require
from healthlint.prose.english import English
from healthlint.prose.reader import Reader

ASKED = ("disclaimer/medical-advice", "disclaimer/crisis-line", "disclaimer/affiliate", "trust/author", "trust/date",
         "trust/reviewer")  # fmt: skip
"""Rules about what may stand on every page as well."""
LARGEST = 200_000
"""Bytes of a template that is looked at: more is no template."""

_CODE = later.pattern(
    r"\A---\n.*?\n---\n|<(script|style|head)\b.*?</\1\s*>|<!--.*?-->|\{\{-?\s*/\*.*?\*/\s*-?\}\}|\{/\*.*?\*/\}"
    r"|\{%-?\s*comment\s*-?%\}.*?\{%-?\s*endcomment\s*-?%\}|/\*.*?\*/|^\s*(?://|import |export ).*?$",
    re.DOTALL | re.MULTILINE,
)
_EXPRESSION = later.pattern(r"\{\{.*?\}\}|\{%.*?%\}|\{[^{}\n]*\}", re.DOTALL)
_OF_SITE = later.pattern(r"\b(?:site|siteMetadata|siteConfig|config)(?:\.\w+)*\.author\b", re.IGNORECASE)
_OF_POST = r"(?:\.Params|\bpage|\bpost|\bfrontmatter|\bfrontMatter|\bdata|\bmetadata|\bmeta|\bdoc)\.(?:{})\b"
_DATE_OF_POST = later.pattern(r"(?<![\w.])(?:\$?\.|\.Page\.)(?:Date|Lastmod|PublishDate)\b")
"""As Hugo says it."""
_SOMEBODY = "Jane Doe"


class Printed(NamedTuple):
    """What templates print."""

    always: dict[str, str]
    """Rules whose demand is met on every page, with the template that meets it."""
    from_posts: dict[str, str]
    """Rules whose demand is met when the front matter of the post has it, with the template that prints it."""


def printed(folder: Path, names: Iterable[str], every: RuleSet) -> Printed:
    """What the templates of a site print.

    Args:
        folder: Of the repository.
        names: The templates, relative to it.
        every: All rules.
    """
    rules = [rule for rule in every if rule.id in ASKED and isinstance(rule.kind, Require)]
    texts = {name: text for name in names if (text := _read(folder / name))}
    always: dict[str, str] = {}
    from_posts: dict[str, str] = {}
    for name, text in texts.items():
        plain = _CODE.sub("", text)
        if _is_used(name, texts):
            for rule in _met(plain, rules, every):
                always.setdefault(rule.id, name)
        for rule in rules:
            if _prints(plain, rule):
                from_posts.setdefault(rule.id, name)
    return Printed(always, {rule: name for rule, name in from_posts.items() if rule not in always})


def _is_used(name: str, texts: dict[str, str]) -> bool:
    """False of a part of a page that no other template names."""
    path = PurePosixPath(name)
    if not {"partials", "_partials", "_includes", "components"} & set(path.parts):
        return True
    word = re.compile(rf"\b{re.escape(path.name.split('.')[0])}\b")
    return any(word.search(text) for other, text in texts.items() if other != name)


def _met(text: str, rules: list[Rule], every: RuleSet) -> list[Rule]:
    """The rules that this text satisfies."""
    words = _EXPRESSION.sub(lambda found: _SOMEBODY if _OF_SITE.search(found[0]) else " ", text)
    # Elements on lines of their own are blocks, whatever the indentation: four spaces would make code of it.
    words = "\n".join(line.strip() for line in words.splitlines())
    try:
        document = markdown.parse(Source("template.md", words))
    except HealthlintError:
        return []
    reading = Reader(document, cast("English", every.english))
    return [rule for rule in rules if not list(_visible(cast("Require", rule.kind)).find(reading))]


def _visible(kind: Require) -> Require:
    """What a reader sees: names of fields and components only say what a post could give."""
    return replace(kind, fields=(), values=NONE, components=NONE, links=NONE, file_names=NONE)


def _prints(text: str, rule: Rule) -> bool:
    """True when a template prints a field of the post that the rule asks for."""
    fields = rule.kind.fields if isinstance(rule.kind, Require) else ()
    if not fields:
        return False
    wanted = re.compile(_OF_POST.format("|".join(map(re.escape, fields))), re.IGNORECASE)
    dated = rule.id == "trust/date"
    expressions = [found[0] for found in _EXPRESSION.finditer(text)]
    return any(wanted.search(one) or (dated and _DATE_OF_POST.search(one)) for one in expressions)


def _read(path: Path) -> str:
    try:
        return regular_file.read_text(path, LARGEST)
    except (OSError, UnicodeDecodeError):
        return ""
