"""Let dataclasses make their methods when one is first used: most are never compared, hashed or shown.

Python writes up to five methods for each dataclass and compiles them as it is loaded. Ownpath has some 1,700: that was
12 MB in every process, and a second at every start. What a method does, once it is made, is Python's own.
"""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Callable
from types import FunctionType
from typing import Any, Final

REPLACED: Final = ("_repr_fn", "_cmp_fn", "_hash_fn", "_frozen_get_del_attr")
_python: Final[Any] = dataclasses
_fields: Final[Callable[[type], tuple[Any, ...]]] = dataclasses.fields


class _Late:
    """Stands in a class for one of its methods until somebody wants it, one for all classes."""

    def __init__(self, name: str, make: Callable[[type, dict[str, Any]], Any]) -> None:
        self.__name__ = name
        self._make = make

    def __get__(self, instance: object, owner: type) -> Any:
        """Make the method of the class that has us, put it in our place and return it, bound as it would be."""
        cls = next(one for one in owner.__mro__ if vars(one).get(self.__name__) is self)
        made = self._make(cls, vars(sys.modules[cls.__module__]))
        made.__qualname__ = f"{cls.__qualname__}.{self.__name__}"
        setattr(cls, self.__name__, made)
        return made if instance is None else made.__get__(instance, owner)


def make_methods_late() -> bool:
    """Do so for every dataclass defined from now on, and return whether this Python makes them in the known way."""
    if not all(isinstance(getattr(_python, name, None), FunctionType) for name in REPLACED):
        return False
    if sys.version_info >= (3, 13):  # writes a class's methods all at once
        return False
    represent, compare, digest, freeze = (getattr(_python, name) for name in REPLACED)

    def equal(cls: type, names: dict[str, Any]) -> Any:
        own = [one for one in _fields(cls) if one.compare]
        sides = (_python._tuple_str(side, own) for side in ("self", "other"))  # noqa: SLF001 - see above
        return compare("__eq__", "==", *sides, globals=names)

    def hashed(cls: type, names: dict[str, Any]) -> Any:
        own = [one for one in _fields(cls) if (one.compare if one.hash is None else one.hash)]
        return digest(own, names)

    shown = _Late(
        "__repr__", lambda cls, names: represent([f for f in _fields(cls) if f.repr], names)
    )
    alike, number = _Late("__eq__", equal), _Late("__hash__", hashed)
    frozen = (
        _Late("__setattr__", lambda cls, names: freeze(cls, _fields(cls), names)[0]),
        _Late("__delattr__", lambda cls, names: freeze(cls, _fields(cls), names)[1]),
    )
    _python._repr_fn = lambda _fields, _globals: shown  # noqa: SLF001 - Python has no public way
    _python._hash_fn = lambda _fields, _globals: number  # noqa: SLF001 - the same
    _python._frozen_get_del_attr = lambda _cls, _fields, _globals: frozen  # noqa: SLF001 - the same
    _python._cmp_fn = lambda name, op, *sides, globals: (  # noqa: SLF001, A006 - the same
        alike if name == "__eq__" else compare(name, op, *sides, globals=globals)
    )
    return True
