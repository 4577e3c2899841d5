"""Mend a published day after something happened: repair of the stored plan, checked, kept as a new version.

Loads the compiled search: only the worker and commands come here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Any
from uuid import UUID

import numpy as np
from django.utils.translation import gettext_lazy as _

from ownpath.engine.dayplan.check import check
from ownpath.engine.dayplan.events import (
    DevicesMissing,
    RoomsLost,
    StudentArrives,
    StudentsAbsent,
    Swap,
    TeacherOut,
    problem_after,
)
from ownpath.engine.dayplan.events import Event as EngineEvent
from ownpath.engine.dayplan.explain import binding_rule
from ownpath.engine.dayplan.repair import NotRepaired, Repaired, Standing, repair, stand
from ownpath.engine.dayplan.types import Plan, Problem
from ownpath.engine.dayplan.value import worth_of
from ownpath.errors import Conflict
from ownpath.school.curriculum.queries import competencies_by_uuid, get_activity
from ownpath.school.days.models import (
    Adviser,
    DayPlan,
    DeviceCart,
    PlanCell,
    PlanChange,
    Room,
    Station,
)
from ownpath.school.days.queries.campuses import rooms_of, staffings_of, stations_of
from ownpath.school.days.queries.packed import Key, pack, unpack
from ownpath.school.days.services.draft import ROOM_KINDS
from ownpath.school.days.services.keeping import Places, next_version, write_rows
from ownpath.school.days.services.publishing import put_in_force
from ownpath.school.people.queries import ids_by_uuid
from ownpath.store.many_rows import insert_rows
from ownpath.store.together import commit_together

if TYPE_CHECKING:
    from ownpath.school.people.models import Person


class CannotMend(Conflict):
    """The day cannot be mended so; the plan that stands is untouched."""


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


def try_event(*, base: DayPlan, event: Mapping[str, Any], now_block: int) -> Mended:
    """Return the day as it would be after an event; nothing is written.

    Raises
    ------
    CannotMend
        With what stands in the way.
    """
    if not base.problem:
        raise CannotMend(
            _("This day is closed or its plan was not kept whole."),
            next_step=_("Plan the day again."),
        )
    problem, key, plan = unpack(base.problem)
    standing = stand(problem=problem, plan=plan)
    if event["kind"] == "pick":
        return _picked(base, standing, key, event, now_block)
    engine_event = _engine_event(base, problem, key, plan, event, now_block)
    done = repair(standing=standing, events=(engine_event,), now=now_block)
    return _mended(base, standing, key, engine_event, done)


def _mended(
    base: DayPlan,
    standing: Standing,
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
            breaches[0].sentence, next_step=_("Try another block, or plan the day again.")
        )
    changes = [
        (one.student, one.block, reason if reason and one.reason == "asked" else one.reason)
        for one in done.changes
    ]
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


def _picked(
    base: DayPlan, standing: Standing, key: Key, event: Mapping[str, Any], now_block: int
) -> Mended:
    """Return the day with what a student picked in the block where it costs least."""
    problem, plan = standing.problem, standing.plan
    row = _student_row(key, event["student"])
    options = _options_named(problem, key, row, event["key"])
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


def _student_row(key: Key, uuid: str) -> int:
    found = ids_by_uuid(uuids=[UUID(uuid)])
    student = found.get(UUID(uuid))
    if student is None or student not in key.students:
        raise CannotMend(
            _("This student is not in the plan."), next_step=_("Plan the day again.")
        )
    return key.students.index(student)


def _options_named(problem: Problem, key: Key, row: int, name: str) -> list[int]:
    """Return a student's options with a key, the worthiest first."""
    what, _colon, uuid = name.partition(":")
    own = np.flatnonzero(problem.options.student == row)
    if what == "conference":
        kinds = np.array([one == "conference" for one in key.kind_modality])
        own = own[kinds[problem.options.kind[own]]]
    else:
        own = own[_column(key, what)[own] == _id_named(what, uuid)]
    return [int(o) for o in sorted(own, key=lambda o: -int(problem.options.value[o]))]


def _column(key: Key, what: str) -> Any:
    return {
        "activity": key.activity,
        "station": key.station,
        "competency": key.competency,
    }.get(what, np.full_like(key.activity, -1))


def _id_named(what: str, uuid: str) -> int:
    try:
        wanted = UUID(uuid)
    except ValueError:
        return -2
    if what == "activity":
        activity = get_activity(uuid=wanted)
        return activity.pk if activity is not None else -2
    if what == "station":
        return Station.objects.filter(uuid=wanted).values_list("pk", flat=True).first() or -2
    return competencies_by_uuid(uuids=[wanted]).get(wanted, -2)


def _engine_event(
    base: DayPlan, problem: Problem, key: Key, plan: Plan, event: Mapping[str, Any], now: int
) -> EngineEvent:
    first, last = event["blocks"]
    blocks = tuple(range(max(first, now), min(last, problem.n_blocks - 1) + 1))
    if not blocks:
        raise CannotMend(_("This part of the day is over."), next_step=_("Name a later block."))
    makers: dict[str, Callable[[], EngineEvent]] = {
        "adult_out": lambda: TeacherOut(teacher=_adult(key, event["person"]), blocks=blocks),
        "students_away": lambda: StudentsAbsent(
            students=tuple(_student_row(key, one) for one in event["students"]), blocks=blocks
        ),
        "student_comes": lambda: _arrives(base, key, event["student"], blocks),
        "room_lost": lambda: RoomsLost(room_kind=_room_kind(event["room"]), blocks=blocks),
        "cart_missing": lambda: DevicesMissing(blocks=blocks, n=_n_devices(event["cart"])),
        "swap": lambda: _swap(problem, key, plan, event, blocks[0]),
    }
    return makers[event["kind"]]()


