"""Rules in words: for ``healthlint rules``, ``healthlint explain`` and the list in ``rules/README.md``."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Callable, Iterator
from typing import Any, TypeAlias

from healthlint.core.document import BlockKind
from healthlint.core.rule import Authority, Example, Rule, RuleSet
from healthlint.prose.patterns import Patterns
from healthlint.strict import fields_of

WIDTH = 100
"""Columns that text is wrapped to."""

Dress: TypeAlias = Callable[[str], str]
"""Makes a heading stand out, or leaves it as it is."""

_PLACEHOLDER = re.compile(r"\{\w+\}")


def title(rule: Rule) -> str:
    """A rule's message without a finding: an ellipsis stands for the words that were found."""
    return _PLACEHOLDER.sub("…", rule.message)


def listing(rules: RuleSet, heading: Dress) -> str:
    """All rules by pack: id, severity, level, what they find."""
    width = max((len(rule.id) for rule in rules), default=0)
    paragraphs = []
    for pack in rules.packs:
        lines = [heading(f"{pack.name}: {pack.title}")]
        lines += [
            f"  {rule.id:<{width}}  {rule.severity:<7}  {rule.level:<11}  {title(rule)}"
            for rule in rules
            if rule.pack == pack.name
        ]
        paragraphs.append("".join(f"{line}\n" for line in lines))
    return "\n".join(paragraphs)


def listing_json(rules: RuleSet) -> str:
    """All rules as a JSON array."""
    return f"{json.dumps([_entry(rule) for rule in rules], indent=2)}\n"


def explanation(rule: Rule, heading: Dress) -> str:
    """All about one rule, for a reader at a terminal."""
    lines = [
        f"{heading(rule.id)}  {rule.severity} · {rule.level}",
        *_wrapped(title(rule)),
        "",
        *_section("Why", rule.why, heading),
        *_section("What to do", rule.do, heading),
        heading("Authority"),
        *(f"  {line}" for source in rule.sources for line in _authority(source)),
        "",
        heading("Flagged"),
        *(line for example in rule.examples.invalid for line in _wrapped(marked(example), "  - ")),
        "",
        heading("Not flagged"),
        *(line for example in rule.examples.valid for line in _wrapped(marked(example), "  - ")),
        "",
        heading(f"Kind: {rule.kind_name}"),
        *(line for name, value in options(rule) for line in _wrapped(f"{name}: {value}", "  ")),
    ]
    if rule.where != frozenset(BlockKind):
        lines.append(f"  where: {', '.join(sorted(rule.where))}")
    if rule.family:
        lines.append(f"  family: {rule.family} (rank {rule.rank})")
    lines += ["", f"Defined in {rule.path}"]
    return "".join(f"{line.rstrip()}\n" for line in lines)


def options(rule: Rule) -> Iterator[tuple[str, str]]:
    """The options of a rule's kind that differ from the defaults, in words; patterns by their number."""
    for key, field in fields_of(type(rule.kind)).items():
        value: Any = getattr(rule.kind, field.name)
        if not field.required and value == field.default:
            continue
        if isinstance(value, Patterns):
            yield key, f"{len(value.items)} pattern{'s' if len(value.items) != 1 else ''}"
        elif isinstance(value, bool):
            yield key, str(value).lower()
        elif isinstance(value, (tuple, frozenset)):
            yield key, ", ".join(sorted(map(str, value)))
        elif isinstance(value, dict):
            yield key, f"{len(value)} entries"
        else:
            yield key, f"{value:g}" if isinstance(value, float) else str(value)


def marked(example: Example) -> str:
    """An example with « and » around what is flagged, as in its file."""
    text = example.text
    for start, end in sorted(example.flagged, reverse=True):
        text = f"{text[:start]}«{text[start:end]}»{text[end:]}"
    return text


def catalogue(rules: RuleSet) -> str:
    """The list of packs and rules, in Markdown."""
    paragraphs = []
    for pack in rules.packs:
        own = [rule for rule in rules if rule.pack == pack.name]
        rows = [
            f"| [`{rule.id}`]({rule.id}.yaml) | {rule.severity} | {rule.level} | {_cell(title(rule))} |" for rule in own
        ]
        table = ["| rule | severity | level | finds |", "|---|---|---|---|", *rows]
        lines = [f"### {pack.name}: {pack.title}", "", " ".join(pack.purpose.split()), "", *table]
        paragraphs.append("\n".join(lines))
    return "\n\n".join(paragraphs) + "\n"


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _section(name: str, text: str, heading: Dress) -> list[str]:
    return [heading(name), *_wrapped(text, "  "), ""]


def _authority(source: Authority) -> Iterator[str]:
    section = f", {source.section}" if source.section else ""
    yield from _wrapped(f"{source.title}{section}", "")
    if source.url:
        yield source.url


def _wrapped(text: str, indent: str = "") -> list[str]:
    """Wrapped lines; the first begins with the indent, the others below its text."""
    below = " " * len(indent)
    lines: list[str] = []
    for part in text.strip().split("\n"):
        lines += textwrap.wrap(
            part, WIDTH, initial_indent=below if lines else indent, subsequent_indent=below, break_long_words=False
        ) or [""]
    return lines


def _entry(rule: Rule) -> dict[str, Any]:
    return {
        "id": rule.id,
        "pack": rule.pack,
        "severity": rule.severity.value,
        "level": rule.level.value,
        "title": title(rule),
        "why": rule.why,
        "do": rule.do,
        "kind": rule.kind_name,
        "sources": [{"title": s.title, "section": s.section, "url": s.url} for s in rule.sources],
    }
