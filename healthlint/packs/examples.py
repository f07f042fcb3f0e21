"""A rule's examples: read with their «marks», and compared with what the rule finds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from healthlint.core import later
from healthlint.core.problem import Problem
from healthlint.core.rule import Example, Examples, Rule, Scope
from healthlint.core.span import Span
from healthlint.strict import Decoder, Mapping, Node, Scalar, did_you_mean, noun
from healthlint.strict import Sequence as ListNode

FEWEST = 2
"""How many invalid and valid examples a rule has at least."""

_MARK = later.pattern("[«»]")
_MARKUP = "*_~`"
_KEYS = ("invalid", "valid")


def examples(node: Node, decoder: Decoder) -> Examples:
    """The ``examples`` of a rule file: the converter for ``Examples``."""
    found: dict[str, tuple[Example, ...]] = {"invalid": (), "valid": ()}
    if not isinstance(node, Mapping):
        decoder.report(node.place, f"expected 'invalid' and 'valid', found {noun(node)}")
        return Examples((), ())
    for entry in node.entries:
        key = entry.key.value
        if key in found:
            found[key] = tuple(_examples(entry.value, decoder))
            if len(found[key]) < FEWEST and isinstance(entry.value, ListNode):
                given = len(found[key])
                decoder.report(entry.key.place, f"too few {key} examples: {given}", f"give at least {FEWEST}")
        else:
            decoder.report(entry.key.place, f"unknown key '{key}'", did_you_mean(key, _KEYS, "allowed here"))
    for key in _KEYS:
        if node.get(key) is None:
            decoder.report(node.place, f"the key '{key}' is missing", f"give at least {FEWEST} examples")
    for example in found["valid"]:
        if example.flagged:
            place = node.place._replace(line=example.line, column=example.column)
            decoder.report(place, "a valid example with « » marks", "move it to 'invalid', or remove the marks")
    return Examples(found["invalid"], found["valid"])


def _examples(node: Node, decoder: Decoder) -> Iterator[Example]:
    if not isinstance(node, ListNode):
        decoder.report(node.place, f"expected a list, found {noun(node)}", "begin each example with '- '")
        return
    for item in node.items:
        if isinstance(item, Scalar) and not item.is_null:
            yield marked(item, decoder)
        else:
            decoder.report(
                item.place, f"expected a text, found {noun(item)}", "put an example with ': ' in it in quotes"
            )


def marked(node: Scalar, decoder: Decoder) -> Example:
    """Takes the marks out of an example and remembers what stood between them."""
    text, flagged, start, last = "", [], -1, 0
    for mark in _MARK.finditer(node.value):
        text += node.value[last : mark.start()]
        last = mark.end()
        if (mark[0] == "«") == (start >= 0):
            decoder.report(node.place, "« and » do not come in pairs", "write « before and » after the flagged words")
            break
        if mark[0] == "«":
            start = len(text)
        else:
            flagged.append(Span(start, len(text)))
            start = -1
    else:
        if start >= 0:
            decoder.report(node.place, "a « without its »", "write » after the flagged words")
    text += node.value[last:]
    return Example(text, tuple(flagged), node.place.line, node.place.column)


def differences(rule: Rule, example: Example, found: Sequence[Span | None], *, invalid: bool) -> list[Problem]:
    """How what the rule found differs from what the example says.

    Args:
        rule: The rule.
        example: One of its examples.
        found: The source spans of the findings; None for a finding about the post as a whole.
        invalid: True when the example must be flagged.
    """
    text = example.text
    wrong: list[str] = []
    if invalid and not example.flagged:
        if not found:
            wrong.append("found nothing in an invalid example")
        elif rule.kind.scope is Scope.SPAN:
            words = ", ".join(f"«{_words(text, span)}»" for span in found if span)
            wrong.append(f"an invalid example without « » marks: put them around what is found, {words}")
    else:
        expected = {_bare(text, span) for span in example.flagged}
        actual = {_bare(text, span) for span in found if span is not None}
        if None in found:
            wrong.append("flagged the post as a whole")
        wrong += [f"found nothing at «{_words(text, span)}»" for span in sorted(expected - actual)]
        wrong += [f"flagged «{_words(text, span)}»" for span in sorted(actual - expected)]
    kind = "invalid" if invalid else "valid"
    hint = f"{kind} example: {_short(text)}"
    return [Problem(rule.path, f"{rule.id}: {message}", example.line, example.column, hint) for message in wrong]


def _bare(text: str, span: Span) -> Span:
    """The span without marks of emphasis at its ends: whether a mark stands inside or outside of them is taste."""
    start, end = span
    while start < end and text[start] in _MARKUP:
        start += 1
    while end > start and text[end - 1] in _MARKUP:
        end -= 1
    return Span(start, end)


def _words(text: str, span: Span) -> str:
    return _short(" ".join(text[span.start : span.end].split()))


def _short(text: str, limit: int = 100) -> str:
    text = " ".join(text.split())
    return text if len(text) <= limit else f"{text[: limit - 1]}…"
