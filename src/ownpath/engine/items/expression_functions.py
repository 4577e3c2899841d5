"""The functions an expression may call; each takes and gives exact values and ends quickly."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ownpath.engine.items.values import Number, Value, has_ending_decimal, magnitude, tidy

MOST_ITEMS = 200
LARGEST_PRIME_ASKED = 1_000_000


class ExpressionError(ValueError):
    """An expression that cannot be read, or asks for something that does not exist."""


class UndefinedError(ExpressionError):
    """An expression that has no value for these numbers; the draw is refused."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Function:
    """One function: its name, how many arguments it takes, what it gives."""

    name: str
    fewest: int
    most: int
    run: Callable[[list[Value]], Value]

    def check_count(self, count: int) -> None:
        """Raise `ExpressionError` when it cannot be called with so many arguments."""
        if not self.fewest <= count <= self.most:
            needed = f"{self.fewest}" if self.fewest == self.most else f"{self.fewest} or more"
            raise ExpressionError(f"{self.name}(...) takes {needed} values, not {count}")


def _numbers(arguments: Sequence[Value]) -> list[Number]:
    """Return all numbers of the arguments, lists opened."""
    found: list[Number] = []
    for argument in arguments:
        if isinstance(argument, tuple):
            found.extend(_numbers(argument))
        elif isinstance(argument, bool) or not isinstance(argument, int | Fraction):
            raise ExpressionError("only numbers can stand in this function")
        else:
            found.append(argument)
    if len(found) > MOST_ITEMS:
        raise UndefinedError(f"a list has at most {MOST_ITEMS} numbers")
    return found


def _some(arguments: Sequence[Value]) -> list[Number]:
    found = _numbers(arguments)
    if not found:
        raise UndefinedError("an empty list has no such number")
    return found


def _whole(number: Number) -> int:
    if number.denominator != 1:
        raise UndefinedError(f"a whole number is needed, not {number}")
    return int(number)


def _median(arguments: list[Value]) -> Number:
    ordered = sorted(_some(arguments))
    middle = len(ordered) // 2
    if len(ordered) % 2:
        return ordered[middle]
    return Fraction(ordered[middle - 1] + ordered[middle]) / 2


def _round(arguments: list[Value]) -> Number:
    number, *rest = _numbers(arguments)
    places = _whole(rest[0]) if rest else 0
    if not -12 <= places <= 12:
        raise UndefinedError("round takes -12 to 12 places")
    scale = Fraction(10) ** places
    away = math.floor(magnitude(number) * scale + Fraction(1, 2))
    return Fraction(away if number >= 0 else -away) / scale


def _digit(arguments: list[Value]) -> Number:
    number, place = _numbers(arguments)
    if place <= 0:
        raise UndefinedError("a place is a positive number such as 100 or 0.1")
    return math.floor(magnitude(number) / Fraction(place)) % 10


def _root(arguments: list[Value]) -> Number:
    number, *rest = _numbers(arguments)
    degree = _whole(rest[0]) if rest else 2
    if not 2 <= degree <= 10:
        raise UndefinedError("a root is of degree 2 to 10")
    if number < 0 and degree % 2 == 0:
        raise UndefinedError("a negative number has no such root")
    top = _whole_root(abs(number.numerator), degree)
    bottom = _whole_root(number.denominator, degree)
    return Fraction(top if number >= 0 else -top, bottom)


