"""A found opportunity and an application for it, for the tests of opportunities."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from cast import NOW, Cast

from ownpath.school.change.models import (
    Application,
    Opportunity,
    RequirementMet,
)
from ownpath.school.change.queries.applications import requirements_of
from ownpath.school.change.services.applications import (
    move_application,
    set_requirement_met,
    start_application,
)
from ownpath.school.change.services.opportunities import (
    OpportunityWords,
    OrganizationWords,
    add_opportunity,
)
from ownpath.school.change.services.outcomes import DutyWords, record_award

LANTERN = OrganizationWords(name="Lantern Fund (made up)", reach="national")
IN_A_MONTH = NOW + timedelta(days=30)
REPORT = DutyWords(text="First report", due_on=date(2026, 9, 30))
TO_SUBMITTED = ("plan", "draft", "submit")


def found(cast: Cast, **more: Any) -> Opportunity:
    """Return an opportunity with two requirements that is open for a month."""
    said: dict[str, Any] = {
        "kind": "grant",
        "title": "Small schools grant",
        "amount": 40_000,
        "deadline_at": IN_A_MONTH,
        "time_zone": "America/New_York",
        "requirements": ("A letter of the board", "A budget"),
        **more,
    }
    return add_opportunity(
        district=cast.live_oak,
        organization=LANTERN,
        words=OpportunityWords(**said),
        by=cast.whitfield,
        now=NOW,
    )


def watched(cast: Cast, opportunity: Opportunity | None = None, **more: Any) -> Application:
    """Return an application of the district that watches an opportunity."""
    said = {"campus": None, "owner": cast.whitfield, "asked": 30_000, **more}
    return start_application(
        opportunity=opportunity or found(cast), by=cast.whitfield, now=NOW, **said
    )


def meet_all(cast: Cast, application: Application) -> None:
    """Tick everything that is required."""
    for one, _is_met in requirements_of(application=application):
        set_requirement_met(
            application=application, requirement=one, is_met=True, by=cast.whitfield, now=NOW
        )


def move(cast: Cast, application: Application, *deeds: str, now: datetime = NOW) -> Application:
    """Take some plain steps."""
    for deed in deeds:
        application = move_application(
            application=application, deed_name=deed, by=cast.whitfield, now=now
        )
    return application


def submitted(cast: Cast, **more: Any) -> Application:
    """Return an application that went out with everything."""
    application = watched(cast, **more)
    meet_all(cast, application)
    return move(cast, application, *TO_SUBMITTED)


def awarded(cast: Cast, amount: int | None = 25_000) -> Application:
    """Return an application that was won and is to be reported on."""
    return record_award(
        application=submitted(cast), amount=amount, duties=[REPORT], by=cast.whitfield, now=NOW
    )


def n_met(application: Application) -> int:
    """Return how many requirements are ticked."""
    return RequirementMet.objects.filter(application=application).count()
