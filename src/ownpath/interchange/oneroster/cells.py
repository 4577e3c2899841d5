"""Reads the cells of one row by column name and says what is wrong with each."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, date, datetime
from functools import lru_cache

from ownpath.interchange.oneroster.clues import clues_of
from ownpath.interchange.oneroster.day_order import (
    EARLIEST,
    LATEST,
    DayOrder,
    is_either,
    parse_date,
)
from ownpath.interchange.oneroster.findings import Findings, shown
from ownpath.interchange.oneroster.grades import grade_codes
from ownpath.interchange.oneroster.records import ID_LIMIT, UserId
from ownpath.interchange.oneroster.vocabulary import BOOLEANS, STATUSES

TEXT_LIMIT = 200
WORD_LIMIT = 64
EMAIL_LIMIT = 254
LIST_LIMIT = 200

_SHORTENED = re.compile(r"\d(?:[.,]\d+)?E\+\d+")
_EMAIL = re.compile(r"[^@\s,;<>\"]+@[^@\s,;<>\"]+")
_USER_ID = re.compile(r"\{([^:{}]*):([^{}]*)\}")
_FILL_IN = "Fill it in in the sending system and export again."
_LEFT_EMPTY = "Correct it in the sending system; it was not taken."
_NOTHING = "Nothing to do."
_UNOPENED = (
    "Send the file as the system exports it; do not open and save it in a spreadsheet before."
)


@lru_cache(maxsize=1_000)
def parse_moment(text: str) -> datetime | None:
    """Return the moment a text names (UTC where it names no zone), or None."""
    if not text.isascii():
        return None
    try:
        found = datetime.fromisoformat(text)
    except ValueError:
        return None
    try:
        found = found.replace(tzinfo=UTC) if found.tzinfo is None else found.astimezone(UTC)
    except OverflowError:
        return None
    return found if EARLIEST <= found.date() < LATEST else None


class Cells:
    """The row being read; moved from row to row, so that a large file makes few objects."""

    def __init__(
        self,
        file: str,
        places: Mapping[str, int],
        findings: Findings,
        day_order: Callable[[], DayOrder] = lambda: "month first",
    ) -> None:
        self.file = file
        self._day_order = day_order
        self.number = 0
        self.is_faulty = False
        self.is_ended = False
        self._places = places
        self._cells: Sequence[str] = ()
        self._findings = findings
        self._seen: dict[str, str] = {}

    def move_to(self, number: int, cells: Sequence[str]) -> None:
        """Stand on another row."""
        self.number, self._cells, self.is_faulty = number, cells, False
        self.is_ended = self.status() == "tobedeleted"

    def has(self, column: str) -> bool:
        """Return whether the file has the column at all."""
        return column in self._places

    def raw(self, column: str) -> str:
        """Return the cell as it stands; empty when the row or the file lacks it."""
        place = self._places.get(column)
        return self._cells[place] if place is not None and place < len(self._cells) else ""

    def fault(self, code: str, column: str, what: str, fix: str) -> None:
        """Say why this row cannot be taken."""
        self.is_faulty = True
        row = f"{self.file}.csv row {self.number}"
        if self._findings.row(code, f"{row}, {column}", what, fix):
            self._findings.clues[row] = clues_of(self.file, self.raw)

    def note(
        self, code: str, column: str, value: str, what: str, fix: str = _LEFT_EMPTY
    ) -> None:
        """Say what was read all the same."""
        where = f"{self.file}.csv, {column}"
        self._findings.tally(code, where, self.number, value, what, fix)
        if fix != _NOTHING:
            self._findings.unread[f"{self.file}.csv row {self.number}"].add(column)

    def text(self, column: str, limit: int = TEXT_LIMIT) -> str:
        """Return a text that may be empty; one that is too long is left empty."""
        value = self.raw(column)
        if len(value) > limit:
            self.note("text.long", column, value, f"longer than {limit} characters")
            return ""
        return self._seen.setdefault(value, value)

    def name(self, column: str) -> str:
        """Return a part of a person's name; one too long is never cut, the row waits."""
        value = self.raw(column)
        if len(value) > TEXT_LIMIT and not self.is_ended:
            self._too_long(column, value, TEXT_LIMIT)
        return self._seen.setdefault(value, value) if len(value) <= TEXT_LIMIT else ""

    def missing(self, column: str) -> None:
        """Say that a value is empty and must not be."""
        self.fault("value.missing", column, "it is empty and must not be", _FILL_IN)

    def order_fault(self, column: str) -> None:
        """Say that a span ends before it begins."""
        what = f"it ends on {shown(self.raw(column))}, before it begins"
        self.fault("date.order", column, what, "Correct the two dates in the sending system.")

    def _too_long(self, column: str, value: str, limit: int) -> None:
        what = f"{shown(value)} is longer than {limit} characters"
        self.fault("text.long", column, what, "Shorten it in the sending system.")

    def needed(self, column: str, limit: int = TEXT_LIMIT) -> str:
        """Return a text that may not be empty, except in a row that only ends something."""
        value = self.raw(column)
        if not value and not self.is_ended:
            self.missing(column)
        elif len(value) > limit:
            self._too_long(column, value, limit)
        return self._seen.setdefault(value, value) if len(value) <= limit else ""

    def own_id(self) -> str:
        """Return the row's sourcedId, which every row must have, ended or not; empty when a spreadsheet cut it."""
        value = self.raw("sourcedId")
        if _SHORTENED.fullmatch(value):
            what = f"{shown(value)} is a number that a spreadsheet has shortened, so nobody knows whose row it is"
            self.fault("id.shortened", "sourcedId", what, _UNOPENED)
            return ""
        if not value:
            self.missing("sourcedId")
        elif len(value) > ID_LIMIT:
            self._too_long("sourcedId", value, ID_LIMIT)
        return value[:ID_LIMIT]

    def status(self) -> str:
        """Return "active" or "tobedeleted"; a word we do not know keeps the row out."""
        value = self.raw("status").lower()
        if value in STATUSES:
            return STATUSES[value]
        what = f"{shown(value)} says neither that the row stays nor that it ends"
        self.fault("status.unknown", "status", what, "Write active or tobedeleted.")
        return "active"

    def modified(self) -> datetime | None:
        """Return when the sender last changed the row."""
        value = self.raw("dateLastModified")
        moment = parse_moment(value) if value else None
        if value and moment is None:
            self.note("date.form", "dateLastModified", value, "not a moment in time")
        return moment

    def day(self, column: str) -> date | None:
        """Return a day, or None when there is none that can be read."""
        value = self.raw(column)
        if not value:
            return None
        found = self._parsed(column, value)
        if found is None and not self.is_faulty:
            self.note("date.form", column, value, "not a day between 1900 and 2199")
        return found

    def needed_day(self, column: str) -> date:
        """Return a day that must be there; an ended row without one gets the earliest."""
        value = self.raw(column)
        found = self._parsed(column, value) if value else None
        if found is None and not self.is_ended and not self._is_mixed(value):
            what = f"{shown(value)} is not a day between 1900 and 2199"
            self.fault("date.form", column, what, "Write it as year-month-day, 2022-02-07.")
        return found or EARLIEST

    def _parsed(self, column: str, value: str) -> date | None:
        """Return the day a cell names, and say so when a spreadsheet had written it in another way."""
        if "/" not in value:
            return parse_date(value)
        if self._is_mixed(value):
            what = f"{shown(value)} may be two days: the file writes some days first and some months first"
            self.fault("date.mixed", column, what, _UNOPENED)
            return None
        order = self._day_order()
        found = parse_date(value, order)
        if found is not None:
            code = "date.day_first" if order == "day first" else "date.american"
            self.note(code, column, value, f"read as {found.isoformat()}", _NOTHING)
        return found

    def _is_mixed(self, value: str) -> bool:
        return is_either(value) and self._day_order() == "mixed"

    def year(self, column: str) -> int | None:
        """Return a school year, named by the year in which it ends."""
        value = self.raw(column)
        if not value:
            return None
        years = re.findall(r"(?<!\d)(?:19|20|21)\d\d(?!\d)", value)
        if not years:
            self.note("year.form", column, value, "not a year")
            return None
        return int(years[-1])

    def flag(self, column: str) -> bool | None:
        """Return true, false, or None when empty or not a boolean."""
        value = self.raw(column)
        if not value:
            return None
        found = BOOLEANS.get(value.lower())
        if found is None:
            self.note("boolean.form", column, value, "neither true nor false")
        elif value not in ("true", "false"):
            what = f"read as {str(found).lower()}"
            self.note("boolean.form_read", column, value, what, _NOTHING)
        return found

    def word(self, column: str, words: Mapping[str, str]) -> str:
        """Return a word of a closed list as the standard spells it, another as it stands."""
        value = self.text(column, WORD_LIMIT)
        found = words.get(value.lower())
        if value and found is None and not value.startswith("ext:"):
            what = "not a word of the OneRoster standard; kept as written"
            self.note("word.unknown", column, value, what, _NOTHING)
        return found or value

    def email(self, column: str) -> str:
        """Return an e-mail address, or nothing when it is not one."""
        value = self.text(column, EMAIL_LIMIT)
        if value and not _EMAIL.fullmatch(value):
            self.note("email.form", column, value, "not an e-mail address")
            return ""
        return value

    def texts(self, column: str, limit: int = TEXT_LIMIT) -> tuple[str, ...]:
        """Return a list, its entries set apart by commas, none empty and none twice."""
        value = self.raw(column)
        if not value:
            return ()
        entries = tuple(dict.fromkeys(e for e in (x.strip() for x in value.split(",")) if e))
        if len(entries) > LIST_LIMIT or any(len(entry) > limit for entry in entries):
            self.note("list.long", column, value, "longer than any roster needs")
            return ()
        return tuple(self._seen.setdefault(entry, entry) for entry in entries)

    def ids(self, column: str) -> tuple[str, ...]:
        """Return a list of sourcedIds."""
        return self.texts(column, ID_LIMIT)

    def grades(self, column: str) -> tuple[str, ...]:
        """Return grade levels as CEDS codes, ranges written out."""
        codes: list[str] = []
        for entry in re.split(r"[,;|]", self.text(column)):
            found = grade_codes(entry.strip()) if entry.strip() else ()
            if found is None:
                self.note("grade.form", column, entry.strip(), "not a grade level")
            codes += found or ()
        return tuple(dict.fromkeys(codes))

    def user_ids(self) -> tuple[UserId, ...]:
        """Return further identifiers, written {type:identifier}."""
        value = self.text("userIds", 2_000)
        found = tuple(
            dict.fromkeys(UserId(t.strip(), i.strip()) for t, i in _USER_ID.findall(value))
        )
        if value and not found:
            what = "not of the form {type:identifier}"
            self.note("user_id.form", "userIds", value, what, _NOTHING)
            return (UserId("", re.sub(r"[{}]", "", value).strip()),)
        return found
