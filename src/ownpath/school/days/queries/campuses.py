"""Read how a campus is set up to plan its days, and what is still missing."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from django.db.models import Exists, Q, QuerySet, Value
from django.utils.translation import gettext_lazy as _

from ownpath.school.days.models import (
    Accommodation,
    Adviser,
    BellSchedule,
    CalendarDay,
    Commitment,
    DeviceCart,
    GroupSize,
    Modality,
    ModelChoice,
    OptOut,
    OwnModel,
    Policy,
    Room,
    StaffAbsence,
    Staffing,
    Station,
    Tie,
    WeekDay,
)
from ownpath.school.days.queries.calendar import policy_of, schedules_of
from ownpath.school.people.queries import asked_campuses_of, campuses_of

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person

SCREEN_KINDS: Final = frozenset({Modality.ASSESSMENT, Modality.INDEPENDENT})
# Least and most members of a group where a campus set nothing else.
SIZES: dict[str, tuple[int, int]] = {
    Modality.TEACHER_GROUP: (3, 8),
    Modality.CONFERENCE: (1, 4),
    Modality.PROJECT: (6, 20),
    Modality.CLASS_LESSON: (6, 40),
    Modality.PEER: (2, 4),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Setup:
    """Everything a campus has to plan with."""

    policy: Policy
    schedules: list[BellSchedule]
    week: list[WeekDay]
    calendar: list[CalendarDay]
    rooms: list[Room]
    stations: list[Station]
    carts: list[DeviceCart]
    staff: list[Staffing]
    sizes: dict[str, tuple[int, int]]
    commitments: list[Commitment]
    models: list[ModelChoice]


@dataclass(frozen=True, slots=True, kw_only=True)
class Missing:
    """One thing without which no day can be planned."""

    what: str  # schedules, week, rooms, staff
    words: Any


def campus_of(*, student: Person, today: date) -> Campus | None:
    """Return where a person goes to school, or works, today: the first of their campuses, or None."""
    return next(iter(campuses_of(person=student, today=today)), None)


def campus_and_screens(*, student: Person, today: date) -> tuple[Campus | None, bool]:
    """Return where a student goes to school today, and whether the family keeps the child off screens; one query.

    Two for who goes to no campus.
    """
    out = _kept_off_screens(student)
    asked = asked_campuses_of(person=student, today=today).annotate(is_off=Exists(out))
    campus = asked.first()
    if campus is None:
        return None, out.exists()
    return campus, bool(campus.is_off)


def sizes_of(*, campus: Campus) -> dict[str, tuple[int, int]]:
    """Return the least and most members of a group by modality."""
    rows = GroupSize.objects.filter(campus=campus)
    return SIZES | {row.modality: (row.least, row.most) for row in rows}


def week_of(*, campus: Campus) -> list[WeekDay]:
    """Return which schedule each weekday has."""
    rows = WeekDay.objects.filter(campus=campus).select_related("schedule")
    return list(rows.order_by("weekday", "letter"))


def calendar_days_of(*, campus: Campus) -> list[CalendarDay]:
    """Return the days that differ."""
    rows = CalendarDay.objects.filter(campus=campus).select_related("schedule")
    return list(rows.order_by("day"))


def rooms_of(*, campus: Campus) -> list[Room]:
    """Return the rooms of a campus, by name, but for those taken off its list."""
    return list(Room.objects.filter(campus=campus, ended_on=None).order_by("name"))


def stations_of(*, campus: Campus) -> list[Station]:
    """Return the stations of a campus with their themes, but for those taken off its list."""
    rows = Station.objects.filter(campus=campus, ended_on=None).select_related("room")
    return list(rows.prefetch_related("themes").order_by("pk"))


def carts_of(*, campus: Campus) -> list[DeviceCart]:
    """Return the carts of a campus, by name, but for those taken off its list."""
    return list(DeviceCart.objects.filter(campus=campus, ended_on=None).order_by("name"))


def staffings_of(*, campus: Campus) -> list[Staffing]:
    """Return who teaches what at a campus, by family name, with the times they do not."""
    rows = Staffing.objects.filter(campus=campus, ended_on=None)
    related = rows.select_related("person", "home_room").prefetch_related("times_off")
    return list(related.order_by("person__family_name", "pk"))


def names_of_adults(*, campus: Campus) -> dict[str, str]:
    """Return by uuid the names of those who teach at a campus; one query."""
    rows = Staffing.objects.filter(campus=campus, ended_on=None).select_related("person")
    return {str(one.person.uuid): one.person.full_name for one in rows}


def commitments_of(*, campus: Campus) -> list[Commitment]:
    """Return what is fixed at a campus, by block."""
    rows = Commitment.objects.filter(campus=campus, ended_on=None).select_related(
        "section", "student", "schedule", "staffing__person", "room"
    )
    return list(rows.order_by("block", "pk"))


def models_of(*, campus: Campus) -> list[ModelChoice]:
    """Return which blended models are chosen at a campus, and for whom."""
    rows = ModelChoice.objects.filter(campus=campus, ended_at=None)
    return list(rows.select_related("section", "chosen_by").order_by("grade", "pk"))


def setup_of(*, campus: Campus) -> Setup:
    """Return everything a campus has to plan with; sixteen queries however large it is."""
    return Setup(
        policy=policy_of(campus=campus),
        schedules=schedules_of(campus=campus),
        week=week_of(campus=campus),
        calendar=calendar_days_of(campus=campus),
        rooms=rooms_of(campus=campus),
        stations=stations_of(campus=campus),
        carts=carts_of(campus=campus),
        staff=staffings_of(campus=campus),
        sizes=sizes_of(campus=campus),
        commitments=commitments_of(campus=campus),
        models=models_of(campus=campus),
    )


def what_is_missing(*, campus: Campus) -> list[Missing]:
    """Return what a campus lacks before a day can be planned; nothing when it can; one query."""
    looks = (
        ("schedules", BellSchedule.objects.filter(ended_on=None)),
        ("week", WeekDay.objects),
        ("rooms", Room.objects.filter(ended_on=None)),
        ("staff", Staffing.objects.filter(ended_on=None, person__is_active=True)),
    )
    first, *others = (
        rows.filter(campus=campus).order_by().annotate(what=Value(what)).values_list("what")
        for what, rows in looks
    )
    return missing_beside({what for (what,) in first.union(*others)})


def missing_beside(there: Container[str]) -> list[Missing]:
    """Return what is missing of what a plan needs, where it is known what is there.

    >>> [one.what for one in missing_beside({"schedules", "week", "staff"})]
    ['rooms']
    """
    needed = {
        "schedules": _("There is no bell schedule yet."),
        "week": _("No weekday has a bell schedule yet."),
        "rooms": _("There are no rooms yet."),
        "staff": _("Nobody is down as teaching here yet."),
    }
    return [Missing(what=one, words=words) for one, words in needed.items() if one not in there]


def accommodations_of(*, student_ids: Iterable[int]) -> list[Accommodation]:
    """Return what students are owed now, by student."""
    rows = Accommodation.objects.filter(student_id__in=list(student_ids), ended_at=None)
    return list(rows.select_related("student").order_by("student_id", "pk"))


def absences_to_come(*, campus: Campus, today: date) -> list[StaffAbsence]:
    """Return which adults of a campus will be out from today on, by day."""
    rows = StaffAbsence.objects.filter(staffing__campus=campus, day__gte=today)
    return list(rows.select_related("staffing__person").order_by("day", "pk"))


def opt_outs_of(*, student_ids: Iterable[int]) -> list[OptOut]:
    """Return who of some students is kept away from screens, by student."""
    rows = OptOut.objects.filter(
        student_id__in=list(student_ids), what=OptOut.What.SCREEN, ended_at=None
    )
    return list(rows.select_related("student", "said_by").order_by("student_id", "pk"))


def is_kept_off_screens(*, student: Person) -> bool:
    """Return whether a student's family opted out of screens; one query."""
    return _kept_off_screens(student).exists()


