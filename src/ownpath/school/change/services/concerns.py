"""Raise a worry, a resistance or a question, and answer it. None is deleted, none is hidden, and all are counted.

Who raised one without their name is written nowhere: a mark that only the running system can make anew lets them find
their own.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict, NotAllowed, NotFound, OutOfBounds
from ownpath.school.change.access import ensure_may_decide, faces_at, reach_of, today_in
from ownpath.school.change.models import Concern, Pilot
from ownpath.school.change.models.shared import TEXT_LENGTH
from ownpath.school.change.queries.concerns import concerns_of, mark_of
from ownpath.school.change.services.wording import ensure_words
from ownpath.school.days.queries import calendar_of
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.days.queries import Calendar
    from ownpath.school.people.models import Campus, Person

SCHOOL_DAYS_TO_ANSWER: Final = 5
SATURDAY: Final = 5
MOST_DAYS_AHEAD: Final = 120  # further than any vacation
MOST_OPEN: Final = 20  # of one person


class NotOfHere(NotAllowed):
    """Concerns are raised by people of the district, about their own campuses."""


class TooManyOpen(OutOfBounds):
    """One person has more open concerns than anybody could answer well."""


class NoSuchConcern(NotFound):
    """There is no such concern among those one may answer."""


class IsAnswered(Conflict):
    """Somebody answered a moment ago."""


@deed
def raise_concern(
    *,
    kind: str,
    text: str,
    role: str,
    is_named: bool,
    campus: Campus | None = None,
    pilot: Pilot | None = None,
    by: Person,
    now: datetime,
) -> Concern:
    """Keep what worries somebody about a campus or a pilot; an answer is due within five school days.

    Parameters
    ----------
    role
        The face from which they speak: student, teacher, family or leader; they must hold it.
    is_named
        False: leaders read the words and the role, and do not see who said them.

    Raises
    ------
    NotOfHere, TooManyOpen, WordsWanted
    """
    place = _place_of(role, campus, pilot, by, now)
    mine = concerns_of(person=by).filter(answered_at=None)
    if mine.count() >= MOST_OPEN:
        raise TooManyOpen(
            _("Many of your concerns wait for an answer already."),
            next_step=_("Let us answer those first, or speak with a person you trust."),
        )
    district = by.district
    assert district is not None  # noqa: S101 - _place_of refuses people without one
    today = today_in(district, now)
    return Concern.objects.create(
        district=district, campus=place, pilot=pilot, kind=Concern.Kind(kind), role=role,
        text=ensure_words(_("the words"), text, most=TEXT_LENGTH), is_named=is_named, made_at=now,
        made_by=by if is_named else None, mark=mark_of(by),
        due_on=due_on(campus=place, today=today),
    )  # fmt: skip


def _place_of(
    role: str, campus: Campus | None, pilot: Pilot | None, by: Person, now: datetime
) -> Campus | None:
    """Return the campus a concern is about; None: the district, for those without a campus."""
    district = by.district
    if not by.is_active or district is None:
        raise _not_here()
    today = today_in(district, now)
    reach = reach_of(person=by, today=today)
    about = campus or (pilot.campus if pilot is not None else None)
    places = {one.pk: one for one in (*reach.own, *reach.led)}
    is_theirs = about is None or about.pk in places
    if pilot is not None and pilot.district_id == district.pk:
        is_theirs = True  # a pilot of the district concerns everybody
    if role not in faces_at(person=by, reach=reach, today=today) or not is_theirs:
        raise _not_here()
    return about or (reach.own[0] if reach.own else None)


def _not_here() -> NotOfHere:
    return NotOfHere(
        _("This is about another school."),
        next_step=_("Pick one of your own schools, or a pilot of your district."),
    )


def due_on(*, campus: Campus | None, today: date) -> date:
    """Return the fifth school day after today by the campus's calendar; by weekdays where it has none."""
    calendar = calendar_of(campus=campus) if campus is not None else None
    days = (today + timedelta(days=n) for n in range(1, MOST_DAYS_AHEAD))
    school = [day for day in days if _is_school(calendar, day)]
    if len(school) < SCHOOL_DAYS_TO_ANSWER:
        return due_on(campus=None, today=today)
    return school[SCHOOL_DAYS_TO_ANSWER - 1]


def _is_school(calendar: Calendar | None, day: date) -> bool:
    if calendar is None or not calendar.week:
        return day.weekday() < SATURDAY
    return calendar.on(day) is not None


@deed
def answer_concern(
    *, concern: UUID, answer: str, by: Person, now: datetime, replaces: bool = False
) -> Concern:
    """Answer a concern; who raised it reads the answer and who gave it.

    Parameters
    ----------
    replaces
        True: an answer that was given is written anew; the moment of the first one stays, as it says whether it came
        in time.

    Raises
    ------
    NoSuchConcern, IsAnswered, WordsWanted
    """
    row = Concern.objects.filter(uuid=concern, district=by.district_id).first()
    if row is None:
        raise NoSuchConcern(
            _("There is no such concern here."), next_step=_("Look at the list again.")
        )
    ensure_may_decide(by=by, district=row.district, campus=row.campus, now=now)
    if row.answered_at is not None and not replaces:
        raise IsAnswered(
            _("Somebody answered this a moment ago."),
            next_step=_("Read the answer; you can write it anew."),
        )
    row.answer, row.answered_by = ensure_words(_("the words"), answer, most=TEXT_LENGTH), by
    row.answered_at = row.answered_at or now
    row.save(update_fields=["answer", "answered_by", "answered_at"])
    return row
