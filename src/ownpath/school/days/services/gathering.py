"""Read all that a day depends on, in a fixed number of queries, however many students a campus has."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict
from ownpath.school.days.models import (
    Accommodation,
    Adviser,
    Attendance,
    Block,
    Commitment,
    DayPin,
    DayPlan,
    DayRecord,
    NextChoice,
    OwnModel,
    PlanCell,
    StaffAbsence,
    Staffing,
)
from ownpath.school.days.queries.calendar import SchoolDay, school_day, school_days
from ownpath.school.days.queries.campuses import (
    Setup,
    accommodations_of,
    opt_outs_of,
    own_models_of,
    setup_of,
    ties_of,
    what_is_missing,
)
from ownpath.school.days.queries.fixed import classes_on, stands_on
from ownpath.school.days.queries.lessons_had import DAYS_LOOKED_BACK, lessons_had
from ownpath.school.days.services.known import Known, known_of
from ownpath.school.people.queries import (
    students_at,
    teachers_by_section,
)
from ownpath.school.plans.services import Prospect, look_out_for_many
from ownpath.school.voice.queries import signals_of_many, unanswered_by_student

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person, Section

N_WANTED = 24  # things one student could be offered


class CannotPlan(Conflict):
    """Something without which no day can be planned is missing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lately:
    """What the days before hold, by student."""

    waiting: Mapping[int, int]  # school days since the last whole day
    without_teacher: Mapping[int, int]  # school days since the last time with a teacher
    led_by: Mapping[int, Counter[int]]  # which adults led the student's groups
    done_on_stations: Mapping[int, frozenset[int]]  # stations of the last school day
    lessons: Mapping[
        int, frozenset[int]
    ]  # activities that plans of late held and that were done


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """A campus and a day as rows; students in the order of their numbers."""

    campus: Campus
    day: date
    now: datetime
    school_day: SchoolDay
    setup: Setup
    students: Sequence[Person]
    sections: Mapping[int, list[Section]]  # by student: the classes that meet on this day
    teachers: Mapping[int, list[int]]  # by section
    prospects: Mapping[int, Prospect]
    accommodations: Sequence[Accommodation]
    opted_out: frozenset[int]
    own_models: Mapping[tuple[int, int], OwnModel]  # by student and section
    apart: Sequence[tuple[int, int]]
    together: Sequence[tuple[int, int]]
    advisers: Mapping[int, int]  # student -> staffing
    pins: Sequence[DayPin]
    choices: Mapping[int, list[NextChoice]]
    absent: frozenset[int]  # students known to be away all day
    known: Known  # what was told of the day while a plan of it was in force
    out: Sequence[StaffAbsence]
    lately: Lately
    unanswered: Mapping[int, int]
    asking: frozenset[int]  # students who asked for a person of late

    @property
    def staff(self) -> list[Staffing]:
        """Return who may lead groups, in the order of their numbers; nobody whom a roster has ended."""
        there = (one for one in self.setup.staff if one.person.is_active)
        return sorted(there, key=lambda one: one.pk)


def _no_school(campus: Campus, day: date) -> object:
    said = {"campus": campus.name, "day": date_format(day, "DATE_FORMAT")}
    return _("There is no school at %(campus)s on %(day)s.") % said


def gather(*, campus: Campus, day: date, now: datetime) -> Gathered:
    """Read a campus and a day.

    Raises
    ------
    CannotPlan
        If the day is no school day, or the campus lacks what planning needs.
    """
    rings = school_day(campus=campus, day=day)
    if rings is None:
        missing = what_is_missing(campus=campus)
        raise CannotPlan(
            missing[0].words if missing else _no_school(campus, day),
            next_step=_("Set up the campus's week, or pick another day."),
        )
    if not any(one.kind == Block.Kind.LEARNING for one in rings.blocks):
        raise CannotPlan(
            _("No block of this day is for learning."),
            next_step=_("Give its bell schedule one, or pick another day."),
        )
    students = students_at(campus=campus, today=day)
    if not students:
        raise CannotPlan(
            _("There are no students at this campus."),
            next_step=_("Bring in the roster first."),
        )
    students = sorted(students, key=lambda one: one.pk)
    ids = [one.pk for one in students]
    sections = classes_on(student_ids=ids, day=day)
    section_ids = {one.pk for own in sections.values() for one in own}
    ties = ties_of(student_ids=ids)
    setup = setup_of(campus=campus)
    known = known_of(campus=campus, day=day, setup=setup, n_blocks=rings.n_blocks)
    begin = datetime.combine(day, time.min, tzinfo=ZoneInfo(campus.district.time_zone))
    window = _days_before(begin, setup.policy.answer_within_days)
    signals = signals_of_many(student_ids=ids, since=now - timedelta(days=7))
    return Gathered(
        campus=campus, day=day, now=now, school_day=rings, setup=setup,
        students=students, sections=sections,
        teachers=teachers_by_section(section_ids=section_ids, today=day),
        prospects=look_out_for_many(students=students, today=day, now=now, n_wanted=N_WANTED),
        accommodations=accommodations_of(student_ids=ids),
        opted_out=frozenset(one.student_id for one in opt_outs_of(student_ids=ids)),
        own_models={
            (one.student_id, one.section_id): one for one in own_models_of(student_ids=ids)
        },
        apart=[(one.one_id, one.other_id) for one in ties if one.kind == "apart"],
        together=[(one.one_id, one.other_id) for one in ties if one.kind == "together"],
        advisers=dict(
            Adviser.objects.filter(student_id__in=ids).values_list("student_id", "staffing_id")
        ),
        pins=list(DayPin.objects.filter(student_id__in=ids, day=day, lifted_at=None)),
        choices=_choices(ids, day),
        absent=_absent(campus, day),
        known=known,
        out=[*_out(setup, day), *known.out],
        lately=_lately(campus, ids, day),
        unanswered=unanswered_by_student(student_ids=ids, before=window),
        asking=frozenset(
            one
            for one, own in signals.items()
            if any(s.kind == "need_a_person" and s.answered_at is None for s in own)
        ),
    )  # fmt: skip


