"""Numbers: equal in value, in the form and unit that were asked for."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from ownpath.engine.items.grading.characters import LONGEST_RESPONSE
from ownpath.engine.items.grading.number_phrases import as_digits
from ownpath.engine.items.grading.number_reading import Doubt, NumberReading, read_number
from ownpath.engine.items.grading.outcome import right, unreadable, wrong
from ownpath.engine.items.grading.text_reading import normalize_text
from ownpath.engine.items.keys import NumericKey, Part, UnitKey
from ownpath.engine.items.mathematics.units import UNITS, unit_named
from ownpath.engine.items.number_text import plain_number
from ownpath.engine.items.types import Grade, ItemInstance, Response
from ownpath.engine.items.values import Number, magnitude, tidy


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measured:
    """A reading in the unit that was asked for, or why it cannot be."""

    value: Number = 0
    problem: str = ""
    other_unit: bool = False


def grade(part: Part, instance: ItemInstance, response: Response) -> Grade:
    """Return the grade of a number."""
    key = part.key
    if not isinstance(key, NumericKey):
        raise ValueError(f"a numeric part has a numeric key, not {type(key).__name__}")
    text = response.one(part.name)
    if not text.strip():
        return unreadable(instance, "empty")
    reading, measured = _read(text, key, response.language)
    if measured.problem and text[:LONGEST_RESPONSE] == text:
        said = as_digits(text, language=response.language)
        again = _read(said, key, response.language) if said != text else (reading, measured)
        reading, measured = (reading, measured) if again[1].problem else again
    if reading is None or measured.problem:
        return unreadable(instance, measured.problem, text.strip()[:60])
    return _judged(part, key, instance, reading, measured)


def _read(text: str, key: NumericKey, language: str) -> tuple[NumberReading | None, _Measured]:
    """Return what a text says and how much it is in the unit that was asked for, or why that cannot be told."""
    reading = read_number(text, language=language, ratio=key.form == "ratio")
    return reading, _measure(reading, key) if reading else _Measured(problem="number")


def _judged(
    part: Part,
    key: NumericKey,
    instance: ItemInstance,
    reading: NumberReading,
    measured: _Measured,
) -> Grade:
    normalized = plain_number(measured.value, "fraction")
    if measured.other_unit and key.other_units == "refuse":
        return wrong(instance, normalized, note="wrong_unit")
    if _counts(measured.value, key):
        fault = _form_fault(reading, key)
        return (
            wrong(instance, normalized, note=fault, score=0.5) if fault else right(normalized)
        )
    if _is_doubtful(reading, key):
        return unreadable(instance, "comma", normalized)
    for pattern in part.errors:
        if pattern.value == measured.value:
            return wrong(instance, normalized, pattern=pattern)
    return wrong(instance, normalized)


def _counts(value: Number, key: NumericKey) -> bool:
    return any(magnitude(value - right) <= key.tolerance for right in key.values)


def _is_doubtful(reading: NumberReading, key: NumericKey) -> bool:
    if reading.doubt is Doubt.NONE or reading.other is None:
        return False
    other = reading.other if reading.value >= 0 else -reading.other
    return reading.doubt is Doubt.ASK_UNLESS_RIGHT or _counts(other, key)


def _measure(reading: NumberReading, key: NumericKey) -> _Measured:
    value = reading.value
    if reading.percent:
        return _percent(value, key)
    if not reading.unit:
        missing = key.unit_required and key.unit is not None
        return _Measured(value=value, problem="unit_needed" if missing else "")
    if key.unit is None:
        return _Measured(problem="only_number")
    if key.unit.known is None:
        return _worded(reading, key.unit)
    return _known(reading, key.unit.known)


def _percent(value: Number, key: NumericKey) -> _Measured:
    if key.unit is None:
        return _Measured(value=tidy(Fraction(value) / 100))
    if key.unit.known == "percent":
        return _Measured(value=value)
    return _Measured(value=value, other_unit=True)


def _worded(reading: NumberReading, unit: UnitKey) -> _Measured:
    if normalize_text(reading.unit) in unit.words:
        return _Measured(value=reading.value)
    return _Measured(problem="only_number")


def _known(reading: NumberReading, asked: str) -> _Measured:
    typed, wanted = unit_named(reading.unit, asked), UNITS[asked]
    if typed is None:
        return _Measured(problem="unknown_unit")
    if typed.id == wanted.id:
        return _Measured(value=reading.value)
    if typed.dimension != wanted.dimension:
        return _Measured(value=reading.value, other_unit=True)
    converted = tidy(Fraction(reading.value) * Fraction(typed.size) / Fraction(wanted.size))
    return _Measured(value=converted, other_unit=True)


def _form_fault(reading: NumberReading, key: NumericKey) -> str | None:
    """Return the phrase for a right value in a form that was not asked for."""
    kind, value = reading.kind, reading.value
    whole = value.denominator == 1
    if key.simplest and not reading.is_simplest and kind in ("fraction", "mixed", "ratio"):
        return "not_simplest"
    fits = {
        "any": kind != "ratio",
        "integer": kind == "integer" or (kind == "decimal" and whole),
        "fraction": kind == "fraction" or (whole and kind == "integer"),
        "mixed": _is_mixed(reading) or (whole and kind == "integer"),
        "decimal": kind == "decimal" or (whole and kind == "integer"),
        "percent": reading.percent or (key.unit is not None and key.unit.known == "percent"),
        "ratio": kind in ("ratio", "fraction"),
        "scientific": kind == "scientific" and reading.is_simplest,
    }
    asked_as_percent = (
        reading.percent and key.unit is None and key.form not in ("any", "percent")
    )
    return None if fits[key.form] and not asked_as_percent else f"form_{key.form}"


def _is_mixed(reading: NumberReading) -> bool:
    if reading.kind == "fraction":
        return magnitude(reading.value) < 1
    return reading.kind == "mixed"
