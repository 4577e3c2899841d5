"""Write the rows of a set-up with the services of the room: each table as steps, each step the row it comes from.

What stands under the same name is changed, so that the same file brought in twice changes nothing the second time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final

from ownpath.school.days.imports import writing_people, writing_places
from ownpath.school.days.imports.comparing import standing_rows
from ownpath.school.days.imports.here import Here, Step
from ownpath.school.days.imports.reading import Row, Tables
from ownpath.school.days.queries.setup_tables import Rows


def steps_of(*, here: Here, tables: Tables, standing: Mapping[str, Rows]) -> Iterator[Step]:
    """Yield the steps of all tables, in an order in which what is named is there before it is named.

    Rows that say what is in `standing` already (`queries.setup_tables`) have no step.
    """
    for name, steps in WRITERS.items():
        rows = tables.get(name, ())
        idle = standing_rows(name, rows, standing.get(name, ()))
        if len(idle) < len(rows):
            yield from (step for step in steps(here, rows) if step[0].row not in idle)


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
