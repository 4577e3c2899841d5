"""One Friday line a campus where students still wait for a whole day; counts only, no small part given away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ownpath.engine.small_groups import SMALLEST_GROUP
from ownpath.school.change.queries.friday import FridayLine, LineKind
from ownpath.school.days.queries import waiting_fields

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, District

SHARE_THAT_ALARMS = 0.1


def friday_lines_of_waiting(
    *, district: District, campuses: Sequence[Campus], today: date
) -> list[FridayLine]:
    """Return a line for each campus where ten students or more have waited more than ten school days."""
    found = []
    own = [one for one in campuses if one.district_id == district.pk]
    fields = waiting_fields(campuses=own, day=today)
    for campus in (one for one in own if one.pk in fields):
        field = fields[campus.pk]
        n = field.n_waiting - field.n_untold
        if n >= SMALLEST_GROUP:
            found.append(
                FridayLine(
                    kind=LineKind.WAITING,
                    words=format_lazy(
                        _(
                            "More than {n} of {of} students have waited more than ten school days"
                        )
                        if field.n_untold
                        else _("{n} of {of} students have waited more than ten school days"),
                        n=n,
                        of=field.n_students,
                    ),
                    campus=campus.name,
                    about=campus.uuid,
                    day=None,
                    days=n,
                    is_alarm=n >= SHARE_THAT_ALARMS * field.n_students,
                )
            )
    return found
