"""Read who takes part in pilots: which pilots are about a student, what families said, who is left out of figures."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db.models import Q, QuerySet

from ownpath.school.change.models import Consent, Notice, Pilot, PilotSection, PilotStudent
from ownpath.school.people.queries import current_sections

if TYPE_CHECKING:
    from ownpath.school.people.models import Person, Section

TOLD_STATES = (Pilot.State.PROPOSED, Pilot.State.APPROVED)
LIVE_STATES = (Pilot.State.RUNNING, Pilot.State.STUDYING, Pilot.State.STOPPED)
OVER_STATES = (Pilot.State.ADOPTED, Pilot.State.ADAPTED, Pilot.State.ABANDONED)
STAYS_NEWS = timedelta(days=90)


@dataclass(frozen=True, slots=True, kw_only=True)
class TakingPart:
    """One pilot as a family sees it: what they were told, and what they said last."""

    pilot: Pilot
    notice: Notice
    answer: Consent | None
    group: str  # "pilot" or "comparison"


def pilots_of_student(*, student: Person, today: date) -> list[Pilot]:
    """Return the pilots that are about a student and of which families were told."""
    told = _told_of(student, today).distinct().select_related("district", "campus")
    return list(told.order_by("-made_at", "pk"))


def _told_of(student: Person, today: date) -> QuerySet[Pilot]:
    sections = [one.pk for one in current_sections(student=student, today=today)]
    coming = Q(state__in=TOLD_STATES, sections__section_id__in=sections)
    going = Q(state__in=LIVE_STATES, students__student=student)
    rows = Pilot.objects.filter(coming | going, district=student.district_id)
    return rows.filter(notices__audience=Notice.Audience.FAMILIES)


def is_asked_about(*, student: Person, today: date) -> bool:
    """Return whether a family was told of a pilot about a child and has said nothing to it yet; two queries."""
    return _told_of(student, today).exclude(consents__student=student).exists()


def pilots_over_of(*, student: Person, today: date) -> list[Pilot]:
    """Return the pilots a student was in that are over since a quarter of a year at most, the last first."""
    rows = Pilot.objects.filter(
        state__in=OVER_STATES, ended_on__gte=today - STAYS_NEWS, students__student=student
    )
    told = rows.filter(notices__audience=Notice.Audience.FAMILIES)
    return list(told.distinct().order_by("-ended_on", "pk"))


def pilots_in_classes(*, sections: Iterable[Section], today: date) -> list[PilotSection]:
    """Return which classes are in a pilot that is approved, goes on or is lately over, the newest pilot first."""
    live = Q(pilot__state__in=(Pilot.State.APPROVED, *LIVE_STATES))
    over = Q(pilot__state__in=OVER_STATES, pilot__ended_on__gte=today - STAYS_NEWS)
    rows = PilotSection.objects.filter(live | over, section__in=[one.pk for one in sections])
    return list(rows.select_related("pilot", "section").order_by("-pilot__made_at", "section"))


def taking_part_of(*, student: Person, today: date) -> list[TakingPart]:
    """Return what a family is told and asked about a child's pilots, the newest first; five queries."""
    pilots = pilots_of_student(student=student, today=today)
    ids = [one.pk for one in pilots]
    notices = {
        one.pilot_id: one
        for one in Notice.objects.filter(
            pilot_id__in=ids, audience=Notice.Audience.FAMILIES
        ).order_by("told_at", "pk")
    }
    answers = {
        one.pilot_id: one
        for one in Consent.objects.filter(pilot_id__in=ids, student=student).order_by(
            "said_at", "pk"
        )
    }
    groups = _groups(student, ids, today)
    return [
        TakingPart(
            pilot=one, notice=notices[one.pk], answer=answers.get(one.pk), group=groups[one.pk]
        )
        for one in pilots
        if one.pk in groups
    ]


def _groups(student: Person, ids: list[int], today: date) -> dict[int, str]:
    sections = [one.pk for one in current_sections(student=student, today=today)]
    standing = PilotSection.objects.filter(pilot_id__in=ids, section_id__in=sections).order_by(
        "group"
    )
    begun = PilotStudent.objects.filter(pilot_id__in=ids, student=student)
    return {
        **dict(standing.values_list("pilot_id", "group")),
        **dict(begun.values_list("pilot_id", "group")),
    }


def answers_to(*, pilot: Pilot, student_ids: Iterable[int]) -> dict[int, bool]:
    """Return the newest word about each student: whether it was yes; who said nothing is missing."""
    rows = Consent.objects.filter(pilot=pilot, student_id__in=list(student_ids))
    return dict(rows.order_by("said_at", "pk").values_list("student_id", "is_yes"))


def ids_left_out(*, pilot: Pilot, student_ids: Iterable[int]) -> frozenset[int]:
    """Return whose results are not reckoned: a no was said, or a yes was needed and is not there."""
    ids = list(student_ids)
    said = answers_to(pilot=pilot, student_ids=ids)
    silent = not pilot.needs_consent
    return frozenset(one for one in ids if not said.get(one, silent))


def ids_left_out_of(*, pilot: Pilot, groups: Mapping[int, str]) -> frozenset[int]:
    """Return whose results are not reckoned, by the side on which each began; one query.

    With those who are only compared nothing is tried: there a silent family is no no.
    """
    said = answers_to(pilot=pilot, student_ids=groups)
    return frozenset(
        student
        for student, group in groups.items()
        if not said.get(student, group != "pilot" or not pilot.needs_consent)
    )
