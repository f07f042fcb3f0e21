"""One report, made by hand, that every format has to show; and what nobody should be able to break it with."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from healthlint.core.problem import Problem
from healthlint.core.report import Applicability, Diagnostic, FileResult, Fix, Related, Report, Suppressed
from healthlint.core.rule import Authority, Example, Examples, Level, Rule, RuleSet, Scope, Severity
from healthlint.core.span import Position, Span


@dataclass(frozen=True)
class Nothing:
    """A kind for rules that never run."""


def rule(name: str, severity: Severity, message: str, url: str = "") -> Rule:
    return Rule(
        id=name,
        message=message,
        why="Readers act on it.",
        do="Say what was measured.",
        severity=severity,
        level=Level.RECOMMENDED,
        sources=(Authority("A code of practice", url, "section 4"),),
        kind=Nothing(),  # type: ignore[arg-type]
        kind_name="pattern",
        examples=Examples((Example("Tea cures colds.", (Span(4, 15),)),), (Example("Tea is warm.", ()),)),
    )


RULES = (
    rule("claims/cure", Severity.ERROR, "'{match}' promises a cure", "https://example.org/code#cure"),
    rule("respect/wording", Severity.WARNING, "'{match}' can hurt: say '{suggestion}'."),
    rule("trust/date", Severity.INFO, "The post has no date."),
    rule("trust/unused", Severity.INFO, "Nobody broke this one."),
)


def finding(path: str, rule_id: str, line: str, marked: str, **more: object) -> Diagnostic:
    """A finding in a file whose seventh line is ``line``."""
    found = next(rule for rule in RULES if rule.id == rule_id)
    start = line.index(marked) + 1
    made = Diagnostic(
        path=path,
        rule=rule_id,
        severity=found.severity,
        message=found.message.replace("{match}", marked).replace("{suggestion}", "died by suicide"),
        start=Position(7, start),
        end=Position(7, start + len(marked)),
        words=marked,
        excerpt=line,
        fingerprint="0123456789abcdef",
        help=found.do,
        url=found.sources[0].url,
    )
    return replace(made, **more)  # type: ignore[arg-type]


@pytest.fixture
def make() -> Callable[..., Diagnostic]:
    """``finding``, for tests."""
    return finding


@pytest.fixture(autouse=True)
def nowhere(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No CI, and a folder of our own: paths are shown relative to either."""
    for name in ("GITHUB_WORKSPACE", "CI_PROJECT_DIR", "BUILD_SOURCESDIRECTORY", "GITHUB_ACTIONS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def report() -> Report:
    """Three severities, two files with findings and one without, a suggestion, two lines, a post as a whole."""
    tea = "posts/tea & honey.md"
    sad = "A 😀 poet committed suicide in 1963."
    two = "Our tea *cures\ncolds* for good."
    return Report(
        results=(
            FileResult(
                tea,
                (
                    finding(
                        tea,
                        "trust/date",
                        "# Tea",
                        "# Tea",
                        words="",
                        scope=Scope.DOCUMENT,
                        start=Position(1, 1),
                        end=Position(1, 6),
                        fingerprint="00000000000000aa",
                    ),
                    finding(
                        tea,
                        "claims/cure",
                        "Tea cures colds.",
                        "cures colds",
                        locations=(Related(tea, Position(9, 3), Position(9, 12), "this link leads to a shop"),),
                    ),
                    finding(
                        tea,
                        "claims/cure",
                        two,
                        "cures\ncolds",
                        words="cures colds",
                        end=Position(8, 6),
                        fingerprint="00000000000000bb",
                    ),
                ),
            ),
            FileResult(
                "posts/clean.md",
                suppressed=(
                    Suppressed(
                        finding("posts/clean.md", "claims/cure", "It cures flu.", "cures flu", fingerprint="dd"),
                        "quoted from a leaflet of 1910",
                    ),
                ),
            ),
            FileResult(
                "posts/life.md",
                (
                    finding(
                        "posts/life.md",
                        "respect/wording",
                        sad,
                        "committed suicide",
                        suggestions=("died by suicide",),
                        fix=Fix(Applicability.SAFE, Position(7, 10), Position(7, 27), "died by suicide"),
                        related=("respect/other",),
                        note="House style.",
                    ),
                ),
            ),
        ),
        rules=RuleSet(RULES, english=None),
        version="1.2.3",
        unread=(Problem("posts/gone.md", "no such file or folder", hint="check the path"),),
        known=(finding("posts/old.md", "claims/cure", "Honey cures flu.", "cures flu", fingerprint="cc-2"),),
    )


HOSTILE = {
    "newline": "a\nb\r\nc",
    "quotes": "\"double\" 'single' `tick`",
    "html": "<script>alert(1)</script> &amp; --> ]]> </details>",
    "percent": "100% %25 %0A %AZP25",
    "github": "::error file=x::boo ::stop-commands::x",
    "github-old": "##[error]boo",
    "azure": "x;y]z ##vso[task.complete result=Failed;]",
    "escapes": "\x1b[31mred\x1b[0m \x07\x00\x08",
    "emoji": "😀 naïve 漢字",
    "right-to-left": "\u202egnp.exe\u2066 \u200f",
    "windows": "C:\\posts\\tea.md",
    "backslash": "posts\\tea.md",
    "markdown": "| a | [b](javascript:x) **c** @team #1 http://evil.example $x$ :smile:",
    "absolute": "/etc/passwd",
    "upwards": "../../x.md",
    "not-utf8": "caf\udce9.md",
    "surrogate": "x\ud800y",
    "not-xml": "\ufffe\uffff\x0b",
    "separators": "a\u2028b\u2029c\x85d",
    "commas": "a,b:c=d",
}


@pytest.fixture(params=HOSTILE)
def text(request: pytest.FixtureRequest) -> str:
    """Something that no file name and no message should hold."""
    return HOSTILE[request.param]


@pytest.fixture
def hostile(text: str) -> Report:
    """A report that holds the text wherever a post or a rule could put it."""
    return hostile_report(text)


@pytest.fixture
def all_hostile() -> dict[str, Report]:
    """The reports of all such texts."""
    return {name: hostile_report(text) for name, text in HOSTILE.items()}


def hostile_report(text: str) -> Report:
    line = f"«{text.splitlines()[0]}» ends"
    found = finding(
        text,
        "claims/cure",
        line,
        line.removesuffix(" ends"),
        message=text,
        help=text,
        note=text,
        url=f"https://example.org/{text}",
        suggestions=(text,),
        fix=Fix(Applicability.UNSAFE, Position(7, 2), Position(7, 3), text),
        locations=(Related(text, Position(1, 1), Position(1, 2), text),),
    )
    evil = replace(
        RULES[0], message=text, why=text, do=text, sources=(Authority(text, f"https://example.org/{text}", text),)
    )
    return Report(
        (FileResult(text, (found, replace(found, fingerprint="f"))),),
        RuleSet((evil,), english=None),
        "1.2.3",
        unread=(Problem(text, text, 3, 4, text),),
    )


@pytest.fixture
def many() -> Callable[[int, int, int], Report]:
    """A report with so many errors, warnings and hints, in an order that is not theirs."""

    def made(errors: int, warnings: int, hints: int) -> Report:
        def findings() -> Iterator[Diagnostic]:
            for number, rule_id in enumerate(
                ["trust/date"] * hints + ["respect/wording"] * warnings + ["claims/cure"] * errors
            ):
                yield finding(
                    "tea.md", rule_id, f"Tea cures cold {number}.", f"cold {number}", fingerprint=f"{number:x}"
                )

        return Report((FileResult("tea.md", tuple(findings())),), RuleSet(RULES, english=None), "1.2.3")

    return made
