"""Read the mentors of a district and what came of their meetings."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from django.db.models import F, QuerySet
from django.utils.translation import gettext_lazy as _

from ownpath.errors import NotFound
from ownpath.school.change.models import Mentor, MentorMeeting

if TYPE_CHECKING:
    from ownpath.school.people.models import District


def mentors_of(*, district: District) -> QuerySet[Mentor]:
    """Return the mentors of a district: the next meeting first, those who ended last."""
    rows = Mentor.objects.filter(district=district).select_related("organization", "campus")
    return rows.order_by(
        F("ended_on").desc(nulls_first=True), F("meets_at").asc(nulls_last=True), "name", "pk"
    )


def mentors_to_pick(*, district: District) -> list[Mentor]:
    """Return the mentors that walk along, by name."""
    return list(Mentor.objects.filter(district=district, ended_on=None).order_by("name", "pk"))


def find_mentor(*, district: District, uuid: UUID) -> Mentor:
    """Return one mentor of a district.

    Raises
    ------
    NotFound
    """
    rows = Mentor.objects.filter(district=district, uuid=uuid)
    found = rows.select_related("organization", "campus", "district").first()
    if found is None:
        raise NotFound(
            _("There is no such mentor here."), next_step=_("Pick one from the list.")
        )
    return found


def meetings_of(*, mentor: Mentor) -> list[MentorMeeting]:
    """Return the meetings that were held, newest first."""
    rows = MentorMeeting.objects.filter(mentor=mentor).select_related("by")
    return list(rows.order_by("-met_at", "-pk"))
