"""Makes a campus day in the student-day benchmark's format: needs that cluster, scarce adults and rooms.

    python bench/make_day.py OUT.json.gz --students 600 --blocks 8 --seed 101

Settings are chosen on campuses made here, with seeds of our own; the published instances are only reported on.
The shape (kinds, limits, sizes, how much there is of each thing for each student) follows the format's description.
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path
from typing import Any

import numpy as np

SUBJECTS = ["math", "ela", "science", "social_studies"]
KINDS = ["teacher_group", "independent", "offline", "assessment", "project", "conference"]
GROUP, INDEPENDENT, OFFLINE, ASSESSMENT, PROJECT, CONFERENCE = range(6)
COMPETENCIES_PER_SUBJECT = 80
BANDS = 3
STUDENTS_PER_GRADE = 375
STUDENTS_PER_TEACHER = 19
STUDENTS_PER_PROJECT = 48

Generator = np.random.Generator


def make_day(*, n_students: int, n_blocks: int, seed: int) -> dict[str, Any]:
    """Return an instance as the format's own object."""
    rng = np.random.default_rng(seed)
    n_grades = max(2, min(4, n_students // STUDENTS_PER_GRADE + 1))
    grade = rng.integers(n_grades, size=n_students)
    n_teachers = int(np.ceil(n_students / STUDENTS_PER_TEACHER))
    n_projects = max(3, n_students // STUDENTS_PER_PROJECT)
    free = _free_blocks(rng, n_students, n_blocks)
    teams, project_of = _teams(rng, grade, n_projects)
    types = _types(rng)
    options = _options(rng, grade, n_grades, n_teachers, project_of, types)
    return {
        "format": "student-day-instance", "version": 1,
        "name": f"made-s{n_students:04d}-b{n_blocks}-seed{seed}", "units": {},
        "students": n_students, "blocks": n_blocks, "projects": n_projects,
        "subjects": SUBJECTS, "activity_kinds": KINDS,
        "student": {
            "grade": grade.tolist(), "free_blocks": free,
            "max_screen_blocks": [max(1, len(blocks) // 2) for blocks in free],
        },
        "options": options,
        "teacher_group_types": types,
        "teachers": _teachers(rng, n_teachers, n_blocks),
        "teams": teams,
        "keep_apart": _keep_apart(rng, grade),
        "group_size": {
            "teacher_group": {"min": 3, "max": 8}, "conference": {"min": 1, "max": 4},
            "project": {"min": 6, "max": 20},
        },
        "capacity_per_block": _capacity(n_students),
        "limits": {
            "blocks_per_subject": 3, "blocks_per_competency": 2,
            "teacher_groups_per_competency": 1,
        },
        "penalties": {"no_teacher_time": 300, "missing_subject": [60, 60, 0, 0]},
    }  # fmt: skip


def _capacity(n_students: int) -> dict[str, int]:
    shares = {
        "class_rooms": 0.035, "project_rooms": 0.0134, "independent_seats": 0.45,
        "offline_seats": 0.38, "assessment_seats": 0.0667, "devices": 0.48,
    }  # fmt: skip
    return {name: int(np.ceil(share * n_students - 0.01)) for name, share in shares.items()}


def _free_blocks(rng: Generator, n_students: int, n_blocks: int) -> list[list[int]]:
    rows = []
    for _ in range(n_students):
        blocks = set(range(n_blocks))
        if n_blocks == 8:
            blocks -= {int(rng.integers(3, 6))}  # lunch, in three waves
        services = int(rng.choice(3, p=[0.8, 0.16, 0.04]))
        blocks -= set(rng.choice(sorted(blocks), size=services, replace=False).tolist())
        rows.append(sorted(blocks))
    return rows


def _teams(
    rng: Generator, grade: np.ndarray, n_projects: int
) -> tuple[list[dict[str, Any]], np.ndarray]:
    """Return teams of three to five of one grade, and each student's project."""
    n_grades = int(grade.max()) + 1
    project_of = np.zeros(grade.shape[0], dtype=int)
    teams = []
    for g in range(n_grades):
        projects = np.arange(g, n_projects, n_grades)
        students = rng.permutation(np.flatnonzero(grade == g))
        at = 0
        while at < len(students):
            members = students[at : at + int(rng.integers(3, 6))]
            at += len(members)
            project = int(projects[len(teams) % len(projects)])
            project_of[members] = project
            teams.append({"project": project, "students": sorted(members.tolist())})
    return teams, project_of


def _types(rng: Generator) -> dict[str, list[int]]:
    """Return one type for each competency and band; competencies are numbered by subject."""
    n = COMPETENCIES_PER_SUBJECT * len(SUBJECTS)
    competency = np.repeat(np.arange(n), BANDS)
    return {
        "subject": (competency // COMPETENCIES_PER_SUBJECT).tolist(),
        "competency": competency.tolist(),
        "band": np.tile(np.arange(BANDS), n).tolist(),
    }


def _teachers(rng: Generator, n_teachers: int, n_blocks: int) -> dict[str, Any]:
    pairs = ([0, 2], [1, 3])
    subjects = [
        pairs[int(rng.integers(2))] if rng.random() < 0.14 else [t % len(SUBJECTS)]
        for t in range(n_teachers)
    ]
    n_available = 3 * n_blocks // 4
    blocks = [
        sorted(rng.choice(n_blocks, size=n_available, replace=False).tolist())
        for _ in range(n_teachers)
    ]
    return {"subjects": subjects, "available_blocks": blocks}


def _keep_apart(rng: Generator, grade: np.ndarray) -> list[list[int]]:
    pairs: set[tuple[int, int]] = set()
    while len(pairs) < 0.03 * len(grade):
        a, b = sorted(rng.choice(len(grade), size=2, replace=False).tolist())
        if grade[a] == grade[b]:
            pairs.add((a, b))
    return [list(pair) for pair in sorted(pairs)]


class _Rows:
    """Options as they are made, by column."""

    names = ("student", "kind", "group_type", "subject", "competency", "value")

    def __init__(self) -> None:
        self.columns: dict[str, list[int]] = {name: [] for name in self.names}

    def add(self, *row: float) -> None:
        for name, value in zip(self.names, row, strict=True):
            self.columns[name].append(round(value))


def _options(
    rng: Generator, grade: np.ndarray, n_grades: int, n_teachers: int,
    project_of: np.ndarray, types: dict[str, list[int]],
) -> dict[str, list[int]]:  # fmt: skip
    rows = _Rows()
    need = rng.gamma(30.0, 1.0 / 30.0, size=grade.shape[0])
    for s, g in enumerate(grade):
        frontier = _frontier(rng, int(g), n_grades)
        learning = {c: need[s] * rng.normal(88.0, 15.0) for c in frontier}
        learning = {c: float(np.clip(v, 49.0, 185.0)) for c, v in learning.items()}
        for c, value in learning.items():
            own = int(rng.choice(BANDS, p=[0.26, 0.48, 0.26]))
            for band in range(max(own - 1, 0), min(own + 2, BANDS)):
                fit = 1.0 if band == own else 0.855
                kind = c * BANDS + band
                rows.add(s, GROUP, kind, types["subject"][kind], c, fit * value)
        for c, value in learning.items():
            share = rng.uniform(0.44, 0.68)
            rows.add(s, INDEPENDENT, -1, c // COMPETENCIES_PER_SUBJECT, c, share * value)
        for value in (4, 8, rng.integers(12, 20)):
            rows.add(s, OFFLINE, -1, -1, -1, value)
        for subject in range(len(SUBJECTS)):
            rows.add(s, OFFLINE, -1, subject, -1, rng.integers(28, 46))
        for c, value in learning.items():
            if rng.random() < 0.2:
                share = rng.uniform(0.45, 0.92)
                rows.add(s, ASSESSMENT, -1, c // COMPETENCIES_PER_SUBJECT, c, share * value)
        rows.add(s, PROJECT, project_of[s], -1, -1, rng.uniform(50.0, 86.0))
        rows.add(s, CONFERENCE, s % n_teachers, -1, -1, min(198.0, rng.exponential(85.0)))
    return rows.columns


def _frontier(rng: Generator, grade: int, n_grades: int) -> list[int]:
    """Return two or three competencies of each subject near where the grade is; some are far off."""
    chosen = []
    for subject in range(len(SUBJECTS)):
        middle = COMPETENCIES_PER_SUBJECT * (grade + 0.5) / n_grades
        n = int(rng.integers(2, 4))
        near = rng.normal(rng.normal(middle, 12.0), 2.0, size=20)
        places = np.unique(np.clip(near, 0, COMPETENCIES_PER_SUBJECT - 1).astype(int))
        picks = rng.choice(places, size=min(n, len(places)), replace=False)
        chosen += [subject * COMPETENCIES_PER_SUBJECT + int(c) for c in picks]
    return chosen


def main() -> None:
    """Write one campus day."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("--students", type=int, default=600)
    parser.add_argument("--blocks", type=int, default=8)
    parser.add_argument("--seed", type=int, default=101)
    call = parser.parse_args()
    day = make_day(n_students=call.students, n_blocks=call.blocks, seed=call.seed)
    call.out.write_bytes(gzip.compress(json.dumps(day).encode(), mtime=0))


if __name__ == "__main__":
    main()
