"""A day of the cast's campus as it was planned and published, row by row, for pages that show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import time, timedelta

from cast import NOW, TODAY, Cast

from ownpath.school.days.models import (
    BellSchedule,
    Block,
    Commitment,
    DayPin,
    DayPlan,
    DayRecord,
    NextChoice,
    PlanCell,
    PlanGroup,
    PlanJob,
    Room,
    Staffing,
    Station,
    WeekDay,
)
from ownpath.school.people.models import Person

ALL_SIX = 63
BUT_HEARS = 31
TIMES = ((8, 30), (9, 15), (10, 0), (10, 45), (11, 30))
LUNCH = 4
NOW_BLOCK = 2  # at the moment of the cast it is ten o'clock at school


@dataclass(frozen=True, slots=True, kw_only=True)
class Planned:
    """What stands behind a published day."""

    schedule: BellSchedule
    room: Room
    station: Station
    staffing: Staffing
    plan: DayPlan
    group: PlanGroup


def plan_today(cast: Cast, students: Sequence[Person]) -> Planned:
    """Publish a day: first practice, then a station, now a group with Ms. Okafor, then a project, then lunch."""
    campus = cast.section.campus
    schedule = BellSchedule.objects.create(campus=campus, name="Regular day")
    for number, (hour, minute) in enumerate(TIMES):
        Block.objects.create(
            schedule=schedule,
            number=number,
            name=f"Block {number + 1}",
            starts_at=time(hour, minute),
            ends_at=(NOW.replace(hour=hour, minute=minute) + timedelta(minutes=40)).time(),
        )
    for weekday in range(5):
        WeekDay.objects.create(campus=campus, weekday=weekday, schedule=schedule)
    room = Room.objects.create(campus=campus, name="Room 12")
    station = Station.objects.create(
        campus=campus,
        room=room,
        words={"en": {"name": "Reading corner"}, "es": {"name": "Rincón de lectura"}},
    )
    staffing = Staffing.objects.create(campus=campus, person=cast.okafor, subjects=["math"])
    lunch = Commitment.objects.create(
        campus=campus,
        kind="lunch",
        words={"en": {"name": "Lunch"}, "es": {"name": "Almuerzo"}},
        block=LUNCH,
    )
    plan = DayPlan.objects.create(
        campus=campus,
        day=TODAY,
        version=1,
        schedule=schedule,
        state="published",
        made_at=NOW,
        published_at=NOW,
        value=990,
        bound=1000,
        figures={"whole_days": len(students), "n_students": len(students), "promised": {}},
    )
    group = PlanGroup.objects.create(
        plan=plan,
        number=0,
        block=NOW_BLOCK,
        modality="teacher_group",
        competency=cast.competencies[0],
        activity=cast.lesson,
        adult=cast.okafor,
        room=room,
    )
    close = {"kind": "close", "count": 3, "says": {"competency": {"en": "Step 1"}}}
    hope = {"kind": "interest", "says": {"theme": {"en": "cooking", "es": "cocina"}}}
    for student in students:
        for block, more in enumerate(
            (
                {"modality": "independent", "activity": cast.practices[0], "reason": close},
                {"modality": "offline", "station": station},
                {
                    "modality": "teacher_group",
                    "activity": cast.lesson,
                    "group": group,
                    "reason": close,
                },
                {
                    "modality": "project",
                    "activity": cast.project,
                    "reason": hope,
                    "is_chosen": True,
                },
                {"commitment": lunch},
            )
        ):
            PlanCell.objects.create(
                plan=plan, student=student, block=block, room=room, is_in_band=True, **more
            )
    return Planned(
        schedule=schedule, room=room, station=station, staffing=staffing, plan=plan, group=group
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Further:
    """What a day of planning leaves behind: a draft of tomorrow, a question, a wish."""

    draft: DayPlan
    lunch: Commitment
    question: PlanJob  # Ms. Okafor's: what if Ada did something else
    planning: PlanJob  # of tomorrow, waiting
    wish: NextChoice  # Ada's, for tomorrow
    block_pin: DayPin  # Ms. Okafor's, for Ada tomorrow


def plan_further(cast: Cast, planned: Planned) -> Further:
    """Add a draft of tomorrow, what a teacher asked, and what Ada wishes for tomorrow."""
    campus, tomorrow = cast.section.campus, TODAY + timedelta(days=1)
    draft = DayPlan.objects.create(
        campus=campus,
        day=tomorrow,
        version=1,
        schedule=planned.schedule,
        follows=planned.plan,
        made_at=NOW,
    )
    PlanCell.objects.create(
        plan=draft,
        student=cast.ada,
        block=0,
        modality="independent",
        activity=cast.practices[0],
        room=planned.room,
    )
    event = {
        "kind": "swap",
        "student": str(cast.ada.uuid),
        "blocks": [NOW_BLOCK, NOW_BLOCK],
        "key": f"station:{planned.station.uuid}",
    }
    question = PlanJob.objects.create(
        campus=campus,
        day=TODAY,
        kind="what_if",
        event=event,
        base=planned.plan,
        state="done",
        answer={"is_possible": True, "n_changed": 0, "points": 0, "changes": []},
        asked_by=cast.okafor,
        asked_at=NOW,
    )
    planning = PlanJob.objects.create(campus=campus, day=tomorrow, asked_at=NOW)
    wish = NextChoice.objects.create(
        student=cast.ada,
        day=tomorrow,
        modality="offline",
        station=planned.station,
        among=[f"station:{planned.station.uuid}"],
        made_at=NOW,
    )
    block_pin = DayPin.objects.create(
        student=cast.ada,
        day=tomorrow,
        block=NOW_BLOCK,
        modality="offline",
        station=planned.station,
        reason="She asked.",
        made_by=cast.okafor,
        made_at=NOW,
    )
    return Further(
        draft=draft,
        lunch=Commitment.objects.get(campus=campus),
        question=question,
        planning=planning,
        wish=wish,
        block_pin=block_pin,
    )


def close_days(cast: Cast, students: Sequence[Person], *, n: int, waiting: int) -> None:
    """Close the last `n` days for some students, the last promise not kept; they wait for `waiting` days since."""
    for days in range(1, n + 1):
        for student in students:
            DayRecord.objects.create(
                student=student,
                campus=cast.section.campus,
                day=TODAY - timedelta(days=days),
                was_here=True,
                promised=ALL_SIX,
                kept=BUT_HEARS,
                waiting_days=max(0, waiting - days + 1),
                closed_at=NOW,
            )
