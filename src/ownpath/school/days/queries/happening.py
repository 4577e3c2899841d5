"""Read what happens on a day: who is here, what can be chosen for the next, what was promised and kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from ownpath.engine.promises import PROMISES
from ownpath.school.days.models import (
    Attendance,
    DayPlan,
    DayRecord,
    NextChoice,
    PlanCell,
    Reflection,
    Station,
)
from ownpath.school.days.queries.calendar import calendar_of, school_day
from ownpath.school.days.queries.campuses import (
    SCREEN_KINDS,
    campus_and_screens,
    campus_of,
)
from ownpath.school.days.queries.cells import titles_of
from ownpath.school.days.queries.explaining import Could
from ownpath.school.days.queries.judging import judge_both, names_of_bits
from ownpath.school.days.queries.plans import published_plan
from ownpath.school.days.queries.words import NOT_KEPT
from ownpath.school.people.queries import students_in, zone_of
from ownpath.school.plans.queries import offers_of

if TYPE_CHECKING:
    from ownpath.school.people.models import Person, Section

MODALITIES = {"device": "independent", "offline": "offline", "project_team": "project"}
OFF_SCREENS = MODALITIES | {"device": "offline"}  # the same practice on paper


@dataclass(frozen=True, slots=True, kw_only=True)
class Tomorrow:
    """What a student can choose for the next school day, until when, and what was picked."""

    day: date
    locks_at: datetime
    is_open: bool
    is_planned: bool  # no longer open, and the student's plan is published
    could: tuple[Could, ...]
    picked: tuple[NextChoice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class EndOfDay:
    """What a day promised one student, what was kept so far, and what the student says of it."""

    promised: dict[str, bool]
    kept: dict[str, bool] | None  # None: nothing planned, or nothing lived yet
    reflection: Reflection | None
    waiting_days: int | None  # None until the day is closed


@dataclass(frozen=True, slots=True, kw_only=True)
class ReasonLine:
    """One promise of one student's day, and in a sentence why it was not kept."""

    promise: str
    is_promised: bool
    is_kept: bool
    words: Any  # lazy; "" where it was kept


def attendance_of(*, section: Section, day: date) -> list[tuple[Person, Attendance | None]]:
    """Return who of a class is marked as what; two queries."""
    students = students_in(section=section, today=day)
    ids = [one.pk for one in students]
    rows = {
        row.student_id: row for row in Attendance.objects.filter(student_id__in=ids, day=day)
    }
    return [(student, rows.get(student.pk)) for student in students]


def tomorrow_of(*, student: Person, now: datetime) -> Tomorrow | None:
    """Return what a student can choose for the next school day; None while no school day is known."""
    zone = zone_of(person=student)
    today = now.astimezone(zone).date()
    campus, is_kept_off = campus_and_screens(student=student, today=today)
    if campus is None:
        return None
    calendar = calendar_of(campus=campus)
    day = calendar.next_after(today)
    locks_at = calendar.locks_at(day, zone) if day else None
    if day is None or locks_at is None:
        return None
    picked = NextChoice.objects.filter(student=student, day=day, taken_back_at=None)
    rows = list(picked.select_related("activity", "station").order_by("made_at", "pk"))
    keys = {key_of_choice(row) for row in rows}
    could = pickable(
        student=student, campus_id=campus.pk, today=today, picked=keys, is_kept_off=is_kept_off
    )
    standing = {one.key for one in could}
    gone = [_as_picked(row) for row in rows if key_of_choice(row) not in standing]
    return Tomorrow(
        day=day,
        locks_at=locks_at,
        is_open=now < locks_at,
        is_planned=now >= locks_at and _is_planned(student, day),
        could=(*gone, *could),
        picked=tuple(rows),
    )


def _is_planned(student: Person, day: date) -> bool:
    published = PlanCell.objects.filter(plan__day=day, plan__state=DayPlan.State.PUBLISHED)
    return published.filter(student=student).exists()


def picks_of(*, student: Person, since: date, until: date) -> list[NextChoice]:
    """Return what a student picked for the days from one to another, the earliest first; one query."""
    rows = NextChoice.objects.filter(
        student=student, day__gte=since, day__lte=until, taken_back_at=None
    )
    return list(rows.select_related("activity", "station").order_by("day", "made_at", "pk"))


