"""Mend a published day after something happened: repair of the stored plan, checked, kept as a new version.

Loads the compiled search: only the worker and commands come here.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np
from django.utils.translation import gettext_lazy as _

from ownpath.engine.dayplan.check import check
from ownpath.engine.dayplan.covering import cover
from ownpath.engine.dayplan.events import Event as EngineEvent
from ownpath.engine.dayplan.events import (
    Swap,
    TeacherOut,
    problem_after,
)
from ownpath.engine.dayplan.explain import binding_rule
from ownpath.engine.dayplan.repair import Change, NotRepaired, Repaired, Standing, repair, stand
from ownpath.engine.dayplan.types import Plan, Problem
from ownpath.engine.dayplan.value import worth_of
from ownpath.school.days.models import (
    DayPlan,
    PlanCell,
    PlanChange,
)
from ownpath.school.days.queries.packed import Key, pack, unpack
from ownpath.school.days.queries.plans import published_plan
from ownpath.school.days.queries.ribbon import rings_of
from ownpath.school.days.queries.told_of_day import told_before
from ownpath.school.days.queries.words import ROOM_MOVED
from ownpath.school.days.services.covering import (
    lessons_of,
    renumbered,
    with_cover,
    with_own_work,
)
from ownpath.school.days.services.keeping import next_version, write_rows
from ownpath.school.days.services.naming import (
    CannotMend,
    ChangedMeanwhile,
    ClassAlone,
    engine_event,
    options_named,
    student_row,
)
from ownpath.school.days.services.placing import places_after
from ownpath.school.days.services.promised import promises_of
from ownpath.school.days.services.publishing import put_in_force
from ownpath.school.days.services.staying import Stay, moved, stay_as_in
from ownpath.school.days.services.telling import tell_alone
from ownpath.store.many_rows import insert_rows
from ownpath.store.together import commit_together, take_turns

if TYPE_CHECKING:
    from ownpath.school.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Mended:
    """A day as it would be, or is, after something happened."""

    base: DayPlan
    problem: Problem
    key: Key
    before: Plan
    after: Plan
    changes: tuple[tuple[int, int, str], ...]  # student's number, block, reason
    points: int  # what it costs; below 0 if the day gains
    n_hand_overs: int
    from_block: int = 0  # what is before it is over


def try_event(*, base: DayPlan, event: Mapping[str, Any], now_block: int) -> Mended:
    """Return the day as it would be after an event; nothing is written.

    Raises
    ------
    CannotMend
        With what stands in the way.
    """
    return replace(_tried(base, event, now_block), from_block=now_block)


def _tried(base: DayPlan, event: Mapping[str, Any], now_block: int) -> Mended:
    if not base.problem:
        raise CannotMend(
            _("This day is closed or its plan was not kept whole."),
            next_step=_("Plan the day again."),
        )
    problem, key, plan = unpack(base.problem)
    standing = stand(problem=problem, plan=plan)
    if event["kind"] == "pick":
        return _picked(base, standing, key, event, now_block)
    happened = engine_event(base, problem, key, plan, event, now_block)
    done = repair(standing=standing, events=(happened,), now=now_block)
    if isinstance(done, NotRepaired) and isinstance(happened, TeacherOut):
        return _covered(base, standing, key, happened, now_block)
    return _mended(base, standing, key, happened, done)


def _covered(
    base: DayPlan, standing: Standing, key: Key, event: TeacherOut, now_block: int
) -> Mended:
    """Return the day with classes covered and turns with a teacher as own work, where nothing else can be done."""
    plan = standing.plan
    problem = with_own_work(standing.problem, key, event.blocks)
    lessons = lessons_of(key, plan, adult=event.teacher, blocks=event.blocks)
    ready = with_cover(problem, key, lessons)
    before = renumbered(plan, ready.number)
    done = cover(
        problem=ready.problem, plan=before, event=event, covers=ready.covers, now=now_block
    )
    if isinstance(done, NotRepaired) and done.alone:
        raise ClassAlone(tell_alone(done.alone, base=base, key=ready.key))
    stood = Stood(problem=ready.problem, plan=before)
    return _mended(base, stood, ready.key, event, done)


@dataclass(frozen=True, slots=True, kw_only=True)
class Stood:
    """A day as it was before something happened."""

    problem: Problem
    plan: Plan


def _mended(
    base: DayPlan,
    standing: Standing | Stood,
    key: Key,
    event: EngineEvent,
    done: Repaired | NotRepaired,
    reason: str = "",
) -> Mended:
    if isinstance(done, NotRepaired):
        raise CannotMend(
            _("The day cannot be changed so: somebody would have nothing to do, or no place."),
            next_step=_("Try another block, or plan the day again."),
        )
    problem, before = standing.problem, standing.plan
    after_problem = problem_after(problem, (event,))
    breaches = check(problem=after_problem, plan=done.plan)
    if breaches:
        raise CannotMend(
            _(breaches[0].sentence), next_step=_("Try another block, or plan the day again.")
        )
    changes = [(one.student, one.block, _reason(one, event, reason)) for one in done.changes]
    handed = {(one.group_type, one.block) for one in done.hand_overs}
    seen = {(student, block) for student, block, _reason in changes}
    for s, b in np.argwhere(done.plan.group >= 0):
        g = int(done.plan.group[s, b])
        if (int(done.plan.group_type[g]), int(b)) in handed and (int(s), int(b)) not in seen:
            old = int(before.group[s, b])
            if old >= 0 and before.group_teacher[old] != done.plan.group_teacher[g]:
                changes.append((int(s), int(b), "teacher_changed"))
    return Mended(
        base=base,
        problem=after_problem,
        key=key,
        before=before,
        after=done.plan,
        changes=tuple(changes),
        points=worth_of(problem=problem, plan=before).value
        - worth_of(problem=after_problem, plan=done.plan).value,
        n_hand_overs=len(done.hand_overs),
    )


def _reason(change: Change, event: EngineEvent, asked: str) -> str:
    """Return why a cell changed; in the day of whoever was moved nobody makes room: the rest of it follows."""
    if change.reason == "asked":
        return asked or change.reason
    is_own = isinstance(event, Swap) and event.student == change.student
    return "follows" if is_own and change.reason == "made_room" else change.reason


def _picked(
    base: DayPlan, standing: Standing, key: Key, event: Mapping[str, Any], now_block: int
) -> Mended:
    """Return the day with what a student picked in the block where it costs least."""
    problem, plan = standing.problem, standing.plan
    row = student_row(key, event["student"])
    options = options_named(problem, key, row, event["key"])
    blocks = [b for b in range(now_block, problem.n_blocks) if plan.option[row, b] >= 0]
    blocks.sort(key=lambda b: int(problem.options.value[plan.option[row, b]]))
    for block in blocks:
        for option in options:
            if plan.option[row, block] == option:
                continue
            if binding_rule(problem, plan, row, block, option):
                continue
            wanted = Swap(student=row, block=block, option=option)
            done = repair(standing=standing, events=(wanted,), now=now_block)
            if isinstance(done, Repaired):
                return _mended(base, standing, key, wanted, done, reason="chosen")
    raise CannotMend(
        _("There is no room for this in the day as it stands."),
        next_step=_("Pick something else, or pick it for another day."),
    )


def keep_mended(
    *, mended: Mended, event: Mapping[str, Any], by: Person | None, now: datetime
) -> DayPlan:
    """Keep a mended day as a new version, publish it, and tell each whose cell changed why.

    What is said a second time and changes nothing more leaves the version that stands.
    """

    def keep() -> DayPlan:
        base = mended.base
        take_turns(about=base.campus_id, on=base.day)
        stands = published_plan(campus=base.campus, day=base.day)
        if stands is None or stands.pk != base.pk:
            raise ChangedMeanwhile
        if not mended.changes and dict(event) in told_before(plan=base):
            return stands
        places = places_after(base, event, from_block=mended.from_block)
        worth = worth_of(problem=mended.problem, plan=mended.after)
        row = DayPlan.objects.create(
            campus_id=base.campus_id, day=base.day,
            version=next_version(base.campus_id, base.day), schedule_id=base.schedule_id,
            follows=base, event=dict(event), seed=base.seed, n_moves=base.n_moves,
            is_simulated=base.is_simulated, value=worth.value, bound=None,
            figures=dict(base.figures),
            problem=pack(mended.problem, mended.key, mended.after), made_by=by, made_at=now,
        )  # fmt: skip
        write_rows(row, mended.problem, mended.key, mended.after, places)
        _copy_fixed(base, row)
        row.figures |= promises_of(plan=row, school_day=rings_of(base))
        row.figures["n_changed"] = len(mended.changes)
        row.save(update_fields=["figures"])
        _tell(mended, row, places.stay, now)
        return put_in_force(row, by, now)

    return commit_together(keep)


def _copy_fixed(base: DayPlan, row: DayPlan) -> None:
    fixed = PlanCell.objects.filter(plan=base, commitment__isnull=False)
    insert_rows(
        PlanCell,
        [
            {
                "plan_id": row.pk,
                "student_id": student,
                "block": block,
                "commitment_id": commitment,
            }
            for student, block, commitment in fixed.values_list(
                "student_id", "block", "commitment_id"
            )
        ],
    )


def _tell(mended: Mended, row: DayPlan, stay: Stay, now: datetime) -> None:
    """Tell whose cell changed why, and who does the same in another room."""

    def cells(plan: DayPlan) -> dict[tuple[int, int], int]:
        rows = PlanCell.objects.filter(plan=plan).values_list("student_id", "block", "pk")
        return {(student, block): pk for student, block, pk in rows}

    before, after = cells(mended.base), cells(row)
    marks = [((mended.key.students[s], b), reason) for s, b, reason in mended.changes]
    told = {at for at, _reason in marks}
    elsewhere = moved(stay, stay_as_in(row, from_block=0))
    marks += [(at, ROOM_MOVED) for at in elsewhere if at not in told]
    insert_rows(
        PlanChange,
        [
            {
                "plan_id": row.pk,
                "student_id": mark[0],
                "block": mark[1],
                "before_id": before.get(mark),
                "after_id": after.get(mark),
                "reason": reason,
                "made_at": now,
            }
            for mark, reason in marks
        ],
    )
