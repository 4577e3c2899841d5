"""Reads single cells: an outcome, a name, a moment; None where the cell says nothing."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from math import isfinite

ABSENT = frozenset({"", "-1", "na", "nan", "none", "null"})
RIGHT = frozenset({"1", "true", "t", "yes", "right", "correct"})
WRONG = frozenset({"0", "false", "f", "no", "wrong", "incorrect"})
SECONDS_A_DAY = 86_400.0
MILLISECONDS_FROM = 1e11  # larger numbers cannot be seconds since 1970
LONGEST_NAME = 200
JOINED = re.compile(r"[;,|]|~~")
WHOLE = re.compile(r"(-?[0-9]+)\.0*")  # as programs write a column of numbers that has gaps
NUMBERS_JOINED = re.compile(r"\d+(_\d+)+")


def is_absent(cell: str) -> bool:
    """Return whether a cell says nothing: empty, -1 (padding) or a word for "not available"."""
    return _bare(cell).lower() in ABSENT


def _bare(cell: str) -> str:
    """Return a cell without space around it, whole numbers without a decimal point."""
    word = cell.strip()
    whole = WHOLE.fullmatch(word)
    return whole[1] if whole else word


def outcome_in(cell: str) -> bool | None:
    """Return whether the answer was right; None if the cell does not say.

    Examples
    --------
    >>> outcome_in("1"), outcome_in(" 0.0 "), outcome_in("1.000000"), outcome_in("0.5")
    (True, False, True, None)
    """
    word = _bare(cell).lower()
    if word in RIGHT:
        return True
    return False if word in WRONG else None


def name_in(cell: str) -> str | None:
    """Return an identifier, whole numbers without a decimal point; None if the cell says nothing.

    Examples
    --------
    >>> name_in("37.0"), name_in(" fractions "), name_in("-1")
    ('37', 'fractions', None)
    """
    word = _bare(cell)
    return None if is_absent(word) else word[:LONGEST_NAME]


def names_in(cell: str, separator: str) -> tuple[str, ...]:
    """Return the different identifiers of a cell, in order."""
    found = (name_in(part) for part in cell.split(separator))
    return tuple(dict.fromkeys(name for name in found if name is not None))


def competencies_in(cell: str) -> tuple[str, ...]:
    """Return the different competencies of a cell, however they are joined.

    Semicolons, commas, bars and double tildes join anything; underscores join whole numbers only, for names hold them.

    Examples
    --------
    >>> competencies_in("add; subtract"), competencies_in("3_17"), competencies_in("add_fractions")
    (('add', 'subtract'), ('3', '17'), ('add_fractions',))
    """
    parts = [one.strip() for one in JOINED.split(cell)]
    flat = [
        name
        for part in parts
        for name in (part.split("_") if NUMBERS_JOINED.fullmatch(part) else [part])
    ]
    return tuple(dict.fromkeys(name for one in flat if (name := name_in(one)) is not None))


def day_in(cell: str, *, units_a_second: float = 0.0) -> float | None:
    """Return a moment (a number since 1970, or ISO 8601) in days since 1970; None if it is none.

    Without `units_a_second` a number means seconds, or milliseconds if it is too large for that.

    Examples
    --------
    >>> day_in("86400"), day_in("1970-01-03"), day_in("soon")
    (1.0, 2.0, None)
    """
    word = cell.strip()
    if is_absent(word):
        return None
    try:
        number = float(word)
    except ValueError:
        return _day_of_iso(word)
    if not isfinite(number) or number < 0:
        return None
    guessed = 1000.0 if number > MILLISECONDS_FROM else 1.0
    return number / (units_a_second or guessed) / SECONDS_A_DAY


def _day_of_iso(word: str) -> float | None:
    try:
        moment = datetime.fromisoformat(word)
    except ValueError:
        return None
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
    return moment.timestamp() / SECONDS_A_DAY
