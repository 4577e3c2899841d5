"""Days of any shape, small enough to solve exactly: random options, scarce adults, rooms, devices, teams, wishes."""

from __future__ import annotations

import numpy as np

from ownpath.engine.dayplan.types import (
    GroupTypes,
    Kinds,
    Limits,
    Options,
    Problem,
    Rooms,
    Students,
    Teachers,
    Team,
)

GROUP, CONFERENCE, PROJECT, DEVICE, PAPER = range(5)
N_SUBJECTS = 2
EVERYTHING = 0b11111


def random_day(
    *, seed: int, n_students: int = 12, n_blocks: int = 4, n_competencies: int = 4
) -> Problem:
    """Return a day with a plan: everybody has paper work for every block."""
    rng = np.random.default_rng(seed)
    n_teachers, n_projects = 3, 1
    n_types = n_competencies + n_teachers + n_projects
    may_do = np.full((n_students, n_blocks), EVERYTHING, dtype=np.int32)
    may_do[rng.random(may_do.shape) < 0.1] = 0
    teaches = np.eye(N_SUBJECTS, n_teachers, dtype=bool)
    teaches[:, 2] = True
    leads = np.concatenate(
        [
            teaches[np.arange(n_competencies) % N_SUBJECTS],
            np.eye(n_teachers, dtype=bool),
            np.ones((n_projects, n_teachers), dtype=bool),
        ]
    )
    kinds = [GROUP] * n_competencies + [CONFERENCE] * n_teachers + [PROJECT] * n_projects
    sizes = {GROUP: (2, 4), CONFERENCE: (1, 2), PROJECT: (3, 8)}

    def per_block(*counts: int) -> np.ndarray:
        return np.repeat(np.array(counts, dtype=np.int32)[:, None], n_blocks, axis=1)

    return Problem(
        name=f"random-{seed}",
        kinds=Kinds(
            names=("group", "conference", "project", "device", "paper"),
            is_group=np.array([True, True, True, False, False]),
            uses_device=np.array([False, False, False, True, False]),
            is_teacher_time=np.array([True, True, False, False, False]),
            seats=per_block(0, 0, 0, n_students // 2, n_students),
        ),
        students=Students(
            may_do=may_do,
            max_screen_blocks=rng.integers(0, 3, size=n_students).astype(np.int32),
            max_screen_run=rng.integers(1, 3, size=n_students).astype(np.int32),
            no_teacher_penalty=np.full(n_students, 100, dtype=np.int32),
        ),
        options=_options(rng, n_students, n_blocks, n_competencies, n_teachers),
        group_types=GroupTypes(
            kind=np.array(kinds, dtype=np.int32),
            subject=np.array(
                [c % N_SUBJECTS for c in range(n_competencies)]
                + [-1] * (n_types - n_competencies),
                dtype=np.int32,
            ),
            competency=np.array(
                [*range(n_competencies)] + [-1] * (n_types - n_competencies), dtype=np.int32
            ),
            min_size=np.array([sizes[k][0] for k in kinds], dtype=np.int32),
            max_size=np.array([sizes[k][1] for k in kinds], dtype=np.int32),
            room_kind=np.array([int(k == PROJECT) for k in kinds], dtype=np.int32),
            may_lead=leads,
        ),
        teachers=Teachers(
            is_available=rng.random((n_teachers, n_blocks)) < 0.8,
            max_blocks=np.full(n_teachers, n_blocks - 1, dtype=np.int32),
            max_run=np.full(n_teachers, 2, dtype=np.int32),
        ),
        rooms=Rooms(names=("class", "project"), count=per_block(2, 1)),
        devices=per_block(n_students // 3)[0],
        missing_subject_penalty=np.array([40, 0], dtype=np.int32),
        limits=Limits(blocks_per_subject=3, blocks_per_competency=2, groups_per_competency=1),
        teams=tuple(
            Team(group_type=n_types - 1, students=(s, s + 1))
            for s in range(0, n_students - 1, 4)
        ),
        keep_apart=((0, 2), (3, 5)),
    )


def _options(
    rng: np.random.Generator,
    n_students: int,
    n_blocks: int,
    n_competencies: int,
    n_teachers: int,
) -> Options:
    rows: list[tuple[int, int, int, int, int, int]] = []
    for s in range(n_students):
        for c in range(n_competencies):
            subject = c % N_SUBJECTS
            if rng.random() < 0.8:
                rows.append((s, GROUP, c, subject, c, int(rng.integers(60, 120))))
            rows.append((s, DEVICE, -1, subject, c, int(rng.integers(30, 60))))
        adviser = n_competencies + s % n_teachers
        rows.append((s, CONFERENCE, adviser, -1, -1, int(rng.integers(0, 110))))
        rows.append(
            (s, PROJECT, n_competencies + n_teachers, -1, -1, int(rng.integers(40, 90)))
        )
        rows += [
            (s, PAPER, -1, b % N_SUBJECTS if b < 2 else -1, -1, int(rng.integers(1, 40)))
            for b in range(n_blocks)
        ]
    columns = np.array(rows, dtype=np.int32).T
    names = ("student", "kind", "group_type", "subject", "competency", "value")
    return Options(**dict(zip(names, columns, strict=True)))
