"""Records: frozen dataclasses with slots that cost a thirtieth of one to define.

``dataclasses`` writes and compiles six functions for each class, half a millisecond of every start. Here the functions
that all records can share are shared, and ``__init__`` and what ``dataclasses`` wants to know are made when first asked
for: most records of a run are never made. To everybody else a record is a dataclass.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterable
from functools import cached_property
from operator import attrgetter
from typing import Any, TypeVar, dataclass_transform

T = TypeVar("T")

_NONE: Any = dataclasses.MISSING


@dataclass_transform(frozen_default=True, field_specifiers=(dataclasses.field,))
def record(cls: type[T]) -> type[T]:
    """As ``dataclass(frozen=True, slots=True)``, for classes without a base, and with room for ``cached_property``."""
    names = tuple(name for name, kind in cls.__annotations__.items() if not kind.startswith("ClassVar"))
    own = dict(vars(cls))
    for shadow in ("__dict__", "__weakref__"):
        own.pop(shadow, None)
    given = {name: own.pop(name) for name in names if name in own}
    compared = [name for name in names if getattr(given.get(name), "compare", True)]
    is_kept = any(isinstance(it, cached_property) for it in own.values())
    init, known = _Init(given), _Fields(given)
    metaclass: Any = type(cls)
    made = metaclass(
        cls.__name__,
        cls.__bases__,
        {
            **_SHARED,
            **own,
            "__slots__": (*names, "_fill", *(["__dict__"] if is_kept else [])),
            "__match_args__": names,
            "__init__": init,
            "__dataclass_fields__": known,
            "_compared": staticmethod(attrgetter(*compared)) if compared else staticmethod(lambda _: ()),
        },
    )
    init.owner = known.owner = made
    return made  # type: ignore[no-any-return]


class _Init:
    """Stands in for the ``__init__`` of a record until there is one."""

    owner: Any

    def __init__(self, given: dict[str, Any]) -> None:
        self._given = given

    def __get__(self, instance: object, owner: type) -> Callable[..., None]:
        made = vars(self.owner)["__init__"]
        if made is self:
            made = self.owner.__init__ = _init(self.owner, self._given)
        found: Callable[..., None] = made if instance is None else made.__get__(instance)
        return found


class _Fields:
    """Stands in for what ``dataclasses`` notes of a dataclass until somebody asks."""

    owner: Any

    def __init__(self, given: dict[str, Any]) -> None:
        self._given = given

    def __get__(self, instance: object, owner: type) -> dict[str, dataclasses.Field[Any]]:
        like = {"__module__": self.owner.__module__, "__annotations__": self.owner.__annotations__, "__doc__": "-"}
        made: type = dataclasses.dataclass(init=False, repr=False, eq=False)(type("Like", (), {**self._given, **like}))
        found: dict[str, dataclasses.Field[Any]] = vars(made)["__dataclass_fields__"]
        self.owner.__dataclass_fields__ = found
        return found


def _init(cls: Any, given: dict[str, Any]) -> Callable[..., None]:
    """What sets the fields: the one function that has to be written for each class."""
    space: dict[str, Any] = {"_put": object.__setattr__}
    parameters, body = ["self"], [" pass"]  # some records have no fields
    for name in cls.__match_args__:
        default: Any = given.get(name, _NONE)
        made_by: Any = _NONE
        value = name
        if isinstance(default, dataclasses.Field):
            made_by, default = default.default_factory, default.default
        if made_by is not _NONE:
            space[f"_made_{name}"] = made_by
            value = f"_made_{name}() if {name} is _put else {name}"
        elif default is not _NONE:
            space[f"_given_{name}"] = default
        more = "=_put" if made_by is not _NONE else f"=_given_{name}" if default is not _NONE else ""
        parameters.append(f"{name}{more}")
        body.append(f" _put(self, {name!r}, {value})")
    exec(f"def __init__({', '.join(parameters)}):\n" + "\n".join(body), space)  # noqa: S102 - names of fields only
    made: Callable[..., None] = space["__init__"]
    made.__qualname__ = f"{cls.__qualname__}.__init__"
    made.__annotations__ = {**{name: cls.__annotations__[name] for name in cls.__match_args__}, "return": "None"}
    return made


def deferred(cls: type[T], fill: Callable[[], Iterable[Any]], **known: Any) -> T:
    """A record of which only some values are known; the others come when one of them is asked for.

    Args:
        cls: The class of the record.
        fill: Gives the values of all its fields, in their order.
        known: Those that it has from the start.
    """
    made = cls.__new__(cls)
    for name, value in known.items():
        object.__setattr__(made, name, value)
    object.__setattr__(made, "_fill", fill)
    return made


def waiting(made: Any) -> Callable[[], Iterable[Any]] | None:
    """What will give the values of a ``deferred`` record; None when it has them."""
    try:
        found: Callable[[], Iterable[Any]] = object.__getattribute__(made, "_fill")
    except AttributeError:
        return None
    return found


def _getattr(self: Any, name: str) -> Any:
    """Is asked for what a record does not have, or not yet."""
    fill = waiting(self) if name in self.__match_args__ else None
    if fill is None:
        raise AttributeError(f"{type(self).__name__!r} object has no attribute {name!r}")
    _setstate(self, list(fill()))
    object.__delattr__(self, "_fill")
    return object.__getattribute__(self, name)


def _eq(self: Any, other: Any) -> bool:
    if self is other:
        return True
    if other.__class__ is not self.__class__:
        return NotImplemented  # type: ignore[no-any-return]
    found: bool = self._compared(self) == self._compared(other)
    return found


def _hash(self: Any) -> int:
    return hash(self._compared(self))


def _repr(self: Any) -> str:
    return f"{type(self).__qualname__}({', '.join(f'{name}={getattr(self, name)!r}' for name in self.__match_args__)})"


def _setattr(self: object, name: str, value: object) -> None:  # noqa: ARG001
    raise dataclasses.FrozenInstanceError(f"cannot assign to field {name!r}")


def _delattr(self: object, name: str) -> None:  # noqa: ARG001
    raise dataclasses.FrozenInstanceError(f"cannot delete field {name!r}")


def _getstate(self: Any) -> list[Any]:
    return [getattr(self, name) for name in self.__match_args__]


def _setstate(self: Any, state: list[Any]) -> None:
    for name, value in zip(self.__match_args__, state, strict=True):
        object.__setattr__(self, name, value)


def _replace(self: Any, /, **changes: Any) -> Any:
    return dataclasses.replace(self, **changes)


_SHARED = {
    "__getattr__": _getattr,
    "__eq__": _eq,
    "__hash__": _hash,
    "__repr__": _repr,
    "__setattr__": _setattr,
    "__delattr__": _delattr,
    "__getstate__": _getstate,
    "__setstate__": _setstate,
    "__replace__": _replace,
}
