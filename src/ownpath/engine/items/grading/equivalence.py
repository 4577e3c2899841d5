"""Whether two expressions, equations or inequalities say the same.

Quotients of polynomials are compared exactly. With roots, absolute values or letters in exponents both
sides are reckoned with sixty digits at fixed points; agreement at all points where they have a value
counts as the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Context, Decimal, DecimalException, localcontext

from ownpath.engine.items.grading.algebra_reading import Algebra, Term
from ownpath.engine.items.grading.polynomials import (
    BeyondPolynomialsError,
    HasNoValueError,
    Rational,
    are_equal,
    factor_between,
    to_rational,
)

N_POINTS = 10
FEWEST_POINTS = 3
_DIGITS = 60
_NEAR = Decimal("1e-35")
_LARGEST = Decimal("1e60")
_FLIPPED = {"<": ">", ">": "<", "<=": ">=", ">=": "<=", "=": "="}
_SEEDS = (37, 101, 53, 17, 89, 131, 71, 23, 113, 59)  # tenths: the points are 3.7, 10.1, ...


def are_equivalent(a: Algebra, b: Algebra) -> bool:
    """Return whether two readings say the same."""
    if bool(a.relation) != bool(b.relation):
        return False
    if not a.relation:
        return _same_expression(a.left, b.left)
    return _same_relation(a, b)


def _same_expression(a: Term, b: Term) -> bool:
    try:
        return are_equal(to_rational(a), to_rational(b))
    except HasNoValueError:
        return False
    except BeyondPolynomialsError:
        return _agree(a, b)


def _difference(algebra: Algebra) -> Term:
    right = algebra.right
    if right is None:
        raise ValueError("a relation has two sides")
    return Term("sum", (algebra.left, Term("minus", (right,))))


def _same_relation(a: Algebra, b: Algebra) -> bool:
    """Return whether one difference is a number times the other, the sign of that number fitting."""
    if b.relation not in (a.relation, _FLIPPED[a.relation]):
        return False
    factor = _sign_of_factor(_difference(a), _difference(b))
    if factor == 0:
        return False
    if a.relation == "=":
        return b.relation == "="
    return b.relation == (a.relation if factor > 0 else _FLIPPED[a.relation])


def _sign_of_factor(a: Term, b: Term) -> int:
    """Return the sign of c where a = c * b; 0 where there is no such number."""
    try:
        one, other = to_rational(a), to_rational(b)
        return _exact_sign(one, other)
    except HasNoValueError:
        return 0
    except BeyondPolynomialsError:
        return _numeric_sign(a, b)


def _exact_sign(one: Rational, other: Rational) -> int:
    factor = factor_between(one, other)
    return 0 if factor is None else (1 if factor > 0 else -1)


def _numeric_sign(a: Term, b: Term) -> int:
    ratios = []
    for x, y in _values(a, b):
        if (x == 0) != (y == 0):
            return 0
        if y != 0:
            ratios.append(x / y)
    if len(ratios) < FEWEST_POINTS or any(
        abs(r - ratios[0]) > _NEAR * abs(ratios[0]) for r in ratios
    ):
        return 0
    return 1 if ratios[0] > 0 else -1


def _agree(a: Term, b: Term) -> bool:
    values = _values(a, b)
    near = all(abs(x - y) <= _NEAR * max(Decimal(1), abs(x), abs(y)) for x, y in values)
    return near and len(values) >= FEWEST_POINTS


def _letters(term: Term) -> set[str]:
    found = {term.letter} if term.kind == "letter" else set()
    return found.union(*(_letters(part) for part in term.parts))


def _values(a: Term, b: Term) -> list[tuple[Decimal, Decimal]]:
    """Return both values at every point where both have one; nothing where only one has."""
    letters = sorted(_letters(a) | _letters(b))
    found = []
    with localcontext(Context(prec=_DIGITS, Emax=9999, Emin=-9999)):
        for i in range(N_POINTS):
            point = {
                letter: Decimal(_SEEDS[(i + 3 * j) % N_POINTS])
                / 10
                * (-1 if (i + j) % 3 == 2 else 1)
                for j, letter in enumerate(letters)
            }
            x, y = _value_or_none(a, point), _value_or_none(b, point)
            if (x is None) != (y is None):
                return []
            if x is not None and y is not None:
                found.append((x, y))
    return found


def _value_or_none(term: Term, point: Mapping[str, Decimal]) -> Decimal | None:
    try:
        value = _value(term, point)
    except (DecimalException, ZeroDivisionError):
        return None
    return value if value.is_finite() and abs(value) < _LARGEST else None


def _value(term: Term, point: Mapping[str, Decimal]) -> Decimal:
    match term.kind:
        case "number":
            return Decimal(term.number.numerator) / Decimal(term.number.denominator)
        case "letter":
            return point[term.letter]
    parts = [_value(part, point) for part in term.parts]
    match term.kind:
        case "minus":
            return -parts[0]
        case "sum":
            return sum(parts, Decimal(0))
        case "product":
            total = Decimal(1)
            for part in parts:
                total *= part
            return total
        case "quotient":
            return parts[0] / parts[1]
        case "root":
            return parts[0].sqrt()
        case "absolute":
            return abs(parts[0])
        case _:
            return _raised(parts[0], parts[1])


def _raised(base: Decimal, exponent: Decimal) -> Decimal:
    if abs(exponent) > 200:
        raise DecimalException("an exponent beyond school")
    return base**exponent
