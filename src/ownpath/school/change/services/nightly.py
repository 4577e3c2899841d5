"""What happens in the change by itself, once an evening: each subject's step, by the district's own day.

A step is `(*, district, now) -> Sequence[str]`: idempotent, it may be asked every minute, and says in English for the
log what it did. One step that stops does not stop the others.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Final

from ownpath.school.change.services.booking import set_books_anew
from ownpath.school.change.services.campus_changes import carry_out_changes
from ownpath.school.change.services.digest import send_digests
from ownpath.school.change.services.measuring import read_once_a_day
from ownpath.school.change.services.missed import record_missed_deadlines
from ownpath.school.change.services.pilots.reckoning import give_up_dead_reckonings
from ownpath.school.change.services.pilots.watching import watch_pilots
from ownpath.school.change.services.reminding import send_reminders
from ownpath.school.change.services.seat_terms import age_seats
from ownpath.school.people.queries import districts

if TYPE_CHECKING:
    from ownpath.school.people.models import District

Step = Callable[..., Sequence[str]]

logger = logging.getLogger(__name__)
STEPS: Final[tuple[Step, ...]] = (
    carry_out_changes,
    age_seats,
    record_missed_deadlines,
    watch_pilots,
    read_once_a_day,
    give_up_dead_reckonings,
    set_books_anew,
    send_reminders,
    send_digests,
)


def do_the_change(*, now: datetime) -> list[str]:
    """Let every district's change take its steps and return what was done."""
    return [line for district in districts() for line in _steps_of(district, now)]


def _steps_of(district: District, now: datetime) -> list[str]:
    done: list[str] = []
    for step in STEPS:
        try:
            done.extend(step(district=district, now=now))
        except Exception:
            logger.exception("A step of the change stopped; it is tried again in a minute.")
    return done
