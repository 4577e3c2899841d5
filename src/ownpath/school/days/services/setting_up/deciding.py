"""Decide how a campus works: blended models, sizes of groups, thresholds and weights of the promises."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from typing import TYPE_CHECKING, Any, Final
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from ownpath.engine.promises import PROMISES
from ownpath.school.days.models import GroupSize, ModelChoice, Policy, Preset
from ownpath.school.days.queries.campuses import SIZES
from ownpath.school.days.queries.setup_tables import BOUNDS
from ownpath.school.days.services.setting_up.allowed import (
    NotOfHere,
    ensure_may_run,
    ensure_one_of,
    ensure_range,
)
from ownpath.store.together import deed

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person, Section

MOST_MEMBERS: Final = 56  # what the planner's board holds
MOST_WEIGHT: Final = 10.0


@deed
def choose_model(
    *,
    campus: Campus,
    preset: str,
    grade: str = "",
    section: Section | None = None,
    by: Person | None,
    now: datetime,
) -> ModelChoice:
    """Choose the blended model of a section, a grade, or (with neither) the whole campus; what stood before ends."""
    ensure_may_run(campus, by, now)
    ensure_one_of(_("The model"), preset, Preset.values)
    if section is not None and section.campus_id != campus.pk:
        raise NotOfHere(
            _("This class is not of the campus."), next_step=_("Pick one of its classes.")
        )
    _standing(campus, grade, section).update(ended_at=now)
    return ModelChoice.objects.create(
        campus=campus, preset=preset, grade="" if section else grade[:8], section=section,
        chosen_by=by, chosen_at=now,
    )  # fmt: skip


@deed
def end_model(*, campus: Campus, uuid: UUID, by: Person | None, now: datetime) -> None:
    """End a choice: the next wider one counts again."""
    ensure_may_run(campus, by, now)
    ModelChoice.objects.filter(campus=campus, uuid=uuid, ended_at=None).update(ended_at=now)


def _standing(campus: Campus, grade: str, section: Section | None) -> Any:
    scope = Q(section=section) if section is not None else Q(section=None, grade=grade)
    return ModelChoice.objects.filter(scope, campus=campus, ended_at=None)


@deed
def set_group_size(
    *, campus: Campus, modality: str, least: int, most: int, by: Person | None, now: datetime
) -> GroupSize:
    """Set how small and how large groups of a modality may be."""
    ensure_may_run(campus, by, now)
    ensure_one_of(_("The modality"), modality, map(str, SIZES))
    ensure_range(_("The largest group"), most, 1, MOST_MEMBERS)
    ensure_range(_("The smallest group"), least, 1, most)
    row, _made = GroupSize.objects.update_or_create(
        campus=campus, modality=modality, defaults={"least": least, "most": most}
    )
    return row


@deed
def set_policy(
    *,
    campus: Campus,
    numbers: Mapping[str, float] | None = None,
    weights: Mapping[str, float] | None = None,
    lock_at: time | None = None,
    plan_at: time | None = None,
    board_by_number: bool | None = None,
    by: Person | None,
    now: datetime,
) -> Policy:
    """Change what is named of a campus's policy.

    Numbers stay within `BOUNDS`, weights of promises between 0 and 10; then the hours, and whether the hall board
    tells numbers instead of names.
    """
    ensure_may_run(campus, by, now)
    policy, _made = Policy.objects.get_or_create(campus=campus)
    for name, value in (numbers or {}).items():
        ensure_one_of(_("The setting"), name, BOUNDS)
        low, high = BOUNDS[name]
        ensure_range(name, value, low, high)
        setattr(policy, name, value if isinstance(getattr(policy, name), float) else int(value))
    for name, value in (weights or {}).items():
        ensure_one_of(_("The promise"), name, PROMISES)
        ensure_range(name, value, 0, MOST_WEIGHT)
    policy.weights = {**policy.weights, **(weights or {})}
    policy.lock_at, policy.plan_at = lock_at or policy.lock_at, plan_at or policy.plan_at
    if board_by_number is not None:
        policy.board_by_number = board_by_number
    policy.save()
    return policy
