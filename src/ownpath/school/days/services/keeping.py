"""Write a plan as rows: its groups with adults and rooms, its cells with reasons, and what it was planned from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

import numpy as np
from django.db.models import Max

from ownpath.engine.dayplan.types import Plan, Problem
from ownpath.school.days.models import DayPlan, Modality, PlanCell, PlanGroup
from ownpath.school.days.queries.packed import Key, pack
from ownpath.school.days.services import draft as marks
from ownpath.school.days.services.draft import SCREEN_KINDS
from ownpath.school.days.services.drafting import commitments_by_cell
from ownpath.school.days.services.gathering import Gathered
from ownpath.school.days.services.placing import (
    Places,
    deed_of,
    rooms_of_classes,
    rooms_of_groups,
    rooms_that_stay,
)
from ownpath.school.days.services.resources import rooms_taken
from ownpath.store.many_rows import insert_rows

if TYPE_CHECKING:
    from ownpath.school.people.models import Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A plan that was found, and how."""

    plan: Plan
    seed: int
    n_moves: int
    value: int
    bound: int | None
    figures: Mapping[str, Any]


def keep_plan(
    *,
    gathered: Gathered,
    problem: Problem,
    key: Key,
    made: Made,
    by: Person | None,
    now: datetime,
    more: Mapping[str, Any],
) -> DayPlan:
    """Write a new version of a day's plan as a draft; `more` are further columns of its row."""
    plan = with_known_adults(problem, key, made.plan, gathered.lately.led_by)
    row = DayPlan.objects.create(
        campus=gathered.campus, day=gathered.day,
        version=next_version(gathered.campus.pk, gathered.day),
        schedule=gathered.school_day.schedule, seed=made.seed, n_moves=made.n_moves,
        value=made.value, bound=made.bound, figures=dict(made.figures),
        problem=pack(problem, key, plan), made_by=by, made_at=now, **more,
    )  # fmt: skip
    fixed = {(row, block): one for block, row, one in commitments_by_cell(gathered)}
    places = Places(
        rooms=tuple(room for room in gathered.setup.rooms if room.is_open),
        home_room={one.person_id: one.home_room_id for one in gathered.staff},
        own_room={student.pk: _home_of(gathered, student.pk) for student in gathered.students},
        station_room={one.pk: one.room_id for one in gathered.setup.stations},
        taken=rooms_taken(gathered),
        lost=gathered.known.rooms_lost,
    )
    write_rows(row, problem, key, plan, places)
    _write_fixed(row, key, fixed)
    return row


def next_version(campus_id: int, day: Any) -> int:
    """Return the number of the next version of a day's plan."""
    last = DayPlan.objects.filter(campus_id=campus_id, day=day).aggregate(last=Max("version"))
    return int(last["last"] or 0) + 1


def _home_of(gathered: Gathered, student_id: int) -> int | None:
    """Return where a student's own place is: the room of the adviser."""
    adviser = gathered.advisers.get(student_id)
    return next((one.home_room_id for one in gathered.staff if one.pk == adviser), None)


def with_known_adults(
    problem: Problem, key: Key, plan: Plan, led_by: Mapping[int, Mapping[int, int]]
) -> Plan:
    """Let adults of one block trade groups so that students meet whom they know; everybody leads as much as before.

    In each block the adults who lead are matched with its groups anew: a group counts for an adult the members the
    adult has led of late.
    """
    from scipy.optimize import linear_sum_assignment

    teacher = plan.group_teacher.copy()
    may_lead = problem.group_types.may_lead
    for block in range(problem.n_blocks):
        groups = np.flatnonzero((plan.group_block == block) & (plan.group_teacher >= 0))
        adults = plan.group_teacher[groups]
        if groups.size < 2:
            continue
        known = np.zeros((groups.size, groups.size))
        for i, g in enumerate(groups):
            members = np.flatnonzero(plan.group[:, block] == g)
            for j, adult in enumerate(adults):
                known[i, j] = sum(
                    led_by.get(key.students[s], {}).get(key.adults[adult], 0) for s in members
                )
        allowed = may_lead[plan.group_type[groups]][:, adults]
        np.fill_diagonal(
            known, known.diagonal() + 0.5
        )  # as it is, where nothing speaks against it
        rows, columns = linear_sum_assignment(np.where(allowed, -known, 1e6))
        teacher[groups[rows]] = adults[columns]
    return replace(plan, group_teacher=teacher)


