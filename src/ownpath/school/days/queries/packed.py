"""What the numbers of a problem stand for, and problem and plan packed into text, so that they can be stored."""

from __future__ import annotations

import base64
import io
import json
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from ownpath.engine.dayplan.types import (
    GroupTypes,
    Ints,
    Kinds,
    Limits,
    Options,
    Pin,
    Plan,
    Problem,
    Rooms,
    Students,
    Teachers,
    Team,
)
from ownpath.school.days.models import DayPlan

FORMAT = 1
CHOSEN = 1  # the mark of an option that the student picked


class GroupKey(NamedTuple):
    """What a type of group is about; empty parts are 0."""

    modality: str
    subject: str
    competency: int = 0
    activity: int = 0
    station: int = 0
    band: int = -1
    adult: int = 0  # the adviser of a conference
    section: int = 0  # of a whole-class lesson
    turn: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """Ids behind numbers. Options carry the ids of activity, competency and station (0 for none) and their marks."""

    students: tuple[int, ...]
    adults: tuple[int, ...]  # persons, by teacher's number
    staffings: tuple[int, ...]
    kind_modality: tuple[str, ...]
    kind_station: tuple[int, ...]
    subjects: tuple[str, ...]
    groups: tuple[GroupKey, ...]
    activity: Ints  # (n_options,)
    competency: Ints
    station: Ints
    marks: Ints
    reason: Ints  # place in `reasons`
    reasons: tuple[dict[str, Any], ...]


_TABLES = (
    ("kinds", Kinds, ("is_group", "uses_device", "is_teacher_time", "seats")),
    (
        "students",
        Students,
        ("may_do", "max_screen_blocks", "max_screen_run", "no_teacher_penalty"),
    ),
    ("options", Options, ("student", "kind", "group_type", "subject", "competency", "value")),
    (
        "group_types",
        GroupTypes,
        ("kind", "subject", "competency", "min_size", "max_size", "room_kind", "may_lead"),
    ),
    ("teachers", Teachers, ("is_available", "max_blocks", "max_run")),
    ("rooms", Rooms, ("count",)),
)
_PLAN = ("option", "group", "group_type", "group_block", "group_teacher", "group_room")
_KEY_ARRAYS = ("activity", "competency", "station", "marks", "reason")


def pack(problem: Problem, key: Key, plan: Plan) -> str:
    """Return a problem, its key and a plan as one text."""
    arrays: dict[str, Any] = {
        f"{name}.{part}": getattr(getattr(problem, name), part)
        for name, _, parts in _TABLES
        for part in parts
    }
    arrays["devices"], arrays["missing"] = problem.devices, problem.missing_subject_penalty
    arrays |= {f"plan.{part}": getattr(plan, part) for part in _PLAN}
    arrays |= {f"key.{part}": getattr(key, part) for part in _KEY_ARRAYS}
    arrays["pins"] = np.array(
        [(p.student, p.block, p.option) for p in problem.pins], dtype=np.int32
    ).reshape(-1, 3)
    arrays["apart"] = np.array(problem.keep_apart, dtype=np.int32).reshape(-1, 2)
    said = json.dumps(_said(problem, key), separators=(",", ":")).encode()
    arrays["said"] = np.frombuffer(said, dtype=np.uint8)
    buffer = io.BytesIO()
    np.savez_compressed(buffer, **arrays)
    return base64.b64encode(buffer.getvalue()).decode("ascii")


def unpack(text: str) -> tuple[Problem, Key, Plan]:
    """Return what `pack` was given."""
    with np.load(io.BytesIO(base64.b64decode(text)), allow_pickle=False) as found:
        arrays = dict(found)
    said = json.loads(arrays["said"].tobytes())
    tables: dict[str, Any] = {}
    for name, shape, parts in _TABLES:
        given = {part: arrays[f"{name}.{part}"] for part in parts}
        if name in said["names"]:
            given["names"] = tuple(said["names"][name])
        tables[name] = shape(**given)
    problem = Problem(
        name=said["name"],
        **tables,
        devices=arrays["devices"],
        missing_subject_penalty=arrays["missing"],
        limits=Limits(**said["limits"]),
        teams=tuple(Team(group_type=t, students=tuple(s)) for t, s in said["teams"]),
        keep_apart=tuple((int(a), int(b)) for a, b in arrays["apart"]),
        pins=tuple(
            Pin(student=int(s), block=int(b), option=int(o)) for s, b, o in arrays["pins"]
        ),
    )
    lists: dict[str, Any] = {name: tuple(said["key"][name]) for name in _KEY_LISTS}
    columns: dict[str, Any] = {part: arrays[f"key.{part}"] for part in _KEY_ARRAYS}
    groups = tuple(GroupKey(*one) for one in said["key"]["groups"])
    key = Key(**lists, groups=groups, **columns)
    return problem, key, Plan(**{part: arrays[f"plan.{part}"] for part in _PLAN})


_KEY_LISTS = (
    "students", "adults", "staffings", "kind_modality", "kind_station", "subjects", "reasons",
)  # fmt: skip


def _said(problem: Problem, key: Key) -> dict[str, Any]:
    limits = problem.limits
    return {
        "format": FORMAT,
        "name": problem.name,
        "names": {"kinds": problem.kinds.names, "rooms": problem.rooms.names},
        "limits": {
            "blocks_per_subject": limits.blocks_per_subject,
            "blocks_per_competency": limits.blocks_per_competency,
            "groups_per_competency": limits.groups_per_competency,
        },
        "teams": [[team.group_type, list(team.students)] for team in problem.teams],
        "key": {name: list(getattr(key, name)) for name in _KEY_LISTS}
        | {"groups": [list(one) for one in key.groups]},
    }


def newest_problem() -> Problem | None:
    """Return the problem of the newest plan that is stored whole, or None."""
    rows = DayPlan.objects.exclude(problem="").order_by("-pk")
    text = rows.values_list("problem", flat=True).first()
    return unpack(text)[0] if text else None
