"""What the signs of an expression do: exact, typed, and bounded in size."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

from ownpath.engine.items.expression_functions import ExpressionError, UndefinedError
from ownpath.engine.items.values import LARGEST, Number, Value, Word, magnitude

LARGEST_EXPONENT = 40
_BITS = LARGEST.bit_length()
COMPARISONS: dict[str, Callable[[Number, Number], bool]] = {
    "<": lambda a, b: a < b,
    "<=": lambda a, b: a <= b,
    ">": lambda a, b: a > b,
    ">=": lambda a, b: a >= b,
}
EQUALITIES = {"=", "==", "!="}


def as_number(value: Value) -> Number:
    """Return the value as a number, or raise."""
    if isinstance(value, bool) or not isinstance(value, int | Fraction):
        raise ExpressionError(f"a number is needed here, not {_kind(value)}")
    return value


def as_truth(value: Value) -> bool:
    """Return the value as a truth, or raise."""
    if not isinstance(value, bool):
        raise ExpressionError(f"a condition is needed here, not {_kind(value)}")
    return value


def _kind(value: Value) -> str:
    if isinstance(value, bool):
        return "a condition"
    if isinstance(value, Word):
        return "a word"
    return "a list" if isinstance(value, tuple) else "a number"


def bounded(number: Number) -> Number:
    """Return the number, whole as an `int`, or raise when it is larger than any school needs."""
    if isinstance(number, int):
        if -LARGEST < number < LARGEST:
            return number
    elif -LARGEST < number.numerator < LARGEST and number.denominator < LARGEST:
        return number.numerator if number.denominator == 1 else number
    raise UndefinedError("the number grew too large")


def power(base: Number, exponent: Number) -> Number:
    """Return base to a whole exponent within bounds."""
    if exponent.denominator != 1 or magnitude(exponent) > LARGEST_EXPONENT:
        raise UndefinedError(
            f"an exponent is whole, from -{LARGEST_EXPONENT} to {LARGEST_EXPONENT}"
        )
    whole = int(exponent)
    if base == 0 and whole <= 0:
        raise UndefinedError("zero has no such power")
    bits = max(abs(base.numerator).bit_length(), base.denominator.bit_length())
    if magnitude(base) != 1 and bits * abs(whole) > 2 * _BITS:
        raise UndefinedError("the power grew too large")
    return bounded(Fraction(base) ** whole)


def times(sign: str, total: Number, factor: Number) -> Number:
    """Return a product, a quotient or a rest."""
    if sign == "*":
        return bounded(total * factor)
    if factor == 0:
        raise UndefinedError("division by zero")
    return bounded(Fraction(total) / factor if sign == "/" else total % factor)


def holds(sign: str, left: Value, right: Value) -> bool:
    """Return whether two values stand in this relation."""
    if sign in EQUALITIES:
        if _kind(left) != _kind(right):
            raise ExpressionError(f"cannot compare {_kind(left)} with {_kind(right)}")
        return (left == right) == (sign != "!=")
    return COMPARISONS[sign](as_number(left), as_number(right))


def looked_up(values: Mapping[str, Value], name: str) -> Value:
    """Return the value of a name."""
    try:
        return values[name]
    except KeyError:
        raise ExpressionError(f"nothing is called {name!r}") from None


def attribute_of(value: Value, name: str, attribute: str) -> Value:
    """Return a number or a form that belongs to a word."""
    if not isinstance(value, Word):
        raise ExpressionError(f"{name!r} is {_kind(value)} and has no {attribute!r}")
    if attribute in value.numbers:
        return value.numbers[attribute]
    if value.has_form(attribute):
        return value.only(attribute)
    raise ExpressionError(f"{name!r} has no {attribute!r}")
