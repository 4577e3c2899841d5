"""The values a template reckons with: exact numbers, truths, words in languages, lists.

Numbers are `int` where they are whole and `Fraction` elsewhere; nothing here is ever a float.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TypeAlias

LARGEST = 10**40
ANY_LANGUAGE = ""

Number: TypeAlias = int | Fraction
_NO_NUMBERS: Mapping[str, Number] = {}  # one for all words


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """A word in several languages and forms, perhaps with numbers that belong to it."""

    forms: Mapping[str, Mapping[str, str]]  # language -> form -> text
    numbers: Mapping[str, Number] = field(default_factory=lambda: _NO_NUMBERS)

    def in_form(self, form: str, language: str) -> str:
        """Return the text of one form, or of the form `one` where the form is not known."""
        by_form = self.forms.get(language) or self.forms.get(ANY_LANGUAGE)
        if by_form is None:
            by_form = next(iter(self.forms.values()))
        return by_form.get(form) or by_form["one"]

    def only(self, form: str) -> Word:
        """Return the word whose every language knows just this form."""
        return Word(
            forms={language: {"one": self.in_form(form, language)} for language in self.forms}
        )

    def has_form(self, form: str) -> bool:
        """Return whether any language has this form."""
        return any(form in by_form for by_form in self.forms.values())


Value: TypeAlias = "bool | int | Fraction | Word | tuple[Value, ...]"


def tidy(number: Number) -> Number:
    """Return the number as an `int` where it is whole.

    >>> tidy(Fraction(6, 3)), tidy(Fraction(1, 2))
    (2, Fraction(1, 2))
    """
    return number.numerator if number.denominator == 1 else number


def magnitude(number: Number) -> Number:
    """Return the number without its sign."""
    return -number if number < 0 else number


def is_number(value: object) -> bool:
    """Return whether the value is a number (a truth is not)."""
    return isinstance(value, int | Fraction) and not isinstance(value, bool)


def has_ending_decimal(number: Number) -> bool:
    """Return whether the decimal form of the number ends.

    >>> has_ending_decimal(Fraction(3, 8)), has_ending_decimal(Fraction(1, 3))
    (True, False)
    """
    rest = number.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1
