"""The arguments of a picture: numbers, expressions, words of the picture's own, texts, curves, lists of them."""

from __future__ import annotations

from collections.abc import Mapping

from ownpath.engine.items.expressions import ExpressionError, parse
from ownpath.engine.items.reading.place import Place
from ownpath.engine.items.specs import Argument, CurveSpec

VARIABLE = "x"


def read_argument(place: Place, sort: str) -> Argument | None:
    """Return one argument; `sort` says what the picture expects there: values, texts or curves."""
    if isinstance(place.value, list):
        found = [read_argument(entry, sort) for entry in place.entries()]
        return tuple(item for item in found if item is not None)
    if isinstance(place.value, Mapping):
        return _mapping(place, place.value)
    if isinstance(place.value, str) and (not place.value or place.value.startswith("'")):
        return place.value.strip("'")
    if sort == "curves":
        return _curve(place)
    if sort == "texts" and not _is_expression(place):
        return place.text()
    return place.expression()


def _mapping(place: Place, given: Mapping[str, object]) -> Argument | None:
    word = given.get("word")
    if isinstance(word, str) and len(given) == 1:
        return word
    return place.at("text").text() if set(given) == {"text"} else place.text()


def _is_expression(place: Place) -> bool:
    """Return whether a bare string where a text is expected is meant as an expression we can reckon."""
    try:
        names = parse(str(place.value)).names
    except ExpressionError:
        return False
    return place.book.names is None or names <= place.book.names


def _curve(place: Place) -> CurveSpec | None:
    if isinstance(place.value, str) and "{" in place.value:
        text = place.mathematics()
        return CurveSpec(text) if text else None
    known = place.book.names
    expression = place.expression(names=None if known is None else known | {VARIABLE})
    return CurveSpec(expression) if expression else None
