"""Three families of simulated students, so that no policy is judged by one theory of learning alone."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ownpath.engine.simulation.course import Course
from ownpath.engine.simulation.families.fading import FadingStudents
from ownpath.engine.simulation.families.growth import GrowthStudents
from ownpath.engine.simulation.families.tracing import TracingStudents
from ownpath.engine.simulation.families.types import Students as Students
from ownpath.engine.skills.arrays import Mask

FAMILIES: dict[str, Callable[..., Students]] = {
    TracingStudents.name: TracingStudents,
    GrowthStudents.name: GrowthStudents,
    FadingStudents.name: FadingStudents,
}


def students_of(
    family: str,
    *,
    course: Course,
    known: Mask,
    rng: np.random.Generator,
    parameters: object | None = None,
) -> Students:
    """Return students of a family who know what is `known` on the first day; without parameters, the usual ones.

    Raises
    ------
    ValueError
        If no family has that name.
    """
    if family not in FAMILIES:
        raise ValueError(f"family {family!r} is not known: expected one of {sorted(FAMILIES)}")
    return FAMILIES[family](course=course, known=known, rng=rng, parameters=parameters)