def _out(setup: Setup, day: date) -> list[StaffAbsence]:
    """Return when those who may lead groups are known to be out."""
    there = [one.pk for one in setup.staff if one.person.is_active]
    return list(StaffAbsence.objects.filter(staffing_id__in=there, day=day))


def _days_before(begin: datetime, n: int) -> datetime:
    """Return the moment so many weekdays before a day begins: what was said earlier is past the window."""
    at = begin
    while n > 0:
        at -= timedelta(days=1)
        n -= at.weekday() < 5
    return at


def _choices(ids: list[int], day: date) -> dict[int, list[NextChoice]]:
    found: dict[int, list[NextChoice]] = defaultdict(list)
    rows = NextChoice.objects.filter(student_id__in=ids, day=day, taken_back_at=None)
    for row in rows.order_by("made_at", "pk"):
        found[row.student_id].append(row)
    return found


def _absent(campus: Campus, day: date) -> frozenset[int]:
    rows = Attendance.objects.filter(campus=campus, day=day, state=Attendance.State.ABSENT)
    return frozenset(rows.values_list("student_id", flat=True))


def _lately(campus: Campus, ids: list[int], day: date) -> Lately:
    since = day - timedelta(days=DAYS_LOOKED_BACK)
    days = school_days(campus=campus, since=since, until=day - timedelta(days=1))
    waiting = dict.fromkeys(ids, 0)
    records = DayRecord.objects.filter(student_id__in=ids, day__gte=since, day__lt=day)
    waiting.update(records.order_by("day").values_list("student_id", "waiting_days"))
    without, led_by, stations = _cells_of(campus, ids, days)
    return Lately(
        waiting=waiting,
        without_teacher=without,
        led_by=led_by,
        done_on_stations=stations,
        lessons=lessons_had(campus=campus, student_ids=ids, day=day),
    )


def _cells_of(
    campus: Campus, ids: list[int], days: list[date]
) -> tuple[dict[int, int], dict[int, Counter[int]], dict[int, frozenset[int]]]:
    """Return days without teacher time, who led, and yesterday's stations, from what was published."""
    without = dict.fromkeys(ids, len(days))
    led_by: dict[int, Counter[int]] = {one: Counter() for one in ids}
    stations: dict[int, set[int]] = {one: set() for one in ids}
    plans = DayPlan.objects.filter(
        campus=campus, day__in=days[-5:], state=DayPlan.State.PUBLISHED
    )
    rows = PlanCell.objects.filter(plan__in=plans, student_id__in=ids).order_by("plan__day")
    columns = ("student_id", "plan__day", "group__adult_id", "group__modality", "station_id")
    for student, on, adult, modality, station in rows.values_list(*columns):
        if adult is not None and modality in ("teacher_group", "conference", "class_lesson"):
            without[student] = min(without[student], len(days) - 1 - days.index(on))
            led_by[student][adult] += 1
        if station is not None and on == days[-1]:
            stations[student].add(station)
    return without, led_by, {one: frozenset(own) for one, own in stations.items()}


def services_of(gathered: Gathered) -> list[Commitment]:
    """Return the commitments that stand on the day of what was gathered; those of a class where it meets."""
    meeting = {one.pk for own in gathered.sections.values() for one in own}
    return [
        one
        for one in gathered.setup.commitments
        if stands_on(one, gathered.school_day)
        and (one.section_id is None or one.section_id in meeting)
    ]
