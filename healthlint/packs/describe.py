"""Rules in words: for ``healthlint rules``, ``healthlint explain`` and the list in ``rules/README.md``."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from healthlint.core import later
from healthlint.core.document import OF_THE_POST
from healthlint.core.printable import printable, printable_lines
from healthlint.core.rule import Authority, Example, Pack, Provision, Rule, RuleSet
from healthlint.packs.precision import Precision
from healthlint.prose.patterns import Patterns
from healthlint.strict import fields_of

WIDTH = 100
"""Columns that text is wrapped to."""

Dress: TypeAlias = Callable[[str], str]
"""Makes a heading stand out, or leaves it as it is."""

_PLACEHOLDER = later.pattern(r"\{\w+\}")


def title(rule: Rule) -> str:
    """A rule's message without a finding: an ellipsis stands for the words that were found."""
    return _PLACEHOLDER.sub("…", rule.message)


def listing(rules: RuleSet, heading: Dress) -> str:
    """All rules by pack: id, severity, level, what they find."""
    width = max((len(rule.id) for rule in rules), default=0)
    paragraphs = []
    for pack in rules.packs:
        lines = [heading(printable(f"{pack.name}: {pack.title}"))]
        lines += [
            f"  {rule.id:<{width}}  {rule.severity:<7}  {rule.level:<11}  {printable(title(rule))}"
            for rule in rules
            if rule.pack == pack.name
        ]
        paragraphs.append("".join(f"{line}\n" for line in lines))
    return "\n".join(paragraphs)


def listing_json(rules: RuleSet, measured: Mapping[str, Precision]) -> str:
    """All rules as a JSON array."""
    return f"{json.dumps([_entry(rule, rules, measured) for rule in rules], indent=2)}\n"


def explanation(rule: Rule, packs: Iterable[Pack], measured: Mapping[str, Precision], heading: Dress) -> str:
    """All about one rule, for a reader at a terminal.

    Args:
        rule: The rule.
        packs: All packs, so that the provisions of law packs can be named.
        measured: How often rules were right.
        heading: Dresses headings.
    """
    precision = measured.get(rule.id)
    lines = [
        f"{heading(rule.id)}  {rule.severity} · {rule.level}",
        *_wrapped(title(rule)),
        *_wrapped(f"Measured precision: {precision}." if precision else ""),
        *([""] if precision else ()),
        *_section("Why", rule.why, heading),
        *_section("What to do", rule.do, heading),
        heading("Authority"),
        *(f"  {line}" for source in rule.sources for line in _authority(source)),
        "",
        *_laws(rule, packs, heading),
        heading("Flagged"),
        *(line for example in rule.examples.invalid for line in _wrapped(marked(example), "  - ")),
        "",
        heading("Not flagged"),
        *(line for example in rule.examples.valid for line in _wrapped(marked(example), "  - ")),
        "",
        heading(f"Kind: {rule.kind_name}"),
        *(line for name, value in options(rule) for line in _wrapped(f"{name}: {value}", "  ")),
    ]
    if rule.where != OF_THE_POST:
        lines.append(f"  where: {', '.join(sorted(rule.where))}")
    if rule.family:
        lines.append(f"  family: {printable(rule.family)} (rank {rule.rank})")
    lines += ["", f"Defined in {printable(rule.path)}"]
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


def catalogue(rules: RuleSet, measured: Mapping[str, Precision]) -> str:
    """The list of packs and rules, in Markdown."""
    paragraphs = []
    for pack in rules.packs:
        own = [rule for rule in rules if rule.pack == pack.name]
        rows = [
            f"| [`{rule.id}`]({rule.id}.yaml) | {rule.severity} | {rule.level} | {_ratio(measured.get(rule.id))} "
            f"| {_cell(title(rule))} |"
            for rule in own
        ]
        table = ["| rule | severity | level | right | finds |", "|---|---|---|---|---|", *rows]
        lines = [f"### {pack.name}: {pack.title}", "", " ".join(pack.purpose.split()), "", *table]
        if pack.provisions:
            raised = [
                f"| {_cell(_cited(law.authority))} | {_named(law.rules)} | {law.severity or ''} |"
                for law in pack.provisions
            ]
            lines += ["", "| provision | rules | at least |", "|---|---|---|", *raised]
        paragraphs.append("\n".join(lines))
    return "\n\n".join(paragraphs) + "\n"


def _ratio(precision: Precision | None) -> str:
    return f"{precision.right}/{precision.judged}" if precision else ""


def _named(ids: Iterable[str]) -> str:
    return ", ".join(f"`{rule_id}`" for rule_id in sorted(ids))


def _cited(source: Authority) -> str:
    text = ", ".join(filter(None, (source.title, source.section)))
    return f"[{text}]({source.url})" if source.url else text


def provisions_for(rule: Rule, packs: Iterable[Pack]) -> list[Provision]:
    """The provisions of all law packs that the findings of a rule bear on."""
    return [provision for pack in packs for provision in pack.provisions if rule.id in provision.rules]


def _laws(rule: Rule, packs: Iterable[Pack], heading: Dress) -> Iterator[str]:
    found = provisions_for(rule, packs)
    if not found:
        return
    yield heading("Law packs (opt-in; to help an editor decide, not legal advice)")
    for provision in found:
        raised = provision.severity and provision.severity.rank < rule.severity.rank
        note = f" (at least {provision.severity})" if raised else ""
        cited = ", ".join(filter(None, (provision.authority.title, provision.authority.section)))
        yield from _wrapped(f"{provision.pack}: {cited}{note}", "  ")
        if provision.authority.url:
            yield f"  {printable(provision.authority.url)}"
    yield ""


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def _section(name: str, text: str, heading: Dress) -> list[str]:
    return [heading(name), *_wrapped(text, "  "), ""]


def _authority(source: Authority) -> Iterator[str]:
    section = f", {source.section}" if source.section else ""
    yield from _wrapped(f"{source.title}{section}", "")
    if source.url:
        yield printable(source.url)


def _wrapped(text: str, indent: str = "") -> list[str]:
    """Wrapped lines; the first begins with the indent, the others below its text."""
    below = " " * len(indent)
    lines: list[str] = []
    for part in printable_lines(text).strip().split("\n"):
        lines += textwrap.wrap(
            part, WIDTH, initial_indent=below if lines else indent, subsequent_indent=below, break_long_words=False
        ) or [""]
    return lines


def _entry(rule: Rule, rules: RuleSet, measured: Mapping[str, Precision]) -> dict[str, Any]:
    precision = measured.get(rule.id)
    return {
        "id": rule.id,
        "pack": rule.pack,
        "severity": rule.severity.value,
        "level": rule.level.value,
        "title": title(rule),
        "why": rule.why,
        "do": rule.do,
        "kind": rule.kind_name,
        "sources": [_source(source) for source in rule.sources],
        "provisions": [
            {"pack": law.pack, "severity": law.severity and law.severity.value, **_source(law.authority)}
            for law in provisions_for(rule, rules.packs)
        ],
        "precision": precision and {"judged": precision.judged, "right": precision.right, "date": precision.date},
    }


def _source(source: Authority) -> dict[str, str]:
    return {"title": source.title, "section": source.section, "url": source.url}
