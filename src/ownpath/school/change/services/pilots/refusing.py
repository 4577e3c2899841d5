"""What may stand against a deed about a pilot, and the looks several deeds share."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict, OutOfBounds
from ownpath.school.change.models import Pilot
from ownpath.school.change.queries.school_days import school_days_of
from ownpath.school.change.states import PILOT

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus
OPEN_STATES = (Pilot.State.IDEA, Pilot.State.PROPOSED, Pilot.State.APPROVED)
ENDED_STATES = (
    Pilot.State.ADOPTED, Pilot.State.ADAPTED, Pilot.State.ABANDONED, Pilot.State.STOPPED,
)  # fmt: skip


class NotComplete(Conflict):
    """Something a pilot needs before this step is missing; the message names all of it."""


class IsLocked(Conflict):
    """A pilot that has started is changed by amendments only."""


class NotHeard(Conflict):
    """The campus's seat is empty, or was not told in time."""


class NotTold(Conflict):
    """The board or the families were not told before the start, or consent is missing."""


class NoLearningNote(Conflict):
    """Failing is allowed; failing without a learning note is not."""


class NoDataYet(Conflict):
    """A verdict needs data or a stated gap."""


class CycleStandsOpen(Conflict):
    """One cycle at a time, and one main change in each."""


class AsTreatedAlone(Conflict):
    """Those who took part fully are not compared with others: they chose to."""


class OutOfRange(OutOfBounds):
    """A number or a text is outside what we take."""


def ensure_in_order(first: date, last: date) -> None:
    """Refuse a last day that does not come after the first, with both."""
    if first >= last:
        raise OutOfRange(
            format_lazy(
                _("It would end on {last}, and it starts on {first}."),
                last=date_format(last, "DATE_FORMAT"),
                first=date_format(first, "DATE_FORMAT"),
            ),
            next_step=_("Give a later last day."),
        )


def ensure_on_one_side(titles: Iterable[str]) -> None:
    """Refuse classes that are to pilot and be compared with themselves, with their names."""
    both = sorted(titles)
    if both:
        raise NotComplete(
            format_lazy(
                _("A class cannot pilot and be compared with itself: {classes}."),
                classes=", ".join(both),
            ),
            next_step=_("Put each class on one side."),
        )


def refuse_if_missing(missing: Iterable[str | Promise]) -> None:
    """Refuse with everything that is missing at once."""
    found = list(missing)
    if found:
        named = format_lazy("; ".join(["{}"] * len(found)), *found)
        raise NotComplete(
            format_lazy(_("This is missing: {named}."), named=named),
            next_step=_("Fill it in, then try again."),
        )


def ensure_open(pilot: Pilot) -> None:
    """Refuse to change a pilot that is locked, or over."""
    if pilot.state not in OPEN_STATES:
        raise IsLocked(
            _("This pilot was locked when it started."),
            next_step=_(
                "Write an amendment with its reason: it will be shown beside the plan."
            ),
        )


def ensure_before(pilot: Pilot, deed: str) -> None:
    """Refuse a deed that cannot be from where the pilot stands, before anything else is looked at."""
    PILOT.after(state=pilot.state, deed=deed)


def school_days_since(*, campus: Campus, told_on: date, day: date) -> int:
    """Return how many school days came since a telling, up to and with a day; weekdays where no schedule is set."""
    return school_days_of(campuses=[campus]).between(campus.pk, told_on, day)
