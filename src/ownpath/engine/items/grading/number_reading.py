"""A number as a child may write it, read with care; what cannot be read is not guessed.

The rules about commas and points stand in docs/content-format.md, section 9.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction
from functools import lru_cache

from ownpath.engine.items.grading.characters import LONGEST_RESPONSE, one_alphabet
from ownpath.engine.items.mathematics.number_words import cardinal, fraction_words, shortened
from ownpath.engine.items.mathematics.units import without_accents
from ownpath.engine.items.values import Number, magnitude, tidy


class Doubt(Enum):
    """Whether a number could mean another one."""

    NONE = "none"
    ASK_UNLESS_RIGHT = "comma"  # 1,500 on a Spanish page
    ASK_IF_OTHER_RIGHT = "point"  # 1.500 on a Spanish page


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberReading:
    """What was written: the number, how, and what followed it."""

    value: Number
    kind: str  # integer, decimal, fraction, mixed, ratio, scientific
    is_simplest: bool = True
    unit: str = ""
    percent: bool = False
    doubt: Doubt = Doubt.NONE
    other: Number | None = None


_DIGITS = r"\d[\d.,' ]*\d|\d[.,]?|[.,]\d+"
_WHOLE = r"\d{1,3}(?:[, ]\d{3})+|\d{1,40}"
_EQUATION = re.compile(r"^(?:[a-z]\s*=|=)\s*(.+)$|^(.+?)\s*=\s*(?:[a-z])?$", re.IGNORECASE)
_SCIENTIFIC = re.compile(
    rf"^({_DIGITS})\s*(?:[*x]\s*10\s*(?:\^|\*\*)\s*\(?\s*([-+]?\d{{1,2}})\s*\)?|e([-+]?\d{{1,2}}))(?![\d.])",
    re.IGNORECASE,
)
_MIXED = re.compile(
    rf"^({_WHOLE})(?:\s+(?:and\s+|y\s+)?|\s*&\s*)(\d{{1,12}})\s*/\s*(\d{{1,12}})(?![\d/])",
    re.IGNORECASE,
)
_FRACTION = re.compile(rf"^({_WHOLE})\s*/\s*(-?)\s*({_WHOLE})(?![\d/.,])")
_RATIO = re.compile(rf"^({_DIGITS})\s*(?::|\bto\b|\ba\b)\s*({_DIGITS})$", re.IGNORECASE)
_PLAIN = re.compile(rf"^({_DIGITS})")
_TAIL = re.compile(r"^[A-Za-zÀ-ÿ$¢°%'\"][\wÀ-ÿ°%^/.$ '-]{0,40}$")
_MILLIONS = re.compile(r"[1-9]\d{0,2}'\d{3}(?:,\d{3})+")  # 5'000,000, as taught in Mexico
_GROUPED = {
    mark: re.compile(rf"[1-9]\d{{0,2}}(?:{re.escape(mark)}\d{{3}})+") for mark in ",. '"
}


def read_number(text: str, *, language: str, ratio: bool = False) -> NumberReading | None:
    """Return what the text says as a number, or None when it cannot be read.

    >>> read_number("3½ cups", language="en").value, read_number("1,5", language="en")
    (Fraction(7, 2), None)
    """
    if len(text) > LONGEST_RESPONSE:
        return None
    plain = _without_equation(one_alphabet(text))
    plain, sign, currency = _without_sign(plain)
    if not plain:
        return None
    reading = _ratio(plain, language) if ratio else None
    reading = reading or _spelled(plain, language) or _read(plain, language)
    if reading is None or (currency and reading.unit not in ("", "usd", "dollars", "dolares")):
        return None
    if currency:
        reading = replace(reading, unit="$")
    return replace(reading, value=-reading.value) if sign < 0 else reading


def _without_equation(text: str) -> str:
    match = _EQUATION.match(text)
    return (match[1] or match[2]).strip() if match else text


def _without_sign(text: str) -> tuple[str, int, bool]:
    """Return the text without brackets, sign and dollar, the sign, and whether a dollar stood there."""
    if text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        text = text[1:-1].strip()
    sign, currency = 1, False
    for _ in range(2):
        if text[:1] in ("-", "+") and text[1:2] not in ("-", "+"):
            sign = -sign if text[0] == "-" else sign
            text = text[1:].lstrip()
            if currency:
                break
        if text.startswith("$") and not currency:
            currency, text = True, text[1:].lstrip()
        else:
            break
    return text, sign, currency


def _ratio(text: str, language: str) -> NumberReading | None:
    match = _RATIO.match(text)
    if match is None:
        return None
    left, right = _plain_value(match[1], language), _plain_value(match[2], language)
    if left is None or right is None or right.value == 0:
        return None
    top, bottom = left.value, right.value
    whole = top.denominator == 1 and bottom.denominator == 1
    simplest = whole and Fraction(top, bottom).denominator == bottom
    return NumberReading(
        value=tidy(Fraction(top) / bottom), kind="ratio", is_simplest=bool(simplest)
    )


def _read(text: str, language: str) -> NumberReading | None:
    for pattern, read in _SHAPES:
        match = pattern.match(text)
        if match is None:
            continue
        reading = read(match, language)
        if reading is not None:
            return _with_tail(reading, text[match.end() :].strip())
        if pattern is not _SCIENTIFIC:
            return None
    return None


def _with_tail(reading: NumberReading, tail: str) -> NumberReading | None:
    if not tail or tail == ".":
        return reading
    if tail in ("%", "% ."):
        return replace(reading, percent=True)
    if not _TAIL.match(tail) or any(
        c.isdigit() for c in tail.replace("^2", "").replace("^3", "")[:-1]
    ):
        return None
    unit = without_accents(tail.lower()).rstrip(".").strip()
    if unit in ("percent", "per cent", "por ciento", "porciento"):
        return replace(reading, percent=True)
    return replace(reading, unit=unit)


def _scientific(match: re.Match[str], language: str) -> NumberReading | None:
    front = _plain_value(match[1], language)
    if front is None or abs(int(match[2] or match[3])) > 30:
        return None
    value = front.value * Fraction(10) ** int(match[2] or match[3])
    return NumberReading(
        value=tidy(value), kind="scientific", is_simplest=1 <= magnitude(front.value) < 10
    )


def _mixed(match: re.Match[str], _language: str) -> NumberReading | None:
    whole, top, bottom = _bare(match[1]), int(match[2]), int(match[3])
    if bottom == 0:
        return None
    part = Fraction(top, bottom)
    proper = part.denominator == bottom and 0 < part < 1
    return NumberReading(value=tidy(whole + part), kind="mixed", is_simplest=proper)


def _fraction(match: re.Match[str], _language: str) -> NumberReading | None:
    top, bottom = _bare(match[1]), _bare(match[3])
    if bottom == 0:
        return None
    value = Fraction(-top if match[2] else top, bottom)
    simplest = value.denominator == bottom and bottom > 1
    return NumberReading(value=tidy(value), kind="fraction", is_simplest=simplest)


def _bare(digits: str) -> int:
    return int(digits.replace(",", "").replace(" ", ""))


def _plain(match: re.Match[str], language: str) -> NumberReading | None:
    return _plain_value(match[1], language)


def _plain_value(token: str, language: str) -> NumberReading | None:
    """Return the reading of digits with points, commas and spaces in this language."""
    token = token.strip()
    if len(token) > 60:
        return None
    if token.isdigit():
        return _whole(token)
    if _MILLIONS.fullmatch(token):
        return _whole(token.replace("'", "").replace(",", ""))
    for mark in " '":
        if mark in token:
            is_comma = language == "es" and mark == " " and "," in token and "." not in token
            point = "," if is_comma else "."
            whole, point, places = token.partition(point)
            if not _GROUPED[mark].fullmatch(whole) or (point and not places.isdigit()):
                return None
            return _plain_value(whole.replace(mark, "") + point + places, language)
    return _spanish(token) if language == "es" else _english(token)


def _whole(digits: str) -> NumberReading:
    return NumberReading(value=int(digits), kind="integer")


def _decimal(digits: str) -> NumberReading:
    if digits.endswith("."):
        return _whole(digits[:-1])
    return NumberReading(value=tidy(Fraction(digits)), kind="decimal")


def _english(token: str) -> NumberReading | None:
    whole, point, places = token.partition(".")
    if "," in places or "." in places:
        return None
    if "," in whole:
        if not _GROUPED[","].fullmatch(whole):
            return None
        whole = whole.replace(",", "")
    return _decimal(f"{whole}{point}{places}") if point else _whole(whole)


def _spanish(token: str) -> NumberReading | None:
    commas, points = token.count(","), token.count(".")
    if commas and points:
        decimal = "," if token.rfind(",") > token.rfind(".") else "."
        whole, _, places = token.rpartition(decimal)
        mark = "." if decimal == "," else ","
        if not _GROUPED[mark].fullmatch(whole) or not places.isdigit():
            return None
        return _decimal(f"{whole.replace(mark, '')}.{places}")
    mark = "," if commas else "."
    grouped = _GROUPED[mark].fullmatch(token)
    if commas + points > 1:
        return _whole(token.replace(mark, "")) if grouped else None
    decimal_reading = _decimal(token.replace(",", "."))
    if not grouped:
        return decimal_reading
    thousands = _whole(token.replace(mark, ""))
    if mark == ",":
        return replace(thousands, doubt=Doubt.ASK_UNLESS_RIGHT, other=decimal_reading.value)
    return replace(decimal_reading, doubt=Doubt.ASK_IF_OTHER_RIGHT, other=thousands.value)


_SHAPES = (
    (_SCIENTIFIC, _scientific),
    (_MIXED, _mixed),
    (_FRACTION, _fraction),
    (_PLAIN, _plain),
)


def _spelled(text: str, language: str) -> NumberReading | None:
    """Return a number written in words ("twelve", "tres cuartos"), with what follows it."""
    if not text[0].isalpha():
        return None
    words = without_accents(text.lower()).rstrip(".").split()
    known = _number_words(language)
    for length in range(min(len(words), 4), 0, -1):
        reading = known.get(" ".join(words[:length]))
        if reading is not None:
            return replace(reading, unit=" ".join(words[length:]))
    return None


@lru_cache(maxsize=2)
def _number_words(language: str) -> dict[str, NumberReading]:
    known: dict[str, NumberReading] = {}
    for number in range(101):
        names = {cardinal(number, language)}
        names |= {shortened(number)} if language == "es" else set()
        for name in names:
            known[without_accents(name)] = _whole(str(number))
            known[without_accents(name).replace("-", " ")] = _whole(str(number))
    for bottom in (2, 3, 4, 5, 6, 8, 10, 12, 100):
        for top in range(1, min(bottom, 12)):
            part = Fraction(top, bottom)
            reading = NumberReading(
                value=part, kind="fraction", is_simplest=part.denominator == bottom
            )
            known[without_accents(fraction_words(top, bottom, language))] = reading
    return known
