"""Put a vision in force: every campus was heard, the version before makes room, the campuses' planners are told."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict
from ownpath.school.change.access import ensure_may_decide, today_in
from ownpath.school.change.models import Vision
from ownpath.school.change.queries.campuses import campuses_asked
from ownpath.school.change.services.stepping import take_step
from ownpath.school.change.states import VISION
from ownpath.school.days.queries import next_school_day
from ownpath.school.days.services import ask_what_policy_does, set_policy
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.days.models import PlanJob
    from ownpath.school.people.models import Campus, Person


class CampusesNotHeard(Conflict):
    """Campuses have neither commented nor declined; `campuses` names them."""

    def __init__(self, campuses: list[Campus]) -> None:
        self.campuses = campuses
        listed = ", ".join(one.name for one in campuses)
        super().__init__(
            format_lazy(
                _("These campuses have neither commented nor declined: {listed}."),
                listed=listed,
            ),
            next_step=_(
                "Ask their principals to comment or to decline, and give them a later day if it has passed."
            ),
        )


class NoSchoolAhead(Conflict):
    """There is no day to plan at this campus."""


class CannotEnd(Conflict):
    """Only a campus's own adaptation ends, and only where the district's vision takes its place."""


@deed
def adopt(*, vision: Vision, by: Person | None, now: datetime) -> Vision:
    """Adopt a version that was out for comment; the planner of every campus it is for goes by it from the next plan on.

    Raises
    ------
    NotALeader, NotFromHere, CampusesNotHeard
    """
    ensure_may_decide(by=by, district=vision.district, campus=vision.campus, now=now)
    row = Vision.objects.select_for_update().get(pk=vision.pk)
    VISION.after(state=row.state, deed="adopt")
    silent = campuses_silent(row, now)
    if silent:
        raise CampusesNotHeard(silent)
    before = Vision.objects.filter(
        district=row.district_id, campus=row.campus_id, state=Vision.State.ADOPTED
    ).first()
    if before is not None:
        take_step(row=before, machine=VISION, deed="replace", by=by, now=now)
    adopted = take_step(
        row=row, machine=VISION, deed="adopt", by=by, now=now, adopted_at=now, adopted_by=by
    )
    for campus in campuses_that_follow(adopted, now):
        set_policy(
            campus=campus, weights=adopted.weights, numbers=adopted.thresholds, by=by, now=now
        )
    return adopted


def campuses_silent(vision: Vision, now: datetime) -> list[Campus]:
    """Return the open campuses that have neither commented on a version nor declined."""
    heard = set(vision.responses.values_list("campus_id", flat=True))
    asked = campuses_asked(vision=vision, today=today_in(vision.district, now))
    return [one for one in asked if one.pk not in heard]


def campuses_that_follow(vision: Vision, now: datetime) -> list[Campus]:
    """Return the campuses whose planner goes by a version: not those with an adaptation of their own in force."""
    asked = campuses_asked(vision=vision, today=today_in(vision.district, now))
    if vision.campus_id is not None:
        return asked
    adapted = set(
        Vision.objects.filter(
            district=vision.district_id, campus__isnull=False, state=Vision.State.ADOPTED
        ).values_list("campus_id", flat=True)
    )
    return [one for one in asked if one.pk not in adapted]


@deed
def ask_for_preview(
    *, vision: Vision, campus: Campus, by: Person | None, now: datetime
) -> PlanJob:
    """Ask what a campus's next day would become under a version; nothing of any plan is touched.

    Raises
    ------
    NotALeader, NoSchoolAhead, BeingPlanned
    """
    ensure_may_decide(by=by, district=vision.district, campus=campus, now=now)
    day = next_school_day(campus=campus, after=today_in(vision.district, now))
    if day is None:
        raise NoSchoolAhead(
            _("This campus has no school day ahead that could be planned."),
            next_step=_("Set its calendar up, or look at another campus."),
        )
    return ask_what_policy_does(
        campus=campus, day=day, about=vision.uuid, weights=vision.weights,
        numbers=vision.thresholds, by=by, now=now,
    )  # fmt: skip


@deed
def end_adaptation(*, vision: Vision, by: Person | None, now: datetime) -> Vision:
    """Let a campus go by the district's vision again; its own adaptation is kept and read as replaced.

    Raises
    ------
    NotALeader, NotFromHere
    """
    ensure_may_decide(by=by, district=vision.district, campus=vision.campus, now=now)
    district_wide = Vision.objects.filter(
        district=vision.district_id, campus=None, state=Vision.State.ADOPTED
    ).first()
    if vision.campus is None or district_wide is None:
        raise CannotEnd(
            _("There is no vision of the district this campus could go by."),
            next_step=_("Adopt one first."),
        )
    ended = take_step(row=vision, machine=VISION, deed="replace", by=by, now=now)
    set_policy(
        campus=vision.campus, weights=district_wide.weights,
        numbers=district_wide.thresholds, by=by, now=now,
    )  # fmt: skip
    return ended
