"""What days are to hold beside their points, as the planner is told it by whoever knows what a promise is."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from ownpath.engine.dayplan.types import Bools, Ints, Plan, Problem

Floats = NDArray[np.float64]


class Aims(Protocol):
    """Some aims for each student's day; a day that holds all of them is whole. Pure data, so that it can travel."""

    @property
    def helps(self) -> Bools:
        """Return (n_options, n_aims): whether doing an option helps an aim of its student."""
        ...

    @property
    def needs(self) -> Bools:
        """Return (n_options, n_aims): what may hold an aim, of which a day that holds it has at least one.

        An aim for which a student has none of these may be held by the day as a whole.
        """
        ...

    @property
    def is_possible(self) -> Bools:
        """Return (n_students,): whether a whole day is possible at all for a student."""
        ...

    @property
    def urgency(self) -> Floats:
        """Return (n_students,): from 1 up, more for who has waited longer for a whole day."""
        ...

    def held(self, plan: Plan) -> Bools:
        """Return (n_students, n_aims): which aims the days of a plan hold."""
        ...


def alone_helping(plan: Plan, aims: Aims) -> Ints:
    """Return the options in a plan that are alone in helping some aim of a whole day: what must not be lost."""
    used = plan.option >= 0
    helping = aims.helps[np.maximum(plan.option, 0)] & used[:, :, None]
    is_alone = helping & (helping.sum(axis=1) == 1)[:, None, :]
    is_whole = np.asarray(aims.held(plan).all(axis=1))
    is_alone &= is_whole[:, None, None]
    found: Ints = plan.option[is_alone.any(axis=2)]
    return found


def worth_with(problem: Problem, aims: Aims, prices: Floats) -> Floats:
    """Return (n_options,): points with the prices of the aims added; `prices` is (n_students, n_aims)."""
    added = (prices[problem.options.student] * aims.helps).sum(axis=1)
    worth: Floats = problem.options.value + added
    return worth
