"""Keep machine code apart by the sources it was made of.

numba keeps a function's compiled code and asks only the function's own file whether it still holds; what the function
calls may stand in another file and have changed since. So a function that is compiled carries a mark of all sources of
its folder in its name: other sources, another name, compiled anew.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable
from functools import cache
from hashlib import blake2b
from pathlib import Path
from typing import Any, TypeVar

Function = TypeVar("Function", bound=Callable[..., Any])


def named_by_sources(function: Function) -> Function:
    """Return the function itself, its name marked by the sources of its folder."""
    folder = Path(inspect.getfile(function)).parent
    function.__qualname__ = f"{function.__qualname__}_{mark_of_sources(folder)}"
    return function


@cache
def mark_of_sources(folder: Path) -> str:
    """Return eight letters and digits that stand for what the Python files of a folder say."""
    mark = blake2b(digest_size=4)
    for source in sorted(folder.glob("*.py")):
        mark.update(source.name.encode())
        mark.update(source.read_bytes())
    return mark.hexdigest()
