"""The right answer of an item as a browser would post it.

For checks of content and for a teacher's key; never before an answer.
"""

from __future__ import annotations

from dataclasses import replace

from ownpath.engine.items.keys import (
    AlgebraicKey,
    ChosenKey,
    MatchKey,
    NumericKey,
    OrderKey,
    Part,
    TextKey,
)
from ownpath.engine.items.number_text import decimal_text, plain_number
from ownpath.engine.items.types import ItemInstance
from ownpath.engine.items.values import has_ending_decimal


def key_fields(instance: ItemInstance) -> dict[str, list[str]]:
    """Return the fields to post for a fully right answer."""
    fields: dict[str, list[str]] = {}
    for part in instance.parts:
        fields.update(_fields(part))
    return fields


def error_fields(instance: ItemInstance) -> list[dict[str, list[str]]]:
    """Return the fields to post for the wrong answers the item names, or that can be picked, in its first part."""
    right, part = key_fields(instance), instance.parts[0]
    return [{**right, part.name: said} for said in _wrong(part)]


def _wrong(part: Part) -> list[list[str]]:
    match part.key:
        case NumericKey():
            values = [one.value for one in part.errors if one.value is not None]
            return [[number_key_text(replace(part.key, values=(one,)))] for one in values]
        case AlgebraicKey():
            return [[one.expression] for one in part.errors if one.expression]
        case ChosenKey():
            return [[one.id] for one in part.choices if one.id not in part.key.right]
        case OrderKey():
            return [list(one.order) for one in part.errors if one.order]
        case _:
            return []


def _fields(part: Part) -> dict[str, list[str]]:
    match part.key:
        case NumericKey():
            return {part.name: [number_key_text(part.key)]}
        case AlgebraicKey():
            return {part.name: [part.key.source]}
        case ChosenKey():
            return {part.name: sorted(part.key.right)}
        case OrderKey():
            return {part.name: list(part.key.order)}
        case MatchKey():
            return {f"match-{left}": [right] for left, right in part.key.pairs.items()}
        case TextKey():
            return {part.name: [part.key.shown]}


def number_key_text(key: NumericKey) -> str:
    """Return the number in the form that was asked for, with its unit where one must stand."""
    value = key.values[0]
    match key.form:
        case "mixed":
            text = plain_number(value, "mixed")
        case "decimal":
            text = plain_number(value, "decimal")
        case "percent" if key.unit is None:
            text = plain_number(value * 100, "decimal") + "%"
        case "ratio":
            text = f"{value.numerator}:{value.denominator}"
        case "scientific":
            text = _scientific(decimal_text(value))
        case _:
            short = has_ending_decimal(value) and len(decimal_text(value)) < 9
            text = plain_number(value, "decimal" if short and key.form == "any" else "fraction")
    if not key.unit_required or key.unit is None:
        return text
    return f"{text} {key.unit.known or sorted(key.unit.words)[0]}"


def _scientific(digits: str) -> str:
    sign = "-" if digits.startswith("-") else ""
    whole, _, places = digits.lstrip("-").partition(".")
    joined = (whole + places).lstrip("0")
    skipped = len(whole + places) - len(joined)
    exponent = len(whole) - 1 - skipped
    front, rest = joined[:1] or "0", joined[1:].rstrip("0")
    return f"{sign}{front}{'.' + rest if rest else ''} * 10^{exponent}"