def _adult(key: Key, uuid: str) -> int:
    person = ids_by_uuid(uuids=[UUID(uuid)]).get(UUID(uuid))
    if person not in key.adults:
        raise CannotMend(_("This adult leads nothing here."), next_step=_("Pick another name."))
    return key.adults.index(person)


def _arrives(base: DayPlan, key: Key, uuid: str, blocks: tuple[int, ...]) -> StudentArrives:
    """Return an arrival with the kinds that the first plan of the day had open to the student."""
    row = _student_row(key, uuid)
    plans = DayPlan.objects.filter(campus_id=base.campus_id, day=base.day).exclude(problem="")
    for plan in plans.order_by("version"):
        problem, its_key, _plan = unpack(plan.problem)
        if its_key.students[row : row + 1] != key.students[row : row + 1]:
            continue
        kinds = problem.students.may_do[row]
        there = tuple(block for block in blocks if kinds[block])
        if there:
            together = int(np.bitwise_or.reduce(kinds[list(there)]))
            return StudentArrives(student=row, blocks=there, kinds=together)
    raise CannotMend(
        _("This student was not planned for today."), next_step=_("Plan the day again.")
    )


def _room_kind(uuid: str) -> int:
    room = Room.objects.filter(uuid=uuid).first()
    if room is None or room.kind not in ROOM_KINDS:
        raise CannotMend(
            _("No group of the plan needs this kind of room."), next_step=_("Nothing to mend.")
        )
    return ROOM_KINDS.index(room.kind)


def _n_devices(uuid: str) -> int:
    cart = DeviceCart.objects.filter(uuid=uuid).first()
    return cart.n_devices if cart is not None else 0


def _swap(problem: Problem, key: Key, plan: Plan, event: Mapping[str, Any], block: int) -> Swap:
    row = _student_row(key, event["student"])
    options = _options_named(problem, key, row, event["key"])
    if not options:
        raise CannotMend(
            _("This is not among what the student could do."), next_step=_("Pick another one.")
        )
    free = [o for o in options if not binding_rule(problem, plan, row, block, o)]
    return Swap(student=row, block=block, option=(free or options)[0])


def cost_of(mended: Mended) -> dict[str, Any]:
    """Return what a change would cost, as a job's answer: points, and who would do something else and why."""
    people = ids_by_uuid(ids=[mended.key.students[s] for s, _b, _r in mended.changes])
    uuids = {pk: str(uuid) for uuid, pk in people.items()}
    return {
        "is_possible": True,
        "points": mended.points,
        "n_changed": len(mended.changes),
        "n_hand_overs": mended.n_hand_overs,
        "changes": [
            {"student": uuids[mended.key.students[s]], "block": b, "reason": reason}
            for s, b, reason in mended.changes
        ],
    }


def keep_mended(
    *, mended: Mended, event: Mapping[str, Any], by: Person | None, now: datetime
) -> DayPlan:
    """Keep a mended day as a new version, publish it, and tell each whose cell changed why."""

    def keep() -> DayPlan:
        base = mended.base
        worth = worth_of(problem=mended.problem, plan=mended.after)
        row = DayPlan.objects.create(
            campus_id=base.campus_id, day=base.day,
            version=next_version(base.campus_id, base.day), schedule_id=base.schedule_id,
            follows=base, event=dict(event), seed=base.seed, n_moves=base.n_moves,
            is_simulated=base.is_simulated, value=worth.value, bound=None,
            figures={**base.figures, "n_changed": len(mended.changes)},
            problem=pack(mended.problem, mended.key, mended.after), made_by=by, made_at=now,
        )  # fmt: skip
        write_rows(row, mended.problem, mended.key, mended.after, _places(base))
        _copy_fixed(base, row)
        _tell(mended, row, now)
        return put_in_force(row, by, now)

    return commit_together(keep)


def _places(base: DayPlan) -> Places:
    staff = staffings_of(campus=base.campus)
    home = {one.pk: one.home_room_id for one in staff}
    advised = Adviser.objects.filter(staffing__campus_id=base.campus_id)
    return Places(
        rooms=tuple(room for room in rooms_of(campus=base.campus) if room.is_open),
        home_room={one.person_id: one.home_room_id for one in staff},
        own_room={
            student: home.get(staffing)
            for student, staffing in advised.values_list("student_id", "staffing_id")
        },
        station_room={one.pk: one.room_id for one in stations_of(campus=base.campus)},
    )


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


def _tell(mended: Mended, row: DayPlan, now: datetime) -> None:
    def cells(plan: DayPlan) -> dict[tuple[int, int], int]:
        rows = PlanCell.objects.filter(plan=plan).values_list("student_id", "block", "pk")
        return {(student, block): pk for student, block, pk in rows}

    before, after = cells(mended.base), cells(row)
    for s, b, reason in mended.changes:
        mark = (mended.key.students[s], b)
        PlanChange.objects.create(
            plan=row, student_id=mark[0], block=b, before_id=before.get(mark),
            after_id=after.get(mark), reason=reason, made_at=now,
        )  # fmt: skip
