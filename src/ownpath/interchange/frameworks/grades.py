"""Grade levels in the many ways sources write them, as CEDS codes: PK, KG, 01 to 12."""

from __future__ import annotations

GRADES = ("PK", "KG", *(f"{grade:02d}" for grade in range(1, 13)))
HIGH_SCHOOL = ("09", "10", "11", "12")
_WORDS = (
    (
        "PK",
        ("pk", "prek", "pre-k", "prekindergarten", "preschool", "preschool/prekindergarten"),
    ),
    ("KG", ("kg", "k", "kindergarten")),
    ("01", ("first grade",)),
    ("02", ("second grade",)),
    ("03", ("third grade",)),
    ("04", ("fourth grade",)),
    ("05", ("fifth grade",)),
    ("06", ("sixth grade",)),
    ("07", ("seventh grade",)),
    ("08", ("eighth grade",)),
    ("09", ("ninth grade",)),
    ("10", ("tenth grade",)),
    ("11", ("eleventh grade",)),
    ("12", ("twelfth grade",)),
)
_CODE_OF = {word: (code,) for code, words in _WORDS for word in words} | {
    "hs": HIGH_SCHOOL,
    "high school": HIGH_SCHOOL,
}


def grade_codes(text: str) -> tuple[str, ...]:
    """Return the CEDS codes of one grade level; unknown wording stays as it is.

    Examples
    --------
    >>> grade_codes("Second grade"), grade_codes("6"), grade_codes("K"), grade_codes("UG")
    (('02',), ('06',), ('KG',), ('UG',))
    >>> grade_codes("HS")
    ('09', '10', '11', '12')
    """
    plain = text.strip()
    if plain.isascii() and plain.isdigit() and len(plain) <= 3 and 1 <= int(plain) <= 12:
        return (f"{int(plain):02d}",)
    return _CODE_OF.get(plain.lower(), (plain,) if plain else ())


def in_order(grades: set[str]) -> tuple[str, ...]:
    """Return grade levels from the youngest to the oldest, unknown ones last."""
    place = {grade: i for i, grade in enumerate(GRADES)}
    return tuple(sorted(grades, key=lambda grade: (place.get(grade, len(GRADES)), grade)))
