"""Reckon the effect of a pilot beside the server: one evaluation a measure, kept as it was said.

What loads statistics is loaded only once a job is done.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from ownpath.engine.small_groups import SMALLEST_GROUP
from ownpath.school.change.models import Evaluation, Measure, Reckoning
from ownpath.school.change.queries.measured import Measured, measure_pilot
from ownpath.school.change.queries.measures import BATCH, SHARES, is_of_classes
from ownpath.store.together import commit_together

if TYPE_CHECKING:
    from ownpath.school.people.models import District

SLICES: Final = ("language", "grade", "owed")
COLUMNS: Final = ("unit", "cluster", "period", "is_pilot", "outcome", "dose")
HAS_NO_PROCESS: Final = timedelta(minutes=10)  # without a sign of life
BROKE: Final = "broke"

NOT_KNOWN: Final = "we do not know yet"
# What is kept where one side has fewer than ten students: no figure that could be of one child.
TOO_SMALL: Final[Mapping[str, Any]] = {
    "estimate": None, "interval": None, "verdict": NOT_KNOWN, "is_stable": False, "slices": [],
    "words": {
        "en": ["Fewer than ten students on one side: no figure is shown."],
        "es": ["Hay menos de diez estudiantes de un lado: no se muestra ninguna cifra."],
    },
}  # fmt: skip

Clock = Callable[[], datetime]
Judge = Callable[[Mapping[str, Any]], dict[str, Any]]
logger = logging.getLogger(__name__)


def judge_here(asked: Mapping[str, Any]) -> dict[str, Any]:
    """Judge a measure's columns and weeks in this process, which loads what that needs."""
    from ownpath.engine.effect.data import judge_asked

    return judge_asked(asked)


def do_reckoning(*, uuid: UUID, clock: Clock, judge: Judge = judge_here) -> None:
    """Reckon one job. What breaks is logged and told without details."""
    claimed = Reckoning.objects.filter(uuid=uuid, state=Reckoning.State.WAITING)
    if not claimed.update(state=Reckoning.State.RUNNING, beat_at=clock()):
        return
    job = Reckoning.objects.select_related("pilot__campus__district", "pilot__district").get(
        uuid=uuid
    )
    mine = Reckoning.objects.filter(pk=job.pk)
    try:
        made = []
        for done, measure in enumerate(job.pilot.measures.order_by("-is_headline", "pk")):
            mine.update(done=done, beat_at=clock())
            made.append(_evaluate(job, measure, clock(), judge))
    except Exception:
        logger.exception("A reckoning of a pilot stopped; nothing of it was kept.")
        mine.update(state=Reckoning.State.FAILED, problem=BROKE, ended_at=clock())
        return

    def keep() -> None:
        Evaluation.objects.bulk_create(made)
        mine.update(state=Reckoning.State.DONE, done=len(made), ended_at=clock())

    commit_together(keep)


def _evaluate(job: Reckoning, measure: Measure, now: datetime, judge: Judge) -> Evaluation:
    pilot = job.pilot
    cycle = pilot.cycles.exclude(state="plan").order_by("-number").first()
    measured = measure_pilot(
        pilot=pilot, measure=measure, until=job.until, now=now, is_sliced=True
    )
    earlier = _earlier_verdicts(measure, cycle.pk if cycle else None)
    told = dict(TOO_SMALL) if measured.is_small else judge(_asked(measure, measured, earlier))
    told["weeks"] = [] if measured.is_small else _weeks(measure, measured)
    told["n_left_out"] = measured.n_left_out
    told["is_small"] = measured.is_small
    interval = told["interval"] or [None, None]
    return Evaluation(
        pilot=pilot, measure=measure, cycle=cycle, until=job.until,
        verdict=told["verdict"], estimate=told["estimate"],
        low=interval[0], high=interval[1], told=told, by=job.asked_by, reckoned_at=now,
    )  # fmt: skip


def _weeks(measure: Measure, measured: Measured) -> list[list[float | int | None]]:
    """Return the weeks as they may be shown: a mean of fewer than ten students is left open."""
    fewest = 1 if is_of_classes(measure.metric) else SMALLEST_GROUP
    return [
        [
            one.week,
            one.pilot if one.n_pilot >= fewest else None,
            one.comparison if one.n_comparison >= fewest else None,
            one.n_pilot,
            one.n_comparison,
        ]
        for one in measured.weeks
    ]


def _asked(measure: Measure, measured: Measured, earlier: Sequence[str]) -> dict[str, Any]:
    columns = {name: [getattr(row, name) for row in measured.rows] for name in COLUMNS}
    by = () if is_of_classes(measure.metric) else SLICES
    weeks = [one for one in measured.weeks if one.pilot is not None]
    return {
        "columns": columns
        | {name: [getattr(row, name) for row in measured.rows] for name in by},
        "by": by,
        "is_lower_better": measure.lower_is_better,
        "is_share": measure.metric in SHARES or measure.metric in BATCH,
        "earlier": list(earlier),
        "weekly": [one.pilot for one in weeks],
        "n_before": sum(one.week < 1 for one in weeks),
    }


def _earlier_verdicts(measure: Measure, cycle_id: int | None) -> list[str]:
    """Return the last verdict of each cycle before this one, the oldest first."""
    rows = Evaluation.objects.filter(measure=measure, cycle__isnull=False)
    last: dict[int, tuple[int, str]] = {}
    for one in rows.select_related("cycle").order_by("reckoned_at", "pk"):
        if one.cycle is not None and one.cycle_id != cycle_id:
            last[one.cycle.pk] = (one.cycle.number, one.verdict)
    return [verdict for _number, verdict in sorted(last.values())]


def give_up_dead_reckonings(*, district: District, now: datetime) -> list[str]:
    """Mark jobs without a sign of life as failed, so that they can be asked for again; say how many, for the log."""
    dead = Reckoning.objects.filter(
        pilot__district=district,
        state=Reckoning.State.RUNNING,
        beat_at__lt=now - HAS_NO_PROCESS,
    )
    n_dead = dead.update(state=Reckoning.State.FAILED, ended_at=now, problem=BROKE)
    return [f"{district.name}: {n_dead} reckonings of pilots were given up"] if n_dead else []
