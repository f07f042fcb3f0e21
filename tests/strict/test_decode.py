"""Every mistake in a file is reported at once, with its place and what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

import pytest

from healthlint.core.problem import HealthlintError
from healthlint.strict import decode, describe, did_you_mean, near, read_yaml


class Colour(StrEnum):
    RED = "red"
    GREEN = "green"


@dataclass(frozen=True)
class Inner:
    title: str
    url: str = ""


@dataclass(frozen=True)
class Thing:
    name: str
    patterns: tuple[str, ...]
    except_: tuple[str, ...] = ()
    count: int = 1
    ratio: float = 0.5
    on: bool = False
    colour: Colour = Colour.RED
    colours: frozenset[Colour] = frozenset()
    unit: Literal["word", "line"] = "word"
    size: Literal[1, 2] = 1
    inner: Inner | None = None
    inners: tuple[Inner, ...] = ()
    hosts: Mapping[str, tuple[str, ...]] = None  # type: ignore[assignment]


@dataclass(frozen=True)
class Limits:
    words: int = 3


def thing(text: str) -> Thing:
    return decode(read_yaml("t.yaml", text), Thing)


def problems(text: str, schema: type = Thing) -> list[str]:
    with pytest.raises(HealthlintError) as caught:
        decode(read_yaml("t.yaml", text), schema)
    return [str(problem) for problem in caught.value.problems]


def test_every_type_is_read() -> None:
    text = """\
name: A thing
patterns: [a, no]
except: [b]
count: -3
ratio: 2
on: true
colour: green
colours: [red, green]
unit: line
size: 2
inner: {title: T}
inners: [{title: U, url: V}]
hosts: {is a shop: [a.com, b.com]}
"""

    assert thing(text) == Thing(
        name="A thing",
        patterns=("a", "no"),
        except_=("b",),
        count=-3,
        ratio=2.0,
        on=True,
        colour=Colour.GREEN,
        colours=frozenset(Colour),
        unit="line",
        size=2,
        inner=Inner("T"),
        inners=(Inner("U", "V"),),
        hosts={"is a shop": ("a.com", "b.com")},
    )


def test_an_optional_value_may_be_left_empty() -> None:
    assert thing("name: x\npatterns: []\ninner:\n").inner is None


def test_options_that_all_have_defaults_may_be_left_out() -> None:
    assert decode(read_yaml("t.yaml", ""), Limits) == Limits()


def test_all_mistakes_are_reported_at_once() -> None:
    text = """\
nam: x
pattern: [a]
count: many
ratio: 1e3
on: yes
colour: gren
colours: red
unit: words
size: 3
inner: {titel: T}
inners: [T]
hosts: [a]
"""

    assert problems(text) == [
        "t.yaml:1:1: unknown key 'nam' (did you mean 'name'?)",
        "t.yaml:2:1: unknown key 'pattern' (did you mean 'patterns'?)",
        "t.yaml:3:8: expected a whole number, found 'many'",
        "t.yaml:4:8: expected a number, found '1e3'",
        "t.yaml:5:5: expected true or false, found 'yes'",
        "t.yaml:6:9: expected one of: red, green; found 'gren' (did you mean 'green'?)",
        "t.yaml:7:10: expected a list, found a text (begin each item on a line of its own, with '- ')",
        "t.yaml:8:7: expected one of: word, line; found 'words' (did you mean 'word'?)",
        "t.yaml:9:7: expected one of: 1, 2; found '3'",
        "t.yaml:10:9: unknown key 'titel' (did you mean 'title'?)",
        "t.yaml:11:10: expected a mapping, found a text",
        "t.yaml:12:8: expected a mapping, found a list",
    ]


def test_keys_without_a_value() -> None:
    assert problems("name:\npatterns:\ncolour:\ncount:\n") == [
        "t.yaml:1:6: expected a text, found nothing (give it a value, or remove the key)",
        "t.yaml:2:10: expected a list, found nothing (give it a value, or remove the key)",
        "t.yaml:3:8: expected one of: red, green, found nothing (give it a value, or remove the key)",
        "t.yaml:4:7: expected a whole number, found nothing (give it a value, or remove the key)",
    ]


def test_a_colon_in_a_text_is_explained() -> None:
    assert problems("name: {a: b}\npatterns: []\n") == [
        "t.yaml:1:7: expected a text, found a mapping (put a text that has ': ' in it in quotes)"
    ]


def test_a_key_without_a_near_name_lists_the_keys() -> None:
    assert problems("zzz: 1\n", Limits) == ["t.yaml:1:1: unknown key 'zzz' (allowed here: words)"]


def test_an_empty_file_lacks_its_keys() -> None:
    assert problems("") == ["t.yaml:1:1: expected a mapping, found nothing (give it a value, or remove the key)"]


def test_keys_that_are_missing_and_not_misspelt() -> None:
    assert problems("names: x\ncount: 2\n") == [
        "t.yaml:1:1: unknown key 'names' (did you mean 'name'?)",
        "t.yaml:1:1: the key 'patterns' is missing (expected a list)",
    ]


def test_a_type_without_a_converter_is_a_mistake_of_the_program() -> None:
    with pytest.raises(TypeError, match="no converter for"):
        decode(read_yaml("t.yaml", "1"), complex)


@pytest.mark.parametrize(
    ("name", "found"), [("clams", "claims"), ("CLAIMS", "claims"), ("zzz", ""), ("claim", "claims")]
)
def test_near_names(name: str, found: str) -> None:
    assert near(name, ["risk", "claims"]) == found


def test_hints_list_few_names_and_no_crowd() -> None:
    assert did_you_mean("zzz", ["a", "b"], "kinds") == "kinds: a, b"
    assert did_you_mean("zzz", [str(number) for number in range(13)]) == ""


def test_types_in_words() -> None:
    assert [describe(schema) for schema in (str, int | None, Colour, Literal["a", "b"], tuple[str, ...], Inner)] == [
        "a text",
        "a whole number",
        "one of: red, green",
        "one of: a, b",
        "a list",
        "a mapping",
    ]
