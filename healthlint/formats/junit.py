"""``junit``: a suite for each file, a test case for each finding, as Jenkins and others read test results."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from healthlint.core.problem import Problem
from healthlint.core.report import Diagnostic, FileResult, Report
from healthlint.core.rule import Severity
from healthlint.formats.places import repository_path
from healthlint.formats.style import Style
from healthlint.formats.words import printable
from healthlint.formats.xml import document, element, legal


def render(report: Report, style: Style) -> str:  # noqa: ARG001 - machines see no colours
    """All files that were linted. Errors and warnings are failures; a hint is a case that passes and says so."""
    suites = [_suite(result) for result in report.results]
    if report.unread:
        suites.append(_unread(report.unread))
    root = element(None, "testsuites", name="healthlint", **_totals(suites))
    root.extend(suites)
    return document(root)


def _suite(result: FileResult) -> ET.Element:
    path = repository_path(result.path)
    failed = [found for found in result.diagnostics if _fails(found)]
    counts = _counts(max(len(result.diagnostics) + len(result.problems), 1), len(failed), len(result.problems))
    suite = element(None, "testsuite", name=path, **counts)
    for found in result.diagnostics:
        _case(suite, path, found)
    for problem in result.problems:
        _broken(suite, path, problem)
    if len(suite) == 0:
        element(suite, "testcase", name="no findings", classname=path)
    return suite


def _case(suite: ET.Element, path: str, found: Diagnostic) -> None:
    place = f"{found.start.line}:{found.start.column}"
    case = element(suite, "testcase", name=f"{found.rule} ({place})", classname=path)
    message = printable(found.message)
    text = "\n".join(filter(None, (f"{path}:{place}: {found.severity.value} {message}", printable(found.help))))
    if _fails(found):
        element(case, "failure", type=found.severity.value, message=message).text = legal(text)
    else:
        element(case, "system-out").text = legal(text)


def _broken(suite: ET.Element, path: str, problem: Problem) -> None:
    case = element(suite, "testcase", name="read", classname=path)
    element(case, "error", type="problem", message=printable(problem.message)).text = legal(printable(str(problem)))


def _unread(problems: tuple[Problem, ...]) -> ET.Element:
    suite = element(None, "testsuite", name="unread", **_counts(len(problems), 0, len(problems)))
    for problem in problems:
        _broken(suite, problem.path, problem)
    return suite


def _fails(found: Diagnostic) -> bool:
    return found.severity is not Severity.INFO


def _counts(tests: int, failures: int, errors: int) -> dict[str, str]:
    return {"tests": str(tests), "failures": str(failures), "errors": str(errors)}


def _totals(suites: list[ET.Element]) -> dict[str, str]:
    keys = ("tests", "failures", "errors")
    return _counts(*(sum(int(suite.attrib[key]) for suite in suites) for key in keys))
