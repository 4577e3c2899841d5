"""Keep records as long as the district says: set the rule, erase whose time is over, let old log entries go.

Nobody is erased by a rule alone: somebody who answers for the district looks at the names and confirms. The log, which
holds no child's words, is cut by itself. See `docs/decisions/0019-retention.md`.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django_tasks import task

from ownpath import clock
from ownpath.errors import Conflict, OutOfBounds
from ownpath.school.people.directory import people_who_left
from ownpath.school.people.queries import day_of, districts, today_in
from ownpath.school.privacy.models import AuditEntry, Retention, RetentionRun
from ownpath.school.privacy.queries.auditing import audit_of_district
from ownpath.school.privacy.queries.retaining import (
    is_going,
    last_day_of_leaving,
    retention_of,
    years_before,
)
from ownpath.school.privacy.services.allowed import ensure_answers_for
from ownpath.school.privacy.services.auditing import audited
from ownpath.school.privacy.services.erasing import PlanIsStale, erase, plan_erasure
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import District, Person

YEARS: Final = (1, 2, 3, 5, 7, 10)
ENTRIES_AT_ONCE = 5_000

Clock = Callable[[], datetime]
logger = logging.getLogger(__name__)


class NoSuchTime(OutOfBounds):
    """Records are kept for a number of years that we offer, or until somebody erases them."""


class IsErasing(Conflict):
    """The worker is at it already."""


class NobodyLeftToErase(Conflict):
    """There is nobody whose time is over."""


def set_retention(
    *,
    district: District,
    years_after_leaving: int | None,
    years_of_log: int | None,
    by: Person,
    now: datetime,
) -> Retention:
    """Set how long records are kept: after a person left, and in the log of who saw what; None: for good.

    Raises
    ------
    NotTheirs, NoSuchTime
    """
    ensure_answers_for(district, by, now)
    for years in (years_after_leaving, years_of_log):
        if years is not None and years not in YEARS:
            raise NoSuchTime(
                _("We do not offer %(n)s years.") % {"n": years},
                next_step=_("Choose one of the times on the page."),
            )

    def keep() -> Retention:
        rule, _is_new = Retention.objects.update_or_create(
            district=district,
            defaults={
                "years_after_leaving": years_after_leaving,
                "years_of_log": years_of_log,
                "set_by": by,
                "set_at": now,
            },
        )
        return rule

    told = f"left {years_after_leaving or '-'}, log {years_of_log or '-'}"
    return audited(by=by, about=None, deed="retention.set", detail=told, now=now, do=keep)


def ask_to_erase(
    *, district: District, left_by: date, n_people: int, by: Person, now: datetime
) -> RetentionRun:
    """Let the worker erase all who had left on a day: those, and as many, as the page showed.

    Raises
    ------
    NotTheirs, IsErasing, NobodyLeftToErase, PlanIsStale
    """
    ensure_answers_for(district, by, now)
    run = _begin(district, left_by, n_people, by, now)
    erase_when_asked.enqueue(str(run.uuid))
    return run


@deed
def _begin(
    district: District, left_by: date, n_people: int, by: Person, now: datetime
) -> RetentionRun:
    allowed = last_day_of_leaving(
        rule=retention_of(district=district), today=day_of(person=by, now=now)
    )
    n_now = people_who_left(district=district, by=left_by).count() if allowed else 0
    if not n_now:
        raise NobodyLeftToErase(
            _("There is nobody whose time is over."), next_step=_("Nothing needs doing.")
        )
    if allowed is None or left_by > allowed or n_now != n_people:
        raise PlanIsStale
    going = RetentionRun.objects.filter(district=district, ended_at=None)
    if any(is_going(run=one, now=now) for one in going):
        raise IsErasing(
            _("Records are being erased already."), next_step=_("Wait until that is through.")
        )
    going.update(ended_at=now, is_broken=True)
    AuditEntry.objects.create(
        actor=by, deed="retention.erase", detail=f"{n_people} people", done_at=now
    )
    return RetentionRun.objects.create(
        district=district,
        left_by=left_by,
        n_people=n_people,
        asked_by=by,
        asked_at=now,
        beat_at=now,
    )


@task()
def erase_when_asked(run: str) -> None:
    """Erase one confirmed group; runs in the worker's process."""
    do_run(uuid=UUID(run), clock=clock.now)  # noqa: TID251 - the worker is where a clock is read


def do_run(*, uuid: UUID, clock: Clock) -> None:
    """Erase person by person, each whole or not at all; what breaks leaves the rest as it is, to be confirmed again."""
    run = (
        RetentionRun.objects.select_related("district").filter(uuid=uuid, ended_at=None).first()
    )
    if run is None:
        return
    is_broken = False
    try:
        _erase_all(run, clock)
    except Exception:
        logger.exception("An erasure stopped on its way; who was not reached is as before.")
        is_broken = True
    RetentionRun.objects.filter(pk=run.pk).update(ended_at=clock(), is_broken=is_broken)


def _erase_all(run: RetentionRun, clock: Clock) -> None:
    people = list(people_who_left(district=run.district, by=run.left_by))
    if len(people) != run.n_people:
        raise PlanIsStale  # a roster ended somebody since: nobody goes whom nobody saw
    for person in people:
        plan = plan_erasure(district=run.district, person=person)
        n_rows = erase(plan=plan, by=None, now=clock())
        RetentionRun.objects.filter(pk=run.pk).update(
            n_done=F("n_done") + 1, n_rows=F("n_rows") + n_rows, beat_at=clock()
        )


def cut_the_logs(*, now: datetime) -> Sequence[str]:
    """Let go of log entries older than each district keeps them; return what was done, for the machine's log."""
    lines = []
    for district in districts():
        rule = retention_of(district=district)
        if rule is not None and rule.years_of_log is not None:
            n_entries = _cut(
                district, years_before(today_in(district, now), years=rule.years_of_log)
            )
            if n_entries:
                lines.append(f"{n_entries} entries of a log of who saw what were let go.")
    return lines


def _cut(district: District, before: date) -> int:
    old = audit_of_district(district=district).filter(done_at__date__lt=before)
    n_entries = 0
    while ids := list(old.values_list("pk", flat=True)[:ENTRIES_AT_ONCE]):
        n_entries += _let_go(ids)
    return n_entries


@deed
def _let_go(ids: Sequence[int]) -> int:
    n_entries, _by_table = AuditEntry.objects.filter(pk__in=ids).delete()
    return n_entries
