"""What a configuration can say: the fields are the keys of ``.healthlint.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field

from healthlint.core.record import record
from healthlint.core.regular_file import MOST_BYTES
from healthlint.core.rule import Edition, Severity
from healthlint.kinds.require import Insertion
from healthlint.strict import Node, Place


@record
class Name:
    """A name that must exist, and where it was written."""

    text: str
    place: Place | None = None
    """None for a name from the command line."""


@record
class Options:
    """Options of a rule, as written: only the rule's kind knows what they mean."""

    node: Node


@record
class Site:
    """What a reader of the published page sees beside the post."""

    provides: tuple[Name, ...] = ()
    """Rules whose demand the template meets, such as ``disclaimer/medical-advice``: they do not run."""
    hosts: tuple[str, ...] = ()
    """The site's own host names: links to them are no citations."""
    inserts: Mapping[Name, Insertion] = field(default_factory=dict)
    """By rule, such as ``disclaimer/medical-advice``: what ``--fix`` puts into a post that lacks it."""


@record
class Size:
    """A number of bytes, written as one or as ``5 MB`` or ``800 KB``."""

    bytes: int


@record
class Extends:
    """Other configurations that this one rests on."""

    files: tuple[Name, ...] = ()
    """Relative to the file that names them; of two that say different things, the later one counts."""


@record
class Globs:
    """Patterns of paths, as in ``.gitignore``; at least one."""

    patterns: tuple[str, ...]


@record
class PerFile:
    """What is different for some files."""

    files: Globs
    """Which, relative to the configuration, as of ``excludes``."""
    select: tuple[Name, ...] | None = None
    """What runs on them, instead of ``select`` and ``ignore`` above."""
    ignore: tuple[Name, ...] = ()
    """What does not run on them either."""
    severity: Mapping[Name, Severity] = field(default_factory=dict)
    """Severities on top of those above."""
    options: Mapping[Name, Options] = field(default_factory=dict)
    """Options on top of those above."""


@record
class Config:
    """All of it, with the defaults of a run without a configuration."""

    extend: Extends = Extends()
    """Other configurations that this one rests on; what is said here wins."""
    rules: Edition | None = None
    """The edition of the rules: those that came later, or were recommended later, run only when named by their id."""
    packs: tuple[Name, ...] = ()
    """Folders with own rules, relative to the file that names them. They stand beside the built-in ones."""
    select: tuple[Name, ...] = (Name("recommended"),)
    """What runs: rule ids, packs, globs, levels, or ``ALL``."""
    ignore: tuple[Name, ...] = ()
    """What does not run; the same forms."""
    severity: Mapping[Name, Severity] = field(default_factory=dict)
    """Another severity for a rule, pack or glob; of several that fit, the last one counts."""
    options: Mapping[Name, Options] = field(default_factory=dict)
    """Other options for the kind of a rule: limits and thresholds."""
    excludes: tuple[str, ...] = ()
    """Globs of files that are not linted, relative to the configuration."""
    max_file_size: Size = field(default=Size(MOST_BYTES), metadata={"key": "max-file-size"})
    """The largest post that is checked, ``5 MB`` by default. A larger one is a problem of the run."""
    suppressions: bool = True
    """False: comments and front matter of a post suppress nothing."""
    site: Site = Site()
    """What the page shows beside the post."""
    per_file: tuple[PerFile, ...] = field(default=(), metadata={"key": "per-file"})
    """What is different for some files; where several fit, they are laid one upon the other."""
