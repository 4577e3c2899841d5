"""What leaders do about teachers who would try: invite, pair, ask to mentor (the district); back (the principal)."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict, NotFound
from ownpath.school.change.access import NotALeader, ensure_may_decide, reach_of, today_in
from ownpath.school.change.models import EagerTeacher
from ownpath.school.change.services.stepping import take_step
from ownpath.school.change.states import TEACHER
from ownpath.school.people.queries import campuses_of
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import District, Person


class NotOnTheList(NotFound):
    """There is no such teacher on this district's list."""


class NotAPair(Conflict):
    """Two different teachers of the list make a pair."""


class NothingToBack(Conflict):
    """A principal backs who asked for it."""


def _on_the_list(district: District, uuid: UUID) -> EagerTeacher:
    row = EagerTeacher.objects.filter(district=district, uuid=uuid).select_related("person")
    found = row.first()
    if found is None:
        raise NotOnTheList(
            _("There is no such teacher on the list."), next_step=_("Look at the list again.")
        )
    return found


def _ensure_leads(row: EagerTeacher, by: Person, now: datetime) -> None:
    """Refuse who leads none of the campuses a teacher works at."""
    here = {one.pk for one in campuses_of(person=row.person, today=today_in(row.district, now))}
    reach = reach_of(person=by, today=today_in(row.district, now))
    if by.district_id != row.district_id or not any(map(reach.may_decide, here)):
        raise NotALeader(
            _("Only those who lead this teacher's campus stand behind them."),
            next_step=_("Ask the principal."),
        )


@deed
def invite(
    *, district: District, teacher: UUID, by: Person | None, now: datetime
) -> EagerTeacher:
    """Invite a listed teacher to pilot."""
    ensure_may_decide(by=by, district=district, campus=None, now=now)
    row = _on_the_list(district, teacher)
    return take_step(row=row, machine=TEACHER, deed="invite", by=by, now=now)


@deed
def ask_to_mentor(
    *, district: District, teacher: UUID, by: Person | None, now: datetime
) -> EagerTeacher:
    """Let a teacher who piloted mentor others."""
    ensure_may_decide(by=by, district=district, campus=None, now=now)
    row = _on_the_list(district, teacher)
    return take_step(row=row, machine=TEACHER, deed="mentor", by=by, now=now)


@deed
def invite_pair(
    *, district: District, first: UUID, second: UUID, by: Person | None, now: datetime
) -> None:
    """Make two listed teachers each other's partner and invite both; former partners are free again.

    Raises
    ------
    NotOnTheList, NotAPair, NotFromHere
    """
    ensure_may_decide(by=by, district=district, campus=None, now=now)
    one, other = _on_the_list(district, first), _on_the_list(district, second)
    if one.pk == other.pk:
        raise NotAPair(
            _("A teacher cannot be their own partner."), next_step=_("Pick another teacher.")
        )
    EagerTeacher.objects.filter(partner__in=[one, other]).update(partner=None)
    for row, partner in ((one, other), (other, one)):
        take_step(row=row, machine=TEACHER, deed="invite", by=by, now=now, partner=partner)


@deed
def back(*, district: District, teacher: UUID, by: Person, now: datetime) -> EagerTeacher:
    """Stand behind a teacher who asked for it.

    Raises
    ------
    NotALeader
        Who leads none of the teacher's campuses.
    NothingToBack
        Who was not asked sees nothing of a teacher here, and cannot back them.
    """
    row = _on_the_list(district, teacher)
    _ensure_leads(row, by, now)
    if row.asks_backing_at is None:
        raise NothingToBack(
            _("This teacher did not ask for backing."),
            next_step=_("They can ask on their own page."),
        )
    row.backed_by, row.backed_at = by, now
    row.save(update_fields=["backed_by", "backed_at"])
    return row


@deed
def take_backing_back(
    *, district: District, teacher: UUID, by: Person, now: datetime
) -> EagerTeacher:
    """Stop standing behind a teacher who does not pilot yet."""
    row = _on_the_list(district, teacher)
    _ensure_leads(row, by, now)
    if row.state in {EagerTeacher.State.PILOTING, EagerTeacher.State.MENTOR}:
        TEACHER.after(state=row.state, deed="decline")  # says where it stands and the way on
    row.backed_by, row.backed_at = None, None
    row.save(update_fields=["backed_by", "backed_at"])
    return row
