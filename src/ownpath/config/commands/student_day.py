"""Maps the student-day benchmark onto the planner's tables and a plan back; the only two that know both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from ownpath.engine.dayplan.types import (
    Bools,
    GroupTypes,
    Ints,
    Kinds,
    Limits,
    Options,
    Plan,
    Problem,
    Rooms,
    Students,
    Teachers,
    Team,
)
from ownpath.interchange.student_day.records import (
    GROUP_KINDS,
    ROOM_OF_KIND,
    SCREEN_KINDS,
    TEACHER_TIME_KINDS,
    GroupRecord,
    InstanceRecord,
    PlanRecord,
    SeatRecord,
)

ROOMS = ("class", "project")


def problem_of(record: InstanceRecord) -> Problem:
    """Return the planner's problem for an instance; group types of all kinds share one numbering."""
    options = record.options
    return Problem(
        name=record.name,
        kinds=_kinds(record),
        students=_students(record),
        options=Options(
            student=options["student"],
            kind=options["kind"],
            group_type=_joint_type(record, options["kind"], options["group_type"]),
            subject=options["subject"],
            competency=options["competency"],
            value=options["value"],
        ),
        group_types=_group_types(record),
        teachers=_teachers(record),
        rooms=Rooms(
            names=ROOMS,
            count=_per_block(record, [record.capacity_per_block[f"{r}_rooms"] for r in ROOMS]),
        ),
        devices=_per_block(record, [record.capacity_per_block["devices"]])[0],
        missing_subject_penalty=np.array(record.missing_subject, dtype=np.int32),
        limits=Limits(
            blocks_per_subject=record.limits["blocks_per_subject"],
            blocks_per_competency=record.limits["blocks_per_competency"],
            groups_per_competency=record.limits["teacher_groups_per_competency"],
        ),
        teams=tuple(
            Team(
                group_type=_first_type(record)["project"] + team.project, students=team.students
            )
            for team in record.teams
        ),
        keep_apart=record.keep_apart,
    )


def plan_record(
    *, record: InstanceRecord, plan: Plan, meta: Mapping[str, str | int | float | bool]
) -> PlanRecord:
    """Return a plan in the format's words."""
    first = _first_type(record)
    kinds = np.repeat(GROUP_KINDS, [_n_types(record)[kind] for kind in GROUP_KINDS])
    members: list[list[int]] = [[] for _ in range(plan.n_groups)]
    for student, block in np.argwhere(plan.group >= 0):
        members[plan.group[student, block]].append(int(student))
    groups = tuple(
        GroupRecord(
            kind=str(kinds[joint]),
            type=int(joint) - first[str(kinds[joint])],
            block=int(plan.group_block[g]),
            teacher=int(plan.group_teacher[g]),
            room=ROOMS[plan.group_room[g]],
            members=tuple(members[g]),
        )
        for g, joint in enumerate(plan.group_type)
    )
    seats = tuple(
        SeatRecord(
            student=int(student),
            block=int(block),
            kind=record.activity_kinds[record.options["kind"][plan.option[student, block]]],
            option=int(plan.option[student, block]),
        )
        for student, block in np.argwhere((plan.option >= 0) & (plan.group < 0))
    )
    return PlanRecord(instance=record.name, groups=groups, seats=seats, meta=meta)


def _n_types(record: InstanceRecord) -> dict[str, int]:
    return {
        "teacher_group": len(record.teacher_group_types["subject"]),
        "conference": len(record.teacher_subjects),
        "project": record.projects,
    }


def _first_type(record: InstanceRecord) -> dict[str, int]:
    """Return where the types of each group kind begin in the joint numbering."""
    sizes = _n_types(record)
    starts = np.cumsum([0, *(sizes[kind] for kind in GROUP_KINDS)])
    return {kind: int(start) for kind, start in zip(GROUP_KINDS, starts, strict=False)}


def _joint_type(record: InstanceRecord, kind: Ints, group_type: Ints) -> Ints:
    first = _first_type(record)
    offset = np.array([first.get(name, 0) for name in record.activity_kinds], dtype=np.int32)
    return np.where(group_type >= 0, group_type + offset[kind], -1).astype(np.int32)


def _flags(record: InstanceRecord, chosen: Sequence[str]) -> Bools:
    return np.array([name in chosen for name in record.activity_kinds], dtype=bool)


def _per_block(record: InstanceRecord, counts: Sequence[int]) -> Ints:
    return np.repeat(np.array(counts, dtype=np.int32)[:, None], record.blocks, axis=1)


def _kinds(record: InstanceRecord) -> Kinds:
    capacity = record.capacity_per_block
    return Kinds(
        names=record.activity_kinds,
        is_group=_flags(record, GROUP_KINDS),
        uses_device=_flags(record, SCREEN_KINDS),
        is_teacher_time=_flags(record, TEACHER_TIME_KINDS),
        seats=_per_block(
            record, [capacity.get(f"{name}_seats", 0) for name in record.activity_kinds]
        ),
    )


def _students(record: InstanceRecord) -> Students:
    may_do = np.zeros((record.students, record.blocks), dtype=np.int32)
    every_kind = (1 << len(record.activity_kinds)) - 1
    for student, blocks in enumerate(record.free_blocks):
        may_do[student, list(blocks)] = every_kind
    return Students(
        may_do=may_do,
        max_screen_blocks=record.max_screen_blocks,
        max_screen_run=np.full(record.students, record.blocks, dtype=np.int32),
        no_teacher_penalty=np.full(record.students, record.no_teacher_time, dtype=np.int32),
    )


def _group_types(record: InstanceRecord) -> GroupTypes:
    sizes, n_types = record.group_size, _n_types(record)
    n_groups, n_teachers, n_projects = (n_types[kind] for kind in GROUP_KINDS)
    kinds = [record.activity_kinds.index(kind) for kind in GROUP_KINDS]
    per_kind = [n_types[kind] for kind in GROUP_KINDS]
    table = record.teacher_group_types
    none = np.full(n_teachers + n_projects, -1, dtype=np.int32)
    teaches = np.zeros((len(record.subjects), n_teachers), dtype=bool)
    for teacher, subjects in enumerate(record.teacher_subjects):
        teaches[list(subjects), teacher] = True

    def repeated(values: Sequence[int]) -> Ints:
        return np.repeat(np.array(values, dtype=np.int32), per_kind)

    return GroupTypes(
        kind=repeated(kinds),
        subject=np.concatenate([table["subject"], none]),
        competency=np.concatenate([table["competency"], none]),
        min_size=repeated([sizes[kind][0] for kind in GROUP_KINDS]),
        max_size=repeated([sizes[kind][1] for kind in GROUP_KINDS]),
        room_kind=repeated([ROOMS.index(ROOM_OF_KIND[kind]) for kind in GROUP_KINDS]),
        may_lead=np.concatenate(
            [
                teaches[table["subject"]].reshape(n_groups, n_teachers),
                np.eye(n_teachers, dtype=bool),
                np.ones((n_projects, n_teachers), dtype=bool),
            ]
        ),
    )


def _teachers(record: InstanceRecord) -> Teachers:
    n_teachers = len(record.teacher_subjects)
    is_available = np.zeros((n_teachers, record.blocks), dtype=bool)
    for teacher, blocks in enumerate(record.teacher_blocks):
        is_available[teacher, list(blocks)] = True
    every_block = np.full(n_teachers, record.blocks, dtype=np.int32)
    return Teachers(is_available=is_available, max_blocks=every_block, max_run=every_block)
