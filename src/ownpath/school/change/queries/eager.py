"""Read who would try: the district's list with each score in parts, who asks a principal, and one's own way."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count

from ownpath.school.change.access import reach_of
from ownpath.school.change.models import EagerTeacher, Nomination, SurveyAnswer
from ownpath.school.change.queries.choosing import (
    Candidate,
    Pair,
    Parts,
    parts_of,
    suggest_pairs,
)
from ownpath.school.days.queries import at_work
from ownpath.school.people.queries import campuses_at_work

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person

State = EagerTeacher.State
MOST_PAIRS = 4
STAGE_WORDS = dict(SurveyAnswer.Stage.choices)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One teacher of the list as the district sees them."""

    row: EagerTeacher
    candidate: Candidate
    answer: SurveyAnswer | None
    nominations: tuple[Nomination, ...]

    @property
    def parts(self) -> Parts:
        """What their own words and their colleagues' add up to."""
        return parts_of(self.candidate)


@dataclass(frozen=True, slots=True, kw_only=True)
class EagerList:
    """The list by state, whom to pair, and how the suggestions spread."""

    teachers: tuple[Listed, ...]
    pairs: tuple[tuple[Listed, Listed, Pair], ...]
    by_campus: Mapping[str, int]
    by_subject: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Own:
    """What a teacher sees of themselves."""

    row: EagerTeacher | None
    answer: SurveyAnswer | None
    n_nominations: int


def eager_list(*, viewer: Person, today: date) -> EagerList | None:
    """Return the district's list for its administrators; None for everybody else.

    Principals get None: they evaluate teachers, and what a teacher says here is not for that.
    """
    if not reach_of(person=viewer, today=today).runs_district:
        return None
    rows = list(
        EagerTeacher.objects.filter(district=viewer.district)
        .exclude(state=State.UNKNOWN)
        .select_related("person", "partner__person", "backed_by")
        .order_by("person__family_name", "person__given_name", "pk")
    )
    teachers = _described(rows, today)
    asked = [one for one in teachers if one.row.state == State.LISTED]
    by_key = {one.row.pk: one for one in asked}
    free = [one.candidate for one in asked if one.row.partner is None]
    pairs = suggest_pairs(free, n_pairs=MOST_PAIRS)
    at_work = [one for one in teachers if one.row.state in {State.INVITED, State.PILOTING}]
    return EagerList(
        teachers=tuple(teachers),
        pairs=tuple((by_key[one.first], by_key[one.second], one) for one in pairs),
        by_campus=Counter(one.candidate.campus for one in at_work),
        by_subject=Counter(subject for one in at_work for subject in one.candidate.subjects),
    )


def _described(rows: Sequence[EagerTeacher], today: date) -> list[Listed]:
    """Return each row with what its candidate is made of; six queries for any number."""
    ids = [row.person_id for row in rows]
    answers, working = newest_answers(ids), at_work(ids=ids)
    campuses = campuses_at_work(ids=ids, today=today)
    nominations: dict[int, list[Nomination]] = defaultdict(list)
    for one in Nomination.objects.filter(nominee__in=ids).select_related("by").order_by("pk"):
        nominations[one.nominee_id].append(one)
    found = []
    for row in rows:
        said, here = answers.get(row.person_id), campuses.get(row.person_id, [])
        work = working.get(row.person_id)
        candidate = Candidate(
            key=row.pk,
            campus=here[0].name if here else "",
            subjects=work.subjects if work else frozenset(),
            willingness=said.willingness if said else None,
            stage=said.stage if said else "",
            n_nominations=len(nominations[row.person_id]),
            is_backed=row.backed_at is not None,
            wants_partner=bool(said and said.wants_partner),
            planning=work.planning if work else frozenset(),
        )
        theirs = tuple(nominations[row.person_id])
        found.append(Listed(row=row, candidate=candidate, answer=said, nominations=theirs))
    return found


def newest_answers(ids: Sequence[int]) -> dict[int, SurveyAnswer]:
    """Return the newest answer of each teacher that was not taken back; one query."""
    rows = SurveyAnswer.objects.filter(person__in=ids, taken_back_at=None)
    return {one.person_id: one for one in rows.order_by("answered_at", "pk")}


def asking_for_backing(*, viewer: Person, today: date) -> list[tuple[EagerTeacher, Campus]]:
    """Return who asked the viewer to stand behind them, with the campus; nothing of what they said.

    The district office is not asked: it sees on its list who asked the principal.
    """
    reach = reach_of(person=viewer, today=today)
    if reach.runs_district:
        return []
    led = {one.pk for one in reach.led if reach.may_decide(one.pk)}
    rows = list(
        EagerTeacher.objects.filter(district=viewer.district, asks_backing_at__isnull=False)
        .exclude(state__in=[State.UNKNOWN, State.RESTING])
        .select_related("person")
        .order_by("asks_backing_at", "pk")
    )
    here = campuses_at_work(ids=[row.person_id for row in rows], today=today)
    asking = []
    for row in rows:
        place = next((one for one in here.get(row.person_id, []) if one.pk in led), None)
        if place is not None:
            asking.append((row, place))
    return asking


def own_way(*, teacher: Person) -> Own:
    """Return what a teacher said and where they stand; three queries."""
    said = newest_answers([teacher.pk])
    return Own(
        row=EagerTeacher.objects.filter(person=teacher)
        .select_related("partner__person", "backed_by")
        .first(),
        answer=said.get(teacher.pk),
        n_nominations=Nomination.objects.filter(nominee=teacher).aggregate(n=Count("pk"))["n"],
    )
