"""Ask for the effect of a pilot: everyone who began it first, whatever they took of it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from ownpath.school.change.access import ensure_may_decide, today_in
from ownpath.school.change.models import Pilot, Reckoning
from ownpath.school.change.services.pilots.queueing import enqueue
from ownpath.school.change.services.pilots.refusing import AsTreatedAlone, IsLocked, NoDataYet
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

BUSY: Final = (Reckoning.State.WAITING, Reckoning.State.RUNNING)
EVERYONE: Final = "everyone"


def open_reckoning(
    *, pilot: Pilot, until: date | None, headline: str, by: Person | None, now: datetime
) -> Reckoning:
    """Write down that the effect is to be reckoned; call it inside a deed.

    Raises
    ------
    AsTreatedAlone
        If the first figure should be of those only who took part fully.
    """
    ensure_may_decide(by=by, district=pilot.district, campus=pilot.campus, now=now)
    if headline != EVERYONE:
        raise AsTreatedAlone(
            _("Who took part fully chose to, so comparing them with others says little."),
            next_step=_("Everyone who began is counted first; the dose is told after it."),
        )
    if pilot.starts_on is None or pilot.locked_at is None:
        raise NoDataYet(
            _("It has not started, so there is nothing to compare."),
            next_step=_("Start the pilot first."),
        )
    if pilot.reckonings.filter(state__in=BUSY).exists():
        raise IsLocked(
            _("The effect is being reckoned already."), next_step=_("Wait a moment.")
        )
    today = today_in(pilot.district, now)
    last = min(one for one in (until, pilot.ended_on, today) if one is not None)
    return Reckoning.objects.create(
        pilot=pilot, until=last, total=pilot.measures.count(), asked_by=by, asked_at=now
    )


@deed
def ask_for_reckoning(
    *,
    pilot: Pilot,
    until: date | None = None,
    headline: str = EVERYONE,
    by: Person | None,
    now: datetime,
) -> Reckoning:
    """Ask for the effect of a pilot to be reckoned, of everyone who began; the worker does it."""
    job = open_reckoning(pilot=pilot, until=until, headline=headline, by=by, now=now)
    enqueue(job)
    return job
