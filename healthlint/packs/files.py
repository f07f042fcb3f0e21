"""The files of a folder of packs: lexicons, pairs, pack descriptions and rules, sorted, and nothing passed over."""

from __future__ import annotations

from pathlib import Path

from healthlint.core import later
from healthlint.core.problem import Problem
from healthlint.core.record import record
from healthlint.packs.locate import builtin, shown

LEXICON = "lexicon"
PAIRS = "pairs"
PACK = "pack.yaml"
PROVISIONS = "provisions.yaml"

_NAME = later.pattern(r"[a-z0-9]+(-[a-z0-9]+)*")
_OTHER_ENDINGS = frozenset({".yml", ".YAML", ".YML", ".json", ".toml"})


@record
class PackFiles:
    """A pack as it lies on the disk."""

    name: str
    description: Path
    rules: tuple[Path, ...]
    provisions: Path | None = None
    """Of a law pack."""


@record
class Folder:
    """A folder of packs, or of one pack, as it lies on the disk."""

    lexicons: tuple[Path, ...]
    packs: tuple[PackFiles, ...]
    pairs: tuple[Path, ...] = ()
    """Files of sentences and their twins; see ``packs.pairs``."""


def survey(folder: Path, problems: list[Problem]) -> Folder:
    """What a folder holds: packs, and folders ``lexicon`` and ``pairs``; or, with a ``pack.yaml`` of its own, one pack.

    Problems are added for what looks like a rule or a pack and cannot be one.
    """
    if not folder.is_dir():
        problems.append(Problem(shown(folder), "there is no such folder of rules", hint="check 'packs' and the path"))
        return Folder((), ())
    if (folder / PACK).is_file():
        return Folder((), (_pack(folder.resolve().name, folder, problems),))
    lexicons: tuple[Path, ...] = ()
    pairs: tuple[Path, ...] = ()
    packs = []
    for entry in sorted(folder.iterdir()):
        if entry.name.startswith((".", "__")):
            continue
        if not entry.is_dir():
            if entry.suffix == ".yaml" or entry.suffix in _OTHER_ENDINGS:
                hint = f"move it into a folder with a {PACK}"
                problems.append(Problem(shown(entry), "a rule outside of a pack", hint=hint))
        elif not any(entry.iterdir()):
            continue  # version control does not know empty folders
        elif entry.name == LEXICON:
            lexicons = _named_files(entry, problems)
        elif entry.name == PAIRS and not (entry / PACK).is_file():
            pairs = _named_files(entry, problems)
        else:
            packs.append(_pack(entry.name, entry, problems))
    if not packs and not lexicons:
        hint = f"a pack is a folder with a {PACK} and one file for each rule"
        problems.append(Problem(shown(folder), "no packs in this folder", hint=hint))
    return Folder(lexicons, tuple(packs), pairs)


def _pack(name: str, folder: Path, problems: list[Problem]) -> PackFiles:
    _check_name(folder, name, problems)
    description = folder / PACK
    if not description.is_file():
        hint = "write one with 'title' and 'purpose'"
        problems.append(Problem(shown(folder), f"a folder without a {PACK}", hint=hint))
    rules = tuple(path for path in _named_files(folder, problems) if path.name not in (PACK, PROVISIONS))
    provisions = folder / PROVISIONS
    return PackFiles(name, description, rules, provisions if provisions.is_file() else None)


def _named_files(folder: Path, problems: list[Problem]) -> tuple[Path, ...]:
    found = []
    for path in sorted(folder.iterdir()):
        if path.name.startswith((".", "__")):
            continue
        if path.is_dir():
            problems.append(Problem(shown(path), "a folder inside a pack", hint="packs hold files only: move it up"))
        elif path.suffix in _OTHER_ENDINGS:
            problems.append(Problem(shown(path), f"'{path.suffix}' is not read", hint="end its name in '.yaml'"))
        elif path.suffix == ".yaml":
            _check_name(path, path.stem, problems)
            found.append(path)
    return tuple(found)


def leads_out(path: Path) -> bool:
    """True for a link to a file that lies neither in the pack of the link nor beside that pack.

    The built-in rules lie where an installer put them, which may be links to its own store.
    """
    if not path.is_symlink() or path.parent.resolve().is_relative_to(builtin().resolve()):
        return False
    try:
        return not path.resolve().is_relative_to(path.parent.resolve().parent)
    except (OSError, RuntimeError):
        return True  # a link to itself


def _check_name(path: Path, name: str, problems: list[Problem]) -> None:
    if not _NAME.fullmatch(name):
        hint = "use small letters, digits and single hyphens"
        problems.append(Problem(shown(path), f"'{name}' cannot be part of a rule's id", hint=hint))
