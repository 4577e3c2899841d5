"""Draws input that was sound once: JSON with parts replaced, bytes with parts lost."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any

from hypothesis import strategies as st

JUNK: st.SearchStrategy[Any] = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(10**400, 10**401),
    st.floats(),
    st.text(st.characters(exclude_categories=()), max_size=30),
    st.sampled_from(
        ["", "\x00", "\ud800", "x" * 20_000, "../..", "9" * 50, "0001-01-01T00:00:00+23:59"]
    ),
    st.just([]),
    st.just({}),
    st.just([[], {}, None, 0]),
    st.just({"identifier": 5, "uri": ["x"], "title": {}}),
    st.just([{"id": None}, {"id": []}]),
)


def _places(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return the path of every part of a JSON value but the whole."""
    found: list[tuple[Any, ...]] = []
    if not isinstance(value, (dict, list)):
        return found
    for key, part in value.items() if isinstance(value, dict) else enumerate(value):
        found += [(*path, key), *_places(part, (*path, key))]
    return found


@st.composite
def mangled_json(draw: st.DrawFn, sound: Any) -> Any:
    """Draw a copy with up to four parts replaced, removed or doubled."""
    copy = json.loads(json.dumps(sound))
    for _ in range(draw(st.integers(1, 4))):
        places = _places(copy)
        if not places:
            break
        *way, key = draw(st.sampled_from(places))
        holder = copy
        for step in way:
            holder = holder[step]
        match draw(st.sampled_from(["replace", "replace", "remove", "double"])):
            case "replace":
                holder[key] = deepcopy(draw(JUNK))
            case "remove":
                del holder[key]
            case "double" if isinstance(holder, list):
                holder.append(deepcopy(holder[key]))
    return copy


@st.composite
def mangled_bytes(draw: st.DrawFn, sound: bytes) -> bytes:
    """Draw a copy with a piece cut out, overwritten or put in, or cut short."""
    data = bytearray(sound)
    for _ in range(draw(st.integers(1, 3))):
        begin = draw(st.integers(0, len(data)))
        end = min(len(data), begin + draw(st.integers(0, 40)))
        match draw(st.sampled_from(["cut", "overwrite", "truncate"])):
            case "cut":
                del data[begin:end]
            case "overwrite":
                data[begin:end] = draw(st.binary(max_size=40))
            case "truncate":
                del data[begin:]
    return bytes(data)
