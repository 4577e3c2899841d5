"""Pictures of mathematics as small pure SVG functions; one file for each kind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ownpath.engine.items.pictures import (
    angle,
    array,
    balance,
    bar_graph,
    base_ten,
    box_plot,
    clock,
    coins,
    coordinate_grid,
    dot_plot,
    double_line,
    fraction_bar,
    fraction_circle,
    function_graph,
    histogram,
    lines,
    net,
    number_line,
    objects,
    picture_graph,
    polygon,
    ruler,
    scatter,
    shape,
    solid,
    spinner,
    tally,
    tape,
    ten_frame,
    tree,
    vessels,
    where,
)
from ownpath.engine.items.pictures.arguments import Arguments

_TEXTS = frozenset(
    [
        *("letters", "label", "row_label", "column_label", "labels", "title", "unit"),
        *("sides", "angles", "thing", "length", "width", "height", "radius", "totals"),
        *("left", "right", "x_label", "y_label", "first", "second"),
        *("top_label", "bottom_label"),
    ]
)
_CURVES = frozenset(["curves"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of picture: how it is drawn, what it needs, what it may have."""

    draw: Callable[[Arguments, str], str]
    needs: frozenset[str]
    may_have: frozenset[str]
    numbers: frozenset[
        str
    ]  # keys that hold numbers here though their name says words elsewhere

    def sort_of(self, name: str) -> str:
        """Return what a bare string under this key is read as: values, texts or curves."""
        if name in _CURVES:
            return "curves"
        return "texts" if name in _TEXTS - self.numbers else "values"


def _kind(
    draw: Callable[[Arguments, str], str], needs: str, may_have: str = "", numbers: str = ""
) -> Kind:
    return Kind(
        draw=draw,
        needs=frozenset(needs.split()),
        may_have=frozenset(may_have.split()),
        numbers=frozenset(numbers.split()),
    )


KINDS: Mapping[str, Kind] = {
    "number_line": _kind(
        number_line.draw, "from to step", "labels points letters jumps form", "labels"
    ),
    "fraction_bar": _kind(fraction_bar.draw, "parts shaded", "bars label"),
    "array": _kind(
        array.draw,
        "rows columns",
        "shaded_rows shaded_columns row_label column_label style",
    ),
    "bar_graph": _kind(bar_graph.draw, "values labels", "step title unit"),
    "coordinate_grid": _kind(coordinate_grid.draw, "x y", "step points letters lines path"),
    "objects": _kind(objects.draw, "counts", "thing crossed layout per_row"),
    "ten_frame": _kind(ten_frame.draw, "filled", "crossed second", "second"),
    "base_ten": _kind(base_ten.draw, "", "thousands hundreds tens ones"),
    "clock": _kind(clock.draw, "hour minute"),
    "ruler": _kind(ruler.draw, "to unit end", "step start thing"),
    "coins": _kind(coins.draw, "cents"),
    "fraction_circle": _kind(fraction_circle.draw, "parts shaded", "circles"),
    "shape": _kind(shape.draw, "shape", "turn sides cut shaded"),
    "polygon": _kind(polygon.draw, "points", "sides angles right_angles grid shaded"),
    "dot_plot": _kind(dot_plot.draw, "values from to", "step title form"),
    "picture_graph": _kind(picture_graph.draw, "values labels", "each title"),
    "histogram": _kind(histogram.draw, "starts width counts", "title unit", "width"),
    "box_plot": _kind(box_plot.draw, "five from to step", "title"),
    "angle": _kind(angle.draw, "degrees", "parts labels protractor"),
    "lines": _kind(lines.draw, "degrees", "labels kind_of"),
    "solid": _kind(solid.draw, "solid", "length width height radius cubes"),
    "net": _kind(net.draw, "solid", "length width height radius"),
    "tape": _kind(tape.draw, "bars", "labels totals"),
    "balance": _kind(balance.draw, "left right", "tilt"),
    "function_graph": _kind(function_graph.draw, "x y curves", "points x_label y_label"),
    "scatter": _kind(scatter.draw, "x y points", "line x_label y_label"),
    "tally": _kind(tally.draw, "counts labels"),
    "thermometer": _kind(vessels.thermometer, "from to step value", "unit"),
    "beaker": _kind(vessels.beaker, "to step value unit"),
    "spinner": _kind(spinner.draw, "parts labels"),
    "tree": _kind(tree.draw, "first second"),
    "where": _kind(where.draw, "place"),
    "double_line": _kind(double_line.draw, "top bottom top_label bottom_label", "hidden"),
}


def draw(kind: str, arguments: Mapping[str, object], alt: str) -> str:
    """Return the picture as SVG, or raise `ValueError` naming what cannot be drawn."""
    return KINDS[kind].draw(Arguments(arguments), alt)