def _kept_off_screens(student: Person) -> QuerySet[OptOut]:
    return OptOut.objects.filter(student=student, what=OptOut.What.SCREEN, ended_at=None)


def said_no_to(*, student: Person) -> dict[str, OptOut]:
    """Return what one student is kept out of, by what it is, with who said so; one query."""
    rows = OptOut.objects.filter(student=student, ended_at=None).select_related("said_by")
    return {row.what: row for row in rows}


def own_models_of(*, student_ids: Iterable[int]) -> list[OwnModel]:
    """Return who of some students stays out of a model of their class; one query."""
    rows = OwnModel.objects.filter(student_id__in=list(student_ids), ended_at=None)
    return list(rows.order_by("student_id", "pk"))


def advisers_of(*, student_ids: Iterable[int]) -> list[Adviser]:
    """Return who advises whom, by student."""
    rows = Adviser.objects.filter(student_id__in=list(student_ids))
    return list(rows.select_related("student", "staffing__person").order_by("student_id"))


def ties_of(*, student_ids: Iterable[int]) -> list[Tie]:
    """Return who of some students is to be kept together or apart."""
    ids = list(student_ids)
    rows = Tie.objects.filter(Q(one_id__in=ids) | Q(other_id__in=ids), ended_at=None)
    return list(rows.select_related("one", "other").order_by("kind", "pk"))
