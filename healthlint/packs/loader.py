"""Folders of YAML in, one ``RuleSet`` out; or every mistake in them at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal, NamedTuple

from healthlint.core import later, regular_file
from healthlint.core.document import OF_THE_POST, BlockKind
from healthlint.core.problem import HealthlintError, Problem
from healthlint.core.record import record
from healthlint.core.rule import (
    EDITIONS,
    Authority,
    Edition,
    Examples,
    Kind,
    Level,
    Pack,
    Rule,
    RuleSet,
    Scope,
    Severity,
)
from healthlint.kinds import KINDS, WORDLESS, When
from healthlint.packs.examples import examples
from healthlint.packs.files import LEXICON, Folder, PackFiles, leads_out, survey
from healthlint.packs.lexicons import Lexicon, Lexicons, terms
from healthlint.packs.locate import shown
from healthlint.packs.provisions import provisions
from healthlint.prose.english import English, LanguageWords, Subject
from healthlint.prose.patterns import Patterns
from healthlint.strict import Converter, Decoder, Node, Scalar, did_you_mean, fields_of, noun, read_yaml
from healthlint.strict import Mapping as MappingNode
from healthlint.strict import Sequence as SequenceNode

_PLACEHOLDER = later.pattern(r"\{(\w+)\}")


@record
class PackFile:
    """The keys of ``pack.yaml``."""

    title: str
    purpose: str
    when: When | None = None
    together: bool = False
    language: str = "en"
    """The code of the language that its rules are about; posts plainly in another one are not judged by them."""


@record
class RuleFile:
    """The keys of a rule."""

    message: str
    why: str
    do: str
    severity: Severity
    level: Level
    sources: tuple[Authority, ...]
    find: Kind
    examples: Examples
    where: frozenset[BlockKind] = OF_THE_POST
    when: When | None = None
    family: str = ""
    rank: Literal[1, 2, 3, 4, 5, 6, 7, 8, 9] = 5
    since: Edition = EDITIONS[0]
    recommended_since: Edition | None = None


class Loaded(NamedTuple):
    """What could be loaded, and what could not."""

    rules: RuleSet | None
    """The sound rules; None when the English that they are read by is broken."""
    problems: tuple[Problem, ...]


def load(*folders: Path) -> RuleSet:
    """The rules of all packs in the folders.

    Args:
        folders: Each holds packs, or is one. The first holds the English: cue words, citation forms, subjects.
            The rules of every folder may use the word lists of all.

    Raises:
        HealthlintError: with every mistake in every file.
    """
    rules, problems = load_sound(*folders)
    if problems or rules is None:
        raise HealthlintError(problems)
    return rules


def load_sound(*folders: Path) -> Loaded:
    """As ``load``, for those who can go on with the sound rules and show every mistake later."""
    loader = _Loader()
    rules = loader.load(folders)
    return Loaded(rules, tuple(sorted(loader.problems, key=lambda problem: problem.path)))


def load_one(path: Path, pack: str) -> Rule:
    """One rule that uses no word lists, without its pack.

    Raises:
        HealthlintError: with every mistake in the file.
    """
    loader = _Loader()
    loader.decoder.converters = loader.converters(Lexicons({}))
    rule = loader.rule(path, pack, None)
    if rule is None:
        raise HealthlintError(loader.problems)
    return rule


class _Loader:
    def __init__(self) -> None:
        self.decoder = Decoder()
        self.problems = self.decoder.problems
        self.subjects: Mapping[str, Subject] = {}
        self.languages: Mapping[str, LanguageWords] = {}

    def load(self, folders: Iterable[Path]) -> RuleSet | None:
        surveyed = [survey(folder, self.problems) for folder in folders]
        lexicons = self.lexicons(surveyed)
        lexicons.check(self.decoder)
        self.decoder.converters = self.converters(lexicons)
        english = self.english(surveyed[0])
        packs: list[Pack] = []
        rules: list[Rule] = []
        ids = [f"{pack.name}/{path.stem}" for folder in surveyed for pack in folder.packs for path in pack.rules]
        for files in (pack for folder in surveyed for pack in folder.packs):
            pack, found = self.pack(files, ids)
            if pack and any(pack.name == other.name for other in packs):
                hint = "give the folder another name"
                self.problems.append(Problem(pack.path, f"a second pack with the name '{pack.name}'", hint=hint))
            packs += [pack] if pack else []
            rules += found
        known = {rule.id: rule.level for rule in rules}
        return RuleSet(tuple(rules), english, tuple(packs), known) if english else None

    def converters(self, lexicons: Lexicons) -> dict[Any, Converter]:
        return {
            Patterns: lexicons.patterns,
            Kind: _kind,
            Examples: examples,
            tuple[Authority, ...]: _sources,
        }

    def lexicons(self, surveyed: list[Folder]) -> Lexicons:
        decoder = Decoder({tuple[Scalar, ...]: terms})
        found: dict[str, Lexicon] = {}
        paths: dict[str, Path] = {}
        for path in (path for folder in surveyed for path in folder.lexicons if path.stem not in fields_of(English)):
            node = self.read(path)
            lexicon = decoder.attempt(node, Lexicon) if node is not None else None
            if path.stem in found:
                hint = f"the other one is {shown(paths[path.stem])}; give this one another name"
                self.problems.append(Problem(shown(path), f"a second lexicon '{path.stem}'", hint=hint))
            # A broken list stands in empty, so that its users are not reported as well.
            found[path.stem] = lexicon or Lexicon(path.stem, ())
            paths[path.stem] = path
        self.problems += decoder.problems
        return Lexicons(found)

    def english(self, folder: Folder) -> English | None:
        """The files of ``lexicon/`` that are fields of ``English``; None after a problem."""
        files = {path.stem: path for path in folder.lexicons}
        parts: dict[str, Any] = {}
        for name, field in fields_of(English).items():
            if name in files:
                parts[name] = self.decode(files[name], field.type)
            else:
                message = f"'{LEXICON}/{name}.yaml' is missing from the first folder of rules"
                self.problems.append(Problem(f"{LEXICON}/{name}.yaml", message, hint="the built-in rules come first"))
        self.subjects = parts.get("subjects") or {}
        self.languages = parts.get("languages") or {}
        complete = len(parts) == len(fields_of(English)) and all(part is not None for part in parts.values())
        return English(**parts) if complete else None

    def pack(self, files: PackFiles, ids: Sequence[str]) -> tuple[Pack | None, list[Rule]]:
        description = self.decode(files.description, PackFile) if files.description.is_file() else None
        pack = None
        if description is not None:
            path = shown(files.description)
            node = self.read(files.provisions) if files.provisions else None
            law = provisions(node, files.name, ids, self.decoder) if node is not None else ()
            pack = Pack(files.name, description.title, description.purpose, path, law, together=description.together)
            self.check_subject(description.when, path, None)
            if self.languages and description.language not in self.languages:
                hint = did_you_mean(description.language, self.languages, f"in {LEXICON}/languages.yaml")
                self.problems.append(Problem(path, f"unknown language '{description.language}'", hint=hint))
        rules = [self.rule(path, files.name, description) for path in files.rules]
        if not rules and pack and not files.provisions:
            self.problems.append(Problem(pack.path, "a pack without rules", hint="a rule is a file beside this one"))
        return pack, [rule for rule in rules if rule is not None]

    def rule(self, path: Path, pack: str, description: PackFile | None) -> Rule | None:
        before = len(self.problems)
        node = self.read(path)
        if node is None:
            return None
        file = self.decoder.attempt(node, RuleFile)
        if file is None or not isinstance(node, MappingNode):
            return None
        self.check_message(file, node)
        self.check_subject(file.when, shown(path), node)
        if len(self.problems) > before:
            return None
        ((kind_name, _),) = _entries(node.get("find"))
        return Rule(
            id=f"{pack}/{path.stem}",
            message=file.message,
            why=file.why,
            do=file.do,
            severity=file.severity,
            level=file.level,
            sources=file.sources,
            kind=file.find,
            kind_name=kind_name,
            examples=file.examples,
            where=file.where,
            when=file.when or (description.when if description else None),
            family=file.family,
            rank=file.rank,
            path=shown(path),
            since=file.since,
            recommended_since=file.recommended_since or file.since,
            language="" if kind_name in WORDLESS or description is None else description.language,
        )

    def check_message(self, file: RuleFile, node: MappingNode) -> None:
        """Reports placeholders that the rule's kind does not fill."""
        known = set(file.find.placeholders)
        if file.find.scope is Scope.SPAN:
            known.add("match")
        message = node.get("message")
        for name in _PLACEHOLDER.findall(file.message):
            if name not in known and message is not None:
                hint = did_you_mean(name, sorted(known), "filled here") or "this kind fills none"
                self.decoder.report(message.place, f"nothing fills '{{{name}}}' in this message", hint)

    def check_subject(self, when: When | None, path: str, node: MappingNode | None) -> None:
        """Reports subjects that are not in ``subjects.yaml``."""
        if when is None or not self.subjects:
            return
        place = node.get("when") if node else None
        for subject in (when.about, *when.not_about):
            if subject is None or subject in self.subjects:
                continue
            hint = did_you_mean(subject, self.subjects, "in lexicon/subjects.yaml")
            message = f"unknown subject '{subject}'"
            if place is not None:
                self.decoder.report(place.place, message, hint)
            else:
                self.problems.append(Problem(path, message, hint=hint))

    def decode(self, path: Path, schema: Any) -> Any:
        node = self.read(path)
        return None if node is None else self.decoder.attempt(node, schema)

    def read(self, path: Path) -> Node | None:
        """The file as a node; None after a problem, which is noted."""
        if leads_out(path):
            hint = "put the file itself into the folder"
            self.problems.append(Problem(shown(path), "a link that leads out of the folder of rules", hint=hint))
            return None
        try:
            return read_yaml(shown(path), regular_file.read_text(path))
        except HealthlintError as error:
            self.problems.extend(error.problems)
        except (OSError, UnicodeDecodeError) as error:
            hint = "save it as UTF-8" if isinstance(error, UnicodeDecodeError) else ""
            reason = getattr(error, "strerror", None) or str(error)
            self.problems.append(Problem(shown(path), f"cannot be read: {reason}", hint=hint))
        return None


