"""Turn what happened, as people name it, into what the planner understands: numbers of one stored plan."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

import numpy as np
from django.utils.translation import gettext_lazy as _

from ownpath.engine.dayplan.events import (
    DevicesMissing,
    RoomsLost,
    StudentArrives,
    StudentsAbsent,
    Swap,
    TeacherOut,
)
from ownpath.engine.dayplan.events import Event as EngineEvent
from ownpath.engine.dayplan.explain import binding_rule
from ownpath.engine.dayplan.types import Plan, Problem
from ownpath.errors import Conflict
from ownpath.school.curriculum.queries import competencies_by_uuid, get_activity
from ownpath.school.days.models import (
    DayPlan,
    DeviceCart,
    Room,
    Station,
)
from ownpath.school.days.queries.packed import Key, unpack
from ownpath.school.days.services.draft import ROOM_KINDS
from ownpath.school.days.services.telling import Told
from ownpath.school.people.queries import ids_by_uuid

if TYPE_CHECKING:
    pass


class CannotMend(Conflict):
    """The day cannot be mended so; the plan that stands is untouched."""


class ClassAlone(CannotMend):
    """Nobody is left who could be with a class; `conflicts` says which, and when."""

    def __init__(self, conflicts: list[Told]) -> None:
        super().__init__(
            _("Nobody is left who could be with a class."),
            next_step=_(
                "Name fewer blocks, or add a substitute to the staff of the campus and plan the day again."
            ),
        )
        self.conflicts = conflicts


class ChangedMeanwhile(CannotMend):
    """Another change of the day was carried out since this one was worked out."""

    def __init__(self) -> None:
        super().__init__(
            _("The day was changed meanwhile."), next_step=_("Ask for this change once more.")
        )


def student_row(key: Key, uuid: str) -> int:
    """Return the number of a student in a plan; refuse who is not in it."""
    found = ids_by_uuid(uuids=[UUID(uuid)])
    student = found.get(UUID(uuid))
    if student is None or student not in key.students:
        raise CannotMend(
            _("This student is not in the plan."), next_step=_("Plan the day again.")
        )
    return key.students.index(student)


def options_named(problem: Problem, key: Key, row: int, name: str) -> list[int]:
    """Return a student's options with a key, the worthiest first."""
    what, _colon, uuid = name.partition(":")
    own = np.flatnonzero(problem.options.student == row)
    if what == "conference":
        kinds = np.array([one == "conference" for one in key.kind_modality])
        own = own[kinds[problem.options.kind[own]]]
    else:
        own = own[_column(key, what)[own] == _id_named(what, uuid)]
    return [int(o) for o in sorted(own, key=lambda o: -int(problem.options.value[o]))]


def _column(key: Key, what: str) -> Any:
    return {
        "activity": key.activity,
        "station": key.station,
        "competency": key.competency,
    }.get(what, np.full_like(key.activity, -1))


def _id_named(what: str, uuid: str) -> int:
    try:
        wanted = UUID(uuid)
    except ValueError:
        return -2
    if what == "activity":
        activity = get_activity(uuid=wanted)
        return activity.pk if activity is not None else -2
    if what == "station":
        return Station.objects.filter(uuid=wanted).values_list("pk", flat=True).first() or -2
    return competencies_by_uuid(uuids=[wanted]).get(wanted, -2)


def engine_event(
    base: DayPlan, problem: Problem, key: Key, plan: Plan, event: Mapping[str, Any], now: int
) -> EngineEvent:
    """Return what happened in the numbers of a stored plan."""
    first, last = event["blocks"]
    blocks = tuple(range(max(first, now), min(last, problem.n_blocks - 1) + 1))
    if not blocks:
        raise CannotMend(_("This part of the day is over."), next_step=_("Name a later block."))
    makers: dict[str, Callable[[], EngineEvent]] = {
        "adult_out": lambda: TeacherOut(teacher=_adult(key, event["person"]), blocks=blocks),
        "students_away": lambda: StudentsAbsent(
            students=tuple(student_row(key, one) for one in event["students"]), blocks=blocks
        ),
        "student_comes": lambda: _arrives(base, key, event["student"], blocks),
        "room_lost": lambda: RoomsLost(room_kind=_room_kind(event["room"]), blocks=blocks),
        "cart_missing": lambda: DevicesMissing(blocks=blocks, n=_n_devices(event["cart"])),
        "swap": lambda: _swap(problem, key, plan, event, blocks[0]),
    }
    return makers[event["kind"]]()


def _adult(key: Key, uuid: str) -> int:
    person = ids_by_uuid(uuids=[UUID(uuid)]).get(UUID(uuid))
    if person not in key.adults:
        raise CannotMend(_("This adult leads nothing here."), next_step=_("Pick another name."))
    return key.adults.index(person)


def _arrives(base: DayPlan, key: Key, uuid: str, blocks: tuple[int, ...]) -> StudentArrives:
    """Return an arrival with the kinds that the first plan of the day had open to the student."""
    row = student_row(key, uuid)
    plans = DayPlan.objects.filter(campus_id=base.campus_id, day=base.day).exclude(problem="")
    for plan in plans.order_by("version"):
        problem, its_key, _plan = unpack(plan.problem)
        if its_key.students[row : row + 1] != key.students[row : row + 1]:
            continue
        kinds = problem.students.may_do[row]
        there = tuple(block for block in blocks if kinds[block])
        if there:
            together = int(np.bitwise_or.reduce(kinds[list(there)]))
            return StudentArrives(student=row, blocks=there, kinds=together)
    raise CannotMend(
        _("This student was not planned for today."), next_step=_("Plan the day again.")
    )


def _room_kind(uuid: str) -> int:
    room = Room.objects.filter(uuid=uuid).first()
    if room is None or room.kind not in ROOM_KINDS:
        raise CannotMend(
            _("No group of the plan needs this kind of room."), next_step=_("Nothing to mend.")
        )
    return ROOM_KINDS.index(room.kind)


def _n_devices(uuid: str) -> int:
    cart = DeviceCart.objects.filter(uuid=uuid).first()
    return cart.n_devices if cart is not None else 0


def _swap(problem: Problem, key: Key, plan: Plan, event: Mapping[str, Any], block: int) -> Swap:
    row = student_row(key, event["student"])
    named = options_named(problem, key, row, event["key"])
    way = event.get("modality", "")
    options = [o for o in named if way in ("", key.kind_modality[int(problem.options.kind[o])])]
    if not options:
        raise CannotMend(
            _("This is not among what the student could do."), next_step=_("Pick another one.")
        )
    free = [o for o in options if not binding_rule(problem, plan, row, block, o)]
    return Swap(student=row, block=block, option=(free or options)[0])
