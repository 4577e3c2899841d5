"""Whether an expression stands in the form that was asked for: expanded, factored, simplified."""

from __future__ import annotations

from fractions import Fraction

from ownpath.engine.items.grading.algebra_reading import Algebra, Term
from ownpath.engine.items.grading.polynomials import (
    BeyondPolynomialsError,
    HasNoValueError,
    content,
    degree,
    to_rational,
)


def has_form(given: Algebra, wanted: Algebra, form: str) -> bool:
    """Return whether the given expression stands in this form; `wanted` is the key in it."""
    sides = [side for side in (given.left, given.right) if side is not None]
    match form:
        case "expanded":
            return all(_is_expanded(side) for side in sides)
        case "simplified":
            return all(_is_simplified(side) for side in sides)
        case "factored":
            return _taken_apart(given.left) == _taken_apart(wanted.left)
        case _:
            return True


def _terms(term: Term) -> list[Term]:
    if term.kind == "sum":
        return [inner for part in term.parts for inner in _terms(part)]
    if term.kind == "minus":
        return _terms(term.parts[0])
    return [term]


def _is_expanded(term: Term) -> bool:
    terms = _terms(term)
    return all(_is_tidy(each) for each in terms) and _are_unlike(terms)


def _is_simplified(term: Term) -> bool:
    terms = _terms(term)
    if not _are_unlike(terms):
        return False
    return all(_is_tidy(each) or _is_tidy_product(each) for each in terms)


def _is_tidy_product(term: Term) -> bool:
    """Return whether a product holds one number, each letter once, and simplified brackets."""
    numbers, letters, rest = _factors(term)
    inner = all(_is_simplified(part) for factor in rest for part in factor.parts or (factor,))
    simple_rest = all(factor.kind in ("sum", "power", "root", "absolute") for factor in rest)
    return numbers <= 1 and len(set(letters)) == len(letters) and inner and simple_rest


def _is_tidy(term: Term) -> bool:
    """Return whether a term is one number times letters, each letter once."""
    if term.kind == "quotient":
        top, bottom = term.parts
        numbers, letters, rest = _factors(bottom)
        return _is_tidy(top) and numbers <= 1 and not rest and not letters
    numbers, letters, rest = _factors(term)
    quotients = [factor for factor in rest if factor.kind == "quotient"]
    numeric = all(_is_number(part) for q in quotients for part in q.parts)
    plain = len(quotients) == len(rest) and numeric
    return plain and numbers + len(quotients) <= 1 and len(set(letters)) == len(letters)


def _is_number(term: Term) -> bool:
    return term.kind == "number" or (term.kind == "minus" and _is_number(term.parts[0]))


def _factors(term: Term) -> tuple[int, list[str], list[Term]]:
    """Return how many numbers, which letters (powers included), and what else is multiplied."""
    numbers = 0
    letters: list[str] = []
    rest: list[Term] = []
    for factor in term.parts if term.kind == "product" else (term,):
        if _is_number(factor):
            numbers += 1
        elif factor.kind == "letter":
            letters.append(factor.letter)
        elif factor.kind == "power" and factor.parts[0].kind == "letter":
            letters.append(factor.parts[0].letter)
        elif factor.kind == "minus":
            inner = _factors(factor.parts[0])
            numbers, letters, rest = numbers + inner[0], letters + inner[1], rest + inner[2]
        else:
            rest.append(factor)
    return numbers, letters, rest


def _are_unlike(terms: list[Term]) -> bool:
    """Return whether no two terms could be joined."""
    faces = []
    for term in terms:
        try:
            rational = to_rational(term)
        except (BeyondPolynomialsError, HasNoValueError):
            continue
        if not rational.top:
            return len(terms) == 1
        if len(rational.top) > 1:
            continue
        scale = next(iter(rational.bottom.values()))
        bottom = tuple(sorted((m, value / scale) for m, value in rational.bottom.items()))
        faces.append((next(iter(rational.top)), bottom))
    return len(set(faces)) == len(faces)


def _taken_apart(term: Term) -> tuple[list[int], Fraction] | None:
    """Return the degrees of the factors and the number they still hide; None beyond polynomials."""
    degrees: list[int] = []
    hidden = Fraction(1)
    try:
        for factor, times in _multiplied(term):
            rational = to_rational(factor)
            if set(rational.bottom) - {()}:
                return None
            if degree(rational.top) == 0:
                continue
            scale = rational.bottom[()]
            degrees += [degree(rational.top)] * times
            hidden *= (content(rational.top) / abs(scale)) ** times
    except (BeyondPolynomialsError, HasNoValueError):
        return None
    return sorted(degrees), hidden


def _multiplied(term: Term) -> list[tuple[Term, int]]:
    if term.kind == "minus":
        return _multiplied(term.parts[0])
    if term.kind == "product":
        return [pair for part in term.parts for pair in _multiplied(part)]
    if term.kind == "power" and term.parts[1].kind == "number":
        times = term.parts[1].number
        if times.denominator == 1 and 0 < times <= 12:
            return [(inner, n * int(times)) for inner, n in _multiplied(term.parts[0])]
    return [(term, 1)]
