"""Finds out in which order a file writes the parts of its days, when a spreadsheet has rewritten them.

The standard writes 2022-02-07. A spreadsheet makes 2/7/2022 or 7/2/2022 of it, and one value alone does not say which.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import Literal

DayOrder = Literal["month first", "day first", "mixed"]

SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?: .*)?")
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?")
DAY_COLUMNS = ("startDate", "endDate", "beginDate", "birthDate")
MONTHS = 12
EARLIEST = date(1900, 1, 1)
LATEST = date(2200, 1, 1)


def order_of_days(rows: Iterable[Sequence[str]], places: Iterable[int]) -> DayOrder:
    """Return how all the days of a file are written: the sure ones decide for those that could be read either way.

    Parameters
    ----------
    rows
        The cells of each row.
    places
        Where the columns of days stand, counted from 0.

    Examples
    --------
    >>> order_of_days([["4/1/2022"], ["23/8/2021"]], [0])
    'day first'
    >>> order_of_days([["4/1/2022"]], [0])
    'month first'
    >>> order_of_days([["8/23/2021"], ["23/8/2021"]], [0])
    'mixed'
    """
    at = tuple(places)
    days = (SLASHED.fullmatch(row[place]) for row in rows for place in at if place < len(row))
    first_two = {(int(day[1]) > MONTHS, int(day[2]) > MONTHS) for day in days if day}
    if (True, False) not in first_two:
        return "month first"
    return "mixed" if (False, True) in first_two else "day first"


def is_either(text: str) -> bool:
    """Return whether a day could be read month first and day first, and would be two different days.

    Examples
    --------
    >>> is_either("4/1/2022"), is_either("5/5/2022"), is_either("8/23/2021"), is_either("2022-01-04")
    (True, False, False, False)
    """
    day = SLASHED.fullmatch(text)
    return day is not None and max(int(day[1]), int(day[2])) <= MONTHS and day[1] != day[2]


@lru_cache(maxsize=20_000)
def parse_date(text: str, order: DayOrder = "month first") -> date | None:
    """Return the day a text names, year first or with slashes in the order given, or None.

    Examples
    --------
    >>> parse_date("2022-02-07"), parse_date("2/7/2022"), parse_date("2022-02-30")
    (datetime.date(2022, 2, 7), datetime.date(2022, 2, 7), None)
    >>> parse_date("2/7/2022", "day first"), parse_date("2/7/2022", "mixed"), parse_date("23/7/2022", "mixed")
    (datetime.date(2022, 7, 2), None, datetime.date(2022, 7, 23))
    """
    if iso := ISO.fullmatch(text):
        year, month, day = iso.groups()
    elif slashed := SLASHED.fullmatch(text):
        month, day, year = slashed.groups()
        if order == "day first" or (order == "mixed" and int(month) > MONTHS):
            month, day = day, month
    else:
        return None
    if order == "mixed" and is_either(text):
        return None
    try:
        found = date(int(year), int(month), int(day))
    except ValueError:
        return None
    return found if EARLIEST <= found < LATEST else None
