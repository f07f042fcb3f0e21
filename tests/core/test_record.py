"""Records: dataclasses to everybody but the clock."""

from __future__ import annotations

import copy
import dataclasses
import inspect
import pickle
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar

import pytest

from healthlint.core.record import deferred, record, waiting


@record
class Pear:
    """A fruit."""

    kind: str
    weight: int = 5
    tags: Mapping[str, str] = field(default_factory=dict, compare=False)
    sort: ClassVar[str] = "fruit"

    @property
    def heavy(self) -> bool:
        """Above 10."""
        return self.weight > 10


@dataclass(frozen=True, slots=True)
class Like:
    """The same as a dataclass."""

    kind: str
    weight: int = 5
    tags: Mapping[str, str] = field(default_factory=dict, compare=False)
    sort: ClassVar[str] = "fruit"


@record
class Pair:
    """With something that is worked out once."""

    one: int
    two: int = 1

    @cached_property
    def both(self) -> list[int]:
        """Both."""
        return [self.one, self.two]


@record
class Odd:
    """With names that the code that makes it might have used."""

    put: int
    made: int = 2
    given: list[int] = field(default_factory=list)


@record
class Nothing:
    """Without fields."""


def test_a_record_is_a_dataclass() -> None:
    pear = Pear("a", weight=11)

    assert (pear.kind, pear.weight, pear.tags, pear.sort, pear.heavy) == ("a", 11, {}, "fruit", True)
    assert Pear("a").tags is not Pear("a").tags
    assert dataclasses.is_dataclass(Pear)
    assert dataclasses.is_dataclass(pear)
    alike = [(one.name, one.type, one.default, one.compare) for one in dataclasses.fields(Like)]
    assert [(one.name, one.type, one.default, one.compare) for one in dataclasses.fields(Pear)] == alike
    assert dataclasses.replace(pear, kind="b") == Pear("b", 11)
    assert dataclasses.asdict(pear) == {"kind": "a", "weight": 11, "tags": {}}
    assert repr(pear) == repr(Like("a", 11)).replace("Like", "Pear")
    assert list(inspect.signature(Pear).parameters) == list(inspect.signature(Like).parameters)
    assert Pear.__match_args__ == Like.__match_args__
    assert Pear.__doc__ == "A fruit."


def test_it_is_compared_and_hashed_by_its_fields() -> None:
    assert Pear("a") == Pear("a", tags={"b": "c"})
    assert Pear("a") != Pear("b")
    assert Pear("a") != ("a", 5)
    assert hash(Pear("a")) == hash(Pear("a", tags={"b": "c"}))
    assert repr(Odd(1)) == "Odd(put=1, made=2, given=[])"
    assert Nothing() == Nothing()
    assert hash(Nothing()) == hash(Nothing())


def test_it_is_frozen_and_has_slots() -> None:
    pear = Pear("a")
    with pytest.raises(dataclasses.FrozenInstanceError):
        pear.kind = "b"  # type: ignore[misc]
    with pytest.raises(dataclasses.FrozenInstanceError):
        del pear.kind  # type: ignore[misc]
    assert not hasattr(pear, "__dict__")


def test_what_is_worked_out_once_is_kept() -> None:
    pair = Pair(3)

    assert pair.both == [3, 1]
    assert pair.both is pair.both
    assert pair == Pair(3)


def test_a_record_may_get_its_values_later() -> None:
    asked = []

    def fill() -> list[object]:
        asked.append(1)
        return ["a", 7, {"b": "c"}]

    pear = deferred(Pear, fill, kind="a")
    assert (pear.kind, asked) == ("a", [])
    assert waiting(pear) is fill
    with pytest.raises(AttributeError, match="'Pear' object has no attribute 'colour'"):
        _ = pear.colour  # type: ignore[attr-defined]
    assert (pear.weight, asked) == (7, [1])
    assert waiting(pear) is None
    assert pear == Pear("a", 7)
    for other in (copy.copy, copy.deepcopy, repr, hash, dataclasses.replace):
        assert other(deferred(Pear, fill)) == other(pear)  # type: ignore[operator]
    assert pickle.loads(pickle.dumps(deferred(Pear, fill))) == pear  # noqa: S301
    assert deferred(Pear, fill) == deferred(Pear, fill)


def test_it_is_copied_and_pickled() -> None:
    pear = Pear("a", 7, {"b": "c"})
    for other in (copy.copy(pear), copy.deepcopy(pear), pickle.loads(pickle.dumps(pear))):  # noqa: S301
        assert other == pear
        assert other.tags == pear.tags


@pytest.mark.parametrize("arguments", [(), ("a", 1, {}, 2)])
def test_wrong_arguments_are_refused(arguments: tuple[object, ...]) -> None:
    with pytest.raises(TypeError):
        Pear(*arguments)  # type: ignore[arg-type]
