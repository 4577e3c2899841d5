"""Numbers in words, English and Spanish: "three fourths", "tres cuartos", "veintiuno", "3.º"."""

from __future__ import annotations

LARGEST_IN_WORDS = 999_999_999

_ONES_EN = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS_EN = [
    "_",
    "_",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "seventy",
    "eighty",
    "ninety",
]
_ONES_ES = [
    "cero",
    "uno",
    "dos",
    "tres",
    "cuatro",
    "cinco",
    "seis",
    "siete",
    "ocho",
    "nueve",
    "diez",
    "once",
    "doce",
    "trece",
    "catorce",
    "quince",
    "dieciséis",
    "diecisiete",
    "dieciocho",
    "diecinueve",
    "veinte",
    "veintiuno",
    "veintidós",
    "veintitrés",
    "veinticuatro",
    "veinticinco",
    "veintiséis",
    "veintisiete",
    "veintiocho",
    "veintinueve",
]
_TENS_ES = [
    "_",
    "_",
    "_",
    "treinta",
    "cuarenta",
    "cincuenta",
    "sesenta",
    "setenta",
    "ochenta",
    "noventa",
]
_HUNDREDS_ES = [
    "_",
    "ciento",
    "doscientos",
    "trescientos",
    "cuatrocientos",
    "quinientos",
    "seiscientos",
    "setecientos",
    "ochocientos",
    "novecientos",
]
_ORDINALS_EN = {
    "one": "first",
    "two": "second",
    "three": "third",
    "five": "fifth",
    "eight": "eighth",
    "nine": "ninth",
    "twelve": "twelfth",
}
_PARTS_ES = {
    2: "medio",
    3: "tercio",
    4: "cuarto",
    5: "quinto",
    6: "sexto",
    7: "séptimo",
    8: "octavo",
    9: "noveno",
    10: "décimo",
    16: "dieciseisavo",
    21: "veintiunavo",
    22: "veintidosavo",
    23: "veintitresavo",
    26: "veintiseisavo",
    30: "treintavo",
    40: "cuarentavo",
    50: "cincuentavo",
    60: "sesentavo",
    70: "setentavo",
    80: "ochentavo",
    90: "noventavo",
    100: "centésimo",
    1000: "milésimo",
}


def cardinal(number: int, language: str) -> str:
    """Return the whole number in words; digits where it is too large for words.

    >>> cardinal(121, "en"), cardinal(121, "es"), cardinal(-2000, "es")
    ('one hundred twenty-one', 'ciento veintiuno', 'menos dos mil')
    """
    if abs(number) > LARGEST_IN_WORDS:
        return str(number)
    spanish = language == "es"
    if number < 0:
        return ("menos " if spanish else "negative ") + cardinal(-number, language)
    return _spanish(number) if spanish else _english(number)


def _english(number: int) -> str:
    if number < 20:
        return _ONES_EN[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS_EN[tens] + (f"-{_ONES_EN[ones]}" if ones else "")
    for size, name in ((1_000_000, "million"), (1000, "thousand"), (100, "hundred")):
        if number >= size:
            count, rest = divmod(number, size)
            return f"{_english(count)} {name}" + (f" {_english(rest)}" if rest else "")
    raise AssertionError(number)


def _spanish(number: int) -> str:
    if number < 30:
        return _ONES_ES[number]
    if number < 100:
        tens, ones = divmod(number, 10)
        return _TENS_ES[tens] + (f" y {_ONES_ES[ones]}" if ones else "")
    if number < 1000:
        hundreds, rest = divmod(number, 100)
        return "cien" if number == 100 else _join(_HUNDREDS_ES[hundreds], rest)
    if number < 1_000_000:
        count, rest = divmod(number, 1000)
        return _join("mil" if count == 1 else f"{shortened(count)} mil", rest)
    count, rest = divmod(number, 1_000_000)
    return _join("un millón" if count == 1 else f"{shortened(count)} millones", rest)


def _join(start: str, rest: int) -> str:
    return f"{start} {_spanish(rest)}" if rest else start


def shortened(number: int) -> str:
    """Return the Spanish number as it stands before a noun: "un", "veintiún", "treinta y un"."""
    words = _spanish(number)
    if words.endswith("veintiuno"):
        return words.removesuffix("veintiuno") + "veintiún"
    return words[:-1] if words.endswith("uno") else words


def ordinal_short(number: int, language: str) -> str:
    """Return the short ordinal.

    >>> [ordinal_short(n, "en") for n in (1, 2, 3, 11, 21, 112)], ordinal_short(3, "es")
    (['1st', '2nd', '3rd', '11th', '21st', '112th'], '3.º')
    """
    if language == "es":
        return f"{number}.º"
    last_two = abs(number) % 100
    ending = {1: "st", 2: "nd", 3: "rd"}.get(last_two % 10, "th")
    return f"{number}{'th' if 11 <= last_two <= 13 else ending}"


def _ordinal(number: int) -> str:
    head, dash, last = _english(number).rpartition("-")
    if not dash:
        head, dash, last = last.rpartition(" ")
    regular = last[:-1] + "ieth" if last.endswith("y") else last + "th"
    return f"{head}{dash}{_ORDINALS_EN.get(last, regular)}"


def part_name(denominator: int, language: str) -> str | None:
    """Return what one part is called ("fourth", "cuarto"); None where people say "over"."""
    if denominator < 2:
        return None
    if language != "es":
        if denominator == 2:
            return "half"
        named = denominator <= 100 or denominator == 1000
        return _ordinal(denominator).removeprefix("one ") if named else None
    if denominator in _PARTS_ES:
        return _PARTS_ES[denominator]
    return f"{_spanish(denominator)}avo" if denominator < 30 else None


def fraction_words(top: int, bottom: int, language: str) -> str:
    """Return a fraction of two whole numbers in words.

    >>> fraction_words(3, 4, "en"), fraction_words(1, 12, "es"), fraction_words(3, 2, "en")
    ('three fourths', 'un doceavo', 'three halves')
    """
    part = part_name(abs(bottom), language)
    if part is None or bottom < 0 or abs(top) > LARGEST_IN_WORDS:
        over = "sobre" if language == "es" else "over"
        return f"{cardinal(top, language)} {over} {cardinal(bottom, language)}"
    if abs(top) != 1:
        part = "halves" if part == "half" else f"{part}s"
    count = cardinal(top, language)
    if language == "es" and abs(top) > 0:
        count = ("menos " if top < 0 else "") + shortened(abs(top))
    return f"{count} {part}"
