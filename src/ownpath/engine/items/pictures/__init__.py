"""Pictures of mathematics as small pure SVG functions; one file for each kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ownpath.engine.items.pictures import (
    array,
    bar_graph,
    coordinate_grid,
    fraction_bar,
    number_line,
)
from ownpath.engine.items.pictures.arguments import Arguments


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of picture: how it is drawn, what it needs, what it may have."""

    draw: Callable[[Arguments, str], str]
    needs: frozenset[str]
    may_have: frozenset[str]


def _kind(draw: Callable[[Arguments, str], str], needs: str, may_have: str) -> Kind:
    return Kind(draw=draw, needs=frozenset(needs.split()), may_have=frozenset(may_have.split()))


KINDS: Mapping[str, Kind] = {
    "number_line": _kind(number_line.draw, "from to step", "labels points letters jumps form"),
    "fraction_bar": _kind(fraction_bar.draw, "parts shaded", "bars label"),
    "array": _kind(
        array.draw,
        "rows columns",
        "shaded_rows shaded_columns row_label column_label style",
    ),
    "bar_graph": _kind(bar_graph.draw, "values labels", "step title unit"),
    "coordinate_grid": _kind(coordinate_grid.draw, "x y", "step points letters lines path"),
}


def draw(kind: str, arguments: Mapping[str, object], alt: str) -> str:
    """Return the picture as SVG, or raise `ValueError` naming what cannot be drawn."""
    return KINDS[kind].draw(Arguments(arguments), alt)
