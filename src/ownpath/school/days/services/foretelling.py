"""Tell the planner what days promise: what helps which promise, and for whom a whole day is possible."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from ownpath.engine.dayplan.types import Problem
from ownpath.engine.promises import Foretold
from ownpath.school.days.queries.cell_columns import ACTIVE_SHARE, WITH_A_PERSON
from ownpath.school.days.queries.judging import terms_of
from ownpath.school.days.queries.packed import Key
from ownpath.school.days.services import draft as marks
from ownpath.school.days.services.draft import GROUP_KINDS, SCREEN_KINDS, Bools
from ownpath.school.days.services.gathering import Gathered
from ownpath.school.days.services.wanting import MOST_WAITING


def foretold_of(gathered: Gathered, problem: Problem, key: Key) -> Foretold:
    """Return what plans of a problem promise whom, as the rows of the plan will be judged."""
    policy, flags, options = gathered.setup.policy, key.marks, problem.options
    kinds = key.kind_modality
    largest = (
        problem.group_types.max_size[np.maximum(options.group_type, 0)]
        if len(key.groups)
        else 0
    )
    waits = [gathered.lately.waiting.get(one, 0) for one in key.students]
    silent = [gathered.unanswered.get(one, 0) for one in key.students]
    share = [
        0.0 if one in gathered.opted_out else policy.max_screen_share for one in key.students
    ]
    return Foretold(
        terms=terms_of(policy),
        kind=options.kind,
        is_learning=key.competency > 0,
        serves_hope=flags & marks.HOPE > 0,
        meets_interest=flags & marks.INTEREST > 0,
        is_chosen=flags & marks.CHOSEN > 0,
        is_in_band=flags & marks.IN_BAND > 0,
        is_below_readiness=flags & marks.BELOW > 0,
        is_repeat=_had_before(gathered, problem, key),
        is_small=np.asarray(largest <= policy.largest_group_that_connects),
        has_person=np.array([one in WITH_A_PERSON for one in kinds]),
        is_screen=np.array([one in SCREEN_KINDS for one in kinds]),
        active_share=np.array([ACTIVE_SHARE.get(one, 0.0) for one in kinds]),
        minutes=np.array(
            [float(gathered.school_day.minutes(b)) for b in range(problem.n_blocks)]
        ),
        is_possible=possibly_whole(problem, key, gathered.unanswered),
        urgency=1.0 + np.minimum(waits, MOST_WAITING) / MOST_WAITING,
        max_screen_share=np.array(share),
        max_screen_run=problem.students.max_screen_run.astype(np.int64),
        n_unanswered=np.array(silent, dtype=np.int64),
    )  # fmt: skip


def _had_before(gathered: Gathered, problem: Problem, key: Key) -> Bools:
    """Return which options are lessons their students had of late."""
    had = [gathered.lately.lessons.get(one, frozenset()) for one in key.students]
    students, activities = problem.options.student.tolist(), key.activity.tolist()
    return np.array(
        [a in had[s] for s, a in zip(students, activities, strict=True)], dtype=bool
    )


def possibly_whole(problem: Problem, key: Key, unanswered: Mapping[int, int]) -> Bools:
    """Return for whom a whole day is possible at all, were each alone: no plan can give one to anybody else.

    That all of these cannot have one at once, as they compete for rooms and adults, is `dayplan.completing_bound`'s.
    """
    student, flags = problem.options.student, key.marks
    with_person = np.array([one in GROUP_KINDS for one in key.kind_modality])
    looks = (
        with_person[problem.options.kind],
        flags & marks.HOPE > 0,
        flags & (marks.INTEREST | marks.CHOSEN) > 0,
        (flags & marks.IN_BAND > 0) & (key.competency > 0),
        flags & marks.CHOSEN > 0,
    )
    possible = np.asarray(problem.is_free.any(axis=1))
    for look in looks:
        possible &= np.bincount(student[look], minlength=problem.n_students) > 0
    silent = np.array([unanswered.get(one, 0) == 0 for one in key.students])
    return np.asarray(possible & silent)
