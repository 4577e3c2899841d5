"""The addresses of views, remembered: a page names forty, and a process finds the same ones all day."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse

ADDRESSES_KEPT = 2_000  # the fixed ones, and those of whoever is at work just now


def address_of(name: str, *args: Any) -> str:
    """Return the address of a view for plain values (texts, numbers, uuids).

    Raises
    ------
    NoReverseMatch
        If no view of that name takes these values.
    """
    return _found(name, args, str(get_urlconf() or settings.ROOT_URLCONF), get_script_prefix())


@lru_cache(maxsize=ADDRESSES_KEPT)
def _found(
    name: str,
    args: tuple[Any, ...],
    urlconf: str,
    prefix: str,  # noqa: ARG001 - part of the key
) -> str:
    return str(reverse(name, urlconf=urlconf, args=args))
