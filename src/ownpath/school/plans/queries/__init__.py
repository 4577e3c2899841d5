"""Read offers, goals, overrides and pace."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.db.models import BigIntegerField, DateField, QuerySet, UUIDField
from django.utils.translation import gettext_lazy as _

from ownpath.errors import NotFound
from ownpath.school.curriculum.queries import framework_of_section
from ownpath.school.mastery.queries import Belief, beliefs_of_many
from ownpath.school.plans.models import (
    Exploring,
    Goal,
    Offer,
    Override,
    PaceWord,
    TimelineStep,
)
from ownpath.school.plans.queries.placements import get_placement as get_placement
from ownpath.school.plans.queries.placements import open_step as open_step
from ownpath.school.plans.queries.placements import progress_of as progress_of
from ownpath.school.plans.queries.placements import standing_placement as standing_placement
from ownpath.store.prepared import Param, Params, prepared

if TYPE_CHECKING:
    from ownpath.school.people.models import Person, Section

SHOWN_STATES = (Offer.State.OPEN, Offer.State.CHOSEN, Offer.State.DONE)
BEHIND_FROM = 2  # this many steps past due and not held
AHEAD_FROM = 2  # this many steps held before they are due


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """One word about a student's pace in a section; None while there is nothing to reckon it from."""

    word: str | None
    is_teachers_word: bool = False
    reason: str = ""
    said_by: str = ""


NO_PACE = Pace(word=None)


@prepared
def _offers_of_a_day() -> QuerySet[Offer]:
    return (
        Offer.objects.filter(
            student_id=Param("student", BigIntegerField()),
            for_day=Param("day", DateField()),
            state__in=SHOWN_STATES,
        )
        .select_related("activity", "competency", "sitting")
        .order_by("rank", "pk")
    )


def offers_of(*, student: Person, today: date) -> list[Offer]:
    """Return today's offers of a student, the first to look at first."""
    return _offers_of_a_day.all(student=student.pk, day=today)


def offers_since(*, student: Person, since: date) -> list[Offer]:
    """Return a student's offers from a day on, withdrawn ones left out, the newest first."""
    rows = Offer.objects.filter(student=student, for_day__gte=since, state__in=SHOWN_STATES)
    return list(rows.select_related("activity").order_by("-for_day", "rank", "pk"))


@prepared
def _own_offer() -> QuerySet[Offer]:
    return Offer.objects.select_related("activity", "competency", "sitting").filter(
        student_id=Param("student", BigIntegerField()), uuid=Param("uuid", UUIDField())
    )


def get_offer(*, student: Person, uuid: UUID) -> Offer:
    """Return one of the student's own offers."""
    offer = _own_offer.first(student=student.pk, uuid=uuid)
    if offer is None:
        raise NotFound(_("We cannot find this any more."), next_step=_("Go back to My day."))
    return offer


@prepared
def _offer_behind_sitting() -> QuerySet[Offer]:
    return Offer.objects.filter(sitting_id=Param("sitting", BigIntegerField())).order_by("pk")


def offer_of_sitting(*, sitting_id: int) -> Offer | None:
    """Return the offer a sitting came from, or None."""
    return _offer_behind_sitting.first(sitting=sitting_id)


def goals_of(*, student: Person) -> list[Goal]:
    """Return the goals a student holds now, the nearest due first."""
    goals = Goal.objects.filter(student=student, let_go_at=None).select_related(
        "competency", "set_by"
    )
    return sorted(goals, key=lambda goal: (goal.due_on or date.max, goal.pk))


def overrides_of(*, student: Person, active: bool = True) -> list[Override]:
    """Return pins and vetoes for a student, newest first; with `active=False` those lifted too."""
    rows = Override.objects.filter(student=student).select_related(
        "activity", "competency", "made_by"
    )
    if active:
        rows = rows.filter(lifted_at=None)
    return list(rows.order_by("-made_at", "-pk"))


def timeline_of(*, section_id: int) -> dict[int, date]:
    """Return by when a section is meant to have learned what."""
    return timelines_of(section_ids=[section_id]).get(section_id, {})


def timelines_of(*, section_ids: Iterable[int]) -> dict[int, dict[int, date]]:
    """Return by section by when it is meant to have learned what; one query, a section without is left out."""
    found: dict[int, dict[int, date]] = {}
    rows = TimelineStep.objects.filter(section_id__in=list(section_ids))
    for section, competency, due_on in rows.order_by("due_on", "pk").values_list(
        "section_id", "competency_id", "due_on"
    ):
        found.setdefault(section, {})[competency] = due_on
    return found


