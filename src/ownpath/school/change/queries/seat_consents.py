"""Read what families say about their children's seats in the council: asked, answered, by whom and when.

A child sits there, or stands in, only with a guardian's yes to this seat, said since the child was asked.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.db.models import Q

from ownpath.school.change.models import Seat, SeatConsent, StateChange
from ownpath.school.change.states import LIVE

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

ASKING = ("invite", "name_alternate")  # the deeds by which a child is asked


@dataclass(frozen=True, slots=True, kw_only=True)
class SeatAsked:
    """One seat a child is asked for, holds or stands in for, and the newest word of the family; None: none yet."""

    seat: Seat
    student: Person
    is_alternate: bool
    word: SeatConsent | None

    @property
    def may_sit(self) -> bool:
        """Whether the family said yes."""
        return self.word is not None and self.word.is_yes


def asked_about(*, students: Iterable[Person]) -> list[SeatAsked]:
    """Return the seats some children are asked for or hold, with what the family said; at most three queries."""
    by_id = {one.pk: one for one in students}
    own = Q(holder__in=by_id) | Q(alternate__in=by_id)
    seats = Seat.objects.filter(own, kind=Seat.Kind.STUDENT, state__in=LIVE)
    listed = list(seats.select_related("campus", "district").order_by("pk"))
    words = _words(listed)
    found = []
    for seat in listed:
        for person_id, is_alternate in ((seat.holder_id, False), (seat.alternate_id, True)):
            if person_id in by_id:
                found.append(
                    SeatAsked(
                        seat=seat, student=by_id[person_id], is_alternate=is_alternate,
                        word=words.get((seat.pk, person_id)),
                    )
                )  # fmt: skip
    return found


def family_word(*, seat: Seat, student_id: int) -> SeatConsent | None:
    """Return the newest word of a child's family about a seat, said since the child was asked; None: none yet."""
    return _words([seat]).get((seat.pk, student_id))


def _words(seats: list[Seat]) -> dict[tuple[int, int], SeatConsent]:
    """Return the word that counts by seat and child; two queries."""
    if not seats:
        return {}
    asked = _asked_at(seats)
    rows = SeatConsent.objects.filter(seat__in=seats).select_related("by")
    found: dict[tuple[int, int], SeatConsent] = {}
    for one in rows.order_by("said_at", "pk"):
        since = asked.get(one.seat_id)
        if since is None or one.said_at >= since:
            found[one.seat_id, one.student_id] = one
    return found


def _asked_at(seats: list[Seat]) -> dict[int, datetime]:
    """Return when each seat was last offered to somebody: an older word was about an older question."""
    by_uuid = {one.uuid: one.pk for one in seats}
    steps = StateChange.objects.filter(about__in=by_uuid, deed="invite", kind="seat")
    return {
        by_uuid[about]: at
        for about, at in steps.order_by("done_at", "pk").values_list("about", "done_at")
    }
