"""What applies to one path: its settings, the rules that run on it, and where each comes from."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from healthlint.config import layers
from healthlint.config.origins import Block, Setting, blocks, settings
from healthlint.config.schema import Config, Name
from healthlint.config.select import Selector
from healthlint.core.rule import Rule, RuleSet
from healthlint.core.tuples import NamedTuple
from healthlint.engine.setup import Setup
from healthlint.files.excludes import Excludes, place


class Running(NamedTuple):
    """A rule that runs, with what made it so."""

    rule: Rule
    selected: Setting
    severity: Setting | None
    """None: its own, or that of a law pack."""
    options: tuple[Setting, ...]


class Applied(NamedTuple):
    """What applies to a path."""

    path: str
    files: tuple[Path, ...]
    """The configuration, and before it those that it extends; empty when there is none."""
    excluded: Setting | None
    """What leaves the path out."""
    settings: tuple[Setting, ...]
    blocks: tuple[tuple[Block, bool], ...]
    """The ``per-file`` blocks, and whether they fit."""
    running: tuple[Running, ...]
    ignored: tuple[tuple[Rule, Setting], ...]
    """Rules that are selected, and what takes them out again."""


def applied(path: Path, setup: Setup) -> Applied:
    """What applies to a file or a folder, whether it is there or not.

    Raises:
        HealthlintError: with every mistake in the configuration and the rules.
    """
    every = setup.load()
    rules = setup.apply(every)
    found = layers(setup.file, setup.trusted) if setup.file else []
    relative = place(str(path), str(setup.root.resolve()))
    written = blocks(found)
    fits = [relative is not None and Excludes(block.patterns).match(relative) for block in written]
    values = settings(found, [index for index, fit in enumerate(fits) if fit])
    selector = _Meaning(every, setup.config)
    own = rules.of(str(path))
    return Applied(
        str(path),
        tuple(layer.path for layer in found),
        _excluding(relative, path, values),
        tuple(values),
        tuple(zip(written, fits, strict=True)),
        tuple(_running(rule, values, selector) for rule in own),
        tuple(_ignored(every, own, values, selector)),
    )


class _Meaning:
    """Which rules the names in settings mean."""

    def __init__(self, every: RuleSet, config: Config) -> None:
        self._selector = Selector(every, config.rules)
        self._known: dict[tuple[str, bool], frozenset[str]] = {}

    def rules(self, setting: Setting) -> frozenset[str]:
        """The ids of the rules that the name in a setting means; for a law pack, those that it raises."""
        name = setting.key[1] if setting.key[0] in ("severity", "options") else str(setting.value)
        selects = setting.key == ("select",)
        if (name, selects) not in self._known:
            find = self._selector.selected if selects else self._selector.rules
            meant = set(find([Name(name)]))
            for law in self._selector.laws([Name(name)]):
                meant.update(*(provision.rules for provision in law.provisions))
            self._known[name, selects] = frozenset(meant)
        return self._known[name, selects]


def _running(rule: Rule, values: Sequence[Setting], meaning: _Meaning) -> Running:
    def those(*key: str) -> list[Setting]:
        return [it for it in values if it.key[: len(key)] == key and rule.id in meaning.rules(it)]

    return Running(rule, those("select")[-1], next(reversed(those("severity")), None), tuple(those("options")))


def _ignored(
    every: RuleSet, own: RuleSet, values: Sequence[Setting], meaning: _Meaning
) -> Iterable[tuple[Rule, Setting]]:
    run = {rule.id for rule in own}
    selected = frozenset().union(*(meaning.rules(it) for it in values if it.key == ("select",)))
    taking = [it for it in values if it.key in (("ignore",), ("site", "provides"))]
    for rule in every:
        by = next((it for it in taking if rule.id in meaning.rules(it)), None)
        if rule.id in selected and rule.id not in run and by:
            yield rule, by


def _excluding(relative: str | None, path: Path, values: Iterable[Setting]) -> Setting | None:
    """The pattern that leaves a path out: the first with which it is out to the end."""
    patterns = [it for it in values if it.key == ("excludes",)]
    folder = path.is_dir()
    if relative is None or not Excludes(str(it.value) for it in patterns).match(relative, folder=folder):
        return None
    return next(it for it in reversed(patterns) if Excludes([str(it.value)]).match(relative, folder=folder))
