"""``gitlab``: a Code Quality report, which GitLab shows in merge requests."""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from typing import Any

from healthlint.core.report import Diagnostic, Report
from healthlint.core.rule import Severity
from healthlint.formats.places import repository_path
from healthlint.formats.style import Style
from healthlint.formats.words import printable

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "major", Severity.INFO: "info"}


def render(report: Report, style: Style) -> str:  # noqa: ARG001 - machines see no colours
    """The findings as a JSON array; of two with one fingerprint GitLab would show only the first, so none are alike."""
    seen: Counter[str] = Counter()
    entries = []
    for found in report.diagnostics():
        path = _path(found)
        key = f"{path}\0{found.fingerprint}"
        seen[key] += 1
        digest = hashlib.sha256(f"{key}\0{seen[key]}".encode("utf-8", "surrogatepass")).hexdigest()
        entries.append(_entry(found, path, digest[:32]))
    return f"{json.dumps(entries, indent=2)}\n"


def _entry(found: Diagnostic, path: str, fingerprint: str) -> dict[str, Any]:
    return {
        # GitLab shows the description, and not the name of the check.
        "description": f"{found.rule}: {printable(found.message)}",
        "check_name": found.rule,
        "fingerprint": fingerprint,
        "severity": _SEVERITIES[found.severity],
        "location": {
            "path": path,
            "positions": {
                "begin": {"line": found.start.line, "column": found.start.column},
                "end": {"line": found.end.line, "column": found.end.column},
            },
        },
    }


def _path(found: Diagnostic) -> str:
    """Relative to the top of the repository: GitLab takes no other."""
    return printable(repository_path(found.path)).replace("\\", "/").lstrip("/") or "-"
