"""Look at every cell of a set-up: whether it can be read, and whether what it names is there. Nothing is written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ownpath.interchange.oneroster.grades import grade_codes
from ownpath.interchange.problems import Problem
from ownpath.school.curriculum.queries import themes
from ownpath.school.days.imports.places import Place, problem_at
from ownpath.school.days.imports.reading import Row, Tables
from ownpath.school.days.imports.tables import MOST_BLOCKS, TABLES, Column
from ownpath.school.days.queries.calendar import schedules_of
from ownpath.school.days.queries.campuses import rooms_of
from ownpath.school.people.queries import sections_at, staff_at, students_at

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person, Section

YES: Final = {"yes": True, "true": True, "1": True, "no": False, "false": False, "0": False}
TIME_OFF: Final = re.compile(r"([0-6]|\*)-(\d{1,2})")
MOST_SHOWN: Final = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What can be named: schedules and rooms of the files too, people and classes of the roster."""

    n_blocks: Mapping[str, int]  # how many each schedule rings
    rooms: frozenset[str]  # case folded
    staff: Mapping[str, Person]  # by sign-in name or number of the roster, case folded
    students: Mapping[str, Person]
    sections: Mapping[
        str, Section | None
    ]  # by number of the roster, or by title; None: two have it
    themes: frozenset[str]

    def has(self, what: str, name: str) -> bool:
        """Return whether there is one of a kind by this name."""
        if what == "schedule":
            return name in self.n_blocks
        if what == "themes":
            return name in self.themes
        folded = name.casefold()
        if what == "room":
            return folded in self.rooms
        if what == "section":
            return self.sections.get(folded) is not None
        return folded in (self.staff if what == "staff" else self.students)

    def last_block(self, row: Row) -> int:
        """Return the last block that rings, from 0: of the schedule a row names, or else of the longest one."""
        most = max(self.n_blocks.values(), default=MOST_BLOCKS)
        return self.n_blocks.get(row.get("schedule", ""), most) - 1

    def students_named(self, tables: Tables) -> Iterator[int]:
        """Yield the students whom rows name."""
        for name, rows in tables.items():
            columns = [one.name for one in TABLES[name] if one.holds == "student"]
            for row in rows if columns else ():
                named = (self.students.get(row.get(one, "").casefold()) for one in columns)
                yield from (one.pk for one in named if one is not None)


def known_at(*, campus: Campus, today: date, tables: Tables) -> Known:
    """Return what rows may name at a campus."""
    sections: dict[str, Section | None] = {}
    for one in sections_at(campus=campus, today=today):
        for key in {one.sourced_id.casefold(), one.title.casefold()} - {""}:
            sections[key] = None if key in sections else one
    standing = {one.name: len(one.blocks.all()) for one in schedules_of(campus=campus)}
    in_files = Counter(row.get("schedule", "") for row in tables.get("blocks", ()))
    new_rooms = {row.get("name", "").casefold() for row in tables.get("rooms", ())}
    return Known(
        n_blocks=standing | in_files,
        rooms=frozenset(new_rooms | {one.name.casefold() for one in rooms_of(campus=campus)}),
        staff=_by_name(staff_at(campus=campus, today=today)),
        students=_by_name(students_at(campus=campus, today=today)),
        sections=sections,
        themes=frozenset(
            one.slug for kind in ("interest", "hope") for one in themes(kind=kind)
        ),
    )


def _by_name(people: list[Person]) -> dict[str, Person]:
    by_number = {one.sourced_id.casefold(): one for one in people if one.sourced_id}
    return by_number | {one.username_key: one for one in people if one.username_key}


def problems_in(tables: Tables, known: Known) -> list[Problem]:
    """Return everything that is wrong with the cells, each with its table, row, column, value and remedy."""
    return [
        problem
        for name, rows in tables.items()
        for number, row in enumerate(rows, start=1)
        for column in TABLES[name]
        for problem in _of_cell(
            Place(table=name, row=number, column=column.name), column, row, known
        )
    ]


def _of_cell(where: Place, column: Column, row: Row, known: Known) -> Iterator[Problem]:
    value = row.get(column.name, "")
    if not value:
        if column.is_needed:
            yield problem_at("missing", where, _("nothing is there"), _("fill it in"))
        return
    fix = (
        _fix(column, value, known)
        or _fix_block(column, value, known.last_block(row))
        or _fix_end(column, value, row)
    )
    if fix:
        code = _CODES.get(column.holds, "unknown")
        yield problem_at(code, where, _("“%(value)s”") % {"value": value}, fix)


