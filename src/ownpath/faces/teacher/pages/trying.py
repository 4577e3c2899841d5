"""Where a teacher stands on the way to a pilot, what they said, and whom they could name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ownpath.errors import NotFound
from ownpath.school.change.queries.eager import own_way
from ownpath.school.people.queries import campuses_of, staff_at

if TYPE_CHECKING:
    from ownpath.school.people.models import Person

UNKNOWN: Final = "unknown"
WHERE: Final = {
    UNKNOWN: gettext_lazy("You are not on the list. Answer below if you would like to be."),
    "listed": gettext_lazy("You are on the list of teachers who would try something new."),
    "invited": gettext_lazy("You are invited to pilot."),
    "piloting": gettext_lazy("You pilot."),
    "mentor": gettext_lazy("You piloted, and help others to try."),
    "resting": gettext_lazy("You rest. Nobody asks you."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class TryingPage:
    """A teacher's own way."""

    state: str
    where: str
    partner: str
    backed_by: str
    has_asked: bool
    n_nominations: int
    has_answer: bool
    said: dict[str, Any]
    colleagues: tuple[tuple[str, str], ...]  # uuid, name


def build_trying(*, viewer: Person, today: date) -> TryingPage:
    """Read a teacher's own way; a fixed number of queries."""
    own = own_way(teacher=viewer)
    row, answer = own.row, own.answer
    state = row.state if row else UNKNOWN
    return TryingPage(
        state=state,
        where=str(WHERE[state]),
        partner=row.partner.person.full_name if row and row.partner else "",
        backed_by=row.backed_by.full_name if row and row.backed_by else "",
        has_asked=bool(row and row.asks_backing_at),
        n_nominations=own.n_nominations,
        has_answer=answer is not None,
        said={
            "stage": answer.stage, "willingness": answer.willingness, "ideas": answer.ideas,
            "constraints": answer.constraints, "wants_partner": answer.wants_partner,
        } if answer else {},
        colleagues=tuple(
            (str(one.uuid), one.full_name) for one in _colleagues(viewer, today)
        ),
    )  # fmt: skip


def find_colleague(*, viewer: Person, uuid: UUID, today: date) -> Person:
    """Return one of the viewer's colleagues, or refuse."""
    for one in _colleagues(viewer, today):
        if one.uuid == uuid:
            return one
    raise NotFound(
        _("There is no such colleague at your campus."), next_step=_("Pick one of the list.")
    )


def _colleagues(viewer: Person, today: date) -> list[Person]:
    found = {
        one.pk: one
        for campus in campuses_of(person=viewer, today=today)
        for one in staff_at(campus=campus, today=today)
        if one.pk != viewer.pk
    }
    return sorted(found.values(), key=lambda one: (one.family_name.casefold(), one.pk))
