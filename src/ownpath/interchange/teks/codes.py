"""Reads the tree out of standards' codes: 111.14.2.10.C stands under 111.14.2.10."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

MAX_LEVELS = 8
_WITH_PART = re.compile(r"(.*\.[A-Z]+|.*\.[0-9]+)([ivx]+|[a-z])")
_RUNS = re.compile(r"[0-9]+|[^0-9]+")


def above(code: str) -> str:
    """Return the code one level up; empty when there is none.

    A trailing part is a level of its own: 110.13.2.Aiv stands under 110.13.2.A.

    Examples
    --------
    >>> above("111.14.2.10.C"), above("110.13.2.Aiv"), above("CC.5.NBT.3a"), above("111")
    ('111.14.2.10', '110.13.2.A', 'CC.5.NBT.3', '')
    """
    part = _WITH_PART.fullmatch(code)
    return part[1] if part else code.rpartition(".")[0]


def parents_of(codes: Iterable[str]) -> dict[str, str]:
    """Return every code with its parent, headings added where the codes imply them.

    The top level (a chapter such as 111) is no heading: it is the framework. A heading
    that stands alone under another heading says nothing and is left out.
    """
    real = set(codes)
    parents: dict[str, str] = {}
    for code in real:
        child = code
        for _ in range(MAX_LEVELS):
            parent = above(child)
            if "." not in parent or child in parents:
                break
            parents[child] = parent
            child = parent
        parents.setdefault(child, "")
    return _without_idle_headings(parents, real)


def _without_idle_headings(parents: dict[str, str], real: set[str]) -> dict[str, str]:
    n_children = Counter(parents.values())
    idle = {
        code
        for code, parent in parents.items()
        if parent and code not in real and parent not in real and n_children[parent] == 1
    }
    return {
        code: _first_kept(parent, parents, idle)
        for code, parent in parents.items()
        if code not in idle
    }


def _first_kept(parent: str, parents: dict[str, str], idle: set[str]) -> str:
    while parent in idle:
        parent = parents[parent]
    return parent


def natural(code: str) -> tuple[tuple[int, str], ...]:
    """Return a key that puts 111.14.2.9 before 111.14.2.10 and numbers before letters."""
    return tuple(
        (int(run), "") if run.isascii() and run.isdigit() else (10**100, run)
        for run in _RUNS.findall(code)
    )
