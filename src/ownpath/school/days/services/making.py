"""Make a campus's day: gather, draft, plan, keep as a draft, say what it promises."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, Final

from django.utils.translation import gettext_lazy as _

from ownpath.engine.dayplan.completing_bound import most_whole
from ownpath.engine.dayplan.cooling import TellStep
from ownpath.engine.dayplan.planning import Planned, plan_and_check
from ownpath.engine.dayplan.solve import untold
from ownpath.engine.dayplan.types import NoPlan, Problem
from ownpath.engine.promises import Foretold
from ownpath.errors import Conflict
from ownpath.school.days.models import DayPin, DayPlan, Preset
from ownpath.school.days.queries.packed import Key
from ownpath.school.days.services.drafting import problem_for
from ownpath.school.days.services.foretelling import foretold_of
from ownpath.school.days.services.gathering import Gathered, gather
from ownpath.school.days.services.keeping import Made, keep_plan
from ownpath.school.days.services.left_out import classes_left_out
from ownpath.school.days.services.owing import PinCannotBe
from ownpath.school.days.services.promised import promises_of
from ownpath.school.days.services.resources import teachers_of
from ownpath.school.days.services.telling import Told, tell_conflicts
from ownpath.store.together import commit_together, take_turns

if TYPE_CHECKING:
    from ownpath.school.people.models import Campus, Person


MOST_NAMED: Final = 3


class NoPlanPossible(Conflict):
    """Not everything demanded can be had at once; `conflicts` names the smallest set that cannot."""

    def __init__(self, conflicts: list[Told]) -> None:
        super().__init__(
            _("No plan can be. These demands cannot all be met."),
            next_step=_("Give up any one of them, then plan again."),
        )
        self.conflicts = conflicts


@dataclass(frozen=True, slots=True, kw_only=True)
class Ready:
    """A day that waits to be planned: pure numbers for any machine, and what they stand for."""

    gathered: Gathered
    problem: Problem
    key: Key
    aims: Foretold
    preset: str
    n_dropped: int  # pairs to be kept apart whom a whole-class timetable has in one class
    n_hours_moved: (
        int  # blocks of teachers' own in which a whole-class timetable has them teach
    )
    left_out: tuple[str, ...]  # titles of classes that nothing in the day is for
    pins_aside: tuple[DayPin, ...]  # that cannot be: the day is planned without them

    @property
    def n_moves(self) -> int:
        """Return how many moves the campus's policy gives the search."""
        return self.gathered.setup.policy.moves_per_student * self.problem.n_students

    @property
    def seed(self) -> int:
        """Return the seed of the campus's search."""
        return int(self.gathered.setup.policy.seed)


def get_ready(
    *,
    campus: Campus,
    day: date,
    now: datetime,
    preset: str = "",
    sets_pins_aside: bool = False,
) -> Ready:
    """Gather a campus and a day and draft its problem; `preset` replaces what the campus chose.

    `sets_pins_aside` goes on without the pins that cannot be: where nobody is there to lift them.

    Raises
    ------
    CannotPlan, TooManyStations, PinCannotBe
    """
    gathered, aside = gather(campus=campus, day=day, now=now), list[DayPin]()
    try:
        problem, key = problem_for(gathered, preset=preset)
    except PinCannotBe as refused:
        if not sets_pins_aside:
            raise
        aside = refused.pins
        gathered = replace(gathered, pins=[one for one in gathered.pins if one not in aside])
        problem, key = problem_for(gathered, preset=preset)
    n_dropped, there = 0, teachers_of(gathered).is_available
    if preset == Preset.WHOLE_CLASS:
        problem, n_dropped = _without_pairs_of_one_class(problem)
    return Ready(
        gathered=gathered,
        problem=problem,
        key=key,
        aims=foretold_of(gathered, problem, key),
        preset=preset,
        n_dropped=n_dropped,
        n_hours_moved=int((problem.teachers.is_available & ~there).sum()),
        left_out=classes_left_out(gathered, preset=preset),
        pins_aside=tuple(aside),
    )


def _without_pairs_of_one_class(problem: Problem) -> tuple[Problem, int]:
    """Return the problem without pairs to be kept apart who are pinned into one class; no timetable could part them."""
    types = problem.options.group_type
    pinned = {(pin.student, pin.block): int(types[pin.option]) for pin in problem.pins}
    kept = tuple(
        (a, b)
        for a, b in problem.keep_apart
        if not any(
            pinned.get((a, block), -1) == pinned.get((b, block), -2)
            for block in range(problem.n_blocks)
        )
    )
    return replace(problem, keep_apart=kept), len(problem.keep_apart) - len(kept)


def plan_campus(
    *,
    campus: Campus,
    day: date,
    by: Person | None,
    now: datetime,
    preset: str = "",
    is_bound_wanted: bool = True,
    sets_pins_aside: bool = False,
    tell: TellStep = untold,
) -> DayPlan:
    """Plan a campus's day and keep it as a draft.

    Raises
    ------
    CannotPlan, PinCannotBe, NoPlanPossible
    """
    tell("gathering", 0, 1)
    ready = get_ready(
        campus=campus, day=day, now=now, preset=preset, sets_pins_aside=sets_pins_aside
    )
    tell("gathering", 1, 1)
    outcome = plan_and_check(
        problem=ready.problem, seed=ready.seed, n_moves=ready.n_moves, aims=ready.aims,
        is_bound_wanted=is_bound_wanted, tell=tell,
    )  # fmt: skip
    tell("writing", 0, 1)
    return keep_outcome(ready=ready, outcome=outcome, by=by, now=now)


def keep_outcome(
    *, ready: Ready, outcome: Planned | NoPlan, by: Person | None, now: datetime
) -> DayPlan:
    """Keep what a search found as a draft, with what it promises.

    Raises
    ------
    NoPlanPossible
    """
    if isinstance(outcome, NoPlan):
        raise NoPlanPossible(
            tell_conflicts(outcome.conflicts, gathered=ready.gathered, key=ready.key)
        )
    made = Made(
        plan=outcome.plan, seed=outcome.seed, n_moves=outcome.n_moves,
        value=outcome.worth.value, bound=outcome.bound, figures={},
    )  # fmt: skip
    more = {"is_whole_class": ready.preset == Preset.WHOLE_CLASS}

    def keep() -> DayPlan:
        take_turns(about=ready.gathered.campus.pk, on=ready.gathered.day)
        row = keep_plan(
            gathered=ready.gathered, problem=ready.problem, key=ready.key, made=made,
            by=by, now=now, more=more,
        )  # fmt: skip
        row.figures = figures_of(row, ready) | {
            "n_without_teacher": outcome.worth.n_without_teacher,
            "n_kept_apart_dropped": ready.n_dropped,
            "n_hours_moved": ready.n_hours_moved,
            "n_left_out": len(ready.left_out),
            "left_out": list(ready.left_out[:MOST_NAMED]),
            "pins_aside": [str(pin.uuid) for pin in ready.pins_aside],
        }
        row.save(update_fields=["figures"])
        return row

    return commit_together(keep)


def figures_of(row: DayPlan, ready: Ready) -> dict[str, Any]:
    """Return what a plan promises, in counts; `most_whole_days` is what no plan could exceed.

    `possible_alone` counts those whose day could be whole were each alone; not all of them can be at once.
    """
    return {
        **promises_of(plan=row, school_day=ready.gathered.school_day),
        "most_whole_days": most_whole(problem=ready.problem, aims=ready.aims),
        "possible_alone": int(ready.aims.is_possible.sum()),
    }
