"""What adults have decided before planning: what students are owed, and what teachers have pinned."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext_lazy as _

from ownpath.errors import Conflict
from ownpath.school.days.models import Accommodation, DayPin, Modality
from ownpath.school.days.services import draft as marks
from ownpath.school.days.services.draft import (
    Could,
    Draft,
)
from ownpath.school.days.services.gathering import Gathered
from ownpath.school.days.services.telling import Told, tell_unmet_pin


class PinCannotBe(Conflict):
    """A teacher pinned what the student cannot do on the day: `pins`; `conflicts` names each."""

    def __init__(self, pins: list[DayPin], conflicts: list[Told]) -> None:
        super().__init__(
            _("What was pinned cannot be, so the day was not planned."),
            next_step=_("Lift the pin, or pin something the student is ready for."),
        )
        self.pins = pins
        self.conflicts = conflicts


def with_what_is_owed(gathered: Gathered, draft: Draft) -> Draft:
    """Take away what accommodations and opt-outs forbid: kinds of cells, and groups that are too large."""
    numbers = {student.pk: row for row, student in enumerate(gathered.students)}
    may_do = draft.may_do.copy()
    most: dict[int, int] = {}
    for student_id in gathered.opted_out:
        may_do[numbers[student_id]] &= ~draft.bits(*marks.SCREEN_KINDS)
    for one in gathered.accommodations:
        row = numbers[one.student_id]
        if one.kind == Accommodation.Kind.SMALL_GROUPS:
            most[row] = min(one.amount, most.get(row, one.amount))
        elif one.kind == Accommodation.Kind.NO_PEER_WORK:
            may_do[row] &= ~draft.bits(Modality.PEER)
    kept = tuple(
        could
        for could in draft.coulds
        if could.group is None
        or could.student not in most
        or gathered.setup.sizes[could.group.modality][1] <= most[could.student]
    )
    return replace(draft, may_do=may_do, coulds=kept)


def with_pins(gathered: Gathered, draft: Draft) -> Draft:
    """Add the pins of teachers: what they name is among what the student could do, and its cell holds it."""
    numbers = {student.pk: row for row, student in enumerate(gathered.students)}
    own: dict[int, list[Could]] = {}
    for could in draft.coulds:
        own.setdefault(could.student, []).append(could)
    pins = dict(draft.pins)
    taken: set[Mark] = set()
    unmet: list[DayPin] = []
    for pin in gathered.pins:
        row = numbers[pin.student_id]
        away = gathered.known.away.get(pin.student_id, frozenset())
        if pin.student_id in gathered.absent or pin.block in away:
            continue
        found = next(
            (
                could
                for could in own.get(row, ())
                if _is_meant(draft, pin, could) and _mark(could) not in taken
            ),
            None,
        )
        rings = pin.block < draft.is_open.shape[1]
        if found is None or not rings or not draft.is_open[row, pin.block]:
            unmet.append(pin)
            continue
        taken.add(_mark(found))
        pins[(row, pin.block)] = found
    if unmet:
        told = [
            tell_unmet_pin(pin, gathered=gathered, row=numbers[pin.student_id]) for pin in unmet
        ]
        raise PinCannotBe(unmet, told)
    return replace(draft, pins=pins)


def _is_meant(draft: Draft, pin: DayPin, could: Could) -> bool:
    return (
        draft.kind_modality[could.kind] == pin.modality
        and (pin.station_id or 0) == could.station
        and (not pin.activity_id or pin.activity_id == could.activity)
        and (not pin.competency_id or pin.competency_id == could.competency)
    )


def _mark(could: Could) -> Mark:
    return (
        could.student, could.kind, could.group, could.activity, could.station, could.competency
    )  # fmt: skip


Mark = tuple[int, int, object, int, int, int]
