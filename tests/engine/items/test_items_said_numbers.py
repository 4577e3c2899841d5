"""Numbers on a Spanish page, and in words: a comma for decimals, units, money, "three and a half", "cinco millones"."""

from __future__ import annotations

from typing import Any

import pytest
from items_samples import answered, item, verdict


def each(keys: dict[str, Any], forms: str) -> list[tuple[dict[str, Any], str]]:
    """Return one row for each of the forms, which stand apart by bars."""
    return [(keys, form) for form in forms.split(" | ")]


MIXED = {"type": "numeric", "answer": {"value": "7/2"}}
MONEY = {"type": "numeric", "answer": {"value": "3.50", "unit": "usd"}}
LARGE = {"type": "numeric", "answer": {"value": "1250.5"}}
PERCENT = {"type": "numeric", "answer": {"value": "12.5", "unit": "percent"}}
DEBT = {"type": "numeric", "answer": {"value": "-3/4"}}
AREA = {"type": "numeric", "answer": {"value": 24, "unit": "sq_m"}}
ROPE = {"type": "numeric", "answer": {"value": "2.5", "unit": "m"}}
MINUTES = {"type": "numeric", "answer": {"value": 45, "unit": "min"}}
FRUIT = {
    "type": "numeric",
    "answer": {"value": 5, "unit": {"en": ["apple", "apples"], "es": ["manzana", "manzanas"]}},
}
RATIO = {"type": "numeric", "answer": {"value": "2/3", "form": "ratio"}}
MILLIONS = {"type": "numeric", "answer": {"value": 5_000_000}}
MANY = {"type": "numeric", "answer": {"value": 2015}}
TWO_THIRDS = {"type": "numeric", "answer": {"value": "2/3"}}
SPANISH_RIGHT = [
    *each(LARGE, "1250,5 | 1 250,5 | 1.250,5 | 1,250.5 | 1250.50 | 1250 1/2 | x=1250,5"),
    *each(MONEY, "$3.50 | 3,50 | $3,50 | 3,5 dólares | US$3.50 | 350 centavos"),
    *each(MONEY, "3 dólares con 50 centavos | 3 dólares y 50 centavos | 3.50 USD"),
    *each(PERCENT, "12,5 | 12.5% | 12,5 % | 12 1/2 % | 12,5 por ciento"),
    *each(MIXED, "3 1/2 | 3 y 1/2 | 3½ | 3,5 | 3 y medio | tres y medio | 3 y un medio | 7/2"),
    *each(
        DEBT, "-3/4 | -0,75 | -,75 | menos 3/4 | (-3)/4 | -(3/4) | x=-0,75 | menos tres cuartos"
    ),
    *each(AREA, "24 m² | 24 m2 | 24 metros cuadrados | 24 m^2"),
    *each(ROPE, "2,5 m | 2 1/2 metros | 2½ m | dos metros y medio | 2 metros y medio"),
    *each(MINUTES, "45 minutos | 45 min. | 45 m | cuarenta y cinco minutos"),
    *each(FRUIT, "5 manzanas | cinco manzanas | cinco | x=5 | la respuesta es 5 | son 5"),
    *each(RATIO, "2:3 | 2 a 3 | dos a tres | 2 es a 3 | 4:6"),
    *each(
        MILLIONS, "5,000,000 | 5 000 000 | 5.000.000 | 5'000,000 | 5 millones | cinco millones"
    ),
    *each(MANY, "2015 | 2,015 | dos mil quince | 2 015 | x es igual a 2015"),
    *each(TWO_THIRDS, "2/3 | dos tercios | 2 tercios | 4/6"),
]
SPANISH_WRONG = [
    *each(LARGE, "12505 | 125,05 | 1250,05 | 1250 1/5"),
    *each(
        MONEY, "3,05 | $35 | 3 dólares con 5 centavos | 350 dólares | 5 dólares con 30 centavos"
    ),
    *each(PERCENT, "125 | 1,25 | 12,05 | 12 1/5"),
    *each(MIXED, "31/2 | 3 y 1/3 | 3,05 | dos y medio | 3 y tercio | 13 1/2"),
    *each(DEBT, "3/4 | 0,75 | -4/3 | tres cuartos | (-3)/8"),
    *each(AREA, "24 m | 24 m³ | 24 cm² | 42 m²"),
    *each(ROPE, "2,5 cm | 25 m | dos metros | 3 metros y medio"),
    *each(MINUTES, "45 h | 54 minutos | cuarenta minutos"),
    *each(FRUIT, "6 manzanas | quince | cincuenta manzanas | la respuesta es 50"),
    *each(RATIO, "3:2 | tres a dos | 2 a 33"),
    *each(MILLIONS, "500.000 | 5 mil | cincuenta millones | 5,000"),
    *each(MANY, "dos mil cinco | 2,15 | doce mil quince | 2105"),
    *each(TWO_THIRDS, "3/2 | dos quintos | 0,6 | un tercio"),
]
SPOKEN_RIGHT = [
    *each(MIXED, "three and a half | three and one half | 3 and a half | 3 and 1/2"),
    *each(DEBT, "minus 3/4 | negative 3/4 | negative three fourths | (-3)/4 | -(3/4)"),
    *each(TWO_THIRDS, "two-thirds | 2 thirds | two thirds"),
    *each(MONEY, "3 dollars and 50 cents | 3 dollars 50 cents | US$3.50 | 350c"),
    *each(MILLIONS, "5 million | five million | 5e6"),
    *each(
        MANY,
        "two thousand fifteen | two thousand and fifteen | the answer is 2015 | x is 2015 | 2015!",
    ),
    *each(RATIO, "two to three | 2 to 3"),
]
SPOKEN_WRONG = [
    *each(MIXED, "three and a third | thirteen and a half"),
    *each(MANY, "two hundred fifteen | twenty fifteen"),
    *each(MONEY, "3 dollars and 5 cents | 35 dollars"),
    *each(MILLIONS, "5 thousand | fifty million"),
]


@pytest.mark.parametrize(
    ("language", "right", "wrong"),
    [("es", SPANISH_RIGHT, SPANISH_WRONG), ("en", SPOKEN_RIGHT, SPOKEN_WRONG)],
)
def test_numbers_are_taken_as_people_write_and_say_them(
    language: str, right: list[Any], wrong: list[Any]
) -> None:
    def said(rows: list[Any]) -> list[tuple[str, str]]:
        return [
            (form, verdict(answered(item(**keys), form, language=language)))
            for keys, form in rows
        ]

    assert len(SPANISH_RIGHT) >= 70
    assert len(SPANISH_WRONG) >= 40
    assert [row for row in said(right) if row[1] != "right"] == []
    assert [row for row in said(wrong) if row[1] == "right"] == []


@pytest.mark.parametrize(("said", "read"), [("five", "right"), (":", "unread")])
def test_words_in_an_unknown_language_are_read_as_english(said: str, read: str) -> None:
    assert verdict(answered(item(**FRUIT), said, language="xx")) == read
