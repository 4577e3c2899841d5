"""Give Live Oak its change: what was applied for, who would try, what came of it; by services, all made up."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, Final
from zoneinfo import ZoneInfo

from ownpath.demo.cast import DISTRICT
from ownpath.demo.change_books import seed_books
from ownpath.demo.change_council import seed_council
from ownpath.demo.change_opportunities import seed_opportunities
from ownpath.demo.change_pilots import seed_pilots
from ownpath.demo.change_teachers import seed_teachers
from ownpath.demo.change_vision import seed_vision
from ownpath.school.people.queries import find_district
from ownpath.store.together import commit_together

if TYPE_CHECKING:
    from ownpath.demo.build import Progress

Seed = Callable[..., Any]

SEEDS: Final[tuple[Seed, ...]] = (
    seed_vision,
    seed_council,
    seed_opportunities,
    seed_teachers,
    seed_pilots,
    seed_books,
)


def give_change(*, today: date, now: datetime, seed: int, progress: Progress) -> None:
    """Seed every subject of the change, one commit each, in the order in which they stand on one another."""
    district = find_district(source_key=DISTRICT)
    if district is None:
        return
    # By the clock on the wall: so many days ago is the same hour, though clocks changed between.
    here = now.astimezone(ZoneInfo(district.time_zone))
    for n, sow in enumerate(SEEDS):
        commit_together(partial(sow, district=district, today=today, now=here, seed=seed))
        progress("change", n + 1, len(SEEDS))
