"""Whether a small template holds all there is: its items against a space declared beside them, both enumerated."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import product

from ownpath.engine.items.checking.arithmetic import reckon
from ownpath.engine.items.checking.arithmetic_functions import NoValueError
from ownpath.engine.items.checking.variety import every_item
from ownpath.engine.items.specs import Domain, WholeSpec
from ownpath.engine.items.types import ItemDefinition
from ownpath.engine.items.values import Value, Word, is_number

Point = tuple[Fraction, ...]
MOST_NAMED = 4


def points_of(whole: WholeSpec) -> set[Point]:
    """Return everything there is, counted out by the declaration alone and by the second evaluator."""
    names = sorted(whole.domains)
    drawn = product(*(_numbers(whole.domains[name]) for name in names))
    return {
        point
        for point in drawn
        if all(
            _holds(each.text, dict(zip(names, point, strict=True)))
            for each in whole.constraints
        )
    }


def faults_of_whole(definition: ItemDefinition, whole: WholeSpec) -> Iterator[str]:
    """Yield how the items of a template differ from all there are."""
    made = every_item(definition)
    if made is None:
        yield "there are too many draws to try them all"
        return
    names = sorted(whole.domains)
    there = {tuple(_number(values[name]) for name in names) for values in made}
    wanted = points_of(whole)
    for what, points in (("lacks", wanted - there), ("holds, beyond them,", there - wanted)):
        if points:
            yield f"of {len(wanted)} it {what} {len(points)}: {_named(names, points)}"


def _numbers(domain: Domain) -> list[Fraction]:
    if domain.kind == "range":
        return [Fraction(domain.first + domain.step * place) for place in range(domain.count)]
    return [_number(item) for item in domain.items]


def _number(value: Value) -> Fraction:
    if not is_number(value) or isinstance(value, bool | Word | tuple):
        raise ValueError(f"only numbers are counted over, not {value!r}")
    return Fraction(value)


def _holds(text: str, values: dict[str, Fraction]) -> bool:
    try:
        return bool(reckon(text, values))
    except NoValueError:
        return False


def _named(names: list[str], points: set[Point]) -> str:
    some = [
        ", ".join(f"{name} {number}" for name, number in zip(names, point, strict=True))
        for point in sorted(points)[:MOST_NAMED]
    ]
    return "; ".join([*some, "..."] if len(points) > MOST_NAMED else some)