def key_of_choice(row: NextChoice) -> str:
    """Return the key of what was picked."""
    return f"station:{row.station.uuid}" if row.station else f"activity:{row.activity.uuid}"  # type: ignore[union-attr]


def _as_picked(row: NextChoice) -> Could:
    """Return what was picked though it could not be picked again: done meanwhile, or not on offer any more."""
    words, name = (
        (row.station.words, "name") if row.station else (row.activity.words, "title")  # type: ignore[union-attr]
    )
    return Could(
        key=key_of_choice(row), title=titles_of(words, name), modality=row.modality,
        points=0, bound_by="", bound_words="", reason={}, is_picked=True,
    )  # fmt: skip


def on_the_page(could: Sequence[Could], *, n_shown: int) -> list[Could]:
    """Return which of what could be picked a page shows: all that is picked, then others up to `n_shown`."""
    in_order = sorted(could, key=lambda one: not one.is_picked)
    return in_order[: max(n_shown, sum(one.is_picked for one in could))]


def pickable(
    *, student: Person, campus_id: int, today: date, picked: set[str], is_kept_off: bool
) -> list[Could]:
    """Return what a student may pick for the next day: own offers, then the stations of the grade; two queries.

    Who is kept away from screens finds no place at one, and practice on paper: nothing is wished for in vain.
    """
    modalities = OFF_SCREENS if is_kept_off else MODALITIES
    found = [
        Could(
            key=f"activity:{offer.activity.uuid}",
            title=titles_of(offer.activity.words, "title"),
            modality=modalities[offer.activity.modality],
            points=0,
            bound_by="",
            bound_words="",
            reason=offer.reason,
            is_picked=f"activity:{offer.activity.uuid}" in picked,
            offer=offer,
        )
        for offer in offers_of(student=student, today=today)
        if offer.activity.modality in MODALITIES and offer.state != "done"
    ]
    stations = Station.objects.filter(campus_id=campus_id, is_open=True).order_by("pk")
    found += [
        Could(
            key=f"station:{station.uuid}",
            title=titles_of(station.words, "name"),
            modality=station.modality,
            points=0,
            bound_by="",
            bound_words="",
            reason={"kind": "station", "says": {"station": station.words}},
            is_picked=f"station:{station.uuid}" in picked,
        )
        for station in stations
        if not station.grades or student.grade in station.grades
        if not (is_kept_off and station.modality in SCREEN_KINDS)
    ]
    return found


def end_of_day(*, student: Person, day: date) -> EndOfDay:
    """Return what was promised and kept: as closed, or as far as the day has come."""
    reflection = Reflection.objects.filter(student=student, day=day).first()
    record = DayRecord.objects.filter(student=student, day=day).first()
    if record is not None:
        return EndOfDay(
            promised=names_of_bits(record.promised),
            kept=names_of_bits(record.kept),
            reflection=reflection,
            waiting_days=record.waiting_days,
        )
    nothing = dict.fromkeys(PROMISES, False)
    campus = campus_of(student=student, today=day)
    plan = published_plan(campus=campus, day=day) if campus is not None else None
    rings = school_day(campus=campus, day=day) if campus is not None and plan else None
    if plan is None or rings is None:
        return EndOfDay(promised=nothing, kept=None, reflection=reflection, waiting_days=None)
    both = judge_both(plan=plan, school_day=rings, student_ids=[student.pk])
    promised, kept = (one.bits() for one in both)
    return EndOfDay(
        promised=names_of_bits(promised[0]) if promised else nothing,
        kept=names_of_bits(kept[0]) if kept else nothing,
        reflection=reflection,
        waiting_days=None,
    )


def reasons_of_record(record: DayRecord) -> list[ReasonLine]:
    """Return the six promises of one student's closed day, each not kept one with the sentence why."""
    promised, kept = names_of_bits(record.promised), names_of_bits(record.kept)
    return [
        ReasonLine(
            promise=name,
            is_promised=promised[name],
            is_kept=kept[name],
            words="" if kept[name] else NOT_KEPT[name][int(promised[name])],
        )
        for name in PROMISES
    ]


def student_records(*, student: Person, since: date, until: date) -> list[DayRecord]:
    """Return a student's closed days, the newest first."""
    rows = DayRecord.objects.filter(student=student, day__gte=since, day__lte=until)
    return list(rows.order_by("-day"))
