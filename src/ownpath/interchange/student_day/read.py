"""Reads an instance of the student-day benchmark, plain or packed; what contradicts itself is refused with reasons."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np

from ownpath.interchange.findings import Findings
from ownpath.interchange.problems import Problem, Weight
from ownpath.interchange.sources import read_bounded
from ownpath.interchange.student_day.fields import FIX, Fields
from ownpath.interchange.student_day.records import (
    GROUP_KINDS,
    SEAT_KINDS,
    InstanceRecord,
    Table,
    TeamRecord,
)

MAX_BYTES = 400_000_000
CAPACITIES = (
    "class_rooms", "project_rooms", "independent_seats", "offline_seats", "assessment_seats", "devices",
)  # fmt: skip
LIMITS = ("blocks_per_subject", "blocks_per_competency", "teacher_groups_per_competency")


def read_instance(source: bytes | Path) -> tuple[InstanceRecord | None, list[Problem]]:
    """Return the instance, and what is wrong with the file; None when it cannot be planned from."""
    findings = Findings()
    data = _parsed(source, findings)
    record = _instance(Fields(data, "", findings)) if data is not None else None
    if record is not None and not findings.listed():
        _look_for_contradictions(record, findings)
    problems = findings.listed()
    is_refused = any(problem.weight is Weight.FILE for problem in problems)
    return (None if is_refused else record), problems


def _parsed(source: bytes | Path, findings: Findings) -> object:
    raw = read_bounded(source, bound=MAX_BYTES, where="the whole file", findings=findings)
    if raw is None:
        return None
    try:
        data: object = json.loads(raw)
    except (ValueError, RecursionError):
        findings.file("student-day.json", "the whole file", "it is not JSON", FIX)
        return None
    named = data if isinstance(data, dict) else {}
    if named.get("format") != "student-day-instance" or named.get("version") != 1:
        what = "it is not a student-day-instance, version 1"
        findings.file("student-day.format", "the whole file", what, FIX)
        return None
    return named


def _instance(file: Fields) -> InstanceRecord:
    n_students = file.number("students", most=100_000)
    n_blocks = file.number("blocks", least=1, most=30)
    subjects = file.texts("subjects")
    kinds = file.texts("activity_kinds")
    student, teachers, penalties = (
        file.part(key) for key in ("student", "teachers", "penalties")
    )
    types = _types(file.part("teacher_group_types"), len(subjects))
    teacher_subjects = teachers.lists("subjects", size=len(subjects))
    n_teachers = len(teacher_subjects)
    limits, capacity = file.part("limits"), file.part("capacity_per_block")
    return InstanceRecord(
        name=file.text("name"),
        students=n_students,
        blocks=n_blocks,
        projects=file.number("projects"),
        subjects=subjects,
        activity_kinds=kinds,
        free_blocks=student.lists("free_blocks", size=n_blocks, rows=n_students),
        max_screen_blocks=student.column(
            "max_screen_blocks", least=0, most=n_blocks, rows=n_students
        ),
        options=_options(file.part("options"), n_students, len(kinds), len(subjects)),
        teacher_group_types=types,
        teacher_subjects=teacher_subjects,
        teacher_blocks=teachers.lists("available_blocks", size=n_blocks, rows=n_teachers),
        teams=_teams(file, n_students),
        keep_apart=_pairs(file, n_students),
        group_size=_sizes(file.part("group_size")),
        capacity_per_block={key: capacity.number(key) for key in CAPACITIES},
        limits={key: limits.number(key) for key in LIMITS},
        no_teacher_time=penalties.number("no_teacher_time"),
        missing_subject=tuple(
            int(n)
            for n in penalties.column(
                "missing_subject", least=0, most=1_000_000, rows=len(subjects)
            )
        ),
    )


def _options(part: Fields, n_students: int, n_kinds: int, n_subjects: int) -> Table:
    student = part.column("student", least=0, most=max(n_students - 1, 0))
    rows = len(student)
    return {
        "student": student,
        "kind": part.column("kind", least=0, most=max(n_kinds - 1, 0), rows=rows),
        "group_type": part.column("group_type", least=-1, most=1_000_000, rows=rows),
        "subject": part.column("subject", least=-1, most=n_subjects - 1, rows=rows),
        "competency": part.column("competency", least=-1, most=1_000_000, rows=rows),
        "value": part.column("value", least=-1_000_000, most=1_000_000, rows=rows),
    }


def _types(part: Fields, n_subjects: int) -> Table:
    subject = part.column("subject", least=0, most=max(n_subjects - 1, 0))
    rows = len(subject)
    return {
        "subject": subject,
        "competency": part.column("competency", least=0, most=1_000_000, rows=rows),
        "band": part.column("band", least=0, most=9, rows=rows),
    }


def _teams(file: Fields, n_students: int) -> tuple[TeamRecord, ...]:
    teams = []
    for i, entry in enumerate(file.items("teams")):
        part = Fields(entry, f"team {i}", file.findings)
        students = part.column("students", least=0, most=max(n_students - 1, 0))
        members = tuple(int(s) for s in students)
        teams.append(TeamRecord(project=part.number("project"), students=members))
    return tuple(teams)


def _pairs(file: Fields, n_students: int) -> tuple[tuple[int, int], ...]:
    pairs = file.lists("keep_apart", size=n_students)
    if any(len(pair) != 2 for pair in pairs):
        file.findings.file("student-day.pair", "keep_apart", "an entry is not a pair", FIX)
        return ()
    return tuple((a, b) for a, b in pairs)


def _sizes(part: Fields) -> dict[str, tuple[int, int]]:
    sizes = {}
    for kind in GROUP_KINDS:
        size = part.part(kind)
        least = size.number("min", least=1)
        sizes[kind] = (least, size.number("max", least=least))
    return sizes


def _look_for_contradictions(record: InstanceRecord, findings: Findings) -> None:
    """Record what no single field shows: unsorted rows, types that are not there, one option twice."""
    options = record.options
    student, kind, group_type = (options[key] for key in ("student", "kind", "group_type"))
    if np.any(np.diff(student) < 0):
        findings.file("student-day.order", "options", "they are not sorted by student", FIX)
    if missing := set(GROUP_KINDS + SEAT_KINDS) - set(record.activity_kinds):
        what = f"it lacks {', '.join(sorted(missing))}"
        findings.file("student-day.kinds", "activity_kinds", what, FIX)
        return
    n_types = {
        "teacher_group": len(record.teacher_group_types["subject"]),
        "conference": len(record.teacher_subjects),
        "project": record.projects,
    }
    for name in GROUP_KINDS:
        rows = kind == record.activity_kinds.index(name)
        keys = np.stack([student[rows], group_type[rows]])
        if rows.any() and not (
            group_type[rows].min() >= 0 and group_type[rows].max() < n_types[name]
        ):
            what = f"a {name} names a type that is not there"
            findings.file("student-day.type", "options, group_type", what, FIX)
        if np.unique(keys, axis=1).shape[1] != keys.shape[1]:
            what = f"a student has two options for one {name}"
            findings.file("student-day.twice", "options", what, FIX)
    if any(team.project >= record.projects for team in record.teams):
        findings.file(
            "student-day.team", "teams", "a team names a project that is not there", FIX
        )
