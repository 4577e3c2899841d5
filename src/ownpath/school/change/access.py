"""Who may do and see what in change: leaders decide, everybody of the district may speak, nobody else sees anything.

| who | vision, council, pilots, cards | opportunities, Friday, books | a teacher's survey | concerns |
|---|---|---|---|---|
| district administrators | decide | decide | parts and score | all; answer |
| who leads a campus | for that campus | see; do for that campus | no: they evaluate teachers | of that campus; answer |
| counselors of a campus | see | see | no | of that campus; read |
| teachers | see; comment | no | their own | own; counts of all |
| students, families | see; comment | no | no | own; counts of all |
| another district | nothing | nothing | nothing | nothing |
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from ownpath.errors import NotAllowed
from ownpath.school.people.queries import faces_by_roles, standing_of
from ownpath.school.people.queries import today_in as today_in

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, District, Person


class NotALeader(NotAllowed):
    """Only those who lead here decide about this."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What somebody is to a district's change today."""

    runs_district: bool
    led: tuple[Campus, ...]  # campuses they look after; all where they run the district
    run: tuple[
        Campus, ...
    ]  # of those, the campuses they decide about: counselors decide about none
    own: tuple[Campus, ...]  # campuses at which they hold any role
    roles: frozenset[str]  # the names of all they hold
    has_children: bool  # whether they answer for a child here

    @property
    def leads(self) -> bool:
        """Whether they lead anything."""
        return bool(self.led) or self.runs_district

    def may_decide(self, campus_id: int | None) -> bool:
        """Return whether they decide about a campus (None: about the whole district)."""
        if self.runs_district:
            return True
        return campus_id is not None and campus_id in {one.pk for one in self.run}


def reach_of(*, person: Person, today: date) -> Reach:
    """Return what a person is to their district's change today; one query, two for who runs the district."""
    here = standing_of(person=person, today=today)
    return Reach(
        runs_district=here.runs_district,
        led=here.led,
        run=here.run,
        own=here.own,
        roles=here.roles,
        has_children=here.has_children,
    )


def faces_at(*, person: Person, reach: Reach, today: date) -> frozenset[str]:
    """Return as what a person may speak today; one query more for leaders, who may teach as well."""
    return faces_by_roles(person=person, names=reach.roles, today=today)


def ensure_may_decide(
    *, by: Person | None, district: District, campus: Campus | None, now: datetime
) -> None:
    """Refuse when somebody decides about what they do not lead.

    `by` is None for whoever may start programs on this machine; `campus` None means the whole district.

    Raises
    ------
    NotALeader
    """
    if by is None:
        return
    is_here = by.is_active and by.district_id == district.pk
    if is_here and campus is not None:
        is_here = campus.district_id == district.pk
    today = today_in(district, now)
    if not is_here or not reach_of(person=by, today=today).may_decide(
        campus.pk if campus else None
    ):
        raise NotALeader(
            _("Only those who lead here decide about this."),
            next_step=_("Ask the principal or the district office, or write it as an idea."),
        )
