"""Whole HTML pages are judged by the post in them; what a template puts around it is not its author's."""

from __future__ import annotations

from healthlint import lint_text

PAGE = """<!doctype html>
<html><head><title>Tea</title></head><body>
<nav><ul><li><a href="/">Home</a></li><li><a href="#">Menu</a></li><li><a href="#"></a></li></ul></nav>
<main>
<h1>Tea</h1>
<p>3 min read</p>
<p>Our tea cures diabetes.</p>
<p>Diabetes has symptoms such as thirst, and its treatment takes insulin, a diet, and time with a nurse.
Patients with diabetes may also have pain in the feet, and need care of the eyes, the kidneys and the heart.
Treatment of high blood pressure helps, and so does sleep. A diet that is rich in fibre lowers blood sugar.</p>
<h2>Related posts</h2>
<form><p>Enter your email</p></form>
</main>
<footer><p>Our tea cures migraine.</p>
<p>This content is for information only and is not medical advice, diagnosis or treatment.</p></footer>
</body></html>
"""


def _found(text: str) -> set[tuple[str, int]]:
    return {(found.rule, found.start.line) for found in lint_text(text, path="tea.html")}


def test_only_the_post_is_judged() -> None:
    found = _found(PAGE)
    assert ("claims/cure", 7) in found
    assert not [line for rule, line in found if rule.startswith(("claims/", "hygiene/")) and line != 7]


def test_what_a_post_must_have_may_stand_around_it() -> None:
    asked = "disclaimer/medical-advice"
    assert asked not in {rule for rule, _ in _found(PAGE)}
    without = "\n".join(line for line in PAGE.splitlines() if "information only" not in line)
    assert asked in {rule for rule, _ in _found(without + "</footer>")}


def test_a_part_of_a_page_is_a_post() -> None:
    part = PAGE.partition("<main>")[2].partition("</main>")[0]
    assert {("hygiene/page-furniture", line) for line in (3, 8, 9)} <= _found(part)
