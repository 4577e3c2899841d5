"""Several policies on the same students and the same hours, for each family of students."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import asdict, dataclass
from types import MappingProxyType

import numpy as np

from ownpath.engine.simulation.course import course_on, draw_graph, draw_known
from ownpath.engine.simulation.families import students_of
from ownpath.engine.simulation.placing import place_all
from ownpath.engine.simulation.policies import policy_named
from ownpath.engine.simulation.policies.types import School
from ownpath.engine.simulation.year import YearReport, run_year

MIDDLE = 0.4  # the level that students have reached on average on the first day
OURS = "ours"

Step = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """All reports, and what placement on the first day got wrong (share of student-competency pairs)."""

    reports: tuple[YearReport, ...]
    share_placed_wrong: float

    def as_data(self) -> dict[str, object]:
        """Return the comparison in words JSON has."""
        return {
            "reports": [asdict(one) for one in self.reports],
            "share_placed_wrong": self.share_placed_wrong,
            "ours_ahead_by": ahead_by(self.reports),
        }


def compare_policies(
    *,
    families: Sequence[str],
    policies: Sequence[str],
    n_students: int,
    n_competencies: int,
    n_days: int,
    rng: np.random.Generator,
    parameters: Mapping[str, object] = MappingProxyType({}),
    step: Step = lambda _what, _done, _of: None,
) -> Comparison:
    """Return how each policy does with each family: same course, same students, same first day, same chance.

    `parameters` are those of a family, by its name, where they are not the usual ones.
    """
    for_course, for_known, for_placing, for_students, for_year = rng.spawn(5)
    graph, strand = draw_graph(rng=for_course, n_competencies=n_competencies)
    course = course_on(graph, strand)
    known = draw_known(rng=for_known, course=course, n_students=n_students, middle=MIDDLE)
    placed = place_all(graph=graph, course=course, known=known, rng=for_placing, middle=MIDDLE)
    school = School(course=course, n_students=n_students)
    reports = []
    for family in families:
        for policy in policies:
            students = students_of(
                family,
                course=course,
                known=known,
                rng=deepcopy(for_students),
                parameters=parameters.get(family),
            )
            reports.append(
                run_year(
                    students=students,
                    policy=policy_named(policy),
                    school=school,
                    n_days=n_days,
                    placed=placed,
                    rng=deepcopy(for_year),
                )
            )
            step("years", len(reports), len(families) * len(policies))
    return Comparison(
        reports=tuple(reports), share_placed_wrong=float((placed != known).mean())
    )


def ahead_by(reports: Sequence[YearReport]) -> dict[str, float]:
    """Return, for each other policy, by how much ours gains more per hour in the family where that is least."""
    gained = {(one.family, one.policy): one.gained_per_hour for one in reports}
    families = {one.family for one in reports}
    others = dict.fromkeys(one.policy for one in reports if one.policy != OURS)
    return {
        other: min(gained[family, OURS] - gained[family, other] for family in families)
        for other in others
        if all((family, OURS) in gained for family in families)
    }
