"""A pilot of the cast's campus, brought as far as a test wants it, with days in which it does what is asked of it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from cast import NOW, TODAY, Cast, enroll, make_person, make_section
from planned import plan_today

from ownpath.school.change.models import Measure, Pilot, Seat
from ownpath.school.change.services import pilots
from ownpath.school.days.models import BellSchedule, DayRecord
from ownpath.school.people.models import Person, Role, Section

TEN_DAYS_AGO = NOW - timedelta(days=10)
SAID = {
    "title": "Choice boards in grade 4",
    "problem": "Nobody chooses what they work on.",
    "change_idea": "Each student picks two of five stations.",
    "learners": "Two classes of grade 4",
    "prediction": "More promises are kept.",
    "cost": 0,
    "starts_on": TODAY,
    "ends_on": TODAY + timedelta(weeks=6),
}
MEASURES = (
    pilots.MeasureSaid(
        kind="outcome", metric="promises_kept", is_headline=True, predicted=0.1, target=0.8
    ),
    pilots.MeasureSaid(kind="balancing", metric="screen_share", stop_above=0.5),
)
TEXTS = {"en": "We try something.", "es": "Probamos algo."}


def bells(cast: Cast) -> BellSchedule:
    """Give the campus its bells, as a planned day leaves them."""
    return plan_today(cast, [cast.ada]).schedule


def other_section(cast: Cast) -> Section:
    """Return a second class at Ada's campus, to compare with."""
    found = Section.objects.filter(source_key="m4b").first()
    return found or make_section(
        cast.section.campus, "m4b", "Mathematics 4B", cast.section.terms.get()
    )


def fill(section: Section, names: Sequence[str], grade: str = "04") -> list[Person]:
    """Put new students into a class."""
    made = []
    for name in names:
        student = make_person(
            section.district, name, name.title(), "Doe", Role.Name.STUDENT, section.campus,
            grade=grade,
        )  # fmt: skip
        enroll(section, student, Role.Name.STUDENT)
        made.append(student)
    return made


def fill_seat(cast: Cast) -> Seat:
    """Fill a voting seat of Ada's campus."""
    return Seat.objects.create(
        district=cast.live_oak, campus=cast.section.campus, kind="principal", state="filled",
        holder=cast.reyes, made_at=NOW,
    )  # fmt: skip


def an_idea(cast: Cast, **more: object) -> Pilot:
    """Return a complete idea with its classes and measures."""
    pilot = pilots.save_pilot(
        campus=cast.section.campus, said={**SAID, **more}, by=cast.whitfield, now=TEN_DAYS_AGO
    )
    pilots.set_sections(
        pilot=pilot, piloting=[cast.section.uuid], comparing=[other_section(cast).uuid],
        by=cast.whitfield, now=TEN_DAYS_AGO,
    )  # fmt: skip
    for said in MEASURES:
        pilots.save_measure(pilot=pilot, said=said, by=cast.whitfield, now=TEN_DAYS_AGO)
    return pilot


def approved(cast: Cast, **more: object) -> Pilot:
    """Return an approved pilot of which board and families were told ten days ago."""
    pilot = an_idea(cast, **more)
    if not Seat.objects.filter(campus=cast.section.campus).exists():
        fill_seat(cast)
    pilot = pilots.propose(pilot=pilot, by=cast.whitfield, now=TEN_DAYS_AGO)
    pilot = pilots.tell_campus(
        pilot=pilot, told_on=TEN_DAYS_AGO.date(), by=cast.whitfield, now=NOW
    )
    for audience in ("board", "families"):
        pilots.send_notice(
            pilot=pilot, audience=audience, words=TEXTS, by=cast.whitfield, now=TEN_DAYS_AGO
        )
    return pilots.approve(pilot=pilot, by=cast.whitfield, now=NOW)


def running(cast: Cast, now: datetime = NOW, **more: object) -> Pilot:
    """Return a pilot that started at a moment."""
    pilot = pilots.start(pilot=approved(cast, **more), by=cast.whitfield, now=now)
    return Pilot.objects.select_related("campus__district", "district").get(pk=pilot.pk)


def headline(pilot: Pilot) -> Measure:
    """Return the first figure's measure."""
    return pilot.measures.get(is_headline=True)


def close(
    students: Sequence[Person], section: Section, days: Sequence[date], kept: int, **more: int
) -> None:
    """Close days on which everybody was here and kept the same promises."""
    DayRecord.objects.bulk_create(
        DayRecord(
            student=student, campus=section.campus, day=day, was_here=True, promised=63,
            kept=kept, waiting_days=0, closed_at=NOW, **more,
        )
        for student in students
        for day in days
    )  # fmt: skip
