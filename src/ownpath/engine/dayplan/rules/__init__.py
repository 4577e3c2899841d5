"""The hard rules of a day, each one function and one sentence; they share no code with the planner."""

from __future__ import annotations

from collections.abc import Callable

from ownpath.engine.dayplan.rules import adults, days, groups, places
from ownpath.engine.dayplan.types import Plan, Problem

Rule = Callable[[Problem, Plan], list[str]]

RULES: tuple[Rule, ...] = (
    days.one_activity,
    days.only_free_blocks,
    days.own_option,
    days.allowed_kind,
    days.no_repeat,
    days.group_per_competency,
    days.blocks_per_competency,
    days.blocks_per_subject,
    days.screen_limit,
    days.screen_run,
    days.pin_kept,
    groups.group_minimum,
    groups.group_maximum,
    groups.team_together,
    groups.kept_apart,
    adults.teacher_available,
    adults.teacher_qualified,
    adults.teacher_once,
    adults.teacher_break,
    places.right_room,
    places.room_capacity,
    places.seat_capacity,
    places.device_capacity,
)
