"""Write made-up picks, plans and closed days of a demonstration; each record says that it is simulated."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from ownpath.engine.promises import PROMISES
from ownpath.errors import Conflict
from ownpath.school.days.models import DayPlan, DayRecord, NextChoice, PlanCell
from ownpath.school.days.queries.calendar import calendar_of
from ownpath.school.days.queries.campuses import stations_of
from ownpath.school.days.queries.happening import MODALITIES
from ownpath.store.many_rows import insert_rows, update_rows
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus
    from ownpath.school.plans.models import Offer


ALL_PROMISES: Final = (1 << len(PROMISES)) - 1  # bits


class NotSimulated(Conflict):
    """Nothing made up is written about a real district."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUpDay:
    """One student's closed day, as made up."""

    student_id: int
    day: date
    was_here: bool
    promised: int  # bits
    kept: int
    waiting_days: int
    screen_minutes: int
    teacher_minutes: int


@deed
def add_days(*, campus: Campus, days: Sequence[MadeUpDay], now: datetime) -> int:
    """Write closed days of a simulated district."""
    _ensure_simulated(campus)
    insert_rows(
        DayRecord,
        [
            {
                "student_id": one.student_id, "campus_id": campus.pk, "day": one.day,
                "was_here": one.was_here, "promised": one.promised, "kept": one.kept,
                "waiting_days": one.waiting_days, "screen_minutes": one.screen_minutes,
                "teacher_minutes": one.teacher_minutes, "is_simulated": True, "closed_at": now,
            }
            for one in days
        ],
    )  # fmt: skip
    return len(days)


@deed
def count_waiting_again(*, campus: Campus) -> int:
    """Count how long each student waits over all made-up days, however they were added; return how many change."""
    _ensure_simulated(campus)
    rows = DayRecord.objects.filter(campus=campus, is_simulated=True).order_by(
        "student_id", "day"
    )
    columns = ("pk", "student_id", "was_here", "kept", "waiting_days")
    changed = []
    student, waits = 0, 0
    for pk, of, was_here, kept, waited in rows.values_list(*columns):
        waits = waits if of == student else 0
        student = of
        if was_here:
            waits = 0 if kept == ALL_PROMISES else waits + 1
        if waited != waits:
            changed.append({"id": pk, "waiting_days": waits})
    update_rows(DayRecord, changed)
    return len(changed)


@deed
def add_picks(
    *,
    campus: Campus,
    day: date,
    station_by_student: Mapping[int, int],
    now: datetime,
    offer_by_student: Mapping[int, Offer] | None = None,
) -> int:
    """Write what students of a simulated district picked for a day: a station each among all open ones, or an offer."""
    _ensure_simulated(campus)
    offers = offer_by_student or {}
    stations = {one.pk: one for one in stations_of(campus=campus)}
    among = [f"station:{one.uuid}" for one in stations.values()]
    NextChoice.objects.bulk_create(
        NextChoice(
            student_id=student, day=day, modality=stations[station].modality,
            station_id=station, among=among, made_at=now,
        )
        for student, station in station_by_student.items()
    )  # fmt: skip
    NextChoice.objects.bulk_create(
        NextChoice(
            student_id=student, day=day, modality=MODALITIES[offer.activity.modality],
            activity_id=offer.activity_id, among=[f"activity:{offer.activity.uuid}", *among], made_at=now,
        )
        for student, offer in offers.items()
    )  # fmt: skip
    return len(station_by_student) + len(offers)


def _ensure_simulated(campus: Campus) -> None:
    if not campus.district.is_simulated:
        raise NotSimulated(
            "This district is real: nothing made up is written about it.",
            next_step="Use a simulated district.",
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeUpBlock:
    """One learning block of one student in a plan that was in force, as made up."""

    student_id: int
    day: date
    block: int
    modality: str
    competency_id: int
    is_chosen: bool
    is_screen: bool


@deed
def add_plans(*, campus: Campus, blocks: Sequence[MadeUpBlock], now: datetime) -> int:
    """Write plans of past days of a simulated district, with the blocks that are told; the rest of a day is left open.

    A day that has a real plan already keeps it as it is; to a made-up one the blocks are added.
    """
    _ensure_simulated(campus)
    days = sorted({one.day for one in blocks})
    there = DayPlan.objects.filter(campus=campus, day__in=days)
    made_up = there.filter(state=DayPlan.State.PUBLISHED, is_simulated=True)
    by_day = dict(made_up.values_list("day", "pk"))
    taken = set(there.values_list("day", flat=True))
    calendar = calendar_of(campus=campus)
    bells = {day: calendar.on(day) for day in days if day not in taken}
    plans = DayPlan.objects.bulk_create(
        DayPlan(
            campus=campus, day=day, version=1, schedule=one.schedule,
            state=DayPlan.State.PUBLISHED, is_simulated=True, made_at=now, published_at=now,
        )
        for day, one in bells.items()
        if one is not None
    )  # fmt: skip
    by_day |= {plan.day: plan.pk for plan in plans}
    insert_rows(
        PlanCell,
        [
            {
                "plan_id": by_day[one.day], "student_id": one.student_id, "block": one.block,
                "modality": one.modality, "competency_id": one.competency_id,
                "is_chosen": one.is_chosen, "is_screen": one.is_screen,
            }
            for one in blocks
            if one.day in by_day
        ],
    )  # fmt: skip
    return len(plans)
