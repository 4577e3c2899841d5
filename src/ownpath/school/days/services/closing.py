"""Close a day: what was promised, what was kept, how long each waits; from then on the figures of leaders count it."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict
from ownpath.school.days.models import Attendance, DayPlan, DayRecord
from ownpath.school.days.models.happening import WHOLE
from ownpath.school.days.queries.calendar import school_day
from ownpath.school.days.queries.judging import Judged, judge_plan, judge_record
from ownpath.school.days.queries.plans import published_plan
from ownpath.store.many_rows import insert_rows
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus


class NothingToClose(Conflict):
    """No plan of the day was published, so there is nothing to judge."""


@deed
def close_day(*, campus: Campus, day: date, now: datetime) -> int:
    """Judge a day and keep a record for each student; closed again, the later look replaces the earlier.

    What the plan was made from is let go of: its rows stay.
    """
    plan = published_plan(campus=campus, day=day)
    rings = school_day(campus=campus, day=day)
    if plan is None or rings is None:
        raise NothingToClose(
            _("No plan of this day was published."),
            next_step=_("Publish a plan before its day."),
        )
    promised = judge_plan(plan=plan, school_day=rings)
    kept = judge_record(plan=plan, school_day=rings)
    ids = list(promised.student_ids)
    away = set(
        Attendance.objects.filter(
            student_id__in=ids, day=day, state=Attendance.State.ABSENT
        ).values_list("student_id", flat=True)
    )
    waited = waiting_before(ids, day)
    DayRecord.objects.filter(campus=campus, day=day).delete()
    insert_rows(DayRecord, _rows(plan, promised, kept, away, waited, now))
    DayPlan.objects.filter(campus=campus, day__lte=day).exclude(problem="").update(problem="")
    return len(ids)


def waiting_before(ids: list[int], day: date) -> dict[int, int]:
    """Return how long each student had been waiting at the end of the last closed day before a day."""
    found = dict.fromkeys(ids, 0)
    rows = DayRecord.objects.filter(student_id__in=ids, day__lt=day).order_by("day")
    found.update(rows.values_list("student_id", "waiting_days"))
    return found


def _rows(
    plan: DayPlan,
    promised: Judged,
    kept: Judged,
    away: set[int],
    waited: dict[int, int],
    now: datetime,
) -> list[dict[str, object]]:
    kept_bits = dict(zip(kept.student_ids, kept.bits(), strict=True))
    rows: list[dict[str, object]] = []
    for place, (student, bits) in enumerate(
        zip(promised.student_ids, promised.bits(), strict=True)
    ):
        was_here = student not in away
        own = kept_bits.get(student, 0) if was_here else 0
        # A day away is no day of waiting: nobody could have kept a promise.
        waits = waited[student] if not was_here else 0 if own == WHOLE else waited[student] + 1
        rows.append(
            {
                "student_id": student, "campus_id": plan.campus_id, "day": plan.day,
                "plan_id": plan.pk, "was_here": was_here, "promised": bits, "kept": own,
                "waiting_days": waits, "screen_minutes": kept.screen_minutes[place],
                "teacher_minutes": kept.teacher_minutes[place],
                "is_simulated": plan.is_simulated, "closed_at": now,
            }
        )  # fmt: skip
    return rows
