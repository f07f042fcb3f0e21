"""Every format that has a schema is valid under it, also when names and messages are hostile."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections import Counter
from pathlib import Path

import jsonschema
import pytest
from lxml import etree

from healthlint.core.report import Report
from healthlint.core.rule import RuleSet
from healthlint.formats import FORMATS, Style

JSON = {
    "sarif": "sarif-schema-2.1.0.json",
    "gitlab": "gitlab-codequality.schema.json",
    "rdjson": "rdjson-DiagnosticResult.schema.json",
}
XML = {"junit": "jenkins-junit-10.xsd", "checkstyle": "checkstyle-minimal.xsd"}
EMPTY = Report((), RuleSet((), english=None), "1.2.3")


def rendered(name: str, report: Report) -> str:
    return FORMATS[name].render(report, Style())


@pytest.mark.parametrize("name", JSON)
def test_json(name: str, report: Report, hostile: Report, shared: Path) -> None:
    schema = json.loads((shared / "external" / "formats" / JSON[name]).read_text(encoding="utf-8"))

    for it in (report, hostile, EMPTY):
        text = rendered(name, it)
        assert not any(0xD800 <= ord(c) <= 0xDFFF for c in str(json.loads(text)))
        jsonschema.validate(json.loads(text), schema)


@pytest.mark.parametrize("name", XML)
def test_xml(name: str, report: Report, hostile: Report, shared: Path) -> None:
    schema = etree.XMLSchema(etree.parse(str(shared / "external" / "formats" / XML[name])))

    for it in (report, hostile, EMPTY):
        schema.assertValid(etree.fromstring(rendered(name, it).encode("utf-8")))


@pytest.fixture(scope="session")
def multitool() -> str:
    """Microsoft's SARIF validator, as SARIF_MULTITOOL or on the path."""
    found = os.environ.get("SARIF_MULTITOOL") or shutil.which("Sarif.Multitool")
    if not found:
        pytest.skip("needs Sarif.Multitool (npm package @microsoft/sarif-multitool): set SARIF_MULTITOOL to its path")
    return found


def validated(multitool: str, folder: Path) -> Counter[str]:
    """What the validator says about all files of a folder: errors and warnings."""
    verdict = folder / "verdict"
    command = [multitool, "validate", *sorted(folder.glob("*.sarif")), "--rule-kind", "Sarif;Gh", "--output", verdict]
    subprocess.run(command, check=False, capture_output=True, timeout=300)
    results = json.loads(verdict.read_text(encoding="utf-8-sig"))["runs"][0]["results"]
    levels = [(found, found.get("level", "warning")) for found in results]
    return Counter(f"{found['ruleId']} {found['message']}" for found, level in levels if level in {"error", "warning"})


def test_sarif_multitool_finds_nothing(
    multitool: str, report: Report, all_hostile: dict[str, Report], tmp_path: Path
) -> None:
    for name, it in {**all_hostile, "report": report, "empty": EMPTY}.items():
        (tmp_path / f"{name}.sarif").write_text(rendered("sarif", it), encoding="utf-8")

    assert validated(multitool, tmp_path) == {}


def test_the_validator_would_speak_up(multitool: str, report: Report, tmp_path: Path) -> None:
    log = json.loads(rendered("sarif", report))
    log["runs"][0]["results"][0]["ruleIndex"] = 99
    (tmp_path / "bad.sarif").write_text(json.dumps(log), encoding="utf-8")

    assert any(line.startswith("SARIF1009") for line in validated(multitool, tmp_path))
