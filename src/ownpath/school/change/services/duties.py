"""Keep the duties of an award: add one, do it, take that back."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict, NotFound, OutOfBounds
from ownpath.school.change.models import Application, Duty
from ownpath.school.change.models.shared import LINE_LENGTH
from ownpath.school.change.services.applications import ensure_may_act
from ownpath.school.change.services.outcomes import MOST_DUTIES
from ownpath.school.change.states.opportunities import WON
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Person


class NotAwarded(Conflict):
    """Only an award has duties, and only until it is closed."""


class NoSuchDuty(NotFound):
    """There is no such duty of this application."""


class NotADuty(OutOfBounds):
    """A duty without words, or one too many."""


@deed
def add_duty(
    *, application: Application, text: str, due_on: date, by: Person | None, now: datetime
) -> Duty:
    """Add a report or another duty to an award.

    Raises
    ------
    NotALeader, NotAwarded, NotADuty
    """
    row = _awarded(application, by, now)
    words = text.strip()
    n_there = Duty.objects.filter(application=row).count()
    if not words or len(words) > LINE_LENGTH or n_there >= MOST_DUTIES:
        raise NotADuty(
            _("A duty is said in a few words, and there are not more than two dozen."),
            next_step=_("Make it shorter, or look at those that are there."),
        )
    return Duty.objects.create(application=row, text=words, due_on=due_on)


@deed
def set_duty_done(
    *,
    application: Application,
    duty_uuid: UUID,
    is_done: bool,
    by: Person | None,
    now: datetime,
) -> Duty:
    """Tick a duty, or take the tick back.

    Raises
    ------
    NotALeader, NotAwarded, NoSuchDuty
    """
    row = _awarded(application, by, now)
    duty = Duty.objects.select_for_update().filter(application=row, uuid=duty_uuid).first()
    if duty is None:
        raise NoSuchDuty(
            _("There is no such duty here."), next_step=_("Look at the application again.")
        )
    if is_done != (duty.done_at is not None):
        duty.done_at = now if is_done else None
        duty.save(update_fields=["done_at"])
    return duty


def _awarded(application: Application, by: Person | None, now: datetime) -> Application:
    ensure_may_act(application, by, now)
    row = Application.objects.select_for_update().get(pk=application.pk)
    if row.state not in WON:
        raise NotAwarded(
            _("Only an award has duties, and only until it is closed."),
            next_step=_("Record the award first."),
        )
    return row
