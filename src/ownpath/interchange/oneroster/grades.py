"""Grade levels: what people write, to the CEDS code the standard asks for.

Source: CEDS Entry Grade Level, as named in OneRoster 1.2, "grades".
"""

from __future__ import annotations

import re

CODES = ("IT", "PR", "PK", "TK", "KG", *(f"{n:02}" for n in range(1, 14)), "PS", "UG", "Other")
_IN_ORDER = CODES[2:18]  # PK, TK, KG, 01 to 13: the ones a range may span

_WORDS = {
    "it": "IT", "infant": "IT", "toddler": "IT", "infanttoddler": "IT",
    "pr": "PR", "preschool": "PR", "ps3": "PR",
    "pk": "PK", "prek": "PK", "pk3": "PK", "pk4": "PK", "prek3": "PK", "prek4": "PK",
    "prekindergarten": "PK", "p": "PK", "-1": "PK", "-01": "PK",
    "tk": "TK", "transitionalkindergarten": "TK",
    "k": "KG", "kg": "KG", "kindergarten": "KG", "kinder": "KG", "kf": "KG", "kp": "KG",
    "0": "KG", "00": "KG", "k5": "KG",
    "ps": "PS", "postsecondary": "PS", "ps1": "PS", "ps2": "PS", "ps4": "PS",
    "freshman": "09", "sophomore": "10", "junior": "11", "senior": "12",
    "12+": "13",
    "ug": "UG", "ungraded": "UG",
    "other": "Other", "oth": "Other", "ae": "Other", "adult": "Other",
}  # fmt: skip


_AROUND = re.compile(
    r"^(?:grade|gr|g|year|level)(?=[\dkp])|(?<=[\dkp])(?:st|nd|rd|th)?(?:grade|gr)?$"
)


def grade_code(text: str) -> str | None:
    """Return the CEDS code for a grade as people write it, or None when it is not one.

    Examples
    --------
    >>> [grade_code(text) for text in ("KG", "k", "1", "01", "Grade 1", "3rd grade", "14")]
    ['KG', 'KG', '01', '01', '01', '03', None]
    """
    word = re.sub(r"[\s._]", "", text.lower())
    word = _AROUND.sub("", word)
    if word in _WORDS:
        return _WORDS[word]
    if word.isascii() and word.isdigit() and len(word) < 4 and 1 <= int(word) <= 13:
        return f"{int(word):02}"
    return None


def grade_codes(text: str) -> tuple[str, ...] | None:
    """Return the codes of one grade or of a range such as "K-5", or None when it is neither.

    Examples
    --------
    >>> grade_codes("K-2"), grade_codes("9 - 12"), grade_codes("12-9")
    (('KG', '01', '02'), ('09', '10', '11', '12'), None)
    """
    single = grade_code(text)
    if single is not None:
        return (single,)
    first, dash, last = text.replace("\u2013", "-").partition("-")
    low, high = grade_code(first), grade_code(last)
    if not dash or low not in _IN_ORDER or high not in _IN_ORDER:
        return None
    span = _IN_ORDER[_IN_ORDER.index(low) : _IN_ORDER.index(high) + 1]
    return tuple(code for code in span if code != "TK") or None
