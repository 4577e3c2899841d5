"""Exact algebra of a student's size: quotients of polynomials with rational coefficients, bounded.

Two expressions are equivalent exactly when a/b = c/d, that is when a*d and b*c have the same coefficients.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm
from typing import TypeAlias

from ownpath.engine.items.grading.algebra_reading import Term
from ownpath.engine.items.values import Number

MOST_TERMS = 250
LARGEST_EXPONENT = 24
MOST_BITS = 600

Monomial: TypeAlias = tuple[tuple[str, int], ...]  # letters in order, exponents over 0
Polynomial: TypeAlias = Mapping[Monomial, Fraction]


class BeyondPolynomialsError(ValueError):
    """The expression is larger or of another kind than polynomials of school."""


class HasNoValueError(ValueError):
    """The expression divides by zero."""


@dataclass(frozen=True, slots=True)
class Rational:
    """A quotient of two polynomials."""

    top: Polynomial
    bottom: Polynomial


ONE: Polynomial = {(): Fraction(1)}


def constant(number: Number) -> Polynomial:
    """Return the polynomial of one number."""
    return {(): Fraction(number)} if number else {}


def add(a: Polynomial, b: Polynomial, factor: int = 1) -> Polynomial:
    """Return a + factor * b."""
    total = dict(a)
    for monomial, coefficient in b.items():
        value = total.get(monomial, Fraction(0)) + factor * coefficient
        if value:
            total[monomial] = value
        else:
            total.pop(monomial, None)
    return _within(total)


def multiply(a: Polynomial, b: Polynomial) -> Polynomial:
    """Return a * b."""
    if len(a) * len(b) > 4 * MOST_TERMS:
        raise BeyondPolynomialsError("too many terms")
    total: dict[Monomial, Fraction] = {}
    for one, x in a.items():
        for other, y in b.items():
            joined = _joined(one, other)
            total[joined] = total.get(joined, Fraction(0)) + x * y
    return _within({monomial: value for monomial, value in total.items() if value})


def _joined(a: Monomial, b: Monomial) -> Monomial:
    if not a or not b:
        return a or b
    exponents = dict(a)
    for letter, exponent in b:
        exponents[letter] = exponents.get(letter, 0) + exponent
    return tuple(sorted(exponents.items()))


def _within(polynomial: dict[Monomial, Fraction]) -> Polynomial:
    if len(polynomial) > MOST_TERMS:
        raise BeyondPolynomialsError("too many terms")
    for value in polynomial.values():
        if max(value.numerator.bit_length(), value.denominator.bit_length()) > MOST_BITS:
            raise BeyondPolynomialsError("too large")
    return polynomial


def to_rational(term: Term) -> Rational:
    """Return the term as a quotient of polynomials."""
    match term.kind:
        case "number":
            return Rational(constant(term.number), ONE)
        case "letter":
            return Rational({((term.letter, 1),): Fraction(1)}, ONE)
        case "minus":
            inner = to_rational(term.parts[0])
            return Rational(add({}, inner.top, -1), inner.bottom)
        case "sum":
            return _sum([to_rational(part) for part in term.parts])
        case "product":
            total = Rational(ONE, ONE)
            for part in term.parts:
                factor = to_rational(part)
                total = _product(total, factor)
            return total
        case "quotient":
            top, bottom = (to_rational(part) for part in term.parts)
            if not bottom.top:
                raise HasNoValueError("division by zero")
            return _product(top, Rational(bottom.bottom, bottom.top))
        case "power":
            return _power(*term.parts)
        case _:
            raise BeyondPolynomialsError(term.kind)


def _product(a: Rational, b: Rational) -> Rational:
    return Rational(multiply(a.top, b.top), multiply(a.bottom, b.bottom))


def _sum(parts: list[Rational]) -> Rational:
    total = parts[0]
    for part in parts[1:]:
        if part.bottom == total.bottom:
            total = Rational(add(total.top, part.top), total.bottom)
        else:
            top = add(multiply(total.top, part.bottom), multiply(part.top, total.bottom))
            total = Rational(top, multiply(total.bottom, part.bottom))
    return total


def _power(base: Term, exponent: Term) -> Rational:
    raised = to_rational(exponent)
    if set(raised.top) - {()} or set(raised.bottom) - {()}:
        raise BeyondPolynomialsError("a letter in an exponent")
    value = raised.top.get((), Fraction(0)) / raised.bottom[()]
    if value.denominator != 1 or abs(value) > LARGEST_EXPONENT:
        raise BeyondPolynomialsError("an exponent")
    inner = to_rational(base)
    if value <= 0 and not inner.top:
        raise HasNoValueError("zero has no such power")
    if value < 0:
        inner = Rational(inner.bottom, inner.top)
    total = Rational(ONE, ONE)
    for _ in range(abs(int(value))):
        total = _product(total, inner)
    return total


def are_equal(a: Rational, b: Rational) -> bool:
    """Return whether two quotients are the same function."""
    return multiply(a.top, b.bottom) == multiply(b.top, a.bottom)


def factor_between(a: Rational, b: Rational) -> Fraction | None:
    """Return the number c with a = c * b, or None where there is none."""
    left, right = multiply(a.top, b.bottom), multiply(b.top, a.bottom)
    if not left or set(left) != set(right):
        return None
    monomial = next(iter(left))
    factor = left[monomial] / right[monomial]
    return factor if all(left[m] == factor * right[m] for m in left) else None


def content(polynomial: Polynomial) -> Fraction:
    """Return the greatest number that divides every coefficient, positive."""
    tops = [abs(value.numerator) for value in polynomial.values()]
    bottoms = [value.denominator for value in polynomial.values()]
    return Fraction(gcd(*tops), lcm(*bottoms)) if polynomial else Fraction(1)


def degree(polynomial: Polynomial) -> int:
    """Return the highest total exponent."""
    return max((sum(exponent for _, exponent in m) for m in polynomial), default=0)
