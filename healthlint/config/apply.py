"""Puts a configuration to work: of all rules those that run, with the severities and options that it gives them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal, get_origin

from healthlint.config.schema import Config, Name, Options
from healthlint.config.select import Selector
from healthlint.core.problem import HealthlintError
from healthlint.core.rule import Edition, Pack, Rule, RuleSet, is_in
from healthlint.kinds.require import Require
from healthlint.prose.english import English
from healthlint.strict import Decoder, did_you_mean, fields_of, noun
from healthlint.strict import Mapping as MappingNode


def apply(rules: RuleSet, config: Config, *, select: Sequence[str] = (), ignore: Sequence[str] = ()) -> RuleSet:
    """The rules that run.

    Args:
        rules: All that there are.
        config: The configuration.
        select: From the command line: instead of ``select`` and ``ignore`` of the configuration.
        ignore: From the command line: beside what is ignored already.

    Raises:
        HealthlintError: with every name that no rule has, and every option that does not fit.
    """
    selector = Selector(rules, config.rules)
    wanted, unwanted = config.select, config.ignore
    selected = selector.selected(wanted)
    ignored = selector.rules(unwanted)
    if select:
        wanted, unwanted = tuple(map(Name, select)), ()
        selected, ignored = selector.selected(wanted, "--select"), {}
    ignored |= selector.rules(map(Name, ignore), "--ignore")
    ignored |= selector.rules(config.site.provides)
    dropped = selector.laws([*unwanted, *map(Name, ignore)])
    laws = [law for law in selector.laws(wanted) if law not in dropped]
    changed = _under({rule.id: rule for rule in rules}, laws, config.rules)
    selected |= {rule.id: rule for rule in changed.values() if selector.joins(rule)}
    changed |= _severities(config, selector, changed)
    decoder = Decoder()
    for name, options in config.options.items():
        for rule in selector.rules([name]).values():
            changed[rule.id] = _with_options(changed.get(rule.id, rule), options, decoder)
    for name, insertion in config.site.inserts.items():
        for rule in selector.rules([name]).values():
            other = changed.get(rule.id, rule)
            if isinstance(other.kind, Require):
                changed[rule.id] = replace(other, kind=replace(other.kind, insert=insertion))
            elif name.place is not None:
                hint = "rules of the kind 'require' do, such as disclaimer/medical-advice"
                decoder.report(name.place, f"{rule.id} asks for no text that could be put into a post", hint)
    problems = [*selector.problems, *decoder.problems]
    if problems:
        raise HealthlintError(sorted(problems, key=lambda problem: (problem.path, problem.line, problem.column)))
    kept = tuple(changed.get(rule.id, rule) for rule in rules if rule.id in selected and rule.id not in ignored)
    english, size = _english(rules.english, config), config.max_file_size.bytes
    return replace(rules, rules=kept, english=english, suppressions=config.suppressions, max_file_size=size)


def _under(rules: Mapping[str, Rule], laws: Iterable[Pack], edition: Edition | None) -> dict[str, Rule]:
    """The rules that the provisions of the laws name, with these provisions and at least their severities."""
    changed: dict[str, Rule] = {}
    for provision in (one for law in laws for one in law.provisions if is_in(one.since, edition)):
        for rule_id in sorted(provision.rules & rules.keys()):
            rule = changed.get(rule_id, rules[rule_id])
            severity = min(rule.severity, provision.severity or rule.severity, key=lambda severity: severity.rank)
            changed[rule_id] = replace(rule, severity=severity, provisions=(*rule.provisions, provision))
    return changed


def _severities(config: Config, selector: Selector, changed: Mapping[str, Rule]) -> dict[str, Rule]:
    found: dict[str, Rule] = {}
    for name, severity in config.severity.items():
        for rule in selector.rules([name]).values():
            found[rule.id] = replace(changed.get(rule.id, rule), severity=severity)
    return found


def _with_options(rule: Rule, options: Options, decoder: Decoder) -> Rule:
    """The rule with the given options of its kind; what was found wrong is in the decoder."""
    node = options.node
    fields = {key: field for key, field in fields_of(type(rule.kind)).items() if _is_simple(field.type)}
    if not isinstance(node, MappingNode):
        decoder.report(node.place, f"expected the options of {rule.id}, found {noun(node)}")
        return rule
    values: dict[str, Any] = {}
    for entry in node.entries:
        field = fields.get(entry.key.value)
        if field is None:
            message = f"'{entry.key.value}' is no option of {rule.id} (kind '{rule.kind_name}')"
            hint = did_you_mean(entry.key.value, fields, "options") or "it has none that can be set here"
            decoder.report(entry.key.place, message, hint)
        else:
            values[field.name] = decoder.decode(entry.value, field.type)
    if decoder.problems:
        return rule
    kind: Any = rule.kind
    return replace(rule, kind=replace(kind, **values))


def _is_simple(schema: Any) -> bool:
    """True for limits, switches and choices; patterns are changed in rules, where their examples are."""
    return schema in (int, float, bool) or get_origin(schema) is Literal


def _english(english: object, config: Config) -> object:
    if not config.site.hosts or not isinstance(english, English):
        return english
    return replace(english, citations=replace(english.citations, own=(*english.citations.own, *config.site.hosts)))
