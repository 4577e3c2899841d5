"""Write who teaches, how classes work, what is fixed, and what single students are owed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from django.utils.translation import gettext_lazy as _

from ownpath.school.days.imports.checking import TIME_OFF, listed
from ownpath.school.days.imports.here import Here, Standing, Step, is_yes, number_in, words_of
from ownpath.school.days.imports.places import Place
from ownpath.school.days.imports.reading import Row
from ownpath.school.days.models import Commitment, Staffing
from ownpath.school.days.queries.campuses import (
    accommodations_of,
    advisers_of,
    commitments_of,
    models_of,
)
from ownpath.school.days.queries.programs import program_members_of
from ownpath.school.days.services import setting_up
from ownpath.school.days.services.saying import filled
from ownpath.school.days.services.setting_up.allowed import NotOfHere

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

MOST_BLOCKS_A_DAY, MOST_IN_A_ROW = 6, 4  # where nothing is said
Mark: TypeAlias = tuple[object, ...]  # what makes two commitments the same one


def staff(here: Here, rows: Sequence[Row]) -> Iterator[Step]:
    """Yield a step for each adult; what has no column in the file stays as it is."""
    at = here.standing()
    for number, row in enumerate(rows, start=1):
        person = _person(here.adult(row, "username"))
        yield Place(table="staff", row=number), partial(_save_staffing, here, at, row, person)


def _save_staffing(here: Here, at: Standing, row: Row, person: Person) -> None:
    old = at.staff.get(person.pk)

    def kept(column: str) -> list[str]:
        standing = getattr(old, column) if old else []
        return listed(row[column]) if column in row else list(standing)

    home = at.room(row) if "room" in row else old.home_room if old else None
    setting_up.save_staffing(
        person=person,
        subjects=kept("subjects"),
        grades=kept("grades"),
        max_blocks=number_in(row, "max_blocks", old.max_blocks if old else MOST_BLOCKS_A_DAY),
        max_run=number_in(row, "max_run", old.max_run if old else MOST_IN_A_ROW),
        times_off=_times_off(row["times_off"]) if "times_off" in row else None,
        home_room=home,
        **here.deed,
    )


def _times_off(cell: str) -> list[tuple[int | None, int]]:
    """Return times off as (weekday or None for all, block).

    >>> _times_off("0-3; *-5")
    [(0, 3), (None, 5)]
    """
    found = [TIME_OFF.fullmatch(one) for one in listed(cell)]
    return [(None if one[1] == "*" else int(one[1]), int(one[2])) for one in found if one]


def models(here: Here, rows: Sequence[Row]) -> Iterator[Step]:
    """Yield a step for each choice that is not the one that stands: of a class, a grade, or all."""
    standing = {
        (one.section_id, one.grade): one.preset for one in models_of(campus=here.campus)
    }
    for number, row in enumerate(rows, start=1):
        section = here.section(row)
        grade = "" if section else row.get("grade", "")
        if standing.get((section.pk if section else None, grade)) == row["preset"]:
            continue
        yield (
            Place(table="models", row=number),
            partial(
                setting_up.choose_model,
                preset=row["preset"],
                grade=grade,
                section=section,
                **here.deed,
            ),
        )


def commitments(here: Here, rows: Sequence[Row]) -> Iterator[Step]:
    """Yield a step for each thing that is fixed."""
    at = here.standing()
    standing: dict[Mark, list[Commitment]] = {}
    for one in commitments_of(campus=here.campus):
        standing.setdefault(_mark(one), []).append(one)
    olds = _standing_for(rows, [_mark_of(here, at, row) for row in rows], standing)
    for number, (row, old) in enumerate(zip(rows, olds, strict=True), start=1):
        yield (
            Place(table="commitments", row=number),
            partial(_save_commitment, here, at, row, old),
        )


def _save_commitment(here: Here, at: Standing, row: Row, old: Commitment | None) -> None:
    weekdays, letters = _days_of(row)
    setting_up.save_commitment(
        uuid=old.uuid if old else None,
        kind=row["kind"],
        words=words_of(row),
        block=int(row["block"]),
        grades=listed(row.get("grades", "")),
        section=here.section(row),
        student=here.student(row),
        schedule=at.schedule(row),
        weekdays=weekdays if "weekday" in row else old.weekdays if old else (),
        letters=letters if "letters" in row else old.letters if old else (),
        staffing=_staffing(here, at, row) if "staff" in row else old.staffing if old else None,
        room=at.room(row) if "room" in row else old.room if old else None,
        **here.deed,
    )


def _mark(one: Commitment) -> Mark:
    name = str(one.words.get("en", {}).get("name", ""))
    return (
        name, one.block, tuple(one.grades), one.student_id, one.section_id, one.schedule_id,
    )  # fmt: skip


def _mark_of(here: Here, at: Standing, row: Row) -> Mark:
    things = (here.student(row), here.section(row), at.schedule(row))
    return (
        row["name_en"], int(row["block"]), tuple(listed(row.get("grades", ""))),
        *(one.pk if one else None for one in things),
    )  # fmt: skip


def _standing_for(
    rows: Sequence[Row], marks: Sequence[Mark], standing: Mapping[Mark, list[Commitment]]
) -> list[Commitment | None]:
    """Return for each row what stands for it already: what is alike on the same days, else what else is alike."""
    found: list[Commitment | None] = [None] * len(rows)
    for has_same_days in (_has_same_days, lambda _one, _row: True):
        for place, (row, mark) in enumerate(zip(rows, marks, strict=True)):
            alike = standing.get(mark, [])
            old = next((one for one in alike if has_same_days(one, row)), None)
            if found[place] is None and old is not None:
                alike.remove(old)
                found[place] = old
    return found


def _has_same_days(one: Commitment, row: Row) -> bool:
    """Return whether something stands on the days a row names; a column that is left out says nothing."""
    weekdays, letters = _days_of(row)
    return ("weekday" not in row or set(one.weekdays) == set(weekdays)) and (
        "letters" not in row or set(one.letters) == set(letters)
    )


def _days_of(row: Row) -> tuple[list[int], list[str]]:
    """Return the weekdays and the letters a row names."""
    return [int(one) for one in listed(row.get("weekday", ""))], listed(row.get("letters", ""))


def _staffing(here: Here, at: Standing, row: Row) -> Staffing | None:
    """Return what a named adult teaches here; refuse one who is not down as teaching."""
    person = here.adult(row)
    if person is None:
        return None
    if person.pk not in at.staff:
        raise NotOfHere(
            filled(_("“%(value)s” is not down as teaching here."), {"value": row["staff"]}),
            next_step=_("Add a row for them to the table staff."),
        )
    return at.staff[person.pk]


def accommodations(here: Here, rows: Sequence[Row]) -> Iterator[Step]:
    """Yield a step for each thing that is owed and does not stand so already."""
    ids = [one.pk for one in here.known.students.values()]
    standing = {
        (one.student_id, one.kind): (one.amount, one.note)
        for one in accommodations_of(student_ids=ids)
    }
    for number, row in enumerate(rows, start=1):
        student = _person(here.student(row))
        owed = (number_in(row, "amount", 0), row.get("note", ""))
        if standing.get((student.pk, row["kind"])) == owed:
            continue
        yield (
            Place(table="accommodations", row=number),
            partial(
                setting_up.set_accommodation,
                student=student,
                kind=row["kind"],
                amount=owed[0],
                note=owed[1],
                **here.deed,
            ),
        )


def programs(here: Here, rows: Sequence[Row]) -> Iterator[Step]:
    """Yield a step for each student who is to be in a program, or (is_in: no) out of it, and is not so already."""
    ids = [one.pk for one in here.known.students.values()]
    standing = {
        (one.student_id, one.name.casefold()) for one in program_members_of(student_ids=ids)
    }
    for number, row in enumerate(rows, start=1):
        student = _person(here.student(row))
        is_in = is_yes(row, "is_in", otherwise=True)
        if is_in != ((student.pk, row["program"].casefold()) in standing):
            deed = setting_up.join_program if is_in else setting_up.leave_program
            step = partial(deed, student=student, name=row["program"], **here.deed)
            yield Place(table="programs", row=number), step


def opt_outs(here: Here, rows: Sequence[Row]) -> Iterator[Step]:
    """Yield a step for each student who is kept away from screens."""
    for number, row in enumerate(rows, start=1):
        student = _person(here.student(row))
        yield (
            Place(table="opt_outs", row=number),
            partial(setting_up.opt_out, student=student, **here.deed),
        )


def ties(here: Here, rows: Sequence[Row]) -> Iterator[Step]:
    """Yield a step for each two who are kept together or apart."""
    for number, row in enumerate(rows, start=1):
        yield (
            Place(table="ties", row=number),
            partial(
                setting_up.tie,
                kind=row["kind"],
                one=_person(here.student(row, "one")),
                other=_person(here.student(row, "other")),
                reason=row.get("reason", ""),
                **here.deed,
            ),
        )


def advisers(here: Here, rows: Sequence[Row]) -> Iterator[Step]:
    """Yield a step for each adult who is to have other students than now, at the first row of these."""
    at = here.standing()
    ids = [one.pk for one in here.known.students.values()]
    standing = {one.student_id: one.staffing.person_id for one in advisers_of(student_ids=ids)}
    first: dict[int, tuple[int, Row]] = {}
    own: dict[int, list[int]] = {}
    for number, row in enumerate(rows, start=1):
        adult, student = _person(here.adult(row)), _person(here.student(row))
        if standing.get(student.pk) != adult.pk:
            first.setdefault(adult.pk, (number, row))
            own.setdefault(adult.pk, []).append(student.pk)
            standing[student.pk] = adult.pk
    for pk, (number, row) in first.items():
        yield Place(table="advisers", row=number), partial(_advise, here, at, row, own[pk])


def _advise(here: Here, at: Standing, row: Row, student_ids: list[int]) -> None:
    staffing = _staffing(here, at, row)
    if staffing is not None:
        setting_up.set_adviser(staffing=staffing, student_ids=student_ids, **here.deed)


def _person(found: Person | None) -> Person:
    """Return who was found; the cells were looked at before, so that there is somebody."""
    if found is None:
        raise NotOfHere(
            _("Somebody named here is not at the campus."), next_step=_("Look at the roster.")
        )
    return found