_CODES: Final = {
    "block": "number",
    "number": "number",
    "day": "number",
    "time": "time",
    "date": "date",
    "yes": "yes",
}


def _fix(column: Column, value: str, known: Known) -> str:
    """Return what to do about a cell; "" where it is as it should be."""
    holds = column.holds
    if holds == "word" and value not in column.words:
        return _("take one of %(known)s") % {"known": ", ".join(column.words)}
    if holds == "number" and not _is_within(value, column.bounds):
        least, most = column.bounds
        return _("a number from %(least)s to %(most)s") % {"least": least, "most": most}
    if holds == "time" and clock_of(value) is None:
        return _("a time such as 08:15")
    if holds == "date" and day_of(value) is None:
        return _("a date such as 2026-09-01")
    if holds == "yes" and value.casefold() not in YES:
        return _("yes or no")
    if holds == "off" and not all(TIME_OFF.fullmatch(one) for one in listed(value)):
        return _("weekday-block such as 0-3 (0 is Monday), or *-3 for every day")
    if holds == "grades" and not all(map(grade_codes, listed(value))):
        return _("grades such as K, 1 or 3-5, as in: K;1;3-5")
    if holds == "day" and not _is_within(value, (0, 6)):
        return _("a weekday from 0 (Monday) to 6")
    if holds == "days" and not all(_is_within(one, (0, 6)) for one in listed(value)):
        return _("weekdays from 0 (Monday) to 6, as in: 0;2;4")
    if holds in _NAMED:
        asked = listed(value) if holds == "themes" else [value]
        if not all(known.has(holds, one) for one in asked):
            return f"{_NAMED[holds]}{_there_are(holds, known)}"
    return ""


def _fix_end(column: Column, value: str, row: Row) -> str:
    """Return what to do about a block that ends before it begins, most often by an afternoon written as a morning."""
    begins, ends = clock_of(row.get("starts_at", "")), clock_of(value)
    if column.name != "ends_at" or begins is None or ends is None or ends > begins:
        return ""
    return _("a time after %(begin)s, as in 13:10 for ten past one in the afternoon") % {
        "begin": begins.strftime("%H:%M")
    }


def _fix_block(column: Column, value: str, last: int) -> str:
    """Return what to do about a block that never rings; "" where it does, or where the cell holds none."""
    if column.holds == "block":
        rings = _is_within(value, (0, last))
    else:
        rings = column.holds != "off" or all(
            int(one.rpartition("-")[2]) <= last for one in listed(value)
        )
    if rings:
        return ""
    return _("a block that rings, from 0 to %(last)s") % {"last": last}


_NAMED: Final = {
    "schedule": gettext_lazy("name a bell schedule"),
    "room": gettext_lazy("name a room"),
    "staff": gettext_lazy("name who works here, by sign-in name or the roster's number"),
    "student": gettext_lazy(
        "name a student of this campus, by sign-in name or the roster's number"
    ),
    "section": gettext_lazy(
        "name a class of this campus, by the roster's number (or its title, where only one has it)"
    ),
    "themes": gettext_lazy("name themes of the content"),
}


def _there_are(holds: str, known: Known) -> str:
    """Return a few of the names there are, of what is no person."""
    names = {"schedule": known.n_blocks, "room": known.rooms, "themes": known.themes}
    some = sorted(names.get(holds, ()))[:MOST_SHOWN]
    return f": {', '.join(some)}" if some else ""


def _is_within(value: str, bounds: tuple[int, int]) -> bool:
    return value.isascii() and value.isdecimal() and bounds[0] <= int(value) <= bounds[1]


def clock_of(value: str) -> time | None:
    """Return a time of day; None where a text is none."""
    try:
        return time.fromisoformat(value.zfill(5))
    except ValueError:
        return None


def day_of(value: str) -> date | None:
    """Return a date; None where a text is none."""
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def listed(cell: str) -> list[str]:
    """Return the parts of a list in a cell."""
    return [one.strip() for one in cell.split(";") if one.strip()]
