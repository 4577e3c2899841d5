"""Let a child sit in the council only with the family's yes: asked by the invitation, kept, taken back any time."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict, NotAllowed
from ownpath.school.change.access import today_in
from ownpath.school.change.models import Seat, SeatConsent
from ownpath.school.change.queries.seat_consents import family_word
from ownpath.school.change.services.stepping import take_step
from ownpath.school.change.states import LIVE, SEAT
from ownpath.school.people.queries import children_of
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Person


class NotTheirChild(NotAllowed):
    """Only a child's family says whether the child sits in the council."""


class FamilyNotAsked(Conflict):
    """A child sits in the council only once the family said yes."""


@deed
def say_seat_consent(
    *, seat: Seat, student: Person, is_yes: bool, by: Person, now: datetime
) -> SeatConsent:
    """Keep what a guardian says about a child's seat; a no empties it, at any time.

    Raises
    ------
    NotTheirChild
    """
    today = today_in(seat.district, now)
    row = (
        Seat.objects.select_for_update(of=("self",))
        .select_related("district", "campus")
        .get(pk=seat.pk)
    )
    mine = {one.pk for one in children_of(guardian=by, today=today)}
    is_asked = row.kind == Seat.Kind.STUDENT and row.state in LIVE
    here = student.pk in (row.holder_id, row.alternate_id)
    if not (by.is_active and student.pk in mine and is_asked and here):
        raise NotTheirChild(
            _("Only a child’s family says whether the child sits in the council."),
            next_step=_("Open the page of your own child."),
        )
    said = SeatConsent.objects.create(
        seat=row, student=student, is_yes=is_yes, by=by, said_at=now
    )
    if not is_yes:
        _empty(row, student, by, now)
    return said


def _empty(seat: Seat, student: Person, by: Person, now: datetime) -> None:
    """Let a child be on the council no more: as its alternate, as invited, or as its holder."""
    if seat.alternate_id == student.pk:
        take_step(row=seat, machine=SEAT, deed="name_alternate", by=by, now=now, alternate=None)
        return
    since = seat.vacant_since or today_in(seat.district, now)
    take_step(
        row=seat, machine=SEAT, deed="leave", by=by, now=now, vacant_since=since, holder=None,
        starts_on=None, ends_on=None,
    )  # fmt: skip


def ensure_family_agrees(*, seat: Seat, student_id: int | None) -> None:
    """Refuse to let a child take a student's seat while the family has not said yes to it.

    Raises
    ------
    FamilyNotAsked
    """
    if seat.kind != Seat.Kind.STUDENT or student_id is None:
        return
    word = family_word(seat=seat, student_id=student_id)
    if word is not None and word.is_yes:
        return
    person = seat.holder if student_id == seat.holder_id else seat.alternate
    raise FamilyNotAsked(
        format_lazy(
            _("The family of {name} has not said yes to this seat yet."),
            name=person.called if person else "",
        ),
        next_step=_(
            "A guardian finds the question in Ownpath, on the child’s page under “What is tried at school”. "
            "Without a guardian in the roster, ask the records office to add one."
        ),
    )
