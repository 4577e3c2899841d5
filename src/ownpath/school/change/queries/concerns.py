"""Read concerns: how many and how well answered for everybody, the words for who answers, one's own for oneself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet
from django.utils.crypto import salted_hmac
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from ownpath.school.change.models import Concern
from ownpath.school.change.queries.campuses import campuses_open
from ownpath.school.change.queries.friday import FridayLine, LineKind
from ownpath.school.people.queries import persons_by_id, runs_district

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, District, Person

NEAR_DAYS = 2
FIRST_WORDS = 90  # letters of a concern on a line of the Friday page
MARK_LENGTH = 32
KINDS = dict(Concern.Kind.choices)


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernCounts:
    """What everybody may know: how many concerns, and whether they are answered in time."""

    n_open: int
    n_late: int  # of the open ones, past their day
    n_answered: int
    n_in_time: int  # of the answered ones


@dataclass(frozen=True, slots=True, kw_only=True)
class ConcernLine:
    """One concern, without a name where it was raised without one."""

    uuid: UUID
    kind: str
    kind_words: str | Promise
    role: str
    campus: str  # "": the whole district
    pilot: str  # "": about no pilot
    text: str
    who: str  # "" when it was raised without a name
    made_on: date
    due_on: date
    answer: str
    answered_by: str
    answered_on: date | None
    is_late: bool  # open past its day, or answered after it


def concern_counts(*, district: District, today: date) -> ConcernCounts:
    """Return the counts of a whole district, which everybody sees; one query."""
    zone = ZoneInfo(district.time_zone)
    rows = Concern.objects.filter(district=district).values_list("due_on", "answered_at")
    return _counted(((due, _day(at, zone)) for due, at in rows), today)


def _counted(every: Iterable[tuple[date, date | None]], today: date) -> ConcernCounts:
    rows = list(every)
    return ConcernCounts(
        n_open=sum(at is None for _due, at in rows),
        n_late=sum(at is None and due < today for due, at in rows),
        n_answered=sum(at is not None for _due, at in rows),
        n_in_time=sum(at is not None and at <= due for due, at in rows),
    )


def concerns_led(
    *, viewer: Person, campuses: Sequence[Campus], today: date, is_open: bool | None = None
) -> QuerySet[Concern]:
    """Return the concerns of the campuses somebody looks after, who waits longest first.

    Those about the whole district are seen by who runs it. `draw_concerns` makes lines of a page of them.
    """
    mine = Q(campus__in=list(campuses))
    if runs_district(person=viewer, today=today):
        mine |= Q(campus=None)
    rows = Concern.objects.filter(mine, district=viewer.district_id)
    if is_open is not None:
        rows = rows.filter(answered_at__isnull=is_open)
    rows = rows.select_related("campus", "pilot")
    return rows.order_by(*(("due_on", "pk") if is_open else ("-made_at", "-pk")))


def mark_of(person: Person) -> str:
    """Return the mark that finds a person's own concerns; it leads nobody without the server's key to them."""
    return salted_hmac("ownpath.change.concern", str(person.uuid)).hexdigest()[:MARK_LENGTH]


def concerns_of(*, person: Person) -> QuerySet[Concern]:
    """Return what somebody raised themselves, the newest first."""
    mine = Concern.objects.filter(mark=mark_of(person), district=person.district_id)
    return mine.select_related("campus", "pilot").order_by("-made_at", "-pk")


def draw_concerns(
    *, rows: Sequence[Concern], district: District, today: date
) -> list[ConcernLine]:
    """Return concerns as lines, names only of those who gave theirs; one query."""
    answering = {one.answered_by_id for one in rows if one.answered_by_id}
    named = {one.made_by_id for one in rows if one.made_by_id}
    people = persons_by_id(ids=answering | named)
    zone = ZoneInfo(district.time_zone)
    return [_line(one, people, zone, today) for one in rows]


def own_and_counts(
    *, person: Person, district: District, today: date, most: int
) -> tuple[list[ConcernLine], int, ConcernCounts]:
    """Return somebody's own concerns as lines, the newest first, how many there are, and everybody's counts.

    Two queries; the words of others are not even read.
    """
    zone, mark = ZoneInfo(district.time_zone), mark_of(person)
    rows = Concern.objects.filter(district=district)
    every = list(rows.values_list("due_on", "answered_at", "mark"))
    n_own = sum(one == mark for _due, _at, one in every)
    own = list(concerns_of(person=person).select_related("answered_by")[:most]) if n_own else []
    people = {person.pk: person}
    people |= {one.answered_by.pk: one.answered_by for one in own if one.answered_by}
    lines = [_line(one, people, zone, today) for one in own]
    counts = _counted(((due, _day(at, zone)) for due, at, _mark in every), today)
    return lines, n_own, counts


def _line(one: Concern, people: dict[int, Person], zone: ZoneInfo, today: date) -> ConcernLine:
    who = people.get(one.made_by_id or 0) if one.is_named else None
    answerer = people.get(one.answered_by_id or 0)
    on = _day(one.answered_at, zone)
    return ConcernLine(
        uuid=one.uuid, kind=one.kind, kind_words=Concern.Kind(one.kind).label, role=one.role,
        campus=one.campus.name if one.campus else "", pilot=one.pilot.title if one.pilot else "",
        text=one.text, who=who.full_name if who else "",
        made_on=one.made_at.astimezone(zone).date(), due_on=one.due_on, answer=one.answer,
        answered_by=answerer.called if answerer else "", answered_on=on,
        is_late=(on or today) > one.due_on,
    )  # fmt: skip


def _day(moment: datetime | None, zone: ZoneInfo) -> date | None:
    return moment.astimezone(zone).date() if moment else None


def friday_lines_of_concerns(
    *, district: District, campuses: Sequence[Campus], today: date, leads_all: bool = False
) -> list[FridayLine]:
    """Return the open concerns whose day is near or past, the longest waiting first; one query.

    The district's own are for who looks after all of it; where that is not known and there are any, three queries.
    """
    about = Q(campus__in=list(campuses)) | Q(campus=None)
    near = today + timedelta(days=NEAR_DAYS)
    rows = Concern.objects.filter(about, district=district, answered_at=None, due_on__lte=near)
    found = list(rows.select_related("campus").order_by("due_on", "pk"))
    if not leads_all and any(one.campus_id is None for one in found):
        every = {one.pk for one in campuses_open(district_id=district.pk, today=today)}
        leads_all = every <= {one.pk for one in campuses}
    lines = []
    for one in found:
        days = (one.due_on - today).days
        if leads_all or one.campus_id is not None:
            lines.append(
                FridayLine(
                    kind=LineKind.CONCERN,
                    words=_("“%(words)s”") % {"words": Truncator(one.text).chars(FIRST_WORDS)},
                    campus=one.campus.name if one.campus else "",
                    about=one.uuid, day=one.due_on, days=days, is_alarm=days < 0,
                )
            )  # fmt: skip
    return lines
