"""What any plan of a day would promise whom, told while the day is still being planned; judged by the one judge."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ownpath.engine.dayplan.types import Ints as Numbers
from ownpath.engine.dayplan.types import Plan
from ownpath.engine.promises.judge import judge
from ownpath.engine.promises.types import PROMISES, Bools, Day, Floats, Ints, Terms


@dataclass(frozen=True, slots=True, kw_only=True)
class Foretold:
    """All that the promises of a problem's plans depend on, in the problem's numbers: the aims of a planner."""

    terms: Terms
    # A row for each option, (n_options,).
    kind: Numbers
    is_learning: Bools
    serves_hope: Bools
    meets_interest: Bools
    is_chosen: Bools
    is_in_band: Bools
    is_below_readiness: Bools
    is_repeat: Bools
    is_small: Bools  # no group of its type is too large to connect
    # A row for each kind of activity, (n_kinds,).
    has_person: Bools
    is_screen: Bools
    active_share: Floats
    minutes: Floats  # (n_blocks,)
    # A row for each student, (n_students,).
    is_possible: Bools
    urgency: Floats
    max_screen_share: Floats
    max_screen_run: Ints
    n_unanswered: Ints

    @property
    def helps(self) -> Bools:
        """Return (n_options, 6): which promises an option helps to keep; to engage is a matter of the whole day."""
        return self._by_promise(connects=self.has_person[self.kind] & self.is_small)

    @property
    def needs(self) -> Bools:
        """Return (n_options, 6): what may keep a promise; a large group that few come to connects as well."""
        return self._by_promise(connects=self.has_person[self.kind])

    def _by_promise(self, *, connects: Bools) -> Bools:
        by_name = {
            "connects": connects,
            "relevant": self.serves_hope,
            "interests": self.meets_interest | self.is_chosen,
            "challenges": self.is_in_band & self.is_learning,
            "hears": self.is_chosen,
        }
        nothing = np.zeros(self.kind.shape, dtype=bool)
        return np.stack([by_name.get(name, nothing) for name in PROMISES], axis=1)

    def held(self, plan: Plan) -> Bools:
        """Return (n_students, 6): which promises the days of a plan hold."""
        return judge(day=self._day(plan), terms=self.terms)

    def _day(self, plan: Plan) -> Day:
        student, block = np.nonzero(plan.option >= 0)
        option, group = plan.option[student, block], plan.group[student, block]
        kind, minutes = self.kind[option], self.minutes[block]
        size = np.bincount(plan.group[plan.group >= 0], minlength=plan.n_groups + 1)
        nothing = np.zeros(student.shape, dtype=bool)
        total = np.bincount(student, weights=minutes, minlength=len(self.urgency))
        return Day(
            n_students=len(self.urgency),
            student=student,
            block=block,
            minutes=minutes,
            active_minutes=minutes * self.active_share[kind],
            is_learning=self.is_learning[option],
            has_person=self.has_person[kind],
            group_size=np.where(group >= 0, size[group], 1),
            serves_hope=self.serves_hope[option],
            meets_interest=(self.meets_interest | self.is_chosen)[option],
            is_in_band=self.is_in_band[option],
            is_below_readiness=self.is_below_readiness[option],
            is_screen=self.is_screen[kind],
            is_repeat=self.is_repeat[option],
            is_chosen=self.is_chosen[option],
            is_done=~nothing,
            is_not_for_me=nothing,
            is_boring=nothing,
            is_stuck=nothing,
            was_helped=nothing,
            max_screen_minutes=self.max_screen_share * total,
            max_screen_run=self.max_screen_run,
            n_unanswered=self.n_unanswered,
        )
