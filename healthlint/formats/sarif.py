"""``sarif``: the Static Analysis Results Interchange Format 2.1.0, which GitHub code scanning and others read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from healthlint.core.problem import Problem
from healthlint.core.report import Diagnostic, Fix, Related, Report, Suppressed
from healthlint.core.rule import Rule, Scope, Severity
from healthlint.formats.places import applicable, repository_path, uri, web_address
from healthlint.formats.style import Style
from healthlint.formats.words import printable, title

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
HOME = "https://github.com/healthlint/healthlint"
ROOT = "%SRCROOT%"
"""What paths are relative to. Where that is, the reader knows: nothing of this machine stands in the file."""

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_PROBLEM = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "recommendation"}
_BASELINE = {"kind": "external", "status": "accepted", "justification": "In the baseline."}


def render(report: Report, style: Style) -> str:  # noqa: ARG001 - machines see no colours
    """One run. Every rule that ran is declared, so that an alert that is gone can be closed."""
    rules = sorted(report.rules, key=lambda rule: rule.id)
    places = {rule.id: index for index, rule in enumerate(rules)}
    results = [_result(found, places) for found in report.diagnostics()]
    results += [{**_result(it.diagnostic, places), "suppressions": [_inline(it)]} for it in report.suppressed()]
    results += [{**_result(found, places), "suppressions": [_BASELINE]} for found in report.known]
    problems = list(report.problems())
    invocation: dict[str, Any] = {"executionSuccessful": not problems}
    if problems:
        invocation["toolExecutionNotifications"] = [_notification(problem) for problem in problems]
    run = {
        "tool": {
            "driver": {
                "name": "healthlint",
                "version": report.version,
                "semanticVersion": report.version,
                "informationUri": HOME,
                "rules": [_rule(rule) for rule in rules],
            }
        },
        "automationDetails": {"id": "healthlint/"},
        "invocations": [invocation],
        "originalUriBaseIds": {ROOT: {"description": {"text": "The top of the repository."}}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    return f"{json.dumps({'$schema': SCHEMA, 'version': '2.1.0', 'runs': [run]}, indent=2)}\n"


def _rule(rule: Rule) -> dict[str, Any]:
    address = next(filter(None, (web_address(source.url) for source in rule.sources)), HOME)
    sources = [(printable(", ".join(filter(None, (it.title, it.section)))), web_address(it.url)) for it in rule.sources]
    why, do = printable(rule.why), printable(rule.do)
    return {
        "id": rule.id,
        "name": "".join(part.capitalize() for part in rule.id.replace("/", "-").split("-")),
        "shortDescription": {"text": _sentence(printable(title(rule)))},
        "fullDescription": {"text": _sentence(why)},
        "help": {
            "text": "\n".join((why, do, *(f"{name} {url}".strip() for name, url in sources))),
            "markdown": _help(rule, why, do, sources),
        },
        "helpUri": address,
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
        "properties": {"tags": ["health", rule.pack], "problem.severity": _PROBLEM[rule.severity]},
    }


def _help(rule: Rule, why: str, do: str, sources: Iterable[tuple[str, str]]) -> str:
    authorities = "\n".join(f"- [{name}]({url})" if url else f"- {name}" for name, url in sources)
    lines = [why, f"**What to do.** {do}", f"**Sources**\n\n{authorities}"]
    for label, examples in (("Found", rule.examples.invalid), ("Let be", rule.examples.valid)):
        if examples:
            text = "\n".join(f"    {printable(line)}" for line in examples[0].text.rstrip().splitlines())
            lines.append(f"**{label}**\n\n{text}")
    return "\n\n".join(lines)


def _result(found: Diagnostic, places: dict[str, int]) -> dict[str, Any]:
    result: dict[str, Any] = {
        "ruleId": found.rule,
        "level": _LEVELS[found.severity],
        "message": {"text": printable(found.message)},
        "locations": [{"physicalLocation": {"artifactLocation": _artifact(found.path), "region": _region(found)}}],
        "partialFingerprints": {
            # GitHub follows an alert by the first. Both are made of words, not of line numbers.
            "primaryLocationLineHash": _numbered(found.fingerprint),
            "healthlint/v1": found.fingerprint,
        },
    }
    if found.rule in places:
        result["ruleIndex"] = places[found.rule]
    if found.locations:
        result["relatedLocations"] = [_related(place, number) for number, place in enumerate(found.locations)]
    fix = applicable(found)
    if fix:
        result["fixes"] = [_fix(found, fix)]
    return result


def _inline(suppressed: Suppressed) -> dict[str, str]:
    """What the post itself excuses, with the reason that its author gave."""
    reason = printable(suppressed.reason)
    return {"kind": "inSource", "status": "accepted", **({"justification": reason} if reason else {})}


def _numbered(fingerprint: str) -> str:
    """As GitHub writes it: ``:1`` for the first that looks so, ``:2`` for the second."""
    mark, _, number = fingerprint.partition("-")
    return f"{mark}:{number or 1}"


def _related(place: Related, number: int) -> dict[str, Any]:
    region = {
        "startLine": place.start.line,
        "startColumn": place.start.column,
        "endLine": place.end.line,
        "endColumn": place.end.column,
    }
    return {
        "id": number,
        "message": {"text": _sentence(printable(place.message))},
        "physicalLocation": {"artifactLocation": _artifact(place.path), "region": region},
    }


def _artifact(path: str) -> dict[str, str]:
    address = uri(repository_path(path))
    # An absolute path is no part of the repository.
    if address.startswith("file:"):
        return {"uri": address}
    return {"uri": f"file://{address}"} if address.startswith("/") else {"uri": address, "uriBaseId": ROOT}


def _region(found: Diagnostic) -> dict[str, Any]:
    region: dict[str, Any] = {
        "startLine": found.start.line,
        "startColumn": found.start.column,
        "endLine": found.end.line,
        "endColumn": found.end.column,
    }
    if found.scope is Scope.SPAN and found.words:
        region["snippet"] = {"text": printable(found.words)}
    return region


def _fix(found: Diagnostic, fix: Fix) -> dict[str, Any]:
    region = {
        "startLine": fix.start.line,
        "startColumn": fix.start.column,
        "endLine": fix.end.line,
        "endColumn": fix.end.column,
    }
    replacement: dict[str, Any] = {"deletedRegion": region}
    if fix.text:
        replacement["insertedContent"] = {"text": fix.text}
    verb = "Take it out" if not fix.text else "Put in" if fix.start == fix.end else "Replace it with"
    words = f" '{printable(fix.text.strip())}'" if fix.text else ""
    return {
        "description": {"text": f"{verb}{words}."},
        "artifactChanges": [{"artifactLocation": _artifact(found.path), "replacements": [replacement]}],
        "properties": {"applicability": fix.applicability.value},
    }


def _notification(problem: Problem) -> dict[str, Any]:
    notification: dict[str, Any] = {"level": "error", "message": {"text": _sentence(printable(str(problem)))}}
    if problem.path:
        place: dict[str, Any] = {"artifactLocation": _artifact(problem.path)}
        if problem.line:
            place["region"] = {"startLine": problem.line, "startColumn": max(problem.column, 1)}
        notification["locations"] = [{"physicalLocation": place}]
    return notification


def _sentence(text: str) -> str:
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."
