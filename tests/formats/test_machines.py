"""What the programs that read a format make of it, for a sound report and for hostile ones."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from healthlint.core.report import Applicability, FileResult, Fix, Report
from healthlint.core.span import Position
from healthlint.formats import FORMATS, Style, automatic, azure, github


def rendered(name: str, report: Report) -> str:
    return FORMATS[name].render(report, Style())


def sarif(report: Report) -> Any:
    return json.loads(rendered("sarif", report))["runs"][0]


def test_auto() -> None:
    assert automatic({}) == "full"
    assert automatic({"GITHUB_ACTIONS": "true"}) == "github"
    assert automatic({"GITHUB_ACTIONS": "false"}) == "full"


def test_json_lines_are_the_entries_of_json(report: Report) -> None:
    lines = rendered("json-lines", report).splitlines()

    assert [json.loads(line) for line in lines] == json.loads(rendered("json", report))


def test_sarif_declares_all_rules_and_points_to_them(report: Report) -> None:
    run = sarif(report)
    rules = run["tool"]["driver"]["rules"]

    assert [rule["id"] for rule in rules] == ["claims/cure", "respect/wording", "trust/date", "trust/unused"]
    assert all(rules[result["ruleIndex"]]["id"] == result["ruleId"] for result in run["results"])
    assert all(rule["help"]["text"] and rule["help"]["markdown"] and rule["helpUri"] for rule in rules)


def test_sarif_knows_no_machine(report: Report, tmp_path: Path) -> None:
    assert str(tmp_path) not in rendered("sarif", report)
    places = [result["locations"][0]["physicalLocation"]["artifactLocation"] for result in sarif(report)["results"]]
    assert places[0] == {"uri": "posts/tea%20%26%20honey.md", "uriBaseId": "%SRCROOT%"}


def test_sarif_fixes_and_related_places(report: Report) -> None:
    results = [result for result in sarif(report)["results"] if "suppressions" not in result]

    change = results[-1]["fixes"][0]["artifactChanges"][0]["replacements"][0]
    region = results[-1]["locations"][0]["physicalLocation"]["region"]
    assert change["insertedContent"] == {"text": "died by suicide"}
    assert change["deletedRegion"] == {key: value for key, value in region.items() if key != "snippet"}
    assert ["fixes" in result for result in results] == [False, False, False, True]
    assert results[-1]["fixes"][0]["properties"] == {"applicability": "safe"}
    assert results[1]["relatedLocations"][0]["message"]["text"] == "this link leads to a shop."


def test_only_sarif_shows_what_a_baseline_holds(report: Report) -> None:
    known = sarif(report)["results"][-1]

    assert known["suppressions"] == [{"kind": "external", "status": "accepted", "justification": "In the baseline."}]
    assert known["partialFingerprints"] == {"primaryLocationLineHash": "cc:2", "healthlint/v1": "cc-2"}
    assert [name for name in FORMATS if "old.md" in rendered(name, report)] == ["sarif"]


def test_sarif_shows_what_a_post_excuses(report: Report) -> None:
    (excused,) = (it for it in sarif(report)["results"] if it["partialFingerprints"]["healthlint/v1"] == "dd")

    reason = "quoted from a leaflet of 1910"
    assert excused["suppressions"] == [{"kind": "inSource", "status": "accepted", "justification": reason}]


def test_sarif_of_a_clean_run(report: Report) -> None:
    clean = sarif(Report((FileResult("posts/clean.md"),), report.rules, "1.2.3"))

    assert clean["results"] == []
    assert len(clean["tool"]["driver"]["rules"]) == 4
    assert clean["invocations"] == [{"executionSuccessful": True}]
    assert sarif(report)["invocations"][0]["executionSuccessful"] is False


def unescaped(text: str) -> str:
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        text = text.replace(code, character)
    return text


COMMAND = re.compile(r"::(error|warning|notice) ([^:\r\n]*)::([^\r\n]*)")


def test_github_escapes_as_its_toolkit(shared: Path) -> None:
    file = shared / "external" / "formats" / "github_command_escape_cases.jsonl"
    for case in map(json.loads, file.read_text(encoding="utf-8").splitlines()):
        if "message" in case:
            assert github.escaped_message(case["message"]) == case["expected_message"]
        else:
            assert github.escaped_property(case["property"]) == case["expected_property"]


def test_github_has_one_command_for_each_finding(hostile: Report) -> None:
    lines = rendered("github", hostile).splitlines()

    assert len(lines) == 2
    for line in lines:
        match = COMMAND.fullmatch(line)
        assert match is not None
        properties = dict(field.split("=", 1) for field in match[2].split(","))
        assert list(properties) == ["title", "file", "line", "col", "endColumn", "endLine"]
        assert unescaped(properties["title"]) == "healthlint claims/cure"


def test_github_columns_only_on_one_line(report: Report) -> None:
    several = [line for line in rendered("github", report).splitlines() if "endLine=8" in line]

    assert len(several) == 1
    assert "col=" not in several[0]
    assert "endColumn=" not in several[0]


def test_github_worst_first_and_says_what_was_cut(many: Callable[[int, int, int], Report], shared: Path) -> None:
    limits = json.loads((shared / "external" / "formats" / "limits.json").read_text(encoding="utf-8"))
    limits = limits["github_workflow_command_annotations"]
    lines = rendered("github", many(12, 3, 11)).splitlines()
    shown = [match[1] for match in map(COMMAND.match, lines) if match]

    assert shown == ["error"] * limits["per_step_error"] + ["warning"] * 3 + ["notice"] * limits["per_step_notice"]
    assert "::notice title=healthlint::4 more findings in the log of this step" in "\n".join(lines)
    assert lines[-6] == "::group::4 more findings"
    assert all(line.startswith("- tea.md:7:") for line in lines[-5:-1])


def test_github_cuts_nothing_without_need(many: Callable[[int, int, int], Report]) -> None:
    lines = rendered("github", many(10, 10, 10)).splitlines()

    assert len(lines) == 30
    assert "more" not in "".join(lines)


def test_github_log_lines_are_no_commands(hostile: Report) -> None:
    found = next(hostile.diagnostics())
    crowd = Report((type(hostile.results[0])(found.path, (found,) * 14),), hostile.rules, "1.2.3")
    lines = rendered("github", crowd).splitlines()

    assert len(lines) == 10 + 1 + 1 + 4 + 1
    assert all(line.startswith("- ") for line in lines[-5:-1])
    assert not any("##[" in line for line in lines[-5:-1])


def test_azure(hostile: Report) -> None:
    for line in rendered("azure", hostile).splitlines():
        match = re.fullmatch(r"##vso\[task\.logissue ([^\]]*)\](.*)", line)
        assert match is not None
        assert [field.partition("=")[0] for field in match[1].split(";")] == [
            "type",
            "sourcepath",
            "linenumber",
            "columnnumber",
            "code",
            "",
        ]
    assert azure.escaped("a;b]c%\r\n") == "a%3Bb%5Dc%AZP25%0D%0A"


def test_gitlab_fingerprints_are_unique_and_stable(report: Report) -> None:
    entries = json.loads(rendered("gitlab", report))
    twice = Report((*report.results, *report.results), report.rules, "1.2.3")
    prints = [entry["fingerprint"] for entry in json.loads(rendered("gitlab", twice))]

    assert len(set(prints)) == len(prints) == 2 * len(entries)
    assert prints[: len(entries)] == [entry["fingerprint"] for entry in entries]
    assert entries[1]["description"] == "claims/cure: 'cures colds' promises a cure"
    assert [entry["severity"] for entry in entries] == ["info", "critical", "critical", "major"]


def test_xml_says_what_was_said(report: Report) -> None:
    suites = etree.fromstring(rendered("junit", report).encode())
    assert suites.attrib == {"name": "healthlint", "tests": "6", "failures": "3", "errors": "1"}
    assert [suite.get("name") for suite in suites] == [
        "posts/tea & honey.md",
        "posts/clean.md",
        "posts/life.md",
        "unread",
    ]
    assert suites[1][0].get("name") == "no findings"

    errors = etree.fromstring(rendered("checkstyle", report).encode()).findall(".//error")
    assert [error.get("source") for error in errors][:2] == ["healthlint.trust/date", "healthlint.claims/cure"]
    assert errors[1].get("message") == "'cures colds' promises a cure"


def test_pylint_one_line_each(hostile: Report) -> None:
    lines = rendered("pylint", hostile).split("\n")

    assert len(lines) == 3
    assert all(re.fullmatch(r".+:7: \[E9901\(claims/cure\), \] .*", line) for line in lines[:2])


def test_rdjson_suggestions(report: Report) -> None:
    last = json.loads(rendered("rdjson", report))["diagnostics"][-1]

    assert last["suggestions"] == [{"range": last["location"]["range"], "text": "died by suicide"}]
    assert last["location"]["range"]["start"] == {"line": 7, "column": 13}


def test_left_overs_and_insertions(report: Report) -> None:
    (found,) = report.results[-1].diagnostics
    at = Position(9, 12)
    fixes = {
        "take out": Fix(Applicability.SAFE, Position(7, 1), Position(9, 1), ""),
        "put in": Fix(Applicability.SAFE, at, at, "\n\nAsk a doctor."),
    }
    last = report.results[-1]
    texts = {}
    for name, fix in fixes.items():
        changed = replace(report, results=(replace(last, diagnostics=(replace(found, suggestions=(), fix=fix),)),))
        (change,) = sarif(changed)["results"][0]["fixes"]
        texts[name] = change["description"]["text"]
        (replacement,) = change["artifactChanges"][0]["replacements"]
        assert replacement["deletedRegion"]["endLine"] == 9
        assert replacement.get("insertedContent", {}).get("text", "") == fix.text
        (one,) = json.loads(rendered("rdjson", changed))["diagnostics"]
        # How many bytes stand before the end of a line is not known here.
        assert ("suggestions" in one) == (name == "take out")
        assert json.loads(rendered("json", changed))[0]["fix"]["applicability"] == "safe"
        assert f"= fix: --fix {'writes' if fix.text else 'takes it out'}" in rendered("full", changed)
    assert texts == {"take out": "Take it out.", "put in": "Put in 'Ask a doctor.'."}


def test_markdown_shows_text_as_it_is(hostile: Report) -> None:
    text = rendered("markdown", hostile)

    assert not re.search(r"<(?!/?(?:details|summary|code)>|!-- -->)", text)
    assert not re.search(r"@(?!<!-- -->)\w", text)
    assert len([line for line in text.splitlines() if line.startswith("- ")]) == 2
    assert text.count("<details>") == text.count("</details>") == 1


def test_markdown_is_cut_where_a_comment_must_end(many: Callable[[int, int, int], Report]) -> None:
    crowd = many(900, 0, 0)
    small = many(3, 0, 0)
    text = rendered("markdown", Report((*small.results, *crowd.results), crowd.rules, "1.2.3"))

    assert len(text) < 65_536
    assert re.search(r"\d+ more findings: see the log\.\n\Z", text)


@pytest.mark.parametrize("name", ["github", "azure", "pylint", "json-lines"])
def test_clean_runs_say_nothing(name: str, report: Report) -> None:
    assert rendered(name, Report(report.results[1:2], report.rules, "1.2.3")) == ""