def on_the_way_of(*, section_ids: Iterable[int]) -> frozenset[int]:
    """Return what some sections are on their way to learn, whenever that is."""
    return frozenset().union(*timelines_of(section_ids=section_ids).values())


def exploring_of(*, section_id: int) -> Exploring | None:
    """Return since when and by whom offers to a class try something else now and then; None while they do not."""
    rows = Exploring.objects.filter(section_id=section_id, ended_at=None)
    return rows.select_related("begun_by").first()


def pace_of(*, student: Person, section: Section, today: date, now: datetime) -> Pace:
    """Return the word for one student in one section."""
    return pace_of_many(students=[student], section=section, today=today, now=now)[student.pk]


def pace_of_many(
    *, students: Iterable[Person], section: Section, today: date, now: datetime
) -> dict[int, Pace]:
    """Return the pace words of a section's students; a teacher's own word stands over the reckoned one."""
    ids = [student.pk for student in students]
    said = _teachers_words(section, ids)
    framework = framework_of_section(section_id=section.pk)
    timeline = timeline_of(section_id=section.pk)
    if framework is None or not timeline:
        return {student_id: said.get(student_id, NO_PACE) for student_id in ids}
    beliefs = beliefs_of_many(student_ids=ids, framework_id=framework.pk, now=now)
    return {
        student_id: said.get(student_id)
        or Pace(word=reckon_pace(beliefs=beliefs[student_id], timeline=timeline, today=today))
        for student_id in ids
    }


def reckon_pace(
    *, beliefs: Mapping[int, Belief], timeline: Mapping[int, date], today: date
) -> str | None:
    """Return behind, on or ahead of a timeline: two steps late are behind, two early with none late are ahead.

    Of whom nothing is known yet, by answers or by a first map, there is nothing to say: None.
    """
    if not any(one.n_unaided or one.holds for one in beliefs.values()):
        return None
    late = early = 0
    for competency, due_on in timeline.items():
        holds = competency in beliefs and beliefs[competency].holds
        late += due_on < today and not holds
        early += due_on > today + timedelta(days=1) and holds
    if late >= BEHIND_FROM:
        return PaceWord.Word.BEHIND.value
    return (
        PaceWord.Word.AHEAD.value
        if early >= AHEAD_FROM and not late
        else PaceWord.Word.ON.value
    )


def _teachers_words(section: Section, student_ids: list[int]) -> dict[int, Pace]:
    rows = PaceWord.objects.filter(
        section=section, student_id__in=student_ids, lifted_at=None
    ).select_related("said_by")
    return {
        row.student_id: Pace(
            word=row.word,
            is_teachers_word=True,
            reason=row.reason,
            said_by=row.said_by.full_name if row.said_by else "",
        )
        for row in rows.order_by("said_at")
    }


def paces_from(
    *,
    section: Section,
    beliefs: Mapping[int, Mapping[int, Belief]],
    timeline: Mapping[int, date],
    today: date,
) -> dict[int, Pace]:
    """Return the pace words of students whose beliefs and timeline are at hand; one query for any number."""
    said = _teachers_words(section, list(beliefs))
    return {
        student_id: said.get(student_id)
        or Pace(
            word=reckon_pace(beliefs=theirs, timeline=timeline, today=today)
            if timeline
            else None
        )
        for student_id, theirs in beliefs.items()
    }


@prepared
def _taken_today() -> QuerySet[Offer, tuple[int, Mapping[str, Any]]]:
    rows = Offer.objects.filter(
        student_id__in=Params("students", BigIntegerField()),
        for_day=Param("day", DateField()),
        state__in=(Offer.State.CHOSEN, Offer.State.DONE),
    ).order_by("student_id", "state", "rank")  # "chosen" stands before "done"
    return rows.values_list("student_id", "activity__words")


def open_offers_of_many(*, student_ids: Iterable[int], today: date) -> dict[int, list[Offer]]:
    """Return today's offers that nobody took yet by student, the first to look at first; one query."""
    rows = Offer.objects.filter(
        student_id__in=list(student_ids), for_day=today, state=Offer.State.OPEN
    )
    found: dict[int, list[Offer]] = {}
    for offer in rows.select_related("activity").order_by("rank", "pk"):
        found.setdefault(offer.student_id, []).append(offer)
    return found


def chosen_by_many(*, student_ids: Iterable[int], today: date) -> dict[int, Mapping[str, Any]]:
    """Return the words of what each student chose today, the unfinished thing first; one query, titles only."""
    found: dict[int, Mapping[str, Any]] = {}
    for student_id, words in _taken_today.all(students=list(student_ids), day=today):
        found.setdefault(student_id, words)
    return found
