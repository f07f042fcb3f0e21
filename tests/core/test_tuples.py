"""Named tuples: as those of ``typing``."""

from __future__ import annotations

import copy
import inspect
import pickle
import typing

import pytest

from healthlint.core.tuples import NamedTuple


class Pear(NamedTuple):
    """A fruit."""

    kind: str
    weight: int = 5
    """In grams."""

    @property
    def heavy(self) -> bool:
        """Above 10."""
        return self.weight > 10


class Like(typing.NamedTuple):
    """The same of ``typing``."""

    kind: str
    weight: int = 5


class Odd(NamedTuple):
    """With names that the code that makes it might have used."""

    made: int
    cls: int = 2
    given: int = 3


class Nothing(NamedTuple):
    """Without fields."""


def test_it_is_made_and_read_as_others_are() -> None:
    pear = Pear("a", weight=11)

    assert pear == ("a", 11)
    assert (pear.kind, pear.weight, pear.heavy, pear[1]) == ("a", 11, True, 11)
    assert Pear("a") == Like("a") == Pear(kind="a")
    assert hash(Pear("a")) == hash(Like("a"))
    assert Pear("a") < Pear("b")
    assert repr(pear) == repr(Like("a", 11)).replace("Like", "Pear")
    assert Odd(1) == (1, 2, 3)
    assert Nothing() == ()
    assert isinstance(pear, tuple)
    assert not hasattr(pear, "__dict__")


def test_it_has_what_others_have() -> None:
    pear = Pear("a", 11)

    assert Pear._fields == Like._fields == Pear.__match_args__
    assert Pear._field_defaults == Like._field_defaults
    assert Pear.__doc__ == "A fruit."
    assert pear._replace(kind="b") == Pear("b", 11)
    assert Pear._make(["a", 11]) == pear
    assert type(Pear._make(["a", 11])) is Pear
    assert pear._asdict() == {"kind": "a", "weight": 11}
    assert list(inspect.signature(Pear).parameters) == ["kind", "weight"]
    with pytest.raises(TypeError, match="colour"):
        pear._replace(colour="green")  # type: ignore[call-arg]


def test_it_is_copied_and_pickled() -> None:
    pear = Pear("a", 7)
    for other in (copy.copy(pear), copy.deepcopy(pear), pickle.loads(pickle.dumps(pear))):  # noqa: S301
        assert other == pear
        assert type(other) is Pear


@pytest.mark.parametrize("arguments", [(), ("a", 1, 2)])
def test_wrong_arguments_are_refused(arguments: tuple[object, ...]) -> None:
    with pytest.raises(TypeError):
        Pear(*arguments)  # type: ignore[arg-type]
