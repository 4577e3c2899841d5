"""Let classes that work on nothing here keep the block their roster gives them; only the rest of the day is planned."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from ownpath.school.days.models import Commitment, SetUpStep
from ownpath.school.days.services.setting_up.allowed import ensure_may_run, today_at
from ownpath.school.days.services.setting_up.new_term import new_term
from ownpath.school.days.services.setting_up.periods import spots_of
from ownpath.school.days.services.setting_up.steps import Wrote, keep_step
from ownpath.school.days.services.setting_up.timetable import (
    named,
    other_classes,
    placing_at,
    unplaced_at,
)
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person


@deed
def fix_other_classes(*, campus: Campus, by: Person | None, now: datetime) -> SetUpStep | None:
    """Write each of these classes into the block of its period, with teacher and room; return what was done.

    Those that follow a class of the last term are left to `begin_new_term`.
    """
    ensure_may_run(campus, by, now)
    today = today_at(campus, now)
    unplaced = unplaced_at(campus=campus, today=today)
    following = new_term(campus=campus, unplaced=unplaced, today=today).ids
    sections = other_classes(unplaced=unplaced, following=following).with_period
    placing = placing_at(campus=campus, sections=sections, unplaced=unplaced, today=today)
    rows = [
        Commitment(
            campus=campus,
            kind=Commitment.Kind.OTHER,
            words=named(section),
            section=section,
            schedule=spot.schedule,
            block=spot.block,
            weekdays=list(spot.weekdays),
            letters=list(spot.letters),
            staffing=placing.adult(section),
            room=placing.room(section),
        )
        for section in sections
        for spot in spots_of(section.periods, unplaced.bells)
    ]
    Commitment.objects.bulk_create(rows)
    begins = [unplaced.spans[one.pk][0] for one in sections if one.pk in unplaced.spans]
    return keep_step(
        campus=campus, kind=SetUpStep.Kind.CLASSES, wrote=Wrote(rows=rows),
        counts_from=max(today, min(begins, default=today)), by=by, now=now,
    )  # fmt: skip
