"""How long a district keeps records, and whose time is over."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from ownpath.school.privacy.models import Retention, RetentionRun

if TYPE_CHECKING:
    from ownpath.school.people.models import District


IS_DEAD_AFTER = timedelta(minutes=10)  # without a sign of life: its worker died


def retention_of(*, district: District) -> Retention | None:
    """Return a district's rule, None where it has set none: then everything is kept."""
    return Retention.objects.filter(district=district).first()


def years_before(day: date, *, years: int) -> date:
    """Return the same day some years earlier; of February 29 the day before, where there is none.

    >>> years_before(date(2028, 2, 29), years=3)
    datetime.date(2025, 2, 28)
    """
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return day.replace(year=day.year - years, day=28)


def last_day_of_leaving(*, rule: Retention | None, today: date) -> date | None:
    """Return the latest day of leaving whose records need not be kept any more; None: all are kept."""
    if rule is None or rule.years_after_leaving is None:
        return None
    return years_before(today, years=rule.years_after_leaving)


def latest_run(*, district: District) -> RetentionRun | None:
    """Return the erasure that was asked for last."""
    runs = RetentionRun.objects.filter(district=district).select_related("asked_by")
    return runs.order_by("-asked_at", "-pk").first()


def is_going(*, run: RetentionRun, now: datetime) -> bool:
    """Return whether an erasure is still being done; one whose worker died is not."""
    return run.ended_at is None and run.beat_at > now - IS_DEAD_AFTER