def _whole_root(number: int, degree: int) -> int:
    low, high = 0, 1 << (number.bit_length() // degree + 1)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if middle**degree <= number else (low, middle - 1)
    if low**degree != number:
        raise UndefinedError("there is no exact root")
    return low


def _is_square(arguments: list[Value]) -> bool:
    (number,) = _numbers(arguments)
    return number >= 0 and number.denominator == 1 and math.isqrt(int(number)) ** 2 == number


def _is_prime(arguments: list[Value]) -> bool:
    number = _whole(_numbers(arguments)[0])
    if number > LARGEST_PRIME_ASKED:
        raise UndefinedError(f"is_prime takes numbers to {LARGEST_PRIME_ASKED}")
    return number > 1 and all(number % d for d in range(2, math.isqrt(number) + 1))


def _factorial(arguments: list[Value]) -> Number:
    number = _whole(_numbers(arguments)[0])
    if not 0 <= number <= 20:
        raise UndefinedError("factorial takes 0 to 20")
    return math.factorial(number)


def _item(arguments: list[Value]) -> Value:
    items, place = arguments
    index = _whole(_numbers([place])[0])
    if not isinstance(items, tuple):
        raise ExpressionError("item(list, k) takes a list")
    if not 1 <= index <= len(items):
        raise UndefinedError(f"the list has no item {index}")
    return items[index - 1]


def _distinct(arguments: list[Value]) -> bool:
    opened: list[Value] = []
    for argument in arguments:
        opened.extend(argument if isinstance(argument, tuple) else (argument,))
    return all(a != b for i, a in enumerate(opened) for b in opened[:i])


def _count(arguments: list[Value]) -> int:
    return sum(len(item) if isinstance(item, tuple) else 1 for item in arguments)


def _divided(arguments: list[Value], *, rest: bool) -> Number:
    number, divisor = _numbers(arguments)
    if divisor == 0:
        raise UndefinedError("division by zero")
    return number % divisor if rest else number // divisor


def _on_one(name: str, act: Callable[[Number], Value]) -> Function:
    def run(arguments: list[Value]) -> Value:
        numbers = _numbers(arguments)
        if len(numbers) != 1:
            raise ExpressionError(f"{name}(...) takes one number")
        return act(numbers[0])

    return Function(name=name, fewest=1, most=1, run=run)


def _on_pair(name: str, act: Callable[[list[Value]], Value]) -> Function:
    def run(arguments: list[Value]) -> Value:
        if any(isinstance(argument, tuple) for argument in arguments):
            raise ExpressionError(f"{name}(...) takes two numbers, not lists")
        return act(arguments)

    return Function(name=name, fewest=2, most=2, run=run)


def _on_many(name: str, act: Callable[[list[Value]], Value]) -> Function:
    return Function(name=name, fewest=1, most=MOST_ITEMS, run=act)


def _optional(name: str, act: Callable[[list[Value]], Value]) -> Function:
    def run(arguments: list[Value]) -> Value:
        if any(isinstance(argument, tuple) for argument in arguments):
            raise ExpressionError(f"{name}(...) takes numbers, not lists")
        return act(arguments)

    return Function(name=name, fewest=1, most=2, run=run)


_ALL = (
    _on_many("min", lambda a: min(_some(a))),
    _on_many("max", lambda a: max(_some(a))),
    _on_many("sum", lambda a: sum(_numbers(a))),
    _on_many("mean", lambda a: Fraction(sum(_some(a))) / len(_some(a))),
    _on_many("median", _median),
    _on_many("range", lambda a: max(_some(a)) - min(_some(a))),
    _on_many("count", _count),
    _on_many("product", lambda a: math.prod(_numbers(a)[:40])),
    _on_many("sort", lambda a: tuple(sorted(_numbers(a)))),
    _on_many("distinct", _distinct),
    _on_many("gcd", lambda a: math.gcd(*(_whole(n) for n in _some(a)))),
    _on_many("lcm", lambda a: math.lcm(*(_whole(n) for n in _some(a)[:20]))),
    Function(name="item", fewest=2, most=2, run=_item),
    _optional("round", _round),
    _optional("root", _root),
    _on_pair("digit", _digit),
    _on_pair("quotient", lambda a: _divided(a, rest=False)),
    _on_pair("mod", lambda a: _divided(a, rest=True)),
    _on_one("abs", magnitude),
    _on_one("sign", lambda n: (n > 0) - (n < 0)),
    _on_one("floor", math.floor),
    _on_one("ceil", math.ceil),
    _on_one("num", lambda n: n.numerator),
    _on_one("den", lambda n: n.denominator),
    _on_one("digits", lambda n: len(str(magnitude(_whole(n))))),
    _on_one("digit_sum", lambda n: sum(int(d) for d in str(magnitude(_whole(n))))),
    _on_one("is_whole", lambda n: tidy(n).denominator == 1),
    _on_one("is_prime", lambda n: _is_prime([n])),
    _on_one("is_square", lambda n: _is_square([n])),
    _on_one("terminates", has_ending_decimal),
    _on_one("factorial", lambda n: _factorial([n])),
)
FUNCTIONS = {function.name: function for function in _ALL}
