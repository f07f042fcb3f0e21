"""Suppression: which findings a post itself excuses, and which of its excuses are wanting."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from healthlint.core import later
from healthlint.core.document import Document
from healthlint.core.rule import Finding, Level, RuleSet, Scope
from healthlint.core.span import Span
from healthlint.kinds.suppression import Defect
from healthlint.markdown import Action, Directive, directives
from healthlint.strict import near

MOST = 1_000
"""Directives that are read in one post: far more than anybody writes."""
_SPACE = later.pattern(r"\s*")
BLANKET = frozenset({"*", "all", *Level})
"""Names that mean no rule in particular, in lower case."""

_WIDTH = {Action.LINE: 0, Action.NEXT_LINE: 1, Action.DISABLE: 2, Action.FILE: 3}


class Grant(NamedTuple):
    """One name in one directive, and what it excuses."""

    directive: Directive
    name: str
    covers: dict[str, Span]
    """Stretches of the source, by rule."""

    @property
    def weight(self) -> tuple[int, int]:
        """Of several grants the one with the lowest is used: the narrowest, then the last."""
        return _WIDTH[self.directive.action], -self.directive.source.start


class Wanting(NamedTuple):
    """A directive that does not do what its author thinks, as a finding."""

    defect: Defect
    finding: Finding


def today() -> dt.date:
    """The day on which a run is made, where it is made."""
    return dt.datetime.now().astimezone().date()


def depends_on_day(text: str) -> bool:
    """False for a post whose findings are the same every day: a cache need not know the date of such a result."""
    return "healthlint" in text and "expires" in text


def suppressions(document: Document, rules: RuleSet, day: dt.date | None) -> Suppressions | None:
    """What a post excuses; None for most posts, and where posts may excuse nothing.

    Args:
        document: The post.
        rules: The rules that run.
        day: On which it is read; None: nothing ever expires.
    """
    found = directives(document) if rules.suppressions else []
    return Suppressions(found, document, rules, day) if found else None


class Suppressions:
    """The directives of one post, understood."""

    def __init__(self, found: Sequence[Directive], document: Document, rules: RuleSet, day: dt.date | None) -> None:
        self._grants: list[Grant] = []
        self._wanting: list[Wanting] = []
        self._document = document
        self._rules = rules
        self._known = {rule.id: rule.level for rule in rules} | dict(rules.known)
        self._lines = document.lines
        self._comments = {directive.source.start: directive.source.end for directive in reversed(found)}
        self._void: set[str] = set()
        """Rules of ranges without an effect: their ends are no mistakes."""
        self._meanings: dict[str, set[str]] = {}
        blocks = sorted((block.source.start, block.source.end) for block in document.blocks)
        self._blocks = [start for start, _ in blocks], [end for _, end in blocks]
        if len(found) > MOST:
            self._note(
                "unreadable", found[MOST], mistake=f"a post may have {MOST:,} such comments, and this is one more"
            )
        for directive in found[:MOST]:
            if directive.mistake:
                self._note("unreadable", directive, mistake=directive.mistake)
            elif directive.action is Action.ENABLE:
                self._end(directive)
            else:
                self._begin(directive, day)

    def excuse(self, rule: str, place: Span) -> Grant | None:
        """What excuses a finding of a rule in a stretch of the source, if anything does."""
        fit = (grant for grant in self._grants if rule in grant.covers and _meets(grant.covers[rule], place))
        return min(fit, key=lambda grant: grant.weight, default=None)

    def wanting(self, used: Iterable[Grant], broken: Collection[str] = ()) -> Iterator[Wanting]:
        """What is wrong with the directives.

        A name is unused when it excused nothing though its rules ran; of a pack, the recommended ones at least.

        Args:
            used: The grants that excused something.
            broken: The rules that broke down on this post.
        """
        ran = {rule.id for rule in self._rules}.difference(broken)
        excused = {(grant.directive, grant.name) for grant in used}
        for grant in self._grants:
            judged = {rule for rule in grant.covers if self._known[rule] is Level.RECOMMENDED} or set(grant.covers)
            if (grant.directive, grant.name) not in excused and judged <= ran:
                self._note("unused", grant.directive, self._advice(grant), name=grant.name)
        found, self._wanting = self._wanting, []
        yield from found

    def _begin(self, directive: Directive, day: dt.date | None) -> None:
        names = ", ".join(directive.names)
        if not directive.names or any(name.lower() in BLANKET for name in directive.names):
            self._note("no-rule", directive, name=names)
            self._void.update(self._known)
        elif directive.expires and day and directive.expires < day:
            self._note("expired", directive, name=names, date=directive.expires.isoformat())
            self._void.update(rule for name in directive.names for rule in self._meant(name))
        else:
            if not directive.reason:
                self._note("no-reason", directive, name=names)
            cover = self._cover(directive)
            for name in directive.names:
                rules = self._named(name, directive)
                if rules:
                    self._grants.append(Grant(directive, name, dict.fromkeys(rules, cover)))

    def _end(self, directive: Directive) -> None:
        """Closes the ranges that a directive names, or all that are open."""
        every = not directive.names
        at, end = directive.source.start, len(self._document.source.text)
        for name in directive.names or ("",):
            rules = set(self._known) if every else self._named(name, directive)
            closed = bool(rules & self._void) or not rules
            for grant in self._grants:
                for rule in rules & grant.covers.keys():
                    if grant.directive.action is Action.DISABLE and grant.covers[rule].end == end:
                        grant.covers[rule] = Span(grant.covers[rule].start, at)
                        closed = True
            if not closed:
                self._note("unused", directive, "Nothing is disabled here that it could enable.", name=name or "all")

    def _cover(self, directive: Directive) -> Span:
        text, source = self._document.source.text, directive.source
        if directive.action is Action.FILE:
            return Span(0, len(text))
        if directive.action is Action.DISABLE:
            return Span(source.start, len(text))
        first, last = self._lines.position(source.start).line, self._lines.position(source.end).line
        if directive.action is Action.LINE:
            return Span(self._lines.offset(first, 1), self._lines.offset(last + 1, 1))
        return self._next(source.end)

    def _next(self, offset: int) -> Span:
        """The next line with words, and the rest of the blocks that begin in it."""
        text = self._document.source.text
        start = self._lines.offset(self._lines.position(offset).line + 1, 1)
        while start < len(text):
            words = _next_words(text, start)
            over = self._comments.get(words, 0)
            if not over:
                start = words
                break
            start = self._lines.offset(self._lines.position(over).line + 1, 1)
        end = self._lines.offset(self._lines.position(start).line + 1, 1)
        starts, ends = self._blocks
        blocks = ends[bisect_left(starts, start) : bisect_left(starts, end)]
        return Span(start, max(blocks, default=end) if start < len(text) else start)

    def _named(self, name: str, directive: Directive) -> set[str]:
        """The rules that a name means; that it means none is noted."""
        rules = self._meant(name)
        if not rules:
            packs = {rule.partition("/")[0] for rule in self._known}
            short = {rule.partition("/")[2]: rule for rule in self._known}
            meant = short.get(name) or near(name, [*self._known, *sorted(packs)])
            advice = f"Did you mean '{meant}'?" if meant else "See 'healthlint rules'."
            self._note("unknown-rule", directive, advice, name=name)
        return rules

    def _meant(self, name: str) -> set[str]:
        if name not in self._meanings:
            self._meanings[name] = {rule for rule in self._known if name in (rule, rule.partition("/")[0])}
        return self._meanings[name]

    def _advice(self, grant: Grant) -> str:
        """Why a grant may have excused nothing, where that can be told."""
        action, source, text = grant.directive.action, grant.directive.source, self._document.source.text
        about_posts = {rule.id for rule in self._rules if rule.kind.scope is Scope.DOCUMENT}
        if action is not Action.FILE and grant.covers.keys() <= about_posts:
            return "It judges the post as a whole: write 'healthlint-disable-file'."
        cover = grant.covers[next(iter(grant.covers))]
        if action is Action.LINE and text[cover.start : cover.end].strip() == text[source.start : source.end]:
            return "Nothing else stands on its line: write 'healthlint-disable-next-line'."
        return ""

    def _note(self, defect: Defect, directive: Directive, note: str = "", **values: str) -> None:
        self._wanting.append(Wanting(defect, Finding(source=directive.source, values=values, note=note)))


def _next_words(text: str, start: int) -> int:
    """The next offset with something to read; the end of the text when there is none."""
    found = _SPACE.match(text, start)
    return found.end() if found else start


def _meets(cover: Span, place: Span) -> bool:
    return cover.overlaps(place) or cover.start <= place.start < cover.end
