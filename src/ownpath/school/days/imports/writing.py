"""Write the rows of a set-up with the services of the room: each table as steps, each step the row it comes from.

What stands under the same name is changed, so that the same file brought in twice changes nothing the second time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from ownpath.school.days.imports import writing_people, writing_places
from ownpath.school.days.imports.checking import known_at
from ownpath.school.days.imports.here import Here, Step
from ownpath.school.days.imports.reading import Row, Tables
from ownpath.school.days.services.setting_up.allowed import today_at

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person


def steps_of(
    *, campus: Campus, tables: Tables, by: Person | None, now: datetime
) -> Iterator[Step]:
    """Yield the steps of all tables, in an order in which what is named is there before it is named."""
    known = known_at(campus=campus, today=today_at(campus, now), tables=tables)
    here = Here(campus=campus, known=known, by=by, now=now)
    for name, steps in WRITERS.items():
        rows = tables.get(name, ())
        if rows:
            yield from steps(here, rows)


Writer = Callable[[Here, Sequence[Row]], Iterator[Step]]
WRITERS: Final[dict[str, Writer]] = {
    "blocks": writing_places.bells, "letters": writing_places.letters, "week": writing_places.week,
    "calendar": writing_places.calendar, "policy": writing_places.policy,
    "rooms": writing_places.rooms, "carts": writing_places.carts,
    "stations": writing_places.stations, "staff": writing_people.staff,
    "sizes": writing_places.sizes, "models": writing_people.models,
    "commitments": writing_people.commitments,
    "accommodations": writing_people.accommodations, "programs": writing_people.programs,
    "opt_outs": writing_people.opt_outs,
    "ties": writing_people.ties, "advisers": writing_people.advisers,
}  # fmt: skip
