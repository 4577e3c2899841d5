"""What a plan is worth: points of everything the students do, less the points for days that lack something."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ownpath.engine.dayplan.types import Plan, Problem


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """The value of a plan and the parts it is the sum of."""

    learning: int
    learning_by_kind: Mapping[str, int]
    n_without_teacher: int
    no_teacher_penalty: int
    n_missing_subject: tuple[int, ...]
    missing_subject_penalty: int

    @property
    def value(self) -> int:
        """Return the points of the whole plan."""
        return self.learning - self.no_teacher_penalty - self.missing_subject_penalty


def worth_of(*, problem: Problem, plan: Plan) -> Worth:
    """Return what a plan is worth; cells that hold nothing count nothing."""
    options = problem.options
    student, block = np.nonzero(plan.option >= 0)
    used = plan.option[student, block]
    kind, subject, value = options.kind[used], options.subject[used], options.value[used]
    has_teacher = np.zeros(problem.n_students, dtype=bool)
    has_teacher[student[problem.kinds.is_teacher_time[kind]]] = True
    n_subjects = problem.missing_subject_penalty.shape[0]
    has_subject = np.zeros((problem.n_students, n_subjects), dtype=bool)
    has_subject[student[subject >= 0], subject[subject >= 0]] = True
    missing = (~has_subject).sum(axis=0)
    return Worth(
        learning=int(value.sum()),
        learning_by_kind={
            name: int(value[kind == k].sum()) for k, name in enumerate(problem.kinds.names)
        },
        n_without_teacher=int((~has_teacher).sum()),
        no_teacher_penalty=int(problem.students.no_teacher_penalty[~has_teacher].sum()),
        n_missing_subject=tuple(int(n) for n in missing),
        missing_subject_penalty=int((missing * problem.missing_subject_penalty).sum()),
    )
