"""Amend a pilot that is locked: each change keeps what stood before, its reason and who made it, and always shows."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ownpath.school.change.access import ensure_may_decide
from ownpath.school.change.models import Amendment, Cycle, Measure, Pilot
from ownpath.school.change.models.shared import TEXT_LENGTH
from ownpath.school.change.services.pilots.proposing import checked
from ownpath.school.change.services.pilots.refusing import (
    CycleStandsOpen,
    IsLocked,
    OutOfRange,
    ensure_in_order,
)
from ownpath.school.change.services.wording import ensure_words
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

AMENDABLE: Final = (
    "title", "problem", "change_idea", "learners", "prediction", "cost", "ends_on",
)  # fmt: skip
OF_MEASURES: Final = ("target", "stop_below", "stop_above")
THE_CHANGE: Final = frozenset({"change_idea", "learners"})


@deed
def amend(
    *,
    pilot: Pilot,
    field: str,
    value: Any,
    why: str,
    measure: Measure | None = None,
    by: Person | None,
    now: datetime,
) -> Amendment:
    """Change one thing of a pilot that has started, with its reason.

    With a measure, one of its limits or its target. While a cycle is being done the change itself stays as it is:
    one main change a cycle.
    """
    ensure_may_decide(by=by, district=pilot.district, campus=pilot.campus, now=now)
    if pilot.state not in (Pilot.State.RUNNING, Pilot.State.STUDYING):
        raise IsLocked(
            _("Only a pilot that runs or is studied is amended."),
            next_step=_(
                "Change the plan itself before it starts; what is over stays as it was."
            ),
        )
    reason = ensure_words(_("The reason"), why)
    _ensure_amendable(pilot, field, measure)
    row: Any = measure or pilot
    before = getattr(row, field)
    after = _checked(field, value, measure)
    if before == after:
        raise OutOfRange(
            _("This is how it stands already."), next_step=_("Write what changes.")
        )
    if field == "ends_on" and pilot.starts_on is not None:
        ensure_in_order(pilot.starts_on, after)
    setattr(row, field, after)
    row.save(update_fields=[field])
    return Amendment.objects.create(
        pilot=pilot, field=f"{measure.metric}.{field}" if measure else field,
        before=_told(before), after=_told(after), why=reason, by=by, amended_at=now,
    )  # fmt: skip


def _checked(field: str, value: Any, measure: Measure | None) -> Any:
    if measure is not None:
        return None if value is None else float(value)
    if field == "ends_on" and not isinstance(value, date):
        raise OutOfRange(_("This is no day."), next_step=_("Give a day."))
    return checked(field, value)


def _ensure_amendable(pilot: Pilot, field: str, measure: Measure | None) -> None:
    if field not in (OF_MEASURES if measure else AMENDABLE):
        raise OutOfRange(
            format_lazy(_("“{field}” stays as it was locked."), field=field[:40]),
            next_step=_("Amend the words, the cost, the last day, a target or a limit."),
        )
    if field in THE_CHANGE and pilot.cycles.filter(state=Cycle.State.DO).exists():
        raise CycleStandsOpen(
            _("A cycle is being done with one main change."),
            next_step=_("Look at what it shows first; the next cycle may change it."),
        )


def _told(value: Any) -> str:
    return "" if value is None else str(value)[:TEXT_LENGTH]
