"""Which vision a leader looks at: the district's, or one of a campus; and what they may do there."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _

from ownpath.errors import NotFound
from ownpath.kit.navigation import TabItem
from ownpath.school.change.access import Reach, reach_of
from ownpath.school.change.queries.visions import get_vision

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ownpath.school.change.models import Vision
    from ownpath.school.people.models import Campus, District, Person


def find_version(
    *, viewer: Person, uuid: UUID, today: date, is_whole: bool = True
) -> tuple[Vision, Reach]:
    """Return a version that the viewer may read (with all that belongs to it, or without), and what they are here.

    Raises
    ------
    NotFound
    """
    reach = reach_of(person=viewer, today=today)
    return get_vision(viewer=viewer, reach=reach, uuid=uuid, is_whole=is_whole), reach


def district_of(viewer: Person) -> District:
    """Return the viewer's district; the guard of the face lets nobody in without one."""
    if viewer.district is None:
        raise NotFound(
            _("No district is connected to you."), next_step=_("Ask the records office.")
        )
    return viewer.district


def find_campus(*, reach: Reach, uuid: UUID) -> Campus:
    """Return one of the campuses somebody looks after.

    Raises
    ------
    NotFound
    """
    for campus in reach.led:
        if campus.uuid == uuid:
            return campus
    raise NotFound(
        _("There is no such campus among those you lead."),
        next_step=_("Pick one from your first page."),
    )


def draw_scopes(versions: Sequence[Vision], reach: Reach) -> tuple[TabItem, ...]:
    """Return tabs: the district, and each campus that has an adaptation of its own or may begin one."""
    here = reverse("leader:vision")
    places = {one.campus.pk: one.campus for one in versions if one.campus}
    if not reach.runs_district:
        places |= {one.pk: one for one in reach.led}
    if not places:
        return ()
    return (
        TabItem(label=_("The district"), url=here),
        *(
            TabItem(label=one.name, url=f"{here}?campus={one.uuid}")
            for one in sorted(places.values(), key=lambda one: one.name)
        ),
    )
