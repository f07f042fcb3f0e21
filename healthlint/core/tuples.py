"""Named tuples that cost a fifth of those of ``typing`` to define: ``__new__`` is written for the first one made."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import itemgetter
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import NamedTuple

    __all__ = ["NamedTuple"]


class _Meta(type):
    def __new__(cls, name: str, bases: tuple[type, ...], space: dict[str, Any]) -> Any:
        """What is below the base becomes a plain class, as with ``typing``."""
        if not bases:
            return super().__new__(cls, name, bases, space)
        kinds: dict[str, str] = space.get("__annotations__", {})
        given = {field: space[field] for field in kinds if field in space}
        new = _New(given)
        shared = vars(_Shared).items()
        own = {
            **{field: it for field, it in shared if field not in ("__dict__", "__weakref__", "__doc__", "__module__")},
            **space,
            **{field: _getter(place) for place, field in enumerate(kinds)},
            "__slots__": (),
            "__match_args__": tuple(kinds),
            "__new__": new,
            "_fields": tuple(kinds),
            "_field_defaults": given,
        }
        new.owner = type(name, (tuple,), own)
        return new.owner


class _New:
    """Stands in for the ``__new__`` of a named tuple until there is one."""

    owner: Any

    def __init__(self, given: dict[str, Any]) -> None:
        self._given = given

    def __get__(self, instance: object, owner: type) -> Callable[..., Any]:
        found = _new(self.owner, self._given)
        self.owner.__new__ = staticmethod(found)
        return found


def _new(cls: Any, given: dict[str, Any]) -> Callable[..., Any]:
    # No field begins with an underscore, nor is shadowed by what does.
    space = {"_made": tuple.__new__, **{f"_given_{name}": it for name, it in given.items()}}
    names = cls._fields
    parameters = "".join(f", {name}=_given_{name}" if name in given else f", {name}" for name in names)
    code = f"lambda _cls{parameters}: _made(_cls, ({''.join(f'{name}, ' for name in names)}))"
    found: Callable[..., Any] = eval(code, space)  # noqa: S307 - names of fields only
    found.__name__, found.__qualname__ = "__new__", f"{cls.__qualname__}.__new__"
    found.__annotations__ = dict(cls.__annotations__)
    return found


def _getter(place: int) -> property:
    return property(itemgetter(place))


class _Shared:
    """What all named tuples can do."""

    @classmethod
    def _make(cls: Any, values: Iterable[Any]) -> Any:
        return cls(*values)

    def _replace(self: Any, /, **changes: Any) -> Any:
        found = self._make(map(changes.pop, self._fields, self))
        if changes:
            raise TypeError(f"Got unexpected field names: {list(changes)!r}")
        return found

    def _asdict(self: Any) -> dict[str, Any]:
        return dict(zip(self._fields, self, strict=True))

    def __getnewargs__(self: Any) -> tuple[Any, ...]:
        return tuple(self)

    def __repr__(self: Any) -> str:
        return f"{type(self).__name__}({', '.join(f'{name}={it!r}' for name, it in self._asdict().items())})"

    __replace__ = _replace


if not TYPE_CHECKING:
    try:
        from _collections import _tuplegetter
    except ImportError:
        pass
    else:

        def _getter(place: int) -> Any:
            return _tuplegetter(place, None)

    class NamedTuple(metaclass=_Meta):
        """As ``typing.NamedTuple``, with which it is read by type checkers."""
