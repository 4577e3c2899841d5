"""The answer of each type: one reader a type, all with the same shape."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ownpath.engine.items.mathematics.units import UNITS
from ownpath.engine.items.reading.options import read_accepted, read_option, read_options
from ownpath.engine.items.reading.place import Place
from ownpath.engine.items.specs import (
    AlgebraicSpec,
    AnswerSpec,
    ChoosingSpec,
    MatchingSpec,
    NumericSpec,
    OptionSpec,
    OrderingSpec,
    PointSpec,
    ShortTextSpec,
    UnitSpec,
)
from ownpath.engine.items.texts import Slot, Text

NUMBER_FORMS = (
    "any",
    "integer",
    "fraction",
    "mixed",
    "decimal",
    "percent",
    "ratio",
    "scientific",
)
ALGEBRA_FORMS = ("any", "expanded", "factored", "simplified")
ORDERS = ("shuffled", "as_written", "ascending")


def read_answer(place: Place, kind: str) -> AnswerSpec | None:
    """Return the compiled answer of an item or a gap of this type."""
    return _READERS[kind](place)


def _numeric(place: Place) -> NumericSpec | None:
    answer = place.at("answer")
    answer.known_keys(
        *("value", "also", "tolerance", "form", "simplest"),
        *("unit", "unit_required", "other_units"),
    )
    value = answer.at("value").expression()
    unit = read_unit(answer.at("unit")) if answer.has("unit") else None
    if value is None:
        return None
    is_money = unit is not None and unit.known in ("usd", "cents")
    also = [entry.expression() for entry in answer.at("also").entries()]
    return NumericSpec(
        value=value,
        also=tuple(expression for expression in also if expression),
        tolerance=answer.at("tolerance").expression() if answer.has("tolerance") else None,
        form=answer.at("form").one_of(NUMBER_FORMS, "any"),
        simplest=answer.at("simplest").flag(otherwise=False),
        unit=unit,
        unit_required=answer.at("unit_required").flag(otherwise=False),
        other_units=answer.at("other_units").one_of(
            ("accept", "refuse"), "accept" if is_money else "refuse"
        ),
    )


def read_unit(place: Place) -> UnitSpec | None:
    """Return a unit: one we know, a word of the template, or words in languages."""
    if isinstance(place.value, str) and place.value in UNITS:
        return UnitSpec(known=place.value)
    if isinstance(place.value, Mapping):
        texts: list[Text] = []
        most = max((len(v) for v in place.value.values() if isinstance(v, list)), default=1)
        for i in range(most):
            spread = {
                language: found[min(i, len(found) - 1)]
                if isinstance(found, list) and found
                else found
                for language, found in place.value.items()
            }
            text = Place(place.where, spread, place.book).text()
            if text:
                texts.append(text)
        return UnitSpec(words=tuple(texts)) if texts else None
    text = place.text()
    if text is None:
        return None
    pieces = next(iter(text.lines.values())).pieces
    if len(pieces) == 1 and isinstance(pieces[0], Slot):
        return UnitSpec(word=pieces[0].expression)
    known = ", ".join(sorted(UNITS))
    place.fault(
        f"{place.shown()} is not a unit we know", f"Known: {known}; or words in languages."
    )
    return None


def _algebraic(place: Place) -> AlgebraicSpec | None:
    answer = place.at("answer")
    answer.known_keys("value", "form", "variables")
    value = answer.at("value").mathematics()
    if value is None:
        return None
    return AlgebraicSpec(
        value=value,
        form=answer.at("form").one_of(ALGEBRA_FORMS, "any"),
        variables=tuple(entry.name().lower() for entry in answer.at("variables").entries()),
    )


def _choosing(place: Place) -> ChoosingSpec | None:
    order = place.at("order").one_of(ORDERS, "shuffled")
    if place.has("options"):
        options = read_options(place.at("options"), fixed=True)
        if len(options) < 2:
            place.fault("fewer than two options", "List at least two under options.")
            return None
        return ChoosingSpec(options=options, order=order)
    if not place.has("answer"):
        place.fault("neither answer nor options", "Write answer: and errors:, or options:.")
        return None
    answer = read_option(place.at("answer"), keys=("value", "text", "picture"))
    if answer is None:
        return None
    return ChoosingSpec(answer=answer, order=order, shown=place.at("shown").whole(2, 8, 4))


def _select(place: Place) -> ChoosingSpec | None:
    if not place.has("options"):
        place.fault("no options", "List them under options, each with right: ...")
        return None
    return _choosing(place)


def _ordering(place: Place) -> OrderingSpec | None:
    answer = place.at("answer")
    answer.known_keys("items", "order")
    order = answer.at("order").one_of(("ascending", "descending", "as_written"), "as_written")
    items = [_side(entry) for entry in answer.at("items").entries(most=8)]
    if len(items) < 2 or any(item is None for item in items):
        answer.fault("fewer than two things to order", "List two to eight items.")
        return None
    kept = tuple(item for item in items if item is not None)
    if order != "as_written" and any(item.value is None for item in kept):
        answer.fault(
            "an item without value cannot be sorted", "Add values or order: as_written."
        )
        return None
    return OrderingSpec(items=kept, order=order)


def _side(place: Place) -> OptionSpec | None:
    """Return one thing to order or match: an expression, a text, or a mapping of keys."""
    value = place.value
    if isinstance(value, Mapping) and not {"value", "text", "picture"} & set(value):
        text = place.text()
        return OptionSpec(text=text) if text else None
    if isinstance(value, Mapping):
        return read_option(place, keys=("value", "text", "picture"))
    expression = place.expression()
    return OptionSpec(value=expression) if expression else None


def _matching(place: Place) -> MatchingSpec | None:
    answer = place.at("answer")
    answer.known_keys("pairs", "extra")
    pairs = []
    for entry in answer.at("pairs").entries(most=8):
        entry.known_keys("left", "right")
        left, right = _side(entry.at("left")), _side(entry.at("right"))
        if left and right:
            pairs.append((left, right))
    extra = [_side(entry) for entry in answer.at("extra").entries(most=4)]
    if len(pairs) < 2:
        answer.fault("fewer than two pairs", "List two to eight pairs.")
        return None
    return MatchingSpec(pairs=tuple(pairs), extra=tuple(side for side in extra if side))


def _point(place: Place) -> PointSpec | None:
    answer, line = place.at("answer"), place.at("line")
    answer.known_keys("value", "tolerance")
    line.known_keys("from", "to", "step", "labels", "snap")
    found = [answer.at("value"), line.at("from"), line.at("to"), line.at("step")]
    value, first, last, step = (each.expression() for each in found)
    if value is None or first is None or last is None or step is None:
        return None
    labels = [entry.expression() for entry in line.at("labels").entries(most=60)]
    return PointSpec(
        value=value,
        tolerance=answer.at("tolerance").expression() if answer.has("tolerance") else None,
        first=first,
        last=last,
        step=step,
        snap=line.at("snap").expression() if line.has("snap") else None,
        labels=tuple(label for label in labels if label),
    )


def _short_text(place: Place) -> ShortTextSpec | None:
    answer = place.at("answer")
    answer.known_keys("accept", "spelling")
    accept = read_accepted(answer.at("accept"))
    near = answer.at("spelling").one_of(("exact", "near"), "exact") == "near"
    return ShortTextSpec(accept=accept, near=near) if accept else None


_READERS: dict[str, Callable[[Place], AnswerSpec | None]] = {
    "numeric": _numeric,
    "algebraic": _algebraic,
    "choice": _choosing,
    "select": _select,
    "ordering": _ordering,
    "matching": _matching,
    "number_line": _point,
    "short_text": _short_text,
}
