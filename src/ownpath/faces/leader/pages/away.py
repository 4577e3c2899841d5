"""Many students away at once: whom a leader can mean, in one list, and who that is in the plan of the day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Final
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from ownpath.errors import NotFound
from ownpath.faces.leader.pages.classes import classes_to_pick
from ownpath.school.days.queries.away_together import (
    marked_away,
    planned_of_class,
    planned_of_grade,
    planned_of_program,
    programs_in,
)
from ownpath.school.days.queries.board import grades_in
from ownpath.school.days.queries.words import tell_grade

if TYPE_CHECKING:
    from ownpath.school.days.models import DayPlan

MARKED: Final = "marked"
GRADE, CLASS, PROGRAM = "grade", "class", "program"


@dataclass(frozen=True, slots=True, kw_only=True)
class Away:
    """Students who can be meant together."""

    value: str
    label: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AwayGroup:
    """Students who can be meant together, under one heading."""

    title: str  # "" for those who are marked already
    choices: tuple[Away, ...]


def who_can_be_away(*, plan: DayPlan, n: int, today: date) -> tuple[AwayGroup, ...]:
    """Return whom a leader can mean: the `n` who are marked as not here, a grade, a class, a program."""
    marked = ngettext(
        "%(n)d student whom teachers marked as not here",
        "%(n)d students whom teachers marked as not here",
        n,
    ) % {"n": n}
    classes = classes_to_pick(campus=plan.campus, today=today)
    groups = (
        ("", [(MARKED, marked)] if n else []),
        (
            _("Grades"),
            [(f"{GRADE}:{g}", tell_grade(g).capitalize()) for g in grades_in(plan=plan) if g],
        ),
        (
            _("Programs"),
            [(f"{PROGRAM}:{one}", one) for one in programs_in(plan=plan)],
        ),
        (
            _("Classes"),
            [(f"{CLASS}:{key}", classes.tell(one)) for key, one in classes.sections.items()],
        ),
    )
    return tuple(
        AwayGroup(
            title=title,
            choices=tuple(Away(value=value, label=label) for value, label in found),
        )
        for title, found in groups
        if found
    )


def who_is_meant(*, plan: DayPlan, whom: str, today: date) -> list[UUID]:
    """Return who of a plan is meant by what was picked; refuse where that is nobody."""
    kind, _colon, name = whom.partition(":")
    found: list[UUID] = []
    if kind == MARKED:
        found = marked_away(plan=plan)
    elif kind == GRADE:
        found = planned_of_grade(plan=plan, grade=name)
    elif kind == PROGRAM:
        found = planned_of_program(plan=plan, name=name)
    elif section := classes_to_pick(campus=plan.campus, today=today).sections.get(name):
        found = planned_of_class(plan=plan, section=section)
    if not found:
        raise NotFound(
            _("Nobody of these has a place in the plan of this day."),
            next_step=_("Pick others from the list."),
        )
    return found
