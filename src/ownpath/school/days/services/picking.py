"""A student picks what to do on a coming day, until the campus's hour, and takes it back."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict
from ownpath.school.curriculum.queries import get_activity
from ownpath.school.days.models import (
    NextChoice,
    PlanJob,
    Station,
)
from ownpath.school.days.queries.calendar import lock_moment
from ownpath.school.days.queries.campuses import is_kept_off_screens
from ownpath.school.days.queries.happening import key_of_choice, on_the_page, pickable
from ownpath.school.days.queries.plans import published_plan
from ownpath.school.days.services.asking import ask_to_mend
from ownpath.school.days.services.happenings import pick
from ownpath.school.days.services.setting_up.allowed import today_at
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Person
from ownpath.school.days.services.happening import NotToPick, campus_for, ensure_own

MOST_PICKS = 3


class TooLate(Conflict):
    """Choices for the day are closed."""


@deed
def pick_for_day(
    *, student: Person, day: date, key: str, n_shown: int, by: Person, now: datetime
) -> NextChoice:
    """Keep what a student picks for a coming day, with what else the page showed, which was `n_shown` at once.

    A plan that is published already is asked to make room for it; if it cannot, the pick stands as it is and says so.

    Raises
    ------
    TooLate, NotToPick
    """
    ensure_own(student, by)
    campus = campus_for(student, day)
    locks_at = lock_moment(campus=campus, day=day)
    if locks_at is None or now >= locks_at:
        raise TooLate(
            _("Choosing for this day is over."),
            next_step=_("You can choose for the day after."),
        )
    standing = NextChoice.objects.filter(student=student, day=day, taken_back_at=None)
    keys = {key_of_choice(row) for row in standing.select_related("activity", "station")}
    could = pickable(
        student=student, campus_id=campus.pk, today=today_at(campus, now), picked=keys,
        is_kept_off=is_kept_off_screens(student=student),
    )  # fmt: skip
    chosen = next((one for one in could if one.key == key), None)
    if chosen is None or (len(keys) >= MOST_PICKS and key not in keys):
        raise NotToPick(
            _("This cannot be picked, or three are picked already."),
            next_step=_("Take one back, or pick another one."),
        )
    what, _colon, uuid = key.partition(":")
    activity = get_activity(uuid=UUID(uuid)) if what == "activity" else None
    station = Station.objects.filter(uuid=uuid).first() if what == "station" else None
    if row := standing.filter(activity=activity, station=station).first():
        return row
    shown = {key, *(one.key for one in on_the_page(could, n_shown=n_shown))}
    row = NextChoice.objects.create(
        student=student, day=day, modality=chosen.modality, activity=activity,
        station=station, among=[one.key for one in could if one.key in shown], made_at=now,
    )  # fmt: skip
    if published_plan(campus=campus, day=day) is not None:
        event = pick(student_uuid=student.uuid, key=key)
        ask_to_mend(campus, day, event, PlanJob.Kind.REPAIR, by, now, is_own=True)
    return row


@deed
def take_back_pick(*, student: Person, uuid: UUID, by: Person, now: datetime) -> NextChoice:
    """Take a pick back, until the campus's hour."""
    ensure_own(student, by)
    row = NextChoice.objects.filter(student=student, uuid=uuid, taken_back_at=None).first()
    if row is None:
        raise NotToPick(
            _("This was taken back already."), next_step=_("Look at the list again.")
        )
    locks_at = lock_moment(campus=campus_for(student, row.day), day=row.day)
    if locks_at is None or now >= locks_at:
        raise TooLate(_("Choosing for this day is over."), next_step=_("Tell your teacher."))
    row.taken_back_at = now
    row.save(update_fields=["taken_back_at"])
    return row
