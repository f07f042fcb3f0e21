"""The ``provisions.yaml`` of a law pack: which provision of a law or code the findings of which rules bear on."""

from __future__ import annotations

from collections.abc import Collection
from fnmatch import fnmatchcase

from healthlint.core.record import record
from healthlint.core.rule import EDITIONS, Authority, Edition, Provision, Severity
from healthlint.strict import Decoder, Mapping, Node, Scalar, Sequence, near, noun


@record
class Entry:
    """The keys of one provision."""

    title: str
    rules: tuple[str, ...]
    section: str = ""
    url: str = ""
    severity: Severity | None = None
    since: Edition = EDITIONS[0]


def provisions(node: Node, pack: str, ids: Collection[str], decoder: Decoder) -> tuple[Provision, ...]:
    """The provisions of a law pack; what is wrong with them is reported to the decoder.

    Args:
        node: The file: a list of provisions.
        pack: The name of the pack.
        ids: Of all rules that there are, in every pack.
        decoder: Collects the mistakes.
    """
    if not isinstance(node, Sequence):
        decoder.report(node.place, f"expected a list, found {noun(node)}", "begin each provision with '- title: ...'")
        return ()
    if not node.items:
        decoder.report(node.place, "no provision", "list some, or remove the file")
    found = []
    for item in node.items:
        entry = decoder.attempt(item, Entry)
        if entry is not None:
            authority = Authority(entry.title, entry.url, entry.section)
            found.append(Provision(pack, authority, _named(item, ids, decoder), entry.severity, entry.since))
    return tuple(found)


def _named(item: Node, ids: Collection[str], decoder: Decoder) -> frozenset[str]:
    """The rules that the names and globs of a provision mean."""
    names = item.get("rules") if isinstance(item, Mapping) else None
    nodes = [name for name in names.items if isinstance(name, Scalar)] if isinstance(names, Sequence) else []
    if not nodes:
        decoder.report(item.place, "a provision without rules", "name the rules whose findings bear on it")
    found: set[str] = set()
    for name in nodes:
        meant = [rule for rule in ids if fnmatchcase(rule, name.value)]
        if not meant:
            _unknown(name, ids, decoder)
        found.update(meant)
    return frozenset(found)


def _unknown(name: Scalar, ids: Collection[str], decoder: Decoder) -> None:
    short = {rule.partition("/")[2]: rule for rule in ids}
    meant = short.get(name.value) or near(name.value, list(ids))
    hint = f"did you mean '{meant}'?" if meant else "see 'healthlint rules'; a whole pack is 'pack/*'"
    what = "no rule fits" if any(sign in name.value for sign in "*?[") else "unknown rule"
    decoder.report(name.place, f"{what} '{name.value}'", hint)
