"""Numbers as people say them, put into digits: "three and a half", "5 millones", "3 dólares con 50 centavos".

Tried only where a response could not be read as it stands, so that words after a number keep their meaning as units.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ownpath.engine.items.grading.characters import one_alphabet
from ownpath.engine.items.mathematics.number_words import cardinal
from ownpath.engine.items.mathematics.units import without_accents

_LEAD = re.compile(
    r"^(?:(?:the |my )?answer(?: is)?|(?:la |mi )?respuesta(?: es)?|it is|it's|es|son"
    r"|[a-z] (?:is|es)(?: (?:equal to|igual a))?|[a-z](?=:))[: ]\s*"
)
_MINUS = re.compile(r"^(?:minus|negative|menos|negativo) ")
_BRACKETS = re.compile(r"^(-?)\((-?)\s*(\d+)\s*(/\s*\d+)?\)\s*(/\s*\d+)?$")
_SMALL = range(100)
_ONES: Mapping[str, Mapping[str, int]] = {
    language: {without_accents(cardinal(n, language)).replace("-", " "): n for n in _SMALL}
    for language in ("en", "es")
}
_MORE: Mapping[str, Mapping[str, int]] = {
    "en": {"none": 0, "nothing": 0},
    "es": {
        "un": 1,
        "una": 1,
        "veintiun": 21,
        "veintiuna": 21,
        "cien": 100,
        "ciento": 100,
        "ninguno": 0,
        "ninguna": 0,
        "nada": 0,
        "quinientos": 500,
        "quinientas": 500,
        "setecientos": 700,
        "setecientas": 700,
        "novecientos": 900,
        "novecientas": 900,
        **{
            f"{front}cient{gender}s": 100 * n
            for n, front in ((2, "dos"), (3, "tres"), (4, "cuatro"), (6, "seis"), (8, "ocho"))
            for gender in "oa"
        },
    },
}
_SCALES: Mapping[str, Mapping[str, int]] = {
    "en": {"hundred": 100, "thousand": 1000, "million": 10**6},
    "es": {"mil": 1000, "millon": 10**6, "millones": 10**6},
}
_NAMED_PARTS = (
    (3, "third tercio"),
    (4, "fourth quarter cuarto"),
    (5, "fifth quinto"),
    (6, "sixth sexto"),
    (7, "seventh septimo"),
    (8, "eighth octavo"),
    (9, "ninth noveno"),
    (10, "tenth decimo"),
    (12, "twelfth doceavo"),
    (100, "hundredth centesimo"),
)
_PARTS: Mapping[str, int] = {
    **dict.fromkeys(("half", "halves", "medio", "medios", "media", "medias"), 2),
    **{
        f"{name}{s}": n
        for n, names in _NAMED_PARTS
        for name in names.split()
        for s in ("", "s")
    },
}
_PART = re.compile(rf"\b(\d+|a|an) ({'|'.join(sorted(_PARTS, key=len, reverse=True))})\b")
_AND_PART = re.compile(rf"(?<=\d) (?:and|y|e|con) (?:a |an )?({'|'.join(_PARTS)})\b")
_MIXED = re.compile(r"^(-?\d+) (?:and|y|e|con) (\d+/\d+)\b")
_UNIT_AND_HALF = re.compile(r"^(-?\d+) ([a-z]+) (?:y medi[oa]|and a half)$")
_MILLIONS = re.compile(r"^(-?[\d.,]+) (?:millions?|millon(?:es)?)\b(?: de\b)?")
_MONEY = re.compile(
    r"^(-?\d+) (?:dollars?|dolar(?:es)?)(?:,| and| y| con)? (\d{1,2}) (?:cents?|centavos?)$"
)


def as_digits(text: str, *, language: str) -> str:
    """Return a response with its number words put into digits; the same text where there are none.

    >>> as_digits("three and a half", language="en"), as_digits("dos mil quince metros", language="es")
    ('3 1/2', '2015 metros')
    """
    said = without_accents(one_alphabet(text).lower()).strip().rstrip("!").strip()
    said = _LEAD.sub("", said).removeprefix("us$").strip()
    said = "$" + said if one_alphabet(text).lower().startswith("us$") else said
    said = _MINUS.sub("-", said)
    if brackets := _BRACKETS.match(said):
        sign = "-" if (brackets[1] == "-") != (brackets[2] == "-") else ""
        return f"{sign}{brackets[3]}{brackets[4] or ''}{brackets[5] or ''}".replace(" ", "")
    said = re.sub(r"(?<=[a-z])-(?=[a-z])", " ", said)
    said = re.sub(r"^(-)(?=[a-z])", r"\1 ", said)
    said = " ".join(_without_number_words(said.split(), language)).replace("- ", "-", 1)
    if money := _MONEY.match(said):
        return f"${money[1]}.{int(money[2]):02d}"
    if half := _UNIT_AND_HALF.match(said):
        return f"{half[1]} 1/2 {half[2]}"
    if millions := _MILLIONS.match(said):
        return f"{millions[1]} * 10^6{said[millions.end() :]}"
    said = _AND_PART.sub(lambda found: f" 1/{_PARTS[found[1]]}", said)
    said = _PART.sub(lambda found: f"{_count(found[1])}/{_PARTS[found[2]]}", said)
    return re.sub(r"(?<=\d) es a (?=\d)", " a ", _MIXED.sub(r"\1 \2", said))


def _count(word: str) -> str:
    return word if word.isdigit() else "1"


def _without_number_words(words: list[str], language: str) -> Iterator[str]:
    """Yield the words, each run of number words as one number."""
    place = 0
    while place < len(words):
        number, length = _run(words[place:], language)
        yield str(number) if length else words[place]
        place += max(length, 1)


def _run(words: list[str], language: str) -> tuple[int, int]:
    """Return the number the first words say, and how many they are; no words where they say none."""
    spoken = language if language in _ONES else "en"
    values = {**_ONES[spoken], **_MORE[spoken]}
    scales, total, part, used = _SCALES[spoken], 0, 0, 0
    while used < len(words):
        two = " ".join(words[used : used + 2])
        word = words[used]
        if word in scales and (part or word == "mil"):
            scale = scales[word]
            if scale == 100:
                part *= 100
            else:
                total, part = total + max(part, 1) * scale, 0
            used += 1
        elif used == 0 or _may_follow(part, values.get(two, values.get(word))):
            taken = _value(words[used : used + 3], values)
            if not taken:
                break
            part, used = part + taken[0], used + taken[1]
        elif word == "and" and part % 100 == 0 and _value(words[used + 1 : used + 2], values):
            used += 1
        else:
            break
    return total + part, used


def _value(words: list[str], values: Mapping[str, int]) -> tuple[int, int] | None:
    """Return the number of up to three words that are one name, such as "treinta y uno", and their count."""
    for length in range(len(words), 0, -1):
        found = values.get(" ".join(words[:length]))
        if found is not None:
            return found, length
    return None


def _may_follow(part: int, value: int | None) -> bool:
    """Return whether a smaller number may be added to what was said: twenty after a hundred, not seven after six."""
    return value is not None and (
        part == 0 or (part >= 100 and part % 100 == 0 and value < 100)
    )