def _entries(node: Node | None) -> list[tuple[str, Node]]:
    return [(entry.key.value, entry.value) for entry in node.entries] if isinstance(node, MappingNode) else []


def _kind(node: Node, decoder: Decoder) -> Kind | None:
    """One kind with its options: the converter for ``Kind``."""
    entries = node.entries if isinstance(node, MappingNode) else ()
    if len(entries) != 1:
        found = f"{len(entries)} of them" if entries else noun(node)
        decoder.report(node.place, f"expected one kind with its options, found {found}", f"kinds: {', '.join(KINDS)}")
        return None
    key, options = entries[0].key, entries[0].value
    if key.value not in KINDS:
        decoder.report(key.place, f"unknown kind '{key.value}'", did_you_mean(key.value, KINDS, "kinds"))
        return None
    kind: Kind | None = decoder.decode(options, KINDS[key.value])
    return kind


def _sources(node: Node, decoder: Decoder) -> tuple[Authority, ...]:
    """At least one authority: the converter for ``sources``."""
    if not isinstance(node, SequenceNode):
        decoder.report(node.place, f"expected a list, found {noun(node)}", "begin each source with '- title: ...'")
        return ()
    if not node.items:
        decoder.report(node.place, "no source", "name the law, guideline or study that the rule rests on")
    return tuple(decoder.decode(item, Authority) for item in node.items)
