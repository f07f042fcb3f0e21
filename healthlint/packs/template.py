"""A rule to begin with: a file that says what stands where, and that passes its own examples."""

from __future__ import annotations

from collections.abc import Iterator

from healthlint.core import later
from healthlint.packs.files import LEXICON, PAIRS

PACK_TEXT = """\
title: {title}
purpose: What the rules of this pack have in common, in a sentence.
# when: {{about: health}}               # the posts to which its rules apply; without it, all
"""

RULE_TEXT = """\
# yaml-language-server: $schema=https://raw.githubusercontent.com/healthlint/healthlint/main/healthlint/schemas/rule.schema.json
# The rule {pack}/{name}. rules/README.md of healthlint explains every key; to try it:
# healthlint test {pack}/{name}
message: "'{{match}}' is not how we write."   # what is wrong, in an editor's words; {{match}} is what was found
why: Say why it matters to a reader.
do: Say what to write instead.
severity: warning                             # error | warning | info
level: recommended                            # runs by default | strict: when selected | preview: only by its id
sources:                                      # the law, guideline or house rule that it rests on
  - title: House style
find:
  pattern:                                    # the kind; others: claim (no citation), swap (a better word), require
    patterns:                                 # RE2; case does not matter; {{name}} stands for a list in lexicon/
      - "{pattern}"
    # except: [look-alikes, "a {words} festival"]  # matches that overlap one of these are let go
    excuse: [negated]                         # also hedged, questioned, attributed, quoted, conditional, rebutted
examples:                                     # they run as tests: what must be found stands in «marks»
  invalid:
    - "{0}"
    - "{1}"
  valid:
    - "{2}"
    - "{3}"
"""

EXAMPLES = (
    (
        "We sell «{words}».",
        "Patients ask for «{words}» every day.",
        "We do not sell {words}.",
        "The clinic opens at nine.",
    ),
    ("We sell «{words}».", "Patients ask for «{words}» every day.", "Call us first.", "The clinic opens at nine."),
    ("Soup and «{words}».", "Tea with «{words}» today.", "Chop some carrots.", "It rains."),
)
"""The first shows most; some words are read in another way, or stand in its sentences."""

_NAME = later.pattern(r"[a-z0-9]+(-[a-z0-9]+)*")
_OTHER = later.pattern(r"[^a-z0-9]+")


def wrong_name(name: str) -> tuple[str, str]:
    """What is wrong with the id of a new rule, and one that would do; two empty texts for a good one."""
    pack, slash, rule = name.partition("/")
    near = _near(name)
    if not slash:
        return f"'{name}' names no pack", near
    if not _NAME.fullmatch(pack) or not _NAME.fullmatch(rule):
        return f"'{name}' cannot be the id of a rule: small letters, digits and single hyphens, as PACK/NAME", near
    if pack in (LEXICON, PAIRS):
        return f"a pack cannot be called '{pack}': that folder has another use", f"house/{rule}"
    if rule in ("pack", "provisions"):
        return f"a rule cannot be called '{rule}': that file has another use", f"{pack}/{rule}-rule"
    return "", ""


def _near(name: str) -> str:
    """An id that would do, made of the same words."""
    parts = [_OTHER.sub("-", part.lower()).strip("-") for part in name.split("/")]
    if name.count("/") == 0:
        parts.insert(0, "house")
    first, *rest = [part for part in parts if part] or ["house"]
    return f"{first}/{'-'.join(rest) or 'first-rule'}"


def rule_texts(name: str) -> Iterator[str]:
    """Files for a new rule that finds the words of its name, the most telling first: take one whose examples hold."""
    pack, _, rule = name.partition("/")
    words = rule.replace("-", " ")
    for sentences in EXAMPLES:
        examples = (sentence.format(words=words) for sentence in sentences)
        yield RULE_TEXT.format(*examples, pack=pack, name=rule, words=words, pattern=rule.replace("-", "[- ]"))


def pack_text(pack: str) -> str:
    """The ``pack.yaml`` of a new pack."""
    return PACK_TEXT.format(title=pack.replace("-", " ").capitalize())
