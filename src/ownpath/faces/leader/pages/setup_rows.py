"""Where the rows of each kind come from, and how one is said in a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from string import digits
from typing import TYPE_CHECKING, Any

from django.utils.dates import WEEKDAYS
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from ownpath.faces.leader.pages.setup_words import MOST_BLOCKS, PRESET_WORDS, SIZE_WORDS
from ownpath.school.curriculum.words import say
from ownpath.school.days.queries import (
    absences_to_come,
    accommodations_of,
    calendar_days_of,
    carts_of,
    commitments_of,
    models_of,
    opt_outs_of,
    policy_of,
    rooms_of,
    schedules_of,
    sizes_of,
    staffings_of,
    stations_of,
    ties_of,
    week_of,
)
from ownpath.school.days.queries.programs import program_members_of
from ownpath.school.days.queries.words import tell_grade
from ownpath.school.people.queries import students_at

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person

NO_SCREENS = gettext_lazy("no block at a screen")


@dataclass(frozen=True, slots=True, kw_only=True)
class RowWords:
    """One row in words; `key` is how its end is asked for."""

    title: str
    note: str = ""
    key: str = ""


def _student_ids(campus: Campus, today: date) -> list[int]:
    return [one.pk for one in students_at(campus=campus, today=today)]


def _grades(grades: Sequence[str]) -> str:
    return ", ".join(tell_grade(one) for one in grades) or _("all grades")


def _joined(*parts: object) -> str:
    return " · ".join(str(part) for part in parts if part)


def _open(row: Any) -> str:
    return "" if row.is_open else _("cannot be used")


def _seats(row: Any) -> str:
    return ngettext("%(n)d seat", "%(n)d seats", row.seats) % {"n": row.seats}


def _bells(row: Any, _language: str) -> RowWords:
    blocks = list(row.blocks.all())
    clock = f"{blocks[0].starts_at:%-I:%M}–{blocks[-1].ends_at:%-I:%M}" if blocks else ""
    n = ngettext("%(n)d block", "%(n)d blocks", len(blocks)) % {"n": len(blocks)}
    return RowWords(title=row.name, note=_joined(row.letter, n, clock), key=str(row.uuid))


def _calendar(row: Any, _language: str) -> RowWords:
    schedule = row.schedule.name if row.schedule else _("no school")
    day = date_format(row.day, "DATE_FORMAT")
    return RowWords(title=day, note=_joined(schedule, row.note), key=row.day.isoformat())


def _model(row: Any, _language: str) -> RowWords:
    whole = _("the whole campus")
    whose = row.section.title if row.section else tell_grade(row.grade) if row.grade else whole
    return RowWords(
        title=f"{whose[:1].upper()}{whose[1:]}: {PRESET_WORDS[str(row.preset)]}",
        note=row.chosen_by.full_name if row.chosen_by else "",
        key=str(row.uuid),
    )


def _room(row: Any, _language: str) -> RowWords:
    note = _joined(row.get_kind_display(), _seats(row), _open(row))
    return RowWords(title=row.name, note=note, key=str(row.uuid))


def _station(row: Any, language: str) -> RowWords:
    where = row.room.name if row.room else ""
    note = _joined(row.subject, where, _seats(row), _grades(row.grades), _open(row))
    return RowWords(title=say(row.words, "name", language), note=note, key=str(row.uuid))


def _cart(row: Any, _language: str) -> RowWords:
    n = ngettext("%(n)d device", "%(n)d devices", row.n_devices) % {"n": row.n_devices}
    return RowWords(title=row.name, note=_joined(n, _open(row)), key=str(row.uuid))


def _staff(row: Any, _language: str) -> RowWords:
    most = ngettext(
        "at most %(n)d block a day", "at most %(n)d blocks a day", row.max_blocks
    ) % {"n": row.max_blocks}
    note = _joined(", ".join(row.subjects), _grades(row.grades), most)
    return RowWords(title=row.person.full_name, note=note, key=str(row.uuid))


def _absence(row: Any, _language: str) -> RowWords:
    if row.first_block == 0 and row.last_block >= MOST_BLOCKS - 1:
        blocks = _("all day")
    elif row.first_block == row.last_block:
        blocks = _("block %(n)d") % {"n": row.first_block + 1}
    else:
        blocks = _("blocks %(first)d to %(last)d") % {
            "first": row.first_block + 1, "last": row.last_block + 1,
        }  # fmt: skip
    day = date_format(row.day, "DATE_FORMAT")
    return RowWords(
        title=row.staffing.person.full_name, note=_joined(day, blocks), key=str(row.pk)
    )


def _size(row: tuple[str, tuple[int, int]], _language: str) -> RowWords:
    modality, (least, most) = row
    note = _("%(least)d to %(most)d students") % {"least": least, "most": most}
    return RowWords(title=str(SIZE_WORDS.get(str(modality), modality)), note=note)


def _commitment(row: Any, language: str) -> RowWords:
    if row.student:
        whose = row.student.full_name
    elif row.section:
        whose = row.section.title
    else:
        whose = _grades(row.grades)
    block = _("block %(n)d") % {"n": row.block + 1}
    days = tell_days(row.weekdays, row.letters)
    room = row.room.name if row.room else ""
    adult = _adult_of(row.staffing.person) if row.staffing else ""
    note = _joined(row.get_kind_display(), whose, block, days, adult, room)
    return RowWords(title=say(row.words, "name", language), note=note, key=str(row.uuid))


def _adult_of(person: Person) -> str:
    """Name an adult; of one whom a roster has ended, say that somebody else is needed."""
    if person.is_active:
        return person.full_name
    return _("%(name)s is not in the roster any more: pick somebody else") % {
        "name": person.full_name
    }


def tell_days(weekdays: Sequence[int], letters: Sequence[str]) -> str:
    """Say on which days something stands; nothing where it stands on every day.

    >>> str(tell_days([0, 2], ["A"])), tell_days([], [])
    ('Monday, Wednesday · on A days', '')
    """
    named = ", ".join(str(WEEKDAYS[one]) for one in weekdays)
    lettered = _("on %(letters)s days") % {"letters": ", ".join(letters)} if letters else ""
    return _joined(named, lettered)


def _accommodation(row: Any, _language: str) -> RowWords:
    note = _joined(_owed(row), row.note)
    return RowWords(title=row.student.full_name, note=note, key=str(row.uuid))


def _owed(row: Any) -> str:
    """Say what a student is owed, with the number in it."""
    n = row.amount
    if row.kind == "small_groups":
        return _("groups of at most %(n)d") % {"n": n}
    if row.kind == "fewer_screens" and n:
        return ngettext(
            "at most %(n)d block at a screen a day", "at most %(n)d blocks at a screen a day", n
        ) % {"n": n}
    if row.kind == "screen_breaks" and n:
        return ngettext(
            "at most %(n)d block at a screen in a row",
            "at most %(n)d blocks at a screen in a row",
            n,
        ) % {"n": n}
    return str(
        NO_SCREENS if row.kind in {"fewer_screens", "screen_breaks"} else row.get_kind_display()
    )


def _program(row: Any, _language: str) -> RowWords:
    return RowWords(title=row.student.full_name, note=row.name, key=str(row.uuid))


def _opt_out(row: Any, _language: str) -> RowWords:
    who = row.said_by.full_name if row.said_by else ""
    return RowWords(
        title=row.student.full_name,
        note=_joined(row.get_what_display(), who),
        key=str(row.student.uuid),
    )


def _tie(row: Any, _language: str) -> RowWords:
    title = f"{row.one.full_name} + {row.other.full_name}"
    return RowWords(
        title=title, note=_joined(row.get_kind_display(), row.reason), key=str(row.uuid)
    )


def _by_family_name(rows: Iterable[Any]) -> list[Any]:
    def name_of(row: Any) -> tuple[str, str]:
        return row.student.family_name.casefold(), row.student.given_name.casefold()

    return sorted(rows, key=name_of)


def _as_counted(rows: Iterable[Any]) -> list[Any]:
    """Return rows by name, with "Cart 2" before "Cart 10"."""

    def name_of(row: Any) -> list[tuple[int, int, str]]:
        runs = re.findall(r"[0-9]+|[^0-9]+", row.name.casefold())
        return [(0, int(run), "") if run[0] in digits else (1, 0, run) for run in runs]

    return sorted(rows, key=name_of)


READ: dict[str, Callable[[Campus, date], Any]] = {
    "bells": lambda campus, _today: schedules_of(campus=campus),
    "week": lambda campus, _today: week_of(campus=campus),
    "calendar": lambda campus, today: [
        one for one in calendar_days_of(campus=campus) if one.day >= today
    ],
    "model": lambda campus, _today: models_of(campus=campus),
    "room": lambda campus, _today: _as_counted(rooms_of(campus=campus)),
    "station": lambda campus, _today: stations_of(campus=campus),
    "cart": lambda campus, _today: _as_counted(carts_of(campus=campus)),
    "staff": lambda campus, _today: staffings_of(campus=campus),
    "absence": lambda campus, today: absences_to_come(campus=campus, today=today),
    "size": lambda campus, _today: list(sizes_of(campus=campus).items()),
    "commitment": lambda campus, _today: commitments_of(campus=campus),
    "accommodation": lambda campus, today: _by_family_name(
        accommodations_of(student_ids=_student_ids(campus, today))
    ),
    "program": lambda campus, today: program_members_of(
        student_ids=_student_ids(campus, today)
    ),
    "opt-out": lambda campus, today: _by_family_name(
        opt_outs_of(student_ids=_student_ids(campus, today))
    ),
    "tie": lambda campus, today: ties_of(student_ids=_student_ids(campus, today)),
    "policy": lambda campus, _today: [policy_of(campus=campus)],
}
DESCRIBE: dict[str, Callable[[Any, str], RowWords]] = {
    "bells": _bells,
    "calendar": _calendar,
    "model": _model,
    "room": _room,
    "station": _station,
    "cart": _cart,
    "staff": _staff,
    "absence": _absence,
    "size": _size,
    "commitment": _commitment,
    "accommodation": _accommodation,
    "program": _program,
    "opt-out": _opt_out,
    "tie": _tie,
}
