"""A baseline: the findings that a repository already had, so that a run reports only what is new.

Findings are recognised by their fingerprints (``engine.address``): moved and re-wrapped sentences stay known, edited
ones come back. Of sentences that are alike as many are known as the baseline counts.
"""

from __future__ import annotations

import json
import os
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, replace
from pathlib import Path, PurePath
from typing import Any, NamedTuple

from healthlint.core import regular_file
from healthlint.core.problem import HealthlintError, Problem
from healthlint.core.record import record
from healthlint.core.report import Diagnostic, Report
from healthlint.core.rule import Scope
from healthlint.core.source import file_of
from healthlint.engine.address import place

NAME = ".healthlint-baseline.json"
_MOST_BYTES = 100_000_000
"""Of a baseline: one of a large archive has many entries."""
VERSION = 1

LONGEST = 60
"""Characters of the words that an entry repeats, for those who read the file."""


@record
class Entry:
    """Findings of one rule in one sentence of one post."""

    path: str
    """Relative to the folder of the baseline, with ``/``."""
    rule: str
    words: str
    """Shortened, and only for readers."""
    fingerprint: str
    """Without the number by which findings that are alike are told apart."""
    count: int = 1
    related: tuple[str, ...] = ()
    """Rules of the same family that the finding stands for: each of them may be shown next time instead."""

    @property
    def keys(self) -> Iterator[Key]:
        """What a finding may be recognised by."""
        for rule in (self.rule, *self.related):
            yield Key(self.path, rule, place(self.fingerprint))


class Key(NamedTuple):
    """A rule and a sentence in a post."""

    path: str
    rule: str
    place: str


@record
class Baseline:
    """The entries of a baseline, in its order: by path, rule and fingerprint."""

    entries: tuple[Entry, ...] = ()

    @property
    def count(self) -> int:
        """How many findings it holds."""
        return sum(entry.count for entry in self.entries)

    def text(self) -> str:
        """As it is stored: an entry a line, so that versions can be compared and merged line by line."""
        lines = ",\n".join(f"    {json.dumps(_stored(entry))}" for entry in self.entries)
        return f'{{\n  "version": {VERSION},\n  "entries": [\n{lines}\n  ]\n}}\n'


class Compared(NamedTuple):
    """A report beside a baseline."""

    report: Report
    """Without the known findings, which are in ``report.known``."""
    stale: tuple[Entry, ...]
    """What the baseline holds and the run did not find any more, with how often."""


def taken(report: Report, root: Path) -> Baseline:
    """The baseline of everything that a report found, counting what it knew already.

    Args:
        report: The run.
        root: The folder of the baseline; paths are relative to it.
    """
    found = [*report.diagnostics(), *report.known]
    entries = [_entry(diagnostic, root) for diagnostic in found]
    return Baseline(tuple(_merged(entries)))


def compared(report: Report, baseline: Baseline, root: Path, rules: Collection[str] = ()) -> Compared:
    """What is new in a report.

    A finding is known when the baseline has it left. Of findings of one family only the first is shown: in a sentence
    that did not change, one that was known is enough, and of a post as a whole all must have been. An entry is stale
    when it was not found though its post was linted, or is gone, and its rule ran, or is gone.

    Args:
        report: The run.
        baseline: What was known before.
        root: The folder of the baseline.
        rules: The ids of all rules that there are, whether they ran or not. An entry of another is stale.
    """
    left: Counter[Key] = Counter()
    for entry in baseline.entries:
        left.update(dict.fromkeys(entry.keys, entry.count))
    used: Counter[Key] = Counter()
    known: list[Diagnostic] = []
    results = []
    for result in report.results:
        path = _relative(result.path, root)
        fresh = []
        for found in result.diagnostics:
            keys = [Key(path, rule, place(found.fingerprint)) for rule in (found.rule, *found.related)]
            held = [key for key in keys if left[key] > 0]
            if held and (found.scope is Scope.SPAN or held == keys):
                left.subtract(held)
                used.update(held)
                known.append(found)
            else:
                fresh.append(found)
        results.append(replace(result, diagnostics=tuple(fresh)))
    ran = {rule.id for rule in report.rules}
    looked_at = {_relative(result.path, root) for result in report.results if not result.problems}
    gone = _gone({entry.path for entry in baseline.entries}, report, root)
    stale = []
    for entry in baseline.entries:
        was_found = max(used[key] for key in entry.keys)
        used.subtract(dict.fromkeys(entry.keys, min(was_found, entry.count)))
        is_gone = entry.path in gone or (bool(rules) and entry.rule not in rules)
        if was_found < entry.count and (is_gone or (entry.path in looked_at and entry.rule in ran)):
            stale.append(replace(entry, count=entry.count - was_found))
    return Compared(replace(report, results=tuple(results), known=(*report.known, *known)), tuple(stale))


