"""Read applications: where they stand, what is still open, and what they count for in dollars."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from ownpath.errors import NotFound
from ownpath.school.change.models import (
    Application,
    Attachment,
    Duty,
    Gain,
    Mentor,
    Requirement,
    RequirementMet,
    StateChange,
)
from ownpath.school.change.states.opportunities import APPLICATION, BEFORE_SUBMITTED

if TYPE_CHECKING:
    from ownpath.school.people.models import District

STATE = Application.State
ASKED = frozenset({*STATE.values} - {STATE.NOT_SELECTED, STATE.WITHDRAWN, STATE.CLOSED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """What all applications count for, in whole US dollars, each once: asked until awarded, then awarded."""

    n_asked: int
    asked: int
    n_awarded: int
    awarded: int


def dollars_of(application: Application) -> int:
    """Return the one amount that counts: nothing once lost or missed, what was awarded once awarded, else asked."""
    if application.awarded is not None:
        return application.awarded
    if application.state not in ASKED or is_missed(application):
        return 0
    return application.asked or 0


def is_missed(application: Application) -> bool:
    """Return whether a deadline passed before an application went out (and it did not go out later after all)."""
    return application.missed_on is not None and application.state in BEFORE_SUBMITTED


def total_of(applications: Iterable[Application]) -> Totals:
    """Return what applications count for together."""
    asked, awarded = [], []
    for one in applications:
        if one.awarded is not None:
            awarded.append(one.awarded)
        elif one.state in ASKED and not is_missed(one):
            asked.append(one.asked or 0)
    return Totals(
        n_asked=len(asked), asked=sum(asked), n_awarded=len(awarded), awarded=sum(awarded)
    )


def totals_of(*, district: District) -> Totals:
    """Return what all applications of a district count for; one query."""
    rows = Application.objects.filter(district=district)
    return total_of(rows.only("state", "asked", "awarded", "missed_on"))


def applications_of(*, district: District) -> list[Application]:
    """Return all applications of a district with what they are for, the next deadline first."""
    return list(
        Application.objects.filter(district=district)
        .select_related("opportunity__organization", "campus", "owner")
        .order_by("opportunity__deadline_at", "opportunity__title", "pk")
    )


def find_application(*, district: District, uuid: UUID) -> Application:
    """Return one application of a district.

    Raises
    ------
    NotFound
    """
    rows = Application.objects.filter(district=district, uuid=uuid)
    found = rows.select_related(
        "opportunity__organization", "campus", "owner", "district"
    ).first()
    if found is None:
        raise NotFound(
            _("There is no such application here."), next_step=_("Pick one from the list.")
        )
    return found


def requirements_of(*, application: Application) -> list[tuple[Requirement, bool]]:
    """Return what is required, in order, each with whether it is met."""
    met = set(
        RequirementMet.objects.filter(application=application).values_list(
            "requirement_id", flat=True
        )
    )
    rows = Requirement.objects.filter(opportunity=application.opportunity_id)
    return [(one, one.pk in met) for one in rows.order_by("place", "pk")]


def duties_of(*, application: Application) -> list[Duty]:
    """Return the duties of an award, the next first."""
    return list(Duty.objects.filter(application=application).order_by("due_on", "pk"))


def gains_of(*, application: Application) -> list[Gain]:
    """Return what an application brought though it was not selected, with where it went on."""
    rows = Gain.objects.filter(application=application).order_by("pk")
    return list(rows.select_related("opportunity", "mentor", "vision"))


def attachments_of(*, application: Application) -> list[Attachment]:
    """Return the files of an application without their bytes, in the order they came."""
    rows = Attachment.objects.filter(application=application).order_by("pk")
    return list(rows.select_related("by").defer("content"))


def find_attachment(*, district: District, uuid: UUID) -> Attachment:
    """Return one file of a district with its bytes.

    Raises
    ------
    NotFound
    """
    rows = Attachment.objects.filter(application__district=district, uuid=uuid)
    found = rows.select_related(
        "application__opportunity", "application__campus", "application__district"
    ).first()
    if found is None:
        raise NotFound(
            _("There is no such file here."), next_step=_("Look at the application again.")
        )
    return found


def steps_of(*, application: Application) -> list[StateChange]:
    """Return the steps an application took, newest first."""
    rows = StateChange.objects.filter(kind=APPLICATION.name, about=application.uuid)
    return list(rows.select_related("by").order_by("-pk"))


def application_behind(*, district: District, about: UUID) -> UUID | None:
    """Return the application that a uuid leads to: its own or its duty's."""
    found = (
        Application.objects.filter(district=district, uuid=about)
        .values_list("uuid", flat=True)
        .first()
    )
    return found or (
        Duty.objects.filter(application__district=district, uuid=about)
        .values_list("application__uuid", flat=True)
        .first()
    )


def is_mentor(*, district: District, about: UUID) -> bool:
    """Return whether a uuid is a mentor's."""
    return Mentor.objects.filter(district=district, uuid=about).exists()
