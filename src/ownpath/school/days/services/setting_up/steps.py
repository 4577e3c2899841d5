"""A step of the set-up that wrote much at once is kept, and taken back while nothing stands on it.

Something stands on it once a day is published that counts it, or once anything it wrote was changed by hand. Of
several steps the last can be taken back, then the one before.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict
from ownpath.school.days.models import Commitment, DayPlan, ModelChoice, SetUpStep
from ownpath.school.days.models.steps import MARK_LENGTH
from ownpath.school.days.queries.campuses import commitments_of, models_of
from ownpath.school.days.services.setting_up.allowed import ensure_may_run, today_at
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person

ROWS, CHOICES, ENDED_ROWS, ENDED_CHOICES = "rows", "choices", "ended_rows", "ended_choices"


class StandsOnIt(Conflict):
    """A step can no longer be taken back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wrote:
    """What a step wrote and ended."""

    rows: Sequence[Commitment] = ()
    choices: Sequence[ModelChoice] = ()
    ended_rows: Sequence[Commitment] = ()
    ended_choices: Sequence[ModelChoice] = ()


def keep_step(
    *,
    campus: Campus,
    kind: SetUpStep.Kind,
    wrote: Wrote,
    counts_from: date,
    by: Person | None,
    now: datetime,
) -> SetUpStep | None:
    """Keep what a step wrote, so that it can be taken back; None where it wrote nothing."""
    if not wrote.rows and not wrote.choices:
        return None
    return SetUpStep.objects.create(
        campus=campus,
        kind=kind,
        wrote={
            ROWS: _uuids(wrote.rows),
            CHOICES: _uuids(wrote.choices),
            ENDED_ROWS: _uuids(wrote.ended_rows),
            ENDED_CHOICES: _uuids(wrote.ended_choices),
        },
        mark=_mark(wrote.rows, wrote.choices),
        counts_from=counts_from,
        made_by=by,
        made_at=now,
    )


def step_to_take_back(
    *, campus: Campus, standing: Iterable[Commitment], choices: Iterable[ModelChoice]
) -> SetUpStep | None:
    """Return the last step at a campus if nothing stands on it yet; one query.

    `standing` is all that is fixed there now, and `choices` which blended models count.
    """
    published = DayPlan.objects.filter(
        campus=OuterRef("campus"),
        state=DayPlan.State.PUBLISHED,
        published_at__gte=OuterRef("made_at"),
        day__gte=OuterRef("counts_from"),
    )
    steps = SetUpStep.objects.filter(campus=campus, back_at=None).select_related("made_by")
    step = steps.annotate(is_counted=Exists(published)).order_by("-made_at", "-pk").first()
    if step is None or step.is_counted:
        return None
    return step if _is_as_written(step, standing, choices) else None


@deed
def take_step_back(*, campus: Campus, step: str, by: Person | None, now: datetime) -> SetUpStep:
    """End what the last step wrote, and let what it ended stand again; `step` is its uuid.

    Raises
    ------
    StandsOnIt
        If another step came after it, or something stands on it.
    """
    ensure_may_run(campus, by, now)
    last = step_to_take_back(
        campus=campus,
        standing=commitments_of(campus=campus),
        choices=models_of(campus=campus),
    )
    if last is None or str(last.uuid) != step:
        raise StandsOnIt(
            _("This cannot be taken back any more: something was changed or published since."),
            next_step=_("Change what stands fixed, or end it, one by one."),
        )
    rows = Commitment.objects.filter(campus=campus)
    choices = ModelChoice.objects.filter(campus=campus)
    wrote = last.wrote
    rows.filter(uuid__in=wrote[ROWS]).update(ended_on=today_at(campus, now))
    choices.filter(uuid__in=wrote[CHOICES]).update(ended_at=now)
    rows.filter(uuid__in=wrote[ENDED_ROWS]).update(ended_on=None)
    choices.filter(uuid__in=wrote[ENDED_CHOICES]).update(ended_at=None)
    last.back_at = now
    last.save(update_fields=["back_at"])
    return last


def _is_as_written(
    step: SetUpStep, standing: Iterable[Commitment], choices: Iterable[ModelChoice]
) -> bool:
    """Return whether all a step wrote stands as it wrote it, and nothing it ended stands again."""
    stands = {str(one.uuid): one for one in standing}
    counts = {str(one.uuid): one for one in choices}
    wrote = step.wrote
    if {*wrote[ENDED_ROWS], *wrote[ENDED_CHOICES]} & {*stands, *counts}:
        return False
    if not {*wrote[ROWS], *wrote[CHOICES]} <= {*stands, *counts}:
        return False
    own = [stands[one] for one in wrote[ROWS]], [counts[one] for one in wrote[CHOICES]]
    return _mark(*own) == step.mark


def _mark(rows: Iterable[Commitment], choices: Iterable[ModelChoice]) -> str:
    """Return what tells rows from the same rows after somebody changed them."""
    told = [
        (
            str(one.uuid), str(one.kind), one.words, one.section_id, one.schedule_id, one.block,
            one.weekdays, one.letters, one.staffing_id, one.room_id,
        )
        for one in rows
    ]  # fmt: skip
    chosen = [(str(one.uuid), str(one.preset)) for one in choices]
    text = json.dumps((told, chosen), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:MARK_LENGTH]


def _uuids(rows: Sequence[Commitment] | Sequence[ModelChoice]) -> list[str]:
    return [str(one.uuid) for one in rows]