def _gone(paths: Iterable[str], report: Report, root: Path) -> set[str]:
    """Those that are no files any more, and those that an export which was read to its end does not have."""
    came = {_relative(result.path, root) for result in report.results}
    broken = {str(root / _relative(problem.path, root)) for problem in report.unread}
    read = {file_of(str(root / path)) for path in came} - broken

    def is_gone(path: str) -> bool:
        whole = str(root / path)
        file = file_of(whole)
        return not Path(file).exists() or (file != whole and file in read and path not in came)

    return {path for path in paths if is_gone(path)}


def without(baseline: Baseline, stale: Iterable[Entry]) -> Baseline:
    """The baseline without what is stale."""
    counts = Counter({_identity(entry): entry.count for entry in stale})
    kept = (replace(entry, count=entry.count - counts[_identity(entry)]) for entry in baseline.entries)
    return Baseline(tuple(entry for entry in kept if entry.count > 0))


def joined(baseline: Baseline, more: Baseline) -> Baseline:
    """Both, their counts added."""
    return Baseline(tuple(_merged([*baseline.entries, *more.entries])))


def elsewhere(baseline: Baseline, report: Report, root: Path) -> Baseline:
    """The entries of posts that the run did not lint, and of rules that did not run."""
    ran = {rule.id for rule in report.rules}
    looked_at = {_relative(result.path, root) for result in report.results if not result.problems}
    return Baseline(tuple(entry for entry in baseline.entries if entry.path not in looked_at or entry.rule not in ran))


def read(path: Path) -> Baseline:
    """The baseline in a file.

    Raises:
        HealthlintError: it cannot be read, or is none.
    """
    try:
        content = json.loads(regular_file.read_text(path, _MOST_BYTES))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise _mistake(path, f"cannot be read: {reason}", hint="check the path, or use --no-baseline") from error
    except json.JSONDecodeError as error:
        raise _mistake(path, f"is no JSON: {error.msg.lower()}", error.lineno, error.colno) from error
    except UnicodeDecodeError as error:
        raise _mistake(path, "is not UTF-8") from error
    except RecursionError as error:
        raise _mistake(path, "is nested too deeply") from error
    if not isinstance(content, dict) or not isinstance(content.get("entries"), list):
        raise _mistake(path, "is no baseline: expected an object with 'version' and 'entries'")
    if content.get("version") != VERSION:
        found = json.dumps(content.get("version"))[:20]
        raise _mistake(path, f"is a baseline of version {found}; this healthlint knows version {VERSION}")
    entries = [_read_entry(path, number, item) for number, item in enumerate(content["entries"], 1)]
    return Baseline(tuple(_merged(entries)))


def _read_entry(path: Path, number: int, item: Any) -> Entry:
    known = {"path": str, "rule": str, "words": str, "fingerprint": str, "count": int, "related": list}
    if not isinstance(item, dict):
        raise _mistake(path, f"entry {number} is no object")
    for key, value in item.items():
        if key not in known:
            raise _mistake(path, f"entry {number} has an unknown key '{key}'")
        if not isinstance(value, known[key]) or isinstance(value, bool):
            raise _mistake(path, f"entry {number}: '{key}' is of the wrong type")
    if missing := [key for key in ("path", "rule", "fingerprint") if key not in item]:
        raise _mistake(path, f"entry {number} has no '{missing[0]}'")
    if item.get("count", 1) < 1:
        raise _mistake(path, f"entry {number}: 'count' is less than 1")
    related = item.get("related", [])
    if not all(isinstance(rule, str) for rule in related):
        raise _mistake(path, f"entry {number}: 'related' holds something that is no rule")
    return Entry(
        item["path"], item["rule"], item.get("words", ""), item["fingerprint"], item.get("count", 1), tuple(related)
    )


def _mistake(path: Path, message: str, line: int = 0, column: int = 0, hint: str = "") -> HealthlintError:
    again = "mend it, or write it anew with 'healthlint baseline'"
    return HealthlintError([Problem(str(path), message, line, column, hint or again)])


def _entry(found: Diagnostic, root: Path) -> Entry:
    words = " ".join(found.words.split())
    words = words if len(words) <= LONGEST else f"{words[: LONGEST - 1].rsplit(None, 1)[0]}…"
    mark = found.fingerprint.partition("-")[0]
    return Entry(_relative(found.path, root), found.rule, words, mark, related=tuple(sorted(found.related)))


def _merged(entries: Iterable[Entry]) -> Iterator[Entry]:
    """One entry for those that are alike, their counts added; in order."""
    groups: dict[tuple[str, ...], Entry] = {}
    for entry in entries:
        first = groups.get(_identity(entry))
        groups[_identity(entry)] = entry if first is None else replace(first, count=first.count + entry.count)
    for identity in sorted(groups):
        yield groups[identity]


def _identity(entry: Entry) -> tuple[str, ...]:
    return entry.path, entry.rule, entry.fingerprint, *entry.related


def _stored(entry: Entry) -> dict[str, Any]:
    stored = asdict(entry)
    if not entry.related:
        del stored["related"]
    return stored


def _relative(path: str, root: Path) -> str:
    try:
        return PurePath(os.path.relpath(path, root)).as_posix()
    except ValueError:  # Another drive.
        return PurePath(path).as_posix()
