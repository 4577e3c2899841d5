"""Read meetings: who is there, whether that is a quorum, what is on the agenda, how each vote went."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from ownpath.errors import NotFound
from ownpath.school.change.models import (
    AgendaItem,
    Meeting,
    MinutesAmendment,
    Motion,
    Presence,
    Vote,
)
from ownpath.school.change.queries.seats import open_campuses

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, District


@dataclass(frozen=True, slots=True, kw_only=True)
class Quorum:
    """Whether more than half of the open campuses are there, each by a voting seat."""

    n_open: int
    there: tuple[Campus, ...]
    missing: tuple[Campus, ...]

    @property
    def n_needed(self) -> int:
        """How many campuses must be there."""
        return self.n_open // 2 + 1

    @property
    def is_reached(self) -> bool:
        """Whether enough are."""
        return len(self.there) >= self.n_needed


def meetings_of(*, district: District) -> QuerySet[Meeting]:
    """Return the meetings of a district, the latest first."""
    return Meeting.objects.filter(district=district).order_by("-starts_at", "-pk")


def next_meeting(*, district: District, today: date) -> Meeting | None:
    """Return the meeting that is under way or comes next, today or later, or None."""
    begin = datetime.combine(today, time.min, tzinfo=ZoneInfo(district.time_zone))
    is_ahead = Q(state=Meeting.State.CALLED, starts_at__gte=begin)
    ahead = meetings_of(district=district).filter(is_ahead | Q(state=Meeting.State.OPEN))
    return ahead.order_by("starts_at", "pk").first()


def get_meeting(*, district: District, uuid: UUID) -> Meeting:
    """Return a meeting of a district.

    Raises
    ------
    NotFound
    """
    rows = Meeting.objects.select_related("district")
    meeting = rows.filter(district=district, uuid=uuid).first()
    if meeting is None:
        raise NotFound(
            _("There is no such meeting in your district."),
            next_step=_("Pick one from the list of meetings."),
        )
    return meeting


def presences_of(*, meeting: Meeting) -> list[Presence]:
    """Return who was noted at a meeting, those who left too, by campus."""
    rows = Presence.objects.filter(meeting=meeting)
    return list(
        rows.select_related(
            "seat__campus", "seat__holder", "seat__alternate", "person"
        ).order_by("seat__campus__name", "seat_id")
    )


def quorum_of(*, meeting: Meeting, presences: Sequence[Presence], today: date) -> Quorum:
    """Return whether those who are there are a quorum; two queries. Central seats stand for no campus."""
    ids = {
        one.seat.campus_id
        for one in presences
        if one.left_at is None and one.seat.is_voting and one.seat.campus_id
    }
    campuses = open_campuses(district=meeting.district, today=today)
    return Quorum(
        n_open=len(campuses),
        there=tuple(one for one in campuses if one.pk in ids),
        missing=tuple(one for one in campuses if one.pk not in ids),
    )


def agenda_of(*, meeting: Meeting) -> list[AgendaItem]:
    """Return the agenda in its order."""
    items = AgendaItem.objects.filter(meeting=meeting).select_related("idea", "decision")
    return list(items.order_by("place", "pk"))


def motions_of(*, meeting: Meeting) -> list[Motion]:
    """Return the motions in the order they were moved, each with its votes."""
    votes = Vote.objects.select_related("seat__campus", "person").order_by("pk")
    motions = Motion.objects.filter(meeting=meeting).select_related(
        "decision", "moved_by__campus", "seconded_by__campus"
    )
    return list(motions.prefetch_related(Prefetch("votes", queryset=votes)).order_by("pk"))


def motions_about(*, decision_id: int) -> list[Motion]:
    """Return the motions that put a decision to the vote, the latest first, each with its votes."""
    votes = Vote.objects.select_related("seat__campus", "person").order_by("pk")
    motions = Motion.objects.filter(decision_id=decision_id).select_related(
        "meeting", "decision", "moved_by__campus", "seconded_by__campus"
    )
    return list(motions.prefetch_related(Prefetch("votes", queryset=votes)).order_by("-pk"))


def amendments_of(*, meeting: Meeting) -> list[MinutesAmendment]:
    """Return how the minutes of a meeting were corrected, the first correction first."""
    rows = MinutesAmendment.objects.filter(meeting=meeting).select_related("by")
    return list(rows.order_by("amended_at", "pk"))


def get_agenda_item(*, meeting: Meeting, uuid: UUID) -> AgendaItem:
    """Return a line of a meeting's agenda.

    Raises
    ------
    NotFound
    """
    rows = AgendaItem.objects.select_related("meeting__district", "idea")
    item = rows.filter(meeting=meeting, uuid=uuid).first()
    if item is None:
        raise NotFound(
            _("There is no such line on this agenda."), next_step=_("Look at it again.")
        )
    return item


def get_motion(*, meeting: Meeting, uuid: UUID) -> Motion:
    """Return a motion of a meeting.

    Raises
    ------
    NotFound
    """
    motion = (
        Motion.objects.filter(meeting=meeting, uuid=uuid).select_related("decision").first()
    )
    if motion is None:
        raise NotFound(
            _("There is no such motion at this meeting."), next_step=_("Look at it again.")
        )
    return motion
