"""The addresses of views, remembered: a page names forty, and a process finds the same ones all day.

Those of things that come and go (a question's, a sitting's) are remembered with gaps where their uuids stand.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any
from uuid import UUID

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse

ADDRESSES_KEPT = 2_000


def address_of(name: str, *args: Any) -> str:
    """Return the address of a view for plain values (texts, numbers, uuids).

    Raises
    ------
    NoReverseMatch
        If no view of that name takes these values.
    """
    urlconf, prefix = str(get_urlconf() or settings.ROOT_URLCONF), get_script_prefix()
    if args and all(type(one) is UUID for one in args):
        return _with_gaps(name, len(args), urlconf, prefix).format(*args)
    return _found(name, args, urlconf, prefix)


@lru_cache(maxsize=ADDRESSES_KEPT)
def _with_gaps(name: str, n_gaps: int, urlconf: str, prefix: str) -> str:
    """Return the address of a view with `{0}`, `{1}` ... where uuids stand; no address holds a brace of its own."""
    stand_ins = [UUID(int=number + 1) for number in range(n_gaps)]
    address = _found(name, tuple(stand_ins), urlconf, prefix)
    for number, stand_in in enumerate(stand_ins):
        address = address.replace(str(stand_in), f"{{{number}}}")
    return address


@lru_cache(maxsize=ADDRESSES_KEPT)
def _found(
    name: str,
    args: tuple[Any, ...],
    urlconf: str,
    prefix: str,  # noqa: ARG001 - part of the key
) -> str:
    return str(reverse(name, urlconf=urlconf, args=args))
