"""The functions of expressions, written a second time: by counting, sorting and trying."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction
from typing import Any


class NoValueError(ValueError):
    """The second route finds no value."""


def _flat(given: tuple[Any, ...]) -> list[Any]:
    return [each for one in given for each in (one if isinstance(one, tuple) else (one,))]


def _total(*given: Any) -> Fraction:
    result = Fraction(0)
    for each in _flat(given):
        result += each
    return result


def _mean(*given: Any) -> Fraction:
    return _total(*given) / len(_flat(given))


def _median(*given: Any) -> Fraction:
    rest = sorted(_flat(given))
    while len(rest) > 2:
        rest = rest[1:-1]
    return _total(*rest) / len(rest)


def _product(*given: Any) -> Fraction:
    result = Fraction(1)
    for each in _flat(given):
        result *= each
    return result


def _whole(number: Fraction) -> int:
    if number.denominator != 1:
        raise NoValueError(f"{number} is not whole")
    return number.numerator


def _gcd(*given: Any) -> Fraction:
    numbers = [abs(_whole(each)) for each in _flat(given)]
    while len(numbers) > 1:
        a, b = numbers.pop(), numbers.pop()
        while b:
            a, b = b, a - b * (a // b)
        numbers.append(a)
    return Fraction(numbers[0])


def _lcm(*given: Any) -> Fraction:
    numbers = [abs(_whole(each)) for each in _flat(given)]
    result = numbers[0]
    for number in numbers[1:]:
        result = (
            0
            if 0 in (result, number)
            else result * number // int(_gcd(Fraction(result), Fraction(number)))
        )
    return Fraction(result)


def _floor(number: Fraction) -> Fraction:
    return (number.numerator - number.numerator % number.denominator) / Fraction(
        number.denominator
    )


def _round(number: Fraction, places: Fraction = Fraction(0)) -> Fraction:
    scale = Fraction(10) ** _whole(places)
    size = abs(number) * scale
    below = _floor(size)
    nearest = below + 1 if 2 * (size - below) >= 1 else below
    return (nearest if number >= 0 else -nearest) / scale


def _digit(number: Fraction, place: Fraction) -> Fraction:
    return Fraction(str(_floor(abs(number) / place))[-1])


def _root(number: Fraction, degree: Fraction = Fraction(2)) -> Fraction:
    top, bottom = (
        _whole_root(abs(number.numerator), int(degree)),
        _whole_root(number.denominator, int(degree)),
    )
    if number < 0 and degree % 2 == 0:
        raise NoValueError(f"{number} has no root")
    return Fraction(top if number >= 0 else -top, bottom)


def _whole_root(number: int, degree: int) -> int:
    """Return the whole root, found near the floating one."""
    near = round(number ** (1 / degree)) if number else 0
    for candidate in (near, near - 1, near + 1):
        if candidate >= 0 and candidate**degree == number:
            return candidate
    raise NoValueError(f"{number} has no whole root of degree {degree}")


def _is_prime(number: Fraction) -> bool:
    whole = _whole(number)
    divisors, candidate = 0, 1
    while candidate * candidate <= whole:
        if whole % candidate == 0:
            divisors += 1 if candidate * candidate == whole else 2
        candidate += 1
    return divisors == 2


def _is_square(number: Fraction) -> bool:
    if number < 0 or number.denominator != 1:
        return False
    try:
        _whole_root(number.numerator, 2)
    except NoValueError:
        return False
    return True


def _terminates(number: Fraction) -> bool:
    """Return whether long division of the fraction comes to a remainder of zero."""
    rest, seen = number.numerator % number.denominator, set()
    while rest and rest not in seen:
        seen.add(rest)
        rest = rest * 10 % number.denominator
    return rest == 0


def _factorial(number: Fraction) -> Fraction:
    return _product(*(Fraction(i) for i in range(1, _whole(number) + 1)))


def _item(items: tuple[Any, ...], place: Fraction) -> Any:
    if not 1 <= _whole(place) <= len(items):
        raise NoValueError(f"no item {place}")
    return items[int(place) - 1]


FUNCTIONS: Mapping[str, Callable[..., Any]] = {
    "min": lambda *given: sorted(_flat(given))[0],
    "max": lambda *given: sorted(_flat(given))[-1],
    "sum": _total,
    "mean": _mean,
    "median": _median,
    "range": lambda *given: sorted(_flat(given))[-1] - sorted(_flat(given))[0],
    "count": lambda *given: Fraction(len(_flat(given))),
    "product": _product,
    "sort": lambda *given: tuple(sorted(_flat(given))),
    "distinct": lambda *given: len(set(_flat(given))) == len(_flat(given)),
    "gcd": _gcd,
    "lcm": _lcm,
    "item": _item,
    "round": _round,
    "root": _root,
    "digit": _digit,
    "quotient": lambda a, b: _floor(a / b),
    "mod": lambda a, b: a - b * _floor(a / b),
    "abs": lambda number: number if number >= 0 else -number,
    "sign": lambda number: Fraction(0 if number == 0 else 1 if number > 0 else -1),
    "floor": _floor,
    "ceil": lambda number: -_floor(-number),
    "num": lambda number: Fraction(number.numerator),
    "den": lambda number: Fraction(number.denominator),
    "digits": lambda number: Fraction(len(str(abs(_whole(number))))),
    "digit_sum": lambda number: _total(*(Fraction(d) for d in str(abs(_whole(number))))),
    "is_whole": lambda number: number.denominator == 1,
    "is_prime": _is_prime,
    "is_square": _is_square,
    "terminates": _terminates,
    "factorial": _factorial,
}
