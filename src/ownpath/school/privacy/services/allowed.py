"""Who may let all of a district's data out, or erase somebody: by the one function that decides."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from ownpath.errors import NotAllowed
from ownpath.school.people.queries import day_of, may_take_all_out

if TYPE_CHECKING:
    from ownpath.school.people.models import District, Person


class NotTheirs(NotAllowed):
    """Somebody else answers for the district's data."""


def ensure_answers_for(district: District, by: Person | None, now: datetime) -> None:
    """Refuse whoever does not answer for a whole district; None is whoever may start programs on this machine."""
    if by is None:
        return
    is_own = by.district_id == district.pk
    if not is_own or not may_take_all_out(viewer=by, today=day_of(person=by, now=now)):
        raise NotTheirs(
            _("Only the district’s administrator may do this."),
            next_step=_("Ask your district’s administrator."),
        )