def write_rows(row: DayPlan, problem: Problem, key: Key, plan: Plan, places: Places) -> None:
    """Write the groups and cells of a plan."""
    class_room = rooms_of_classes(problem, key, places)
    staying = rooms_that_stay(problem, key, plan, places)
    rooms = rooms_of_groups(key, plan, replace(places, class_room=class_room), staying)
    lessons = _lessons(key, plan)
    insert_rows(
        PlanGroup, [_group(row, key, plan, g, rooms, lessons) for g in range(plan.n_groups)]
    )
    ids = dict(PlanGroup.objects.filter(plan=row).values_list("number", "id"))
    kinds, options = key.kind_modality, problem.options
    pinned = {(pin.student, pin.block) for pin in problem.pins}
    cells = []
    for s, b in np.argwhere(plan.option >= 0):
        o, g = int(plan.option[s, b]), int(plan.group[s, b])
        modality = kinds[options.kind[o]]
        student = key.students[s]
        cells.append(
            _cell(row, key, o, student, int(b))
            | {
                "modality": modality,
                "subject": key.subjects[options.subject[o]] if options.subject[o] >= 0 else "",
                "activity_id": int(key.activity[o]) or None,
                "group_id": ids[g] if g >= 0 else None,
                "room_id": rooms.get(g)
                if g >= 0
                else places.room_alone(
                    int(b), student, int(key.station[o]), deed_of(problem, key, o)
                ),
                "points": int(options.value[o]),
                "is_screen": modality in SCREEN_KINDS,
                "is_pinned": modality != Modality.CLASS_LESSON and (int(s), int(b)) in pinned,
            }
        )
    insert_rows(PlanCell, cells)


def _group(
    row: DayPlan,
    key: Key,
    plan: Plan,
    g: int,
    rooms: Mapping[int, int],
    lessons: Mapping[int, int],
) -> dict[str, Any]:
    about = key.groups[plan.group_type[g]]
    adult = int(plan.group_teacher[g])
    return {
        "plan_id": row.pk,
        "number": g,
        "block": int(plan.group_block[g]),
        "modality": about.modality,
        "subject": about.subject,
        "competency_id": about.competency or None,
        "activity_id": about.activity or lessons.get(g) or None,
        "station_id": about.station or None,
        "band": about.band if about.band >= 0 and about.competency else None,
        "adult_id": key.adults[adult] if adult >= 0 else None,
        "room_id": rooms.get(g),
    }


def _lessons(key: Key, plan: Plan) -> dict[int, int]:
    """Return the lesson of each group: that of most members who have one."""
    votes: dict[int, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for s, b in np.argwhere(plan.group >= 0):
        activity = int(key.activity[plan.option[s, b]])
        if activity:
            votes[int(plan.group[s, b])][activity] += 1
    return {g: max(sorted(own), key=lambda one: own[one]) for g, own in votes.items()}


def _cell(row: DayPlan, key: Key, o: int, student: int, block: int) -> dict[str, Any]:
    flags = int(key.marks[o])
    return {
        "plan_id": row.pk,
        "student_id": student,
        "block": block,
        "competency_id": int(key.competency[o]) or None,
        "station_id": int(key.station[o]) or None,
        "reason": key.reasons[key.reason[o]],
        "option": o,
        "is_chosen": bool(flags & marks.CHOSEN),
        "serves_hope": bool(flags & marks.HOPE),
        "meets_interest": bool(flags & marks.INTEREST),
        "is_in_band": bool(flags & marks.IN_BAND),
        "is_below_readiness": bool(flags & marks.BELOW),
    }


def _write_fixed(row: DayPlan, key: Key, fixed: Mapping[tuple[int, int], int]) -> None:
    insert_rows(
        PlanCell,
        [
            {
                "plan_id": row.pk,
                "student_id": key.students[student],
                "block": block,
                "commitment_id": commitment,
            }
            for (student, block), commitment in sorted(fixed.items())
        ],
    )
