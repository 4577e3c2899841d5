"""Let dataclasses make their methods when one is first used: most are never compared, hashed or shown.

Python writes up to five methods for each dataclass and compiles them as it is loaded. Ownpath has some 1,700: that was
12 MB in every process, and a second at every start. What a method does, once it is made, is Python's own.
"""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Callable
from typing import Any, Final

REPLACED: Final = ("_repr_fn", "_cmp_fn", "_hash_fn", "_frozen_get_del_attr")
_python: Final[Any] = dataclasses
_fields: Final[Callable[[type], tuple[Any, ...]]] = dataclasses.fields


class _Late:
    """Stands in a class for one of its methods until somebody wants it."""

    __slots__ = ("__name__", "_make")

    def __init__(self, name: str, make: Callable[[type, dict[str, Any]], Any]) -> None:
        self.__name__ = name
        self._make = make

    def __get__(self, instance: object, owner: type) -> Any:
        """Make the method of the class that has us, put it in our place and return it, bound as it would be."""
        name = self.__name__
        cls = next((one for one in owner.__mro__ if vars(one).get(name) is self), None)
        if cls is None:  # another thread has just done so
            return getattr(owner if instance is None else instance, name)
        made = self._make(cls, vars(sys.modules[cls.__module__]))
        made.__qualname__ = f"{cls.__qualname__}.{name}"
        setattr(cls, name, made)
        return made if instance is None else made.__get__(instance, owner)


def make_methods_late() -> bool:
    """Do so for every dataclass defined from now on, and return whether this Python makes them in the known way."""
    own = [getattr(getattr(_python, name, None), "__module__", "") for name in REPLACED]
    if set(own) != {"dataclasses"} or sys.version_info >= (3, 13):  # from there on all at once
        return False
    represent, compare, digest, freeze = (getattr(_python, name) for name in REPLACED)

    def shown(cls: type, names: dict[str, Any]) -> Any:
        return represent([one for one in _fields(cls) if one.repr], names)

    def equal(cls: type, names: dict[str, Any]) -> Any:
        own = [one for one in _fields(cls) if one.compare]
        sides = (_python._tuple_str(side, own) for side in ("self", "other"))  # noqa: SLF001 - see above
        return compare("__eq__", "==", *sides, globals=names)

    def hashed(cls: type, names: dict[str, Any]) -> Any:
        own = [one for one in _fields(cls) if (one.compare if one.hash is None else one.hash)]
        return digest(own, names)

    def kept(place: int) -> Callable[[type, dict[str, Any]], Any]:
        return lambda cls, names: freeze(cls, _fields(cls), names)[place]

    frozen = (("__setattr__", kept(0)), ("__delattr__", kept(1)))
    late = {
        "_repr_fn": lambda _fields, _globals: _Late("__repr__", shown),
        "_hash_fn": lambda _fields, _globals: _Late("__hash__", hashed),
        "_frozen_get_del_attr": lambda _cls, _fields, _globals: [_Late(*one) for one in frozen],
        "_cmp_fn": lambda name, op, *sides, globals: (  # noqa: A006 - Python's own name
            _Late(name, equal)
            if name == "__eq__"
            else compare(name, op, *sides, globals=globals)
        ),
    }
    for name, function in late.items():
        setattr(_python, name, function)
    return True
