"""Numbers as content shows them: 1,250 · 3/4 · 1 1/2 · 0.75 · $3.50 · 25%.

Both languages show a decimal point and a comma between thousands, as schools in the United States and Mexico do.
"""

from __future__ import annotations

from fractions import Fraction

from ownpath.engine.items.values import Number, has_ending_decimal, magnitude

FORMS = ("fraction", "mixed", "decimal")
MOST_PLACES = 12
MINUS = "\u2212"


def plain_number(number: Number, form: str) -> str:
    """Return the number with an ASCII minus and no commas.

    >>> [plain_number(Fraction(-3, 2), form) for form in FORMS]
    ['-3/2', '-1 1/2', '-1.5']
    """
    if isinstance(number, int) or number.denominator == 1:
        return str(int(number))
    if form == "decimal" and has_ending_decimal(number):
        return decimal_text(number)
    if form == "mixed" and magnitude(number) > 1:
        whole, rest = divmod(magnitude(number), 1)
        return f"{'-' if number < 0 else ''}{whole} {rest}"
    return f"{number.numerator}/{number.denominator}"


def decimal_text(number: Number, places: int | None = None) -> str:
    """Return the decimal form; with so many places (halves away from zero) or as many as needed.

    >>> decimal_text(Fraction(3, 8)), decimal_text(Fraction(5, 2), 2), decimal_text(Fraction(1, 3), 3)
    ('0.375', '2.50', '0.333')
    """
    if places is None:
        places = _places_needed(number)
    scaled = abs(Fraction(number)) * 10**places + Fraction(1, 2)
    digits = str(scaled.numerator // scaled.denominator).rjust(places + 1, "0")
    whole, rest = (digits[:-places], digits[-places:]) if places else (digits, "")
    sign = "-" if number < 0 and digits.strip("0") else ""
    return f"{sign}{whole}.{rest}" if rest else f"{sign}{whole}"


def _places_needed(number: Number) -> int:
    places = 0
    while number.denominator != 1 and places < MOST_PLACES:
        number = number * 10
        places += 1
    return places


def in_text(plain: str) -> str:
    r"""Return a plain number as it stands in a sentence: commas, a true minus, fractions as mathematics.

    >>> in_text("-1250.5") == "\u22121,250.5", in_text("3/4")
    (True, '$3/4$')
    """
    if "/" in plain:
        return f"${plain}$"
    sign, digits = (MINUS, plain[1:]) if plain.startswith("-") else ("", plain)
    whole, point, places = digits.partition(".")
    return f"{sign}{int(whole):,}{point}{places}" if whole.isdigit() else plain


def money(number: Number) -> str:
    """Return dollars: whole ones without cents, others with two places.

    >>> money(4), money(Fraction(7, 2)), money(1250)
    ('$4', '$3.50', '$1,250')
    """
    digits = decimal_text(magnitude(number), 0 if number.denominator == 1 else 2)
    return f"{MINUS if number < 0 else ''}${in_text(digits)}"
