"""Keeps what a standard's record says beyond our own columns, as plain JSON, and makes the record again from it."""

from __future__ import annotations

import types
from collections.abc import Collection, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

Record = TypeVar("Record")


def pack_away(record: Any, *, without: Collection[str] = ()) -> dict[str, Any]:
    """Return the fields of a record that say something, ready for JSON.

    Examples
    --------
    >>> from ownpath.interchange.frameworks import Link
    >>> pack_away(Link(identifier="cc0", title="CC0"))
    {'identifier': 'cc0', 'title': 'CC0'}
    """
    told = {one.name: getattr(record, one.name) for one in fields(record)}
    return {
        name: _plain(value)
        for name, value in told.items()
        if name not in without and value not in ("", None, ())
    }


def _plain(value: Any) -> Any:
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    return pack_away(value) if is_dataclass(value) else value


def unpack(kind: type[Record], data: Mapping[str, Any], /, **more: Any) -> Record:
    """Return the record again; `more` gives or replaces fields."""
    hints = get_type_hints(kind)
    kept = {name: _revived(hints[name], value) for name, value in data.items() if name in hints}
    return kind(**{**kept, **more})


def _revived(hint: Any, value: Any) -> Any:
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(one for one in get_args(hint) if one is not type(None))
    if get_origin(hint) is tuple:
        return tuple(_revived(get_args(hint)[0], one) for one in value)
    if hint in (date, datetime):
        return hint.fromisoformat(value)
    return unpack(hint, value) if isinstance(value, Mapping) else value
