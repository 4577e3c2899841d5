"""Say why a cell holds what it holds, and what could be there instead; read from what was planned from."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from ownpath.engine.dayplan.explain import Alternative, explain
from ownpath.school.curriculum.queries import competencies_by_id, plain_activities_by_id
from ownpath.school.days.models import Station
from ownpath.school.days.queries.cells import titles_of
from ownpath.school.days.queries.packed import CHOSEN, Key, unpack
from ownpath.school.days.queries.words import words_of_bound

if TYPE_CHECKING:
    from ownpath.engine.dayplan.types import Plan, Problem
    from ownpath.school.days.models import DayPlan
    from ownpath.school.people.models import Person
    from ownpath.school.plans.models import Offer

MOST_SHOWN = 12
NOT_OPEN = "allowed_kind"  # the rule that no teacher's word overrules: the student may not do such things then


@dataclass(frozen=True, slots=True, kw_only=True)
class Could:
    """Something a student could do in a block: `points` more than planned; `bound_words` say what forbids it."""

    key: str
    title: Mapping[str, str]
    modality: str
    points: int
    bound_by: str  # "" when it could be at once
    bound_words: Any
    reason: Mapping[str, Any]
    is_picked: bool = False
    # "choice", "teacher": what the student would have by it and has not now, and the other way round
    gains: frozenset[str] = frozenset()
    loses: frozenset[str] = frozenset()
    offer: Offer | None = None  # of today, where it is one


@dataclass(frozen=True, slots=True, kw_only=True)
class Why:
    """Why a cell holds what it holds."""

    value: int
    because: Mapping[str, Any]
    runner_up: Could | None
    bound_by: tuple[Could, ...]  # worth more, each with the rule that stands in the way


def why_cell(*, plan: DayPlan, student: Person, block: int) -> Why | None:
    """Return why a student does what is planned in a block; None where nothing was planned, or the day is closed."""
    found = _explained(plan, student, block)
    if found is None:
        return None
    problem, key, _packed, because = found
    alternatives = [*because.better[:MOST_SHOWN]]
    if because.runner_up is not None:
        alternatives.append(because.runner_up)
    named = _named(problem, key, [one.option for one in alternatives])
    coulds = [_could(problem, key, named, one) for one in alternatives]
    runner_up = coulds.pop() if because.runner_up is not None else None
    return Why(
        value=because.value,
        because=key.reasons[key.reason[because.option]],
        runner_up=runner_up,
        bound_by=tuple(coulds),
    )


def what_could_be(
    *, plan: DayPlan, student: Person, block: int, asked: str = ""
) -> list[Could]:
    """Return what a student could do in a block instead: what can be at once first, the best first.

    What is not open to the student in the block at all (by rotation, service, opt-out) is left out, but for what was
    `asked` for by its key.
    """
    found = _explained(plan, student, block)
    if found is None:
        return []
    problem, key, packed, because = found
    row = key.students.index(student.pk)
    alternatives = _alternatives(problem, packed, row, block, because.option)
    named = _named(problem, key, [one.option for one in alternatives])
    held = _Held(problem, key, packed, row, block)
    best: dict[tuple[str, str], Could] = {}
    for one in alternatives:
        could = held.told(_could(problem, key, named, one), one.option)
        if could.key and (could.bound_by != NOT_OPEN or could.key == asked):
            best.setdefault((could.key, could.modality), could)
    return sorted(best.values(), key=lambda one: one.key != asked)[: 2 * MOST_SHOWN]


def _alternatives(
    problem: Problem, packed: Plan, row: int, block: int, planned: int
) -> list[Alternative]:
    """Return all else a student could do today, with the rule in its way in this block; what can be at once first."""
    import numpy as np

    from ownpath.engine.dayplan.explain import binding_rule

    value = problem.options.value
    found = [
        Alternative(
            option=int(o),
            points=int(value[o] - value[planned]),
            bound_by=binding_rule(problem, packed, row, block, int(o)),
        )
        for o in np.flatnonzero(problem.options.student == row)
        if o != planned
    ]
    return sorted(found, key=lambda one: (bool(one.bound_by), -one.points, one.option))


class _Held:
    """What a student has of a day by what is planned in one block: a pick that is honored, a turn with a teacher."""

    def __init__(
        self, problem: Problem, key: Key, plan: Plan, student: int, block: int
    ) -> None:
        self._problem, self._key = problem, key
        self._now = self._of(int(plan.option[student, block]))
        others = [int(o) for n, o in enumerate(plan.option[student]) if n != block and o >= 0]
        self._elsewhere = frozenset(one for o in others for one in self._of(o)) - {"choice"}

    def _of(self, option: int) -> frozenset[str]:
        """Return what one thing is to the student: picked, with a teacher."""
        is_teacher_time = self._problem.kinds.is_teacher_time
        is_led = bool(is_teacher_time[self._problem.options.kind[option]])
        is_picked = _is_picked(self._key, option)
        return frozenset(["choice"] * is_picked + ["teacher"] * is_led)

    def told(self, could: Could, option: int) -> Could:
        """Return something that could be, with what the student gains and loses by it."""
        then = self._of(option)
        return replace(
            could,
            gains=then - self._now - self._elsewhere,
            loses=self._now - then - self._elsewhere,
        )


def _is_picked(key: Key, option: int) -> bool:
    return bool(int(key.marks[option]) & CHOSEN)


def what_options_are(
    *, problem: Problem, key: Key, options: Collection[int]
) -> dict[int, Could]:
    """Return what some options of a problem are, by option; three queries for any number."""
    named = _named(problem, key, list(options))
    return {
        o: _could(problem, key, named, Alternative(option=o, points=0, bound_by=""))
        for o in set(options)
    }


def _explained(
    plan: DayPlan, student: Person, block: int
) -> tuple[Problem, Key, Plan, Any] | None:
    if not plan.problem:
        return None
    problem, key, packed = unpack(plan.problem)
    if student.pk not in key.students or not 0 <= block < problem.n_blocks:
        return None
    row = key.students.index(student.pk)
    because = explain(problem=problem, plan=packed, student=row, block=block)
    return (problem, key, packed, because) if because is not None else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Named:
    activities: Mapping[int, Any]
    stations: Mapping[int, Any]
    competencies: Mapping[int, Any]


def _named(_problem: Problem, key: Key, options: list[int]) -> _Named:
    def ids(column: Any) -> set[int]:
        return {int(column[o]) for o in options if column[o]}

    return _Named(
        activities=plain_activities_by_id(ids=ids(key.activity)),
        stations={one.pk: one for one in Station.objects.filter(pk__in=list(ids(key.station)))},
        competencies=competencies_by_id(ids=ids(key.competency)),
    )


def _could(problem: Problem, key: Key, named: _Named, one: Any) -> Could:
    o = one.option
    activity = named.activities.get(int(key.activity[o]))
    station = named.stations.get(int(key.station[o]))
    competency = named.competencies.get(int(key.competency[o]))
    if station is not None:
        name, title = f"station:{station.uuid}", titles_of(station.words, "name")
    elif activity is not None:
        name, title = f"activity:{activity.uuid}", titles_of(activity.words, "title")
    elif competency is not None:
        name = f"competency:{competency.uuid}"
        title = titles_of(competency.words, "short") or titles_of(competency.words, "statement")
    else:
        name, title = "conference", {}
    return Could(
        key=name,
        title=title,
        modality=key.kind_modality[problem.options.kind[o]],
        points=one.points,
        bound_by=one.bound_by,
        bound_words=words_of_bound(one.bound_by),
        reason=key.reasons[key.reason[o]],
        is_picked=_is_picked(key, o),
    )
